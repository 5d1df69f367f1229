"""XML: the element that is repeated most and holds most text is the row; its attributes and inner elements are the columns."""

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

import numpy as np

from interestlab.corpus.readers.budget import check_size
from interestlab.corpus.readers.raw import MAX_COLUMNS, RawTable, text_frame, unique_names
from interestlab.corpus.readers.source import Source, SourceLines
from interestlab.errors import UnreadableFile

_LOOKED_AT = 20_000  # elements that decide which is the row
_CHUNK = 1 << 16
_MOST_NESTED = 200  # elements inside elements
_STATED = re.compile(rb"<\?xml[^>]*encoding=[\"']([\w.-]+)")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# references to halves of a character, the second of a pair with the first, and to control signs
_HALF = r"&#(5(?:5[3-9]\d\d|529[6-9]|[67]\d{3})|[xX][dD][89a-fA-F][0-9a-fA-F]{2});"
_REFERENCE = re.compile(_HALF + r"(?:" + _HALF + r")?|&#(0*(?:\d|1\d|2\d|3[01])|[xX]0*1?[0-9a-fA-F]);")
_HALF_AT_END = re.compile(_HALF + r"$")
_CONTROLS = dict.fromkeys({*range(32)} - {9, 10, 13})
_REFERENCES = 24  # bytes of two references
_KNOWN = (b"utf-8", b"utf8", b"utf-16", b"utf-16le", b"utf-16be", b"iso-8859-1", b"us-ascii", b"ascii")
Path = tuple[str, ...]


def read_xml(source: Source) -> RawTable:
    """The rows of an XML file; raises UnreadableFile where it is damaged, declares entities, or repeats nothing."""
    if b"<!ENTITY" in source.head.replace(b"\0", b""):  # in UTF-16 there is a zero byte between the letters
        raise UnreadableFile(
            f"“{source.name}” is XML that declares entities, which are not read; save the table as CSV or JSON."
        )
    path = _row_path(source)
    columns: dict[str, dict[int, str]] = {}
    rows = 0
    complete = True
    notes = [f"Each element <{path[-1]}> is a row."]
    elements = _elements(source, path)
    while True:
        try:
            element = next(elements, None)
        except _Damaged as error:
            notes.append(f"{str(error).rstrip('.')}; the {rows:,} rows before that were read.")
            break
        if element is None:
            break
        if source.options.max_rows is not None and rows >= source.options.max_rows:
            complete = False
            break
        for name, value in _cells(element):
            columns.setdefault(name, {})[rows] = value
        rows += 1
        if len(columns) > 5 * MAX_COLUMNS:  # refused below
            break
    names = dict(zip(columns, unique_names(list(columns)), strict=True))
    frame = text_frame({names[name]: [values.get(row) for row in range(rows)] for name, values in columns.items()})
    table = RawTable(frame, np.arange(1, rows + 1, dtype=np.int64), "XML", encoding="utf-8", complete=complete)
    return replace(table, notes=tuple(notes))


class _Damaged(UnreadableFile):
    """The XML ends too early or breaks off; what stands before is read."""


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
        for chunk in _mended(_chunks(source)):
            parser.feed(chunk.lstrip() if first else chunk)
            first = False
            for event, element in parser.read_events():
                if event == "start":
                    here.append(_local(element.tag))
                    if len(here) > _MOST_NESTED:
                        raise UnreadableFile(f"“{source.name}” is XML nested more than {_MOST_NESTED} deep, which is no table.")
                else:
                    yield tuple(here), element
                    here.pop()
        parser.close()
    except (ParseError, ValueError) as error:
        raise _Damaged(f"The XML is damaged: {error}.") from error


def sound_xml(text: str) -> str:
    """The text without what no XML may hold, though apps write it: an emoji as two references, and control signs.

    Pairs of references become the sign that they stand for, others U+FFFD; control signs themselves are left out.
    """
    return _REFERENCE.sub(_sound, text).translate(_CONTROLS)


def _mended(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The bytes in chunks, sound; those with NULs, which are UTF-16, as they are."""
    kept = ""
    for chunk in chunks:
        if b"\0" in chunk:
            yield kept.encode("latin-1") + chunk
            kept = ""
            continue
        # any byte is a sign of Latin-1, and what is looked for is ASCII
        text = kept + chunk.decode("latin-1")
        # a reference, or two that belong together, may go on in the next chunk
        cut = text.find("&", max(0, len(text) - _REFERENCES))
        before = _HALF_AT_END.search(text, max(0, cut - _REFERENCES), max(0, cut))
        cut = before.start() if before else cut
        kept, text = (text[cut:], text[:cut]) if cut >= 0 else ("", text)
        yield sound_xml(text).encode("latin-1")
    if kept:
        yield sound_xml(kept).encode("latin-1")


def _sound(match: re.Match[str]) -> str:
    """A reference that XML knows, for one or two that it refuses."""
    codes = [int(part[1:], 16) if part[:1] in "xX" else int(part) for part in match.groups() if part]
    if len(codes) == 2 and 0xD800 <= codes[0] < 0xDC00 <= codes[1] < 0xE000:
        return f"&#{0x10000 + ((codes[0] - 0xD800) << 10) + codes[1] - 0xDC00};"
    return "".join(f"&#{code if code in (9, 10, 13) else 0xFFFD};" for code in codes)


def _chunks(source: Source) -> Iterator[bytes]:
    """The file's bytes, as UTF-8 where it declares an encoding that the parser does not know."""
    stated = _STATED.search(source.head[:200])
    if stated and stated.group(1).lower() not in _KNOWN:
        for place, line in enumerate(SourceLines(source.file, _codec(stated.group(1)))):
            yield (_DECLARATION.sub("", line) if place == 0 else line).encode()
        return
    total = 0
    while chunk := source.file.read(_CHUNK):
        total += len(chunk)
        check_size(total)
        yield chunk


def _codec(name: bytes) -> str:
    try:
        return codecs.lookup(name.decode()).name
    except LookupError as error:
        raise UnreadableFile(f"The XML is in an encoding that is not known, “{name.decode()}”; save it as UTF-8.") from error


@dataclass
class _Repeated:
    count: int = 0
    texts: set[str] = field(default_factory=set)
    letters: int = 0


def _row_path(source: Source) -> Path:
    """The path of the element that is the row: repeated, with most text of its own, the outermost of equals."""
    found: dict[Path, _Repeated] = {}
    for here, element in _before_damage(source):
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


def _before_damage(source: Source) -> Iterator[tuple[Path, Element]]:
    """The first elements, as far as the file is whole; raises UnreadableFile where it is damaged before there is one."""
    seen = 0
    try:
        for seen, found in enumerate(_ended(source), 1):
            if seen > _LOOKED_AT:
                return
            yield found
    except _Damaged:
        if not seen:
            raise


def _cells(element: Element, prefix: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """Attributes, own text and inner elements, as name and text; what is repeated inside is joined."""
    for name, value in element.attrib.items():
        yield f"{prefix}{_local(name)}", value
    own = " ".join(part.strip() for part in (element.text, *(child.tail for child in element)) if part and part.strip())
    if own:
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
