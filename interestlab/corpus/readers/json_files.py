"""JSON and JSON Lines: objects become rows, nested objects become columns a.b, lists of plain values are joined with |."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from interestlab.corpus.readers.decoding import Decoded, decode
from interestlab.corpus.readers.raw import RawTable, ReadOptions, RefusedRow, text_frame, unique_names
from interestlab.errors import UnreadableFile

_SAMPLE_LINES = 100


def read_json(data: bytes, options: ReadOptions) -> RawTable:
    """A JSON document: a list of objects, an object that holds one, an object of columns; else JSON Lines."""
    decoded = decode(data, options.encoding)
    try:
        document = json.loads(decoded.text)
    except RecursionError as error:
        raise UnreadableFile("The JSON is nested too deeply to be a table of content.") from error
    except json.JSONDecodeError as error:
        if _mostly_objects(decoded.text):
            return _lines(decoded, options)
        raise UnreadableFile(f"The JSON is damaged at line {error.lineno:,}, column {error.colno:,}: {error.msg}.") from error
    records = _find_records(document)
    if records is None:
        raise UnreadableFile("The JSON holds no list of objects; a table is written as [{…}, {…}] or one object a line.")
    return _table(enumerate(records[: options.max_rows], 1), "JSON", decoded, [])


def _lines(decoded: Decoded, options: ReadOptions) -> RawTable:
    refused: list[RefusedRow] = []

    def objects() -> Iterator[tuple[int, Any]]:
        for number, line in enumerate(decoded.text.split("\n"), 1):
            if options.max_rows is not None and number > options.max_rows:
                return
            if not line.strip():
                continue
            try:
                yield number, json.loads(line)
            except (json.JSONDecodeError, RecursionError) as error:
                refused.append(RefusedRow(number, f"not a JSON object: {error}", line[:500]))

    return _table(objects(), "JSON Lines", decoded, refused)


def _mostly_objects(text: str) -> bool:
    """True where at least half of the first lines that are not empty are JSON objects, each by itself."""
    lines = list(islice((line for line in text.split("\n") if line.strip()), _SAMPLE_LINES))
    return sum(map(_is_object, lines)) >= max(1, len(lines) / 2)


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (json.JSONDecodeError, RecursionError):
        return False


def _find_records(document: Any) -> list[Any] | None:
    if isinstance(document, list):
        return document if any(isinstance(item, dict) for item in document) else None
    if isinstance(document, dict):
        lists = [value for value in document.values() if isinstance(value, list)]
        tables = [value for value in lists if value and isinstance(value[0], dict)]
        if len(tables) == 1:
            return tables[0]
        if lists and len(lists) == len(document) and len({len(value) for value in lists}) == 1:
            return [dict(zip(document, row, strict=True)) for row in zip(*lists, strict=True)]
        return [document]
    return None


def _table(objects: Iterable[tuple[int, Any]], form: str, decoded: Decoded, refused: list[RefusedRow]) -> RawTable:
    columns: dict[str, dict[int, str]] = {}
    lines: list[int] = []
    for number, item in objects:
        if not isinstance(item, dict):
            refused.append(RefusedRow(number, "not a JSON object", str(item)[:500]))
            continue
        for name, value in _flatten(item):
            columns.setdefault(name, {})[len(lines)] = value
        lines.append(number)
    names = dict(zip(columns, unique_names(list(columns)), strict=True))
    frame = text_frame({names[c]: [values.get(row) for row in range(len(lines))] for c, values in columns.items()})
    return RawTable(frame, lines, form, decoded.encoding, "", tuple(refused))


def _flatten(item: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in item.items():
        if isinstance(value, dict) and prefix.count(".") < 3:
            yield from _flatten(value, f"{prefix}{key}.")
        elif value is not None:
            yield f"{prefix}{key}", as_text(value)


def as_text(value: Any) -> str:
    """One cell as text: numbers as they stand, lists of plain values joined with |, the rest as JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, (list, tuple)) and all(isinstance(v, (str, int, float)) for v in value):
        return "|".join(str(v) for v in value)
    if isinstance(value, (dict, list, bool)):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)
