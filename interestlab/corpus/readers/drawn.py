"""Tables drawn with signs: boxes as databases print them, Markdown, and columns that are lined up with blanks."""

import re
from collections.abc import Iterable, Iterator, Sequence

_RULE = re.compile(r"\s*[+|]?[-=+|: ]*[-=]{3}[-=+|: ]*\s*$")
_COUNT = re.compile(r"\s*\(?\d+ rows?(?: in set.*)?\)?\s*$")
_NAME = re.compile(r"\S+(?: \S+)*")  # words of one name stand a single blank apart
_FIRST = 12  # lines among which a rule stands
_LINED_UP = 400  # lines that tell where columns stand
_LEAST = 0.9  # of the lines have as many signs as the first, or blanks between their columns


def is_boxed(lines: Sequence[str]) -> bool:
    """Whether the lines are a table with | between its fields and a rule below or above its names."""
    filled = [line for line in lines if line.strip()]
    ruled = any(_RULE.match(line) for line in filled[:_FIRST])
    rows = [line for line in filled if not _RULE.match(line) and not _COUNT.match(line)]
    if not ruled or len(rows) < 2 or "|" not in rows[0]:
        return False
    usual = rows[0].count("|")
    return sum(line.count("|") == usual for line in rows) >= _LEAST * len(rows)


def boxed_rows(lines: Iterable[str]) -> Iterator[list[str]]:
    """The fields of each line; none for rules and for the count that databases print below."""
    for line in lines:
        if _RULE.match(line) or _COUNT.match(line):
            yield []
            continue
        inner = line.strip()
        inner = inner.removeprefix("|").removesuffix("|") if inner.startswith("|") else inner
        yield [cell.strip() for cell in inner.split("|")]


def lined_up(lines: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Where the columns of a table stand whose fields are lined up with blanks, as (begin, end); () where it is none.

    The first line has the names, at least two blanks apart; a column begins or ends where they do, and nothing is written
    across the gaps between columns. The last column reaches to the end of the line, and the first may have no name.
    """
    filled = [line.rstrip("\r\n").expandtabs() for line in lines if line.strip()][:_LINED_UP]
    if len(filled) < 4:
        return ()
    names = [match.span() for match in _NAME.finditer(filled[0])]
    if len(names) < 3 or sum(end - begin > 40 for begin, end in names):
        return ()

    width = max(map(len, filled))
    written = [any(line[place : place + 1].strip() for line in filled) for place in range(width)]
    edges = [place for place in range(width + 1) if (place < width and written[place]) != (place > 0 and written[place - 1])]
    spans = list(zip(edges[::2], edges[1::2], strict=True))

    # blanks that all lines share by chance within a column of texts have no name behind them
    columns: list[tuple[int, int]] = []
    begun: int | None = None  # of a column whose name stands over its end, as numbers and times are lined up
    for begin, end in spans:
        named = any(first < end and last > begin for first, last in names)
        if named or not columns:
            columns.append((begin if begun is None else begun, end))
            begun = None
        elif begun is not None or columns[-1][1] in {last for _, last in names}:
            begun = begin if begun is None else begun
        else:
            columns[-1] = (columns[-1][0], end)
    unnamed = int(bool(columns) and not any(first < columns[0][1] for first, _ in names))  # the numbers of rows
    return (*columns[:-1], (columns[-1][0], 1 << 20)) if len(columns) == len(names) + unnamed else ()


def lined_up_rows(lines: Iterable[str], columns: Sequence[tuple[int, int]]) -> Iterator[list[str]]:
    """The fields of each line by where they stand; of blank lines none."""
    for line in lines:
        text = line.rstrip("\r\n").expandtabs()
        yield [text[begin:end].strip() for begin, end in columns] if text.strip() else []
