"""JSON in every usual form: one document, one object a line, several documents one after the other, JSON inside a script."""

import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

import numpy as np

from interestlab.corpus.readers.damage import object_damage
from interestlab.corpus.readers.json_damage import before_damage
from interestlab.corpus.readers.json_shapes import FoundRows, find_rows
from interestlab.corpus.readers.raw import MAX_COLUMNS, SHOWN_CHARACTERS, RawTable, RefusedRow, text_frame, unique_names
from interestlab.corpus.readers.source import Beginning, Source
from interestlab.errors import UnreadableFile

_SAMPLE_LINES = 100
_SCRIPT = re.compile(r"\s*(?:(?:var|let|const)\s+)?[\w$.\[\]\"']{1,80}\s*(?:=|\()\s*(?=[\[{])|\s*export\s+default\s*(?=[\[{])")
_MOST_NESTED = 4  # objects inside objects that become columns of their own
_TOKENS = 3  # a list of at least so many words, on average, is a text that was cut into words
_MOST_DAMAGES = 8  # places before which a damaged document is tried to be read
LONGEST_OBJECT = 32 << 20  # characters of a line
_MOST_DIGITS = 4_300  # of a number; Python refuses to read longer ones


def read_json(source: Source) -> RawTable:
    """The table in a JSON document of any shape, or in JSON Lines; raises UnreadableFile."""
    twice = _Twice()
    if _are_objects(source.lines(LONGEST_OBJECT)):
        table = _lines_table(source, twice)
    else:
        asked = Beginning(source.text(), True) if source.options.max_rows is None else source.beginning()
        document, form, damage = _document(asked, twice)
        table = document_table(document, form, source.options.max_rows)
        if damage:
            table = replace(table, notes=(damage.format(rows=f"{len(table.frame):,}"), *table.notes))
    table = replace(table, notes=(*table.notes, *twice.notes()))
    return replace(table, encoding=source.encoding.name, encoding_certain=source.encoding.certain)


def document_table(document: Any, form: str, max_rows: int | None = None) -> RawTable:
    """The rows of a parsed document as a table."""
    found = find_rows(document)
    if found is None:
        raise UnreadableFile(
            "The JSON holds no list of objects and no texts; a table is written as [{…}, {…}] or one object a line."
        )
    kept = list(islice(found.rows, max_rows))
    table = _table(lambda: enumerate(kept, 1), form, [])
    return replace(table, notes=(*_notes(found), *table.notes), complete=len(kept) == len(found.rows))


def _notes(found: FoundRows) -> Iterator[str]:
    if found.path:
        yield f"The rows were found under “{found.path}”."
    if found.answers:
        shown = " and ".join(f"“{name}”" for name in found.answers)
        yield f"What stands under {shown} in a row is of its kind and became rows of its own."
    if found.others:
        shown = ", ".join(f"“{other}”" for other in found.others[:6])
        yield f"Not read: the list{'s' if len(found.others) > 1 else ''} {shown}."


def _document(asked: Beginning, twice: "_Twice") -> tuple[Any, str, str]:
    """The parsed document, what it is called, and where it is damaged a sentence about {rows}; raises UnreadableFile."""
    text = asked.text.lstrip("\ufeff \t\r\n")
    form = "JSON"
    script = _SCRIPT.match(text)
    if script and not text.startswith(("[", "{")):
        text, form = text[script.end() :].rstrip().rstrip(";").rstrip(), "JSON in a script"
        text = text.removesuffix(")") if text.count("(") < text.count(")") else text
    try:
        return loads(text, twice), form, ""
    except RecursionError as error:
        raise UnreadableFile("The JSON is nested too deeply to be a table of content.") from error
    except json.JSONDecodeError as error:
        several = _several(text, twice)
        if len(several) > 1:
            return several, "Several JSON documents", ""
        cut = not text[error.pos :].strip() or error.msg.startswith("Unterminated")
        what = "ends too early" if cut else f"is damaged at line {error.lineno:,}, column {error.colno:,}"
        document, found = _before(text, len(text) if cut else error.pos, twice)
        if not found and cut and not asked.whole:
            raise UnreadableFile(
                f"The first object of the JSON has more than {len(asked.text):,} characters, which is no row."
            ) from error
        if not found:
            raise UnreadableFile(f"The JSON {what}, before its first row is complete; export it once more.") from error
        if cut and not asked.whole:
            return document, form, ""
        return document, form, f"The JSON {what}: the {{rows}} rows before that were read, what comes after was not."


def _before(text: str, damage: int, twice: "_Twice") -> tuple[Any, bool]:
    """What stands before the damage as a document, and whether there is any; that may be damaged before its end, too."""
    for _ in range(_MOST_DAMAGES):
        kept = before_damage(text, damage)
        if kept is None:
            break
        try:
            return loads(kept, twice), True
        except json.JSONDecodeError as error:
            damage = min(error.pos, damage - 1)
    return None, False


class _Twice:
    """Objects in which a name comes twice: the last value is kept, as everywhere, and it is said."""

    def __init__(self) -> None:
        self.count, self.name = 0, ""

    def __call__(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """The object of the pairs."""
        made = dict(pairs)
        if len(made) < len(pairs):
            self.count += 1
            names = [name for name, _ in pairs]
            self.name = self.name or next(name for name in names if names.count(name) > 1)
        return made

    def notes(self) -> Iterator[str]:
        """A sentence, where there are such objects."""
        if self.count:
            objects = "object" if self.count == 1 else "objects"
            yield f"In {self.count:,} {objects} a name comes twice, such as “{self.name}”; the last value was kept."


def loads(text: str, twice: _Twice | None = None) -> Any:
    """The JSON value of a text; a number too long to be one is kept as text. Raises JSONDecodeError, RecursionError."""
    return json.loads(text, parse_int=_whole, object_pairs_hook=twice)


def _whole(digits: str) -> int | str:
    return int(digits) if len(digits) <= _MOST_DIGITS else digits


def _several(text: str, twice: _Twice) -> list[Any]:
    """Documents that follow one another, up to the first that is damaged."""
    decoder = json.JSONDecoder(parse_int=_whole, object_pairs_hook=twice)
    documents, place = [], 0
    while place < len(text):
        try:
            document, place = decoder.raw_decode(text, place)
        except (json.JSONDecodeError, RecursionError):
            break
        documents.append(document)
        while place < len(text) and text[place] in " \t\r\n,;\x1e":
            place += 1
    if place < len(text):
        return []
    if all(
        isinstance(document, list) and not any(isinstance(one, Mapping | list) for one in document) for document in documents
    ):
        return documents  # a row each
    same = [one for document in documents for one in (document if isinstance(document, list) else [document])]
    return same


def _lines_table(source: Source, twice: _Twice) -> RawTable:
    refused: list[RefusedRow] = []
    complete = True
    brackets = 0

    def objects() -> Iterator[tuple[int, Any]]:
        nonlocal complete, brackets
        twice.count = brackets = 0
        refused.clear()
        lines = source.lines(LONGEST_OBJECT)
        for number, line in enumerate(lines, 1):
            if lines.long and lines.long[-1].number == number:
                refused.append(RefusedRow(number, f"a line of more than {LONGEST_OBJECT:,} characters", lines.long[-1].start))
            if source.options.max_rows is not None and number > source.options.max_rows:
                complete = False
                return
            text = line.strip("\ufeff \t\r\n\x1e\0").rstrip(",")
            if text in ("", "[", "]"):
                brackets += {"[": 1, "]": -1}.get(text, 0)
                continue
            try:
                yield number, loads(text, twice)
            except (json.JSONDecodeError, RecursionError) as error:
                why = object_damage(error) if isinstance(error, json.JSONDecodeError) else "it is nested too deeply"
                refused.append(RefusedRow(number, f"not a JSON object: {why}", text[:SHOWN_CHARACTERS]))

    table = _table(objects, "JSON Lines", refused)
    cut = ("The list of objects in the file is not closed: its end is missing.",) if brackets > 0 and complete else ()
    return replace(table, complete=complete, notes=(*cut, *table.notes))


def _are_objects(lines: Iterable[str]) -> bool:
    """True where at least half of the first lines that are not empty are JSON objects, each by itself."""
    first = list(islice((line for line in lines if line.strip()), _SAMPLE_LINES))
    if len(first) < 2 and not (first and first[0].lstrip("\ufeff ").startswith("{")):
        return False
    return sum(map(_is_object, first)) >= max(2, len(first) / 2)


def _is_object(line: str) -> bool:
    try:
        return isinstance(loads(line.strip("\ufeff \t\r\n\x1e\0").rstrip(",")), dict)
    except (json.JSONDecodeError, RecursionError):
        return False


def _table(objects: Callable[[], Iterable[tuple[int, Any]]], form: str, refused: list[RefusedRow]) -> RawTable:
    """A row an object; where opened objects give too many columns, as with values under ids, they are kept as JSON."""
    already = list(refused)
    columns, lines = _columns(objects(), refused, _MOST_NESTED)
    opened = len(columns)  # or more, where they were too many to go on
    notes: tuple[str, ...] = ()
    if opened > MAX_COLUMNS and any("." in name for name in columns):
        refused[:] = already
        columns, lines = _columns(objects(), refused, 0)
        notes = (f"Objects inside objects were kept as JSON: opened they would be {opened:,} columns or more.",)
    if lines and not columns:
        raise UnreadableFile(f"The {len(lines):,} objects of the JSON hold no values.")
    stated = _unwrapped(list(columns))
    names = dict(zip(columns, unique_names(stated), strict=True))
    frame = text_frame({names[c]: column_texts(values, len(lines)) for c, values in columns.items()})
    return RawTable(frame, np.asarray(lines, np.int64), form, refused=tuple(refused), notes=notes)


def _columns(
    objects: Iterable[tuple[int, Any]], refused: list[RefusedRow], nested: int
) -> tuple[dict[str, dict[int, Any]], list[int]]:
    """{column: {row: value}} and the line of each row; ends early where there are far too many columns."""
    columns: dict[str, dict[int, Any]] = {}
    lines: list[int] = []
    for number, item in objects:
        if not isinstance(item, Mapping):
            refused.append(RefusedRow(number, "not a JSON object", str(item)[:SHOWN_CHARACTERS]))
            continue
        row = len(lines)
        for name, value in _flatten(item, nested):
            cells = columns.setdefault(name, {})
            if row in cells:  # "a.b" beside {"a": {"b": …}}
                cells = columns.setdefault(f"{name}_2", {})
            cells[row] = value
        lines.append(number)
        if len(columns) > 5 * MAX_COLUMNS:
            break
    return columns, lines


def _unwrapped(names: list[str]) -> list[str]:
    """Names without what all of them begin with: {"tweet": {…}} is a tweet."""
    while names and all("." in name for name in names) and len({name.partition(".")[0] for name in names}) == 1:
        names = [name.partition(".")[2] for name in names]
    leaf = [name.removesuffix(".label") for name in names]
    return leaf if len(set(leaf)) == len(names) else names


def _flatten(item: Mapping[str, Any], nested: int, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in item.items():
        if isinstance(value, Mapping) and nested:
            yield from _flatten(value, nested - 1, f"{prefix}{key}.")
        elif value is not None:
            yield f"{prefix}{key}", value


def column_texts(values: Mapping[int, Any], rows: int) -> list[str | None]:
    """A column's cells as text; lists of words are joined to a sentence where they are one, else with |."""
    lists = [value for value in values.values() if isinstance(value, list) and value]
    words = [part for value in lists[:200] for part in value]
    tokens = (
        bool(lists)
        and len(words) >= _TOKENS * len(lists[:200])
        and all(isinstance(part, str) for part in words)
        and _reads(words)
    )
    return [as_text(values.get(row), " " if tokens else "|") for row in range(rows)]


def _reads(words: list[str]) -> bool:
    """Whether words follow one another as in a sentence: small words come again and again."""
    small = sum(word.lower() in _SMALL for word in words)
    return small >= 0.08 * len(words)


# The commonest words of seven languages.
_SMALL = frozenset((
    "the", "a", "an", "of", "to", "in", "and", "is", "it", "for", "on", "that", "this", "with", "was", "i", "my", "der", "die",
    "das", "und", "ist", "le", "la", "les", "de", "et", "un", "une", "el", "los", "y", "en", "que", "il", "di", "e", "o",
))  # fmt: skip


def as_text(value: Any, between: str = "|") -> str | None:
    """One cell as text: numbers as they stand, plain lists joined, parts of a formatted text put together, the rest as JSON."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, float) and math.isnan(value):
        return None  # NaN, as Python writes what is missing
    if isinstance(value, (list, tuple)):
        if all(isinstance(v, (str, int, float)) for v in value):
            return between.join(str(v) for v in value)
        if value and all(isinstance(v, str) or (isinstance(v, Mapping) and isinstance(v.get("text"), str)) for v in value):
            return "".join(v if isinstance(v, str) else v["text"] for v in value)
    if isinstance(value, (Mapping, list, bool)):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)
