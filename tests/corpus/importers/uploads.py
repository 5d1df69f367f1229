"""Uploads of the tests: bytes, or a ZIP of some, read as the program reads them."""

import io
import zipfile
from dataclasses import dataclass

from interestlab.corpus.build import check_file
from interestlab.corpus.reading import read_file


@dataclass(frozen=True, eq=False)
class Upload:
    """What an upload was read as, and its report."""

    file: object
    report: object
    findings: object

    @property
    def kind(self):
        return self.file.table.kind

    @property
    def frame(self):
        return self.file.table.frame

    def column(self, name):
        """A column as a list, None where a cell is empty."""
        return [value if isinstance(value, str) else None for value in self.frame[name]]

    def role(self, role):
        """The column of a role as a list."""
        return self.column(getattr(self.file.table.roles, role))


def upload(data, name, options=None):
    """The bytes or text under the name, read and reported on."""
    file = read_file(io.BytesIO(data.encode() if isinstance(data, str) else data), name, options)
    return Upload(file, *check_file(file))


def zip_of(members):
    """A ZIP of {path: text or bytes}."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return packed.getvalue()
