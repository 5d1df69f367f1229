"""The records of a delimited text with the lines they begin at; a stray quote costs one line, never the rest of the file."""

import csv
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from interestlab.corpus.readers.dialects import Dialect
from interestlab.corpus.readers.raw import SHOWN_CHARACTERS, RefusedRow

_MOST_LINES = 20_000  # of one record; the longest known text in a real file has 2,600
STRAY_QUOTE = "a quotation mark that is never closed"


@dataclass
class Records:
    """Iterates over (line where the record begins, fields).

    fits: whether fields that were split off a single line look like a record of this table; surely_fits: whether they do by
    more than their number. A record over several lines whose other lines do is one that a stray quote has glued together:
    its first line is refused, and reading goes on behind it.
    """

    lines: Iterable[str]
    dialect: Dialect
    fits: Callable[[Sequence[str]], bool] = lambda fields: False
    surely_fits: Callable[[Sequence[str]], bool] = lambda fields: False
    refused: list[RefusedRow] = field(default_factory=list)

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        source, waiting = iter(self.lines), deque[str]()
        number = 0  # lines that are read and not waiting
        while True:
            taken: list[str] = []
            problem = ""
            try:
                for row in self.dialect.rows(_feed(source, waiting, taken)):
                    if len(taken) > 1 and self._is_glued(row, taken):
                        problem = STRAY_QUOTE
                        break
                    first, number = number + 1, number + len(taken)
                    yield first, row
                    taken.clear()
            except csv.Error as error:
                problem = f"cannot be split into fields: {error}"
            if not problem or not taken:
                return

            number += 1
            self.refused.append(RefusedRow(number, problem, taken[0].strip()[:SHOWN_CHARACTERS]))
            waiting.extendleft(reversed(taken[1:]))

    def _is_glued(self, row: Sequence[str], taken: Sequence[str]) -> bool:
        """Whether a stray quote made one record of these lines."""
        if self._is_open(taken):
            return True
        others = [line for line in taken[1:] if line.strip()]
        if not self.fits(row):
            return any(self._is_record(line, self.fits) for line in others)
        # texts of several lines may have as many commas as the table; what is quoted as it should be needs more evidence, and a
        # line with half of a pair of quotes, as the last one of a text has it, is no record by itself
        well = self._is_well_quoted(taken)
        test = self.surely_fits if well else self.fits
        alike = sum(self._is_record(line, test) and not (well and self._is_open([line])) for line in others)
        if not well and not alike:  # two stray quotes in lines that follow each other pair up, and hide that both are records
            alike = sum(self._is_record(line, self.fits, replace(self.dialect, quoting=False)) for line in others)
        return alike >= max(1, 0.8 * len(others))

    def _is_well_quoted(self, taken: Sequence[str]) -> bool:
        """Whether each quoted field ends before a delimiter or at the end of a line."""
        try:
            list(replace(self.dialect, strict=True).rows(taken))
        except csv.Error:
            return False
        return True

    def _is_open(self, taken: Sequence[str]) -> bool:
        if not self.dialect.quoting:
            return False
        text = "".join(taken)
        if self.dialect.escape:
            text = text.replace("\\\\", "").replace('\\"', "")
        return text.count('"') % 2 == 1

    def _is_record(self, line: str, fits: Callable[[Sequence[str]], bool], dialect: Dialect | None = None) -> bool:
        try:
            row = next(iter((dialect or self.dialect).rows([line])), [])
        except csv.Error:
            return False
        return fits(row)


def _feed(source: Iterator[str], waiting: "deque[str]", taken: list[str]) -> Iterator[str]:
    """The lines that wait, then those of the source; each is put on `taken`, of which a record cannot have too many."""
    while len(taken) < _MOST_LINES:
        if waiting:
            line = waiting.popleft()
        else:
            line = next(source, "")
            if not line:
                return
        if "\0" in line:
            line = line.replace("\0", "")
        taken.append(line)
        yield line
