"""Sums and means that people write below a table: they are no rows of content, and no values of a scale.

A row is left out only where everything speaks for it: a label such as “Total”, nothing but numbers beside it, other columns
empty that rows fill, and a number that is the sum, the mean or the count of its column, or lies outside of it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from interestlab.corpus.columns.rating_texts import number
from interestlab.corpus.columns.time_words import fold_text
from interestlab.corpus.columns.words import words_of
from interestlab.corpus.readers.raw import RawTable

_LOOKED_AT = 30  # last rows
_LEAST = 3  # rows above
_LONGEST = 60  # characters of a label
_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:[,.' ]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)\s?%?$")
_COUNTED = re.compile(r"^(?P<label>.*?[^\d\s:=(])\s*[:=(]?\s*(?P<number>[-+]?\d[\d.,]*)?\s*(?:%|条|件|개|건|rows?|\))*$")
_COUNT_OF = re.compile(r"^(?P<number>\d{1,6})\s+[^\W\d_]{2,20}$")  # "40 reviews", "40 avis"
_LIMITS = frozenset(
    ["min", "max", "minimum", "maximum", "std", "stdev", "sd", "stdabw", "standardabweichung", "variance", "mini", "maxi",
     "最大", "最小", "最大值", "最小值"]
)  # fmt: skip
_SIGNS = frozenset("Σ∑Øø⌀")


def leave_out_sums(table: RawTable) -> RawTable:
    """The table without the sums and means at its end, and a note on them."""
    frame = table.frame
    if table.roles is not None or not table.complete or len(frame) <= _LEAST or not frame.shape[1]:
        return table
    begin = max(_LEAST, len(frame) - _LOOKED_AT)
    tail = [_cells(row) for row in frame.iloc[begin:].itertuples(index=False, name=None)]
    labelled = [place for place, row in enumerate(tail) if _is_labelled(row)]
    split = {i: _cells(row.raw.split(table.delimiter)) for i, row in enumerate(table.refused) if table.delimiter}
    refused = [i for i, row in split.items() if i >= len(table.refused) - _LOOKED_AT and _is_labelled(row)]
    if not labelled and not refused:
        return table

    columns = _Columns.of(frame.drop(index=frame.index[[begin + place for place in labelled]]))
    sums = [begin + place for place in labelled if columns.is_sum(tail[place])]
    if sums:  # beside a sum, “Max” and “SD” are no people
        sums += [begin + place for place in labelled if begin + place not in sums and _LIMITS & set(_words(tail[place]))]
    return _without(table, sums, [i for i in refused if columns.is_sum(split[i], whole=False)])


def _cells(row: Iterable[object]) -> list[str]:
    return [cell.strip() if isinstance(cell, str) else "" for cell in row]


def _without(table: RawTable, sums: list[int], refused: list[int]) -> RawTable:
    count = len(sums) + len(refused)
    if not count:
        return table
    shown = [" ".join(str(cell) for cell in table.frame.iloc[row] if isinstance(cell, str)) for row in sums[:3]]
    shown = shown or [table.refused[i].raw.strip(f" {table.delimiter}") for i in refused[:3]]
    such = ", ".join(f"“{one[:_LONGEST]}”" for one in shown)
    note = (
        f"1 row at the end is a sum and was left out: {such}."
        if count == 1
        else f"{count} rows at the end are sums or means and were left out, such as {such}."
    )
    keep = np.ones(len(table), np.bool_)
    keep[sums] = False
    return replace(
        table,
        frame=table.frame[keep].reset_index(drop=True),
        lines=table.lines[keep],
        refused=tuple(row for i, row in enumerate(table.refused) if i not in set(refused)),
        notes=(*table.notes, note),
    )


def _is_labelled(row: list[str]) -> bool:
    """Whether a row may be a sum: a cell is the label of one, and beside it there are nothing but numbers."""
    worded = [cell for cell in row if cell and not (_NUMBER.match(cell) or _COUNT_OF.match(cell) or set(cell) <= set("-–—="))]
    return bool(worded) and all(map(_is_label, worded))


def _is_label(cell: str) -> bool:
    """ "Total", "Average score:", "Summe: 20", 合计: a word for a sum or a mean, first or last, and few others."""
    match = _COUNTED.match(cell) if len(cell) <= _LONGEST else None
    if match is None:
        return False
    if match["label"].strip(" :=") and set(match["label"].strip(" :=")) <= _SIGNS:
        return True
    words = _words([cell])
    if not 0 < len(words) <= 4:
        return False
    known = words_of("sum") | _LIMITS
    unspaced = any(word in words[0] for word in known if not word.isascii() and len(words[0]) <= len(word) + 4)
    return words[0] in known or words[-1] in known or (unspaced and not words[0].isascii())


def _words(row: list[str]) -> list[str]:
    """The words of the row's cells, without the numbers that follow them."""
    labels = (match["label"] for cell in row if (match := _COUNTED.match(cell)))
    return [word.strip(".:=") for label in labels for word in fold_text(label).split() if word.strip(".:=")]


@dataclass(frozen=True, eq=False)
class _Columns:
    """The columns above the sums: their numbers, and the share of rows that fill them with anything but numbers."""

    numbers: list[NDArray[np.float64]]
    worded: list[float]
    rows: int

    @staticmethod
    def of(body: pd.DataFrame) -> "_Columns":
        read = [pd.to_numeric(body[name].str.replace(",", ".", regex=False), errors="coerce") for name in body.columns]
        worded = [float((body[name].notna() & one.isna()).mean()) for name, one in zip(body.columns, read, strict=True)]
        return _Columns([one.dropna().to_numpy(np.float64) for one in read], worded, len(body))

    def is_sum(self, row: list[str], *, whole: bool = True) -> bool:
        """Whether one of the row's numbers says that it is a sum. whole: its fields stand in the columns they belong to."""
        empty = sum(share > 0.5 for share, cell in zip(self.worded, row, strict=False) if not cell)
        labelled = sum(share > 0.5 for share, cell in zip(self.worded, row, strict=False) if cell)
        alone = whole and not empty and labelled > 0  # nothing that other rows fill is missing beside the label
        for place, cell in enumerate(row):
            counted = _COUNT_OF.match(cell)
            if counted is not None and not _is_label(cell) and _same(counted["number"], self.rows):
                return True
            match = _COUNTED.match(cell) if cell and not _NUMBER.match(cell) else None
            written = cell if match is None else match["number"] or ""
            if not written[-1:].strip("%").isdigit() and not written.endswith("%"):
                continue
            own = self.numbers if match or not whole else self.numbers[place : place + 1]
            if any(self._tells(written, column, strictly=alone) for column in own) or (not alone and _same(written, self.rows)):
                return True
        return False

    def _tells(self, cell: str, column: NDArray[np.float64], *, strictly: bool) -> bool:
        """Whether the number is the sum, mean or count of the column, or lies outside of it; strictly: outside only."""
        if len(column) < _LEAST:
            return False
        value = number(cell.rstrip(" %"))
        if value < column.min() or value > column.max():
            return bool(value > column.max()) or not strictly
        if strictly:
            return False
        return any(_same(cell, one) for one in (column.sum(), column.mean(), float(np.median(column)), len(column)))


def _same(cell: str, value: float) -> bool:
    """Whether the cell is the value, as far as it is written out."""
    decimals = re.search(r"[.,](\d{1,2}|\d{4,})$", cell.rstrip(" %"))
    allowed = 0.5 * 10.0 ** -(len(decimals[1]) if decimals else 0)
    return abs(number(cell.rstrip(" %")) - value) <= (allowed + 1e-9 if decimals else 1e-6)
