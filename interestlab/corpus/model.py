"""The Corpus: what was uploaded, in three tables whose columns always mean the same."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import pandas as pd

Kind = Literal["written", "catalogue"]

CONTENT_COLUMNS = {
    "doc_id": "int64",  # 0..n-1, order of the upload
    "source_row": "int64",  # 1-based number of the record in the file it came from
    "item_id": "str",  # missing where the upload has none
    "kind": "str",  # "written" by a user, or an entry of the "catalogue"
    "text": "str",  # never empty
    "title": "str",  # short form to show: the title column, else the first line, at most 120 characters
    "user_id": "str",  # author; missing where unknown
    "timestamp": "datetime64[us, UTC]",  # NaT where unknown
    "label": "str",  # missing where unknown
    "language": "str",  # ISO 639-1, "und" where it cannot be told
    "image": "str",  # missing where there is none
    "sitting": "Int64",  # number of the author's sitting (corpus/sittings.py); missing where the author is unknown
}
ITEM_COLUMNS = {"item_id": "str", "name": "str", "image": "str"}
EVENT_COLUMNS = {
    "user_id": "str",
    "item_id": "str",
    "doc_id": "Int64",  # the content that is the evidence, or missing
    "timestamp": "datetime64[us, UTC]",
    "value": "float64",  # as uploaded, such as the rating; NaN = none
    "weight": "float32",  # strength of evidence; below 0 = dislike
    "sitting": "Int64",  # number of the user's sitting, shared with the contents of the same one
}


@dataclass(frozen=True, eq=False)
class Corpus:
    """What users wrote, read or rated.

    contents: one row a content, columns CONTENT_COLUMNS and ``extra.*`` (the upload's other columns, as text), index 0..n-1.
    items:    one row an item_id, columns ITEM_COLUMNS and ``extra.*`` (columns constant within an item), index 0..m-1.
    events:   one row an event of a user on an item, columns EVENT_COLUMNS, index 0..e-1.
    """

    contents: pd.DataFrame
    items: pd.DataFrame
    events: pd.DataFrame

    def __len__(self) -> int:
        return len(self.contents)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of all three tables, hexadecimal; equal content gives an equal digest on every machine."""
        total = hashlib.sha256()
        for table in (self.contents, self.items, self.events):
            for name in table.columns:
                total.update(f"{name}\0{len(table)}\0".encode())
                total.update(_column_bytes(table[name]))
        return total.hexdigest()

    @cached_property
    def texts(self) -> list[str]:
        """The texts in the order of doc_id."""
        return [str(text) for text in self.contents["text"]]

    @property
    def users(self) -> list[str]:
        """Distinct user ids of contents and events, sorted."""
        both = pd.concat([self.contents["user_id"], self.events["user_id"]]).dropna()
        return sorted(str(user) for user in both.unique())


def _column_bytes(column: pd.Series) -> bytes:
    """The column's values in a form that does not depend on how pandas stores them."""
    missing = column.isna().to_numpy()
    values = column.astype("str").mask(missing, "").tolist()
    # a length before each value, so that ("ab", "c") and ("a", "bc") differ
    parts = (f"{-1 if gone else len(value)}:{value}" for value, gone in zip(values, missing, strict=True))
    return "".join(parts).encode("utf-8", "surrogatepass")
