"""Two exports in one file: columns of one role of which every row fills at most one become one column."""

from dataclasses import replace
from itertools import pairwise

import pandas as pd

from interestlab.corpus.columns.words import name_score
from interestlab.corpus.readers.raw import RawTable

_ROLES = ("user", "time", "value", "item")
_MOST_BOTH = 0.02  # of the rows
_LEAST = 0.05  # of the rows that each column fills


def merge_shapes(table: RawTable) -> RawTable:
    """The table with such columns put together under the name of the first, and a note for each."""
    if table.roles is not None or len(table) < 4 or table.frame.shape[1] < 4 or not table.frame.isna().any(axis=None):
        return table
    frame, notes = table.frame, list(table.notes)
    for role in _ROLES:
        named = [str(c) for c in frame.columns if name_score(str(c), role) >= 2 and _LEAST <= frame[c].notna().mean() < 0.98]
        for first, second in pairwise(named):
            frame, merged = _merged(frame, first, second)
            if merged:
                notes.append(f"“{second}” was put into “{first}”: hardly any row has both.")
                break
    return replace(table, frame=frame, notes=tuple(notes)) if frame is not table.frame else table


def _merged(frame: pd.DataFrame, first: str, second: str) -> tuple[pd.DataFrame, bool]:
    here, there = frame[first].notna(), frame[second].notna()
    if (here & there).mean() > _MOST_BOTH or (here | there).mean() < 1.3 * max(here.mean(), there.mean()):
        return frame, False
    changed = frame.copy()
    changed[first] = frame[first].where(here, frame[second])
    return changed.drop(columns=second), True
