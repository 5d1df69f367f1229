"""Web pages of Facebook's and Instagram's downloads: a white box a record, with a head, a content and a time."""

from collections.abc import Iterator
from dataclasses import dataclass

from interestlab.corpus.importers.meta_records import Record
from interestlab.corpus.importers.shared_html import Node, elements_of
from interestlab.corpus.readers.source import Source

_HEAD = frozenset(("_a6-h", "_2lek"))
_CONTENT = frozenset(("_a6-p", "_2let"))
_TIME = frozenset(("_a6-o", "_2lem"))
_REACTIONS = frozenset(("_a6-q", "_tqp"))
_CELL = frozenset(("_a6_q", "_a6_r"))


@dataclass(frozen=True)
class _Box:
    head: str
    content: str
    time: str
    pairs: tuple[tuple[str, str], ...]  # of a table: its names, in the language of the account, and values
    link: str


def is_page(text: str) -> bool:
    """Whether a page is one of these."""
    return "uiBoxWhite noborder" in text and any(name in text for name in ("_a6-g", "_a6-p", "_2lej", "_2let"))


def records_of_page(source: Source, kind: str = "") -> Iterator[Record]:
    """The records of a page. What its heads are, people or captions or sentences, is told by all of them."""
    boxes = [
        box
        for _, node in elements_of(source, lambda tag, classes: tag == "div" and {"uiBoxWhite", "noborder"} <= classes)
        if (box := _box(node)).time or box.pairs
    ]
    heads = [box.head for box in boxes if box.head]
    captions = sum(bool(box.content) for box in boxes) < 0.2 * len(boxes)
    people = bool(heads) and all(_may_be_name(head) for head in heads) and not captions
    for box in boxes:
        yield _record(box, captions, people, kind)


def _box(node: Node) -> _Box:
    head = next((one for one in node.every() if one.classes & _HEAD or one.tag == "h2"), None)
    content = next((one for one in node.every() if one.classes & _CONTENT), None)
    time = next((one for one in node.every() if one.classes & _TIME), None)
    link = next(
        (
            one.attributes["href"]
            for one in node.every()
            if one.tag == "a" and one.attributes.get("href", "").startswith("http")
        ),
        "",
    )
    return _Box(
        head.text() if head else "",
        content.text(_REACTIONS) if content else "",
        time.text() if time else "",
        tuple(_pairs(content or node)),
        link,
    )


def _pairs(content: Node) -> Iterator[tuple[str, str]]:
    """Names and values of a table: in one cell, the value in a <div>, or in two."""
    for row in (one for one in content.every() if one.tag == "tr"):
        cells = [one for one in row.children if one.tag == "td" and one.classes & _CELL]
        if not cells:
            continue
        own = " ".join(part.strip() for part in cells[0].parts if isinstance(part, str) and part.strip())
        inner = "\n".join(child.text() for child in cells[0].children if child.tag == "div")
        yield own or cells[0].text(), inner or (cells[1].text() if len(cells) > 1 else "")


def _record(box: _Box, captions: bool, people: bool, kind: str) -> Record:
    if box.pairs:
        values = [value for _, value in box.pairs if value]
        time = box.time or (values.pop() if len(values) > 1 else "")
        text = values[0] if values else ""
        return Record(time, "", text, kind or "comment", values[1] if len(values) > 1 else box.head, "", "", box.link)
    if captions:
        return Record(box.time, "", box.head, kind or "post", "", "", "", box.link)
    if people:
        return Record(box.time, box.head, box.content, kind or "message", "", "", "", box.link)
    return Record(box.time, "", box.content, kind or "post", box.head, "", "", box.link)


def _may_be_name(head: str) -> bool:
    """A sentence above a post ends with a full stop, or is longer than a name."""
    return len(head) <= 50 and len(head.split()) <= 5 and not head.endswith((".", "。", "।"))
