"""The slates of all users as one table, written a batch of users at a time, so that memory does not grow with their number."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from interestlab.errors import InputError
from interestlab.home import formats
from interestlab.home.export import BYTE_ORDER_MARK, csv_rows
from interestlab.questions.backend import Backend, formulas
from interestlab.questions.opened import OpenRun
from interestlab.questions.question import Progress, Study, StudyInfo
from interestlab.questions.recommenders import Ready, ready_recommender
from interestlab.recommend.histories import histories_of
from interestlab.recommend.host import batches
from interestlab.recommend.options import DEFAULT, SlateOptions
from interestlab.recommend.protocol import Slate
from interestlab.recommend.slate import recommend
from interestlab.work.limits import memory_limited

FORMS = ("parquet", "csv")
Write = Callable[[pd.DataFrame], object]
SCHEMA = pa.schema(
    [
        ("user_id", pa.string()),
        ("rank", pa.int32()),  # 1 = first
        ("item_id", pa.string()),
        ("item", pa.string()),  # its name
        ("score", pa.float32()),  # as the recommender gives it
        ("explored", pa.bool_()),
        ("propensity", pa.float64()),  # of this item at this rank, 0..1; null = drawn by lot, with a chance that is not known
        ("fallback", pa.string()),  # why popular items stand in; null = the recommender itself
    ]
)


@dataclass(frozen=True)
class Everybody(Study[Path]):
    """What would one recommender show each person? The answer is the file of a table with the columns of SCHEMA."""

    info = StudyInfo(
        "everybody",
        "Recommending to everybody",
        counts="people",
        steps=("read", "encode", "cluster"),
        libraries=("numpy", "scipy", "implicit", "torch"),
        version=2,
    )

    backend: Backend
    unit: str = "item"
    options: SlateOptions = DEFAULT
    form: str = "parquet"  # one of FORMS

    def also_depends_on(self) -> dict[str, Any]:
        return formulas([self.backend.name])

    def answer(self, run: OpenRun, progress: Progress) -> Path:
        """In a folder of its own, which is the caller's to delete."""
        folder = Path(mkdtemp(prefix="interestlab-"))
        self.write(run, folder, progress)
        return self.load(folder)

    def write(self, run: OpenRun, folder: Path, progress: Progress) -> None:
        file = self.backend.file
        with memory_limited():
            ready = ready_recommender(
                run.result,
                self.backend.name,
                parameters=dict(self.backend.parameters),
                unit=self.unit,
                seed=self.options.seed,
                load=None if file is None else run.saved_file(file),
                called=None if file is None else file.name,
            )
            written = write_all_slates(ready, self.options, self.load(folder), progress)
        formats.save_value(folder, written)

    def load(self, folder: Path) -> Path:
        return folder / f"recommendations.{self.form}"


@dataclass(frozen=True)
class Written:
    """What a table of everybody's recommendations holds, and what it does not."""

    people: int
    rows: int
    empty: dict[str, int]  # why somebody has no row, and how many people
    fallbacks: dict[str, int]  # why popular items stand in, and for how many people
    certain: int  # rows with a propensity of 1
    unknown: int  # rows without one

    @property
    def log_sentence(self) -> str | None:
        """What a log of these lists could not be used for; None = other policies can be judged on it."""
        if self.unknown:
            return (
                f"{self.unknown:,} of {self.rows:,} rows have no propensity, as their places were drawn by lot with a chance "
                "that is not known: a log of these lists cannot judge another policy."
            )
        if self.rows and self.certain == self.rows:
            return (
                "Every propensity is 1: nothing else could have been shown, so that a log of these lists cannot judge another "
                "policy."
            )
        return None


def written_beside(table: Path) -> Written:
    """What was kept beside the table of the study."""
    return formats.load_value(table.parent, Written)


def write_all_slates(ready: Ready, options: SlateOptions, to: Path, progress: Progress) -> Written:
    """Writes a table of the columns of SCHEMA, users in the dataset's order.

    The ending of `to` says in which form. Raises InputError where it is none of FORMS or the file cannot be written.
    """
    dataset, rows = ready.dataset, 0
    empty, fallbacks, certain, unknown = Counter[str](), Counter[str](), 0, 0
    people = len(dataset.users)
    with _writer(to) as write:
        for users in batches(people, len(dataset.items)):
            progress(int(users[0]), people)
            asked = histories_of(dataset, users)
            slates = recommend(dataset, ready.fitted, asked, options, names=ready.names, explained=False)
            table = slates_table(slates)
            write(table)
            rows += len(table)
            certain += int((table["propensity"] >= 1).sum())
            unknown += int(table["propensity"].isna().sum())
            empty.update(slate.empty for slate in slates if slate.empty)
            fallbacks.update(slate.fallback for slate in slates if slate.fallback)
    progress(people, people)
    return Written(people, rows, dict(empty.most_common()), dict(fallbacks.most_common()), certain, unknown)


def slates_table(slates: list[Slate]) -> pd.DataFrame:
    """One row a recommended item, with the columns of SCHEMA."""
    found = [
        (slate.user, rank, one.item_id, one.name, one.score, one.explored, one.propensity, slate.fallback)
        for slate in slates
        for rank, one in enumerate(slate.items, 1)
    ]
    table = pd.DataFrame(found, columns=SCHEMA.names)
    return table.astype({"rank": np.int32, "score": np.float32, "propensity": np.float64, "explored": np.bool_})


@contextmanager
def _writer(to: Path) -> Iterator[Write]:
    """What appends a table to the file, which takes its place only when all is written."""
    form = to.suffix.lower().removeprefix(".")
    if form not in FORMS:
        raise InputError(
            f"Recommendations are written to a file that ends in .parquet or .csv; this one ends in “{to.suffix}”."
        )
    aside = to.with_name(f".{to.name}.{os.getpid()}")
    try:
        with _parquet(aside) if form == "parquet" else _csv(aside) as write:
            yield write
        aside.replace(to)
    except OSError as error:
        raise InputError(f"“{to}” cannot be written: {error.strerror or error}.") from error
    finally:
        aside.unlink(missing_ok=True)


@contextmanager
def _parquet(to: Path) -> Iterator[Write]:
    with pq.ParquetWriter(to, SCHEMA) as file:
        yield lambda table: file.write_table(pa.Table.from_pandas(table, SCHEMA, preserve_index=False))


@contextmanager
def _csv(to: Path) -> Iterator[Write]:
    with to.open("wb") as file:
        file.write(BYTE_ORDER_MARK + csv_rows(pd.DataFrame(columns=SCHEMA.names), header=True))
        yield lambda table: file.write(csv_rows(table, header=False))
