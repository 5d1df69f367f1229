"""What the tests of importers share: a file, read as the product reads it."""

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

from interestlab.corpus.build import check_file
from interestlab.corpus.importer import Glimpse
from interestlab.corpus.readers.archives import members_of
from interestlab.corpus.readers.kinds import kind_of
from interestlab.corpus.readers.raw import ReadOptions
from interestlab.corpus.readers.source import Source
from interestlab.corpus.reading import ReadFile, read_file
from interestlab.corpus.report import QualityReport

FILES = Path(__file__).parents[1] / "seen" / "files"


@dataclass(frozen=True, eq=False)
class Read:
    """A file that was read, with the report on it."""

    file: ReadFile
    report: QualityReport

    @property
    def rows(self):
        frame = self.file.table.frame.astype(object)
        return frame.where(frame.notna(), None).to_dict("records")


def as_bytes(data):
    return data.encode() if isinstance(data, str) else data


def read(data, name="export", items=None, **options):
    """The file with its report; data: text or bytes. items: a second file."""
    file = read_file(io.BytesIO(as_bytes(data)), name, ReadOptions(**options))
    catalogue = read_file(io.BytesIO(as_bytes(items)), "items").table if items is not None else None
    return Read(file, check_file(file, catalogue)[0])


def certainty(importer, data, name="export"):
    """How certain the importer is of a file."""
    source = Source(name, io.BytesIO(as_bytes(data)))
    kind = kind_of(source.head, name)
    return importer().recognise(Glimpse.of(source, kind, members_of(source) if kind == "archive" else ()))


def zipped(members):
    """A ZIP archive of the members, by name."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, as_bytes(data))
    return packed.getvalue()
