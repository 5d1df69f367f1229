"""XML: the element that is repeated most and holds most text is the row; its attributes and inner elements are the columns."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import IO, Any
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

import numpy as np

from interestlab.corpus.readers.raw import MAX_DECODED_BYTES, RawTable, text_frame, unique_names
from interestlab.corpus.readers.source import Source
from interestlab.errors import UnreadableFile

_LOOKED_AT = 20_000  # elements that decide which is the row
_CHUNK = 1 << 16
Path = tuple[str, ...]


def read_xml(source: Source) -> RawTable:
    """The rows of an XML file; raises UnreadableFile where it is damaged, declares entities, or repeats nothing."""
    if b"<!ENTITY" in source.head:
        raise UnreadableFile(
            f"“{source.name}” is XML that declares entities, which are not read; save the table as CSV or JSON."
        )
    path = _row_path(source)
    columns: dict[str, dict[int, str]] = {}
    rows = 0
    complete = True
    for element in _elements(source, path):
        if source.options.max_rows is not None and rows >= source.options.max_rows:
            complete = False
            break
        for name, value in _cells(element):
            columns.setdefault(name, {})[rows] = value
        rows += 1
    names = dict(zip(columns, unique_names(list(columns)), strict=True))
    frame = text_frame({names[name]: [values.get(row) for row in range(rows)] for name, values in columns.items()})
    table = RawTable(frame, np.arange(1, rows + 1, dtype=np.int64), "XML", encoding="utf-8", complete=complete)
    return replace(table, notes=(f"Each element <{path[-1]}> is a row.",))


def _elements(source: Source, path: Path) -> Iterator[Element]:
    """The elements under the path, each emptied after it was used."""
    for here, element in _ended(source):
        if here == path:
            yield element
        if len(here) <= len(path):
            element.clear()


def _ended(source: Source) -> Iterator[tuple[Path, Element]]:
    """(path, element) at the end of every element; raises UnreadableFile."""
    parser: Any = XMLPullParser(("start", "end"))
    here: list[str] = []
    source.file.seek(0)
    first = True
    try:
        for chunk in _chunks(source.file):
            parser.feed(chunk.lstrip() if first else chunk)
            first = False
            for event, element in parser.read_events():
                if event == "start":
                    here.append(_local(element.tag))
                else:
                    yield tuple(here), element
                    here.pop()
    except (ParseError, ValueError) as error:
        raise UnreadableFile(f"The XML is damaged: {error}.") from error


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    total = 0
    while chunk := file.read(_CHUNK):
        total += len(chunk)
        if total > MAX_DECODED_BYTES:
            raise UnreadableFile(f"The file unpacks to more than {MAX_DECODED_BYTES >> 20:,} MB; split it into smaller files.")
        yield chunk


@dataclass
class _Repeated:
    count: int = 0
    texts: set[str] = field(default_factory=set)
    letters: int = 0


def _row_path(source: Source) -> Path:
    """The path of the element that is the row: repeated, with most text of its own, the outermost of equals."""
    found: dict[Path, _Repeated] = {}
    for seen, (here, element) in enumerate(_ended(source)):
        if seen > _LOOKED_AT:
            break
        one = found.setdefault(here, _Repeated())
        one.count += 1
        for _, text in _cells(element):
            if text not in one.texts:
                one.texts.add(text)
                one.letters += min(len(text), 300)
        if len(here) <= 2:
            element.clear()
    repeated = {path: one for path, one in found.items() if one.count >= 2 and one.letters and len(path) >= 2}
    if not repeated:
        shown = ", ".join(f"<{name}>" for name, _ in Counter(path[-1] for path in found).most_common(4))
        raise UnreadableFile(f"“{source.name}” is XML without repeated elements ({shown}); save the table as CSV or JSON.")
    most = max(one.letters for one in repeated.values())
    return min(
        (path for path, one in repeated.items() if one.letters >= 0.7 * most),
        key=lambda path: (len(path), -repeated[path].count),
    )


def _cells(element: Element, prefix: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """Attributes, own text and inner elements, as name and text; what is repeated inside is joined."""
    for name, value in element.attrib.items():
        yield f"{prefix}{_local(name)}", value
    own = (element.text or "").strip()
    if own and not len(element):
        yield (prefix.rstrip(".") or "text"), own
    if depth < 3:
        joined: dict[str, list[str]] = {}
        for child in element:
            for name, value in _cells(child, f"{prefix}{_local(child.tag)}.", depth + 1):
                joined.setdefault(name, []).append(value)
        for name, values in joined.items():
            yield name, "|".join(values)


def _local(name: str) -> str:
    return name.rpartition("}")[2]
