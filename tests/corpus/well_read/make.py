"""Writes the files beside it: `python -m tests.corpus.well_read.make`. All rows are invented, in the shape of each source."""

from pathlib import Path

from tests.corpus.well_read.exports import EXPORTS
from tests.corpus.well_read.shapes import SHAPES

HERE = Path(__file__).parent / "files"


def main() -> None:
    """Writes every file that is missing; one that is there stays as it is, since what it gives is on record."""
    HERE.mkdir(exist_ok=True)
    for name, write in {**SHAPES, **EXPORTS}.items():
        if not (HERE / name).exists():
            (HERE / name).write_bytes(write())


if __name__ == "__main__":
    main()
