"""JSON for importers: elements of long lists one by one, so that a list that was cut keeps what stands before the cut."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from interestlab.corpus.readers.damage import json_damage
from interestlab.corpus.readers.json_files import loads
from interestlab.corpus.readers.raw import SHOWN_CHARACTERS
from interestlab.corpus.readers.source import Source
from interestlab.errors import UnreadableFile

_BLANK = re.compile(r"[\s,]*")
_MOST_DIGITS = 4_300


@dataclass
class Elements:
    """The elements of the list whose “[” stands at `start`. end: behind its “]”. rest: what stands where it is damaged."""

    text: str
    start: int
    end: int = 0
    count: int = 0
    rest: str = ""

    def __iter__(self) -> Iterator[Any]:
        decoder = json.JSONDecoder(parse_int=_whole)
        place = self._after_blanks(self.start + 1)
        while place < len(self.text) and self.text[place] != "]":
            try:
                value, after = decoder.raw_decode(self.text, place)
            except (json.JSONDecodeError, RecursionError):
                self.rest, self.end = self.text[place : place + SHOWN_CHARACTERS], len(self.text)
                return
            self.count += 1
            self.end = after
            yield value
            place = self._after_blanks(after)
        if place >= len(self.text):
            self.rest = "…"
        self.end = min(place + 1, len(self.text))

    def _after_blanks(self, place: int) -> int:
        found = _BLANK.match(self.text, place)
        return found.end() if found else place


def lists_named(text: str, name: str, start: int = 0) -> Iterator[Elements]:
    """Every list under the key, one behind the other; each must be read to its end before the next is asked for."""
    key = re.compile(rf'(?<!\\)"{name}"\s*:\s*\[')
    while found := key.search(text, start):
        elements = Elements(text, found.end() - 1)
        yield elements
        start = max(elements.end, found.end())


def document_of(source: Source) -> Any:
    """The parsed document, without “window.x = ” before it; raises UnreadableFile where it is damaged."""
    text = source.text().lstrip("\ufeff \t\r\n")
    begin = re.match(r"[\w$.\[\]\"' ]{1,80}=\s*(?=[\[{])", text)
    if begin:
        text = text[begin.end() :].rstrip().rstrip(";")
    try:
        return loads(text)
    except RecursionError as error:
        raise UnreadableFile(f"The JSON in “{source.name}” is nested too deeply.") from error
    except json.JSONDecodeError as error:
        raise UnreadableFile(f"The JSON in “{source.name}” is {json_damage(error)}.") from error


def at(value: Any, *path: str | int) -> Any:
    """What stands under the path; None where anything of it is missing."""
    for key in path:
        if isinstance(key, int):
            value = value[key] if isinstance(value, list) and -len(value) <= key < len(value) else None
        else:
            value = value.get(key) if isinstance(value, Mapping) else None
    return value


def text_at(value: Any, *path: str | int) -> str:
    """The text or number under the path as text; "" where there is none."""
    found = at(value, *path)
    if isinstance(found, bool) or not isinstance(found, str | int | float):
        return ""
    return str(found)


def list_at(value: Any, *path: str | int) -> list[Any]:
    """The list under the path; empty where there is none."""
    found = at(value, *path)
    return found if isinstance(found, list) else []


def iso_of(seconds: Any, per_second: int = 1) -> str:
    """ISO 8601 in UTC of a count of seconds since 1970, or of parts of seconds; "" where it is none."""
    try:
        return datetime.fromtimestamp(float(seconds) / per_second, UTC).isoformat(timespec="seconds")
    except (TypeError, ValueError, OverflowError, OSError):
        return ""


def _whole(digits: str) -> int | str:
    return int(digits) if len(digits) <= _MOST_DIGITS else digits
