"""What deserves a second look, in sentences, and the rows behind each."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from interestlab.corpus.readers.raw import SHOWN_CHARACTERS, RefusedRow
from interestlab.corpus.report import SHOWN_EXAMPLES, Finding
from interestlab.corpus.rows import Rows

MOST_ROWS = 10_000  # of one finding that are kept with their content
COLUMNS = ("finding", "line", "reason", "row")
Mask = NDArray[np.bool_]


@dataclass
class Findings:
    """What deserves a second look, in the order it is said, and the rows behind it.

    rows: columns COLUMNS; at most 10,000 rows a finding.
    """

    said: list[Finding] = field(default_factory=list)
    _parts: list[pd.DataFrame] = field(default_factory=list)

    @property
    def rows(self) -> pd.DataFrame:
        if not self._parts:
            return pd.DataFrame({name: pd.Series([], dtype="int64" if name == "line" else "str") for name in COLUMNS})
        return pd.concat(self._parts, ignore_index=True)

    def say(self, name: str, sentence: str, *, stops: bool = False) -> None:
        """Something without rows of its own."""
        self.said.append(Finding(name, sentence, 0, stops))

    def say_refused(self, name: str, sentence: str, refused: Sequence[RefusedRow], *, stops: bool = False) -> None:
        """Records that could not be used."""
        self.said.append(Finding(name, sentence, len(refused), stops))
        kept = refused[:MOST_ROWS]
        self._add(name, [row.line for row in kept], [row.reason for row in kept], [row.raw for row in kept])

    def say_rows(self, name: str, sentence: str, rows: Rows, mask: Mask, reason: str, *, stops: bool = False) -> None:
        """Rows of a table."""
        places = np.flatnonzero(mask)
        self.said.append(Finding(name, sentence, len(places), stops))
        kept = places[:MOST_ROWS]
        shown = rows.frame.iloc[kept]
        texts = [
            " · ".join(str(v)[:SHOWN_CHARACTERS] for v in row if isinstance(v, str))[:SHOWN_CHARACTERS]
            for row in shown.itertuples(index=False, name=None)
        ]
        self._add(name, rows.table.lines[kept].tolist(), [reason] * len(kept), texts)

    def _add(self, name: str, lines: list[int], reasons: list[str], texts: list[str]) -> None:
        self._parts.append(pd.DataFrame({
            "finding": pd.Series([name] * len(lines), dtype="str"), "line": pd.Series(lines, dtype="int64"),
            "reason": pd.Series(reasons, dtype="str"), "row": pd.Series(texts, dtype="str"),
        }))  # fmt: skip


def examples(column: "pd.Series[str]", mask: Mask) -> list[str]:
    """At most five different values of those rows, shortened."""
    return [str(value)[:60] for value in column[mask].dropna().drop_duplicates().head(SHOWN_EXAMPLES)] or [""]
