"""The quality report: what was read, what was refused and why, and what deserves a second look."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from interestlab.corpus.languages import UNKNOWN
from interestlab.corpus.model import Corpus
from interestlab.corpus.readers import RefusedRow


@dataclass(frozen=True)
class QualityReport:
    """Figures about a corpus and the upload it came from; every count is a number of rows, contents, users or items."""

    rows_read: int
    refused: tuple[RefusedRow, ...]
    catalogue_rows: int
    contents: int
    events: int
    empty_texts: int  # rows without a text; events where they have a user and an item
    duplicate_texts: int  # contents whose text stands earlier in the file
    users: int
    active_users: int  # with five events or more
    items: int
    shared_items: int  # with events of two users or more
    undated: int  # contents and events whose time is missing or not readable
    first: str | None  # ISO date of the earliest time
    last: str | None
    languages: dict[str, int]
    length_quantiles: tuple[int, int, int, int, int]  # characters: least, quarter, half, three quarters, most
    weight_sentence: str
    notes: tuple[str, ...] = field(default=())

    @property
    def attention(self) -> list[str]:
        """What deserves a second look, one sentence each, with denominators."""
        found = list(self.notes)
        if self.refused:
            found.append(f"{len(self.refused):,} of {self.rows_read + len(self.refused):,} rows were refused.")
        if self.empty_texts:
            found.append(f"{self.empty_texts:,} of {self.rows_read:,} rows have no text.")
        if self.duplicate_texts:
            found.append(f"{self.duplicate_texts:,} of {self.contents:,} texts stand in the file more than once; all are kept.")
        if self.undated and self.first:
            found.append(f"{self.undated:,} rows have no readable time.")
        unknown = self.languages.get(UNKNOWN, 0)
        if unknown:
            found.append(f"{unknown:,} of {self.contents:,} texts hold no letters, so their language cannot be told.")
        if self.items and not self.shared_items and self.users:
            found.append(
                f"0 of {self.items:,} items are shared by two users: recommenders that learn from shared items cannot be used."
            )
        return found


def measure(corpus: Corpus, *, rows_read: int, refused: tuple[RefusedRow, ...], catalogue_rows: int, empty_texts: int,
            weight_sentence: str, notes: tuple[str, ...]) -> QualityReport:  # fmt: skip
    """The report on a corpus that was built from `rows_read` usable rows."""
    contents, events = corpus.contents, corpus.events
    times = pd.concat(
        [contents.loc[contents["kind"] == "written", "timestamp"], events.loc[events["doc_id"].isna(), "timestamp"]]
    )
    known = times.dropna()
    lengths = contents["text"].str.len().to_numpy(np.int64)
    per_user = events["user_id"].value_counts()
    shared = events.dropna(subset=["user_id", "item_id"]).groupby("item_id")["user_id"].nunique()
    quantiles = np.quantile(lengths, [0, 0.25, 0.5, 0.75, 1]).astype(int) if len(lengths) else np.zeros(5, int)
    return QualityReport(
        rows_read=rows_read,
        refused=refused,
        catalogue_rows=catalogue_rows,
        contents=len(contents),
        events=len(events),
        empty_texts=empty_texts,
        duplicate_texts=int(contents["text"].duplicated().sum()),
        users=len(corpus.users),
        active_users=int((per_user >= 5).sum()),
        items=len(corpus.items),
        shared_items=int((shared >= 2).sum()),
        undated=int(times.isna().sum()),
        first=str(known.min().date()) if len(known) else None,
        last=str(known.max().date()) if len(known) else None,
        languages={str(code): int(n) for code, n in contents["language"].value_counts().items()},
        length_quantiles=tuple(int(q) for q in quantiles),  # type: ignore[arg-type]
        weight_sentence=weight_sentence,
        notes=notes,
    )
