"""Web pages for importers: elements of one kind as small trees, one by one, however long the page is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Union

from interestlab.corpus.readers.html_tables import whole_tags
from interestlab.corpus.readers.source import Source

_VOID = frozenset(("br", "img", "meta", "link", "hr", "input", "wbr", "source", "col", "area", "base", "embed", "track"))
_OWN_LINE = frozenset(("br", "div", "p", "li", "tr", "h1", "h2", "h3", "h4", "ul", "ol", "table", "blockquote", "pre"))
_UNSEEN = frozenset(("script", "style"))
_DEEPEST = 100


@dataclass
class Node:
    """An element: texts and elements in it, in order."""

    tag: str
    classes: frozenset[str]
    attributes: dict[str, str]
    parts: list[Union[str, "Node"]] = field(default_factory=list)

    @property
    def children(self) -> "list[Node]":
        """The elements right in it."""
        return [part for part in self.parts if isinstance(part, Node)]

    def every(self) -> "Iterator[Node]":
        """All elements in it, at any depth, in the order of the page."""
        for child in self.children:
            yield child
            yield from child.every()

    def first(self, name: str) -> "Node | None":
        """The first element in it of a class."""
        return next((one for one in self.every() if name in one.classes), None)

    def text(self, without: frozenset[str] = frozenset()) -> str:
        """What a reader sees, a line a paragraph; elements of the classes in `without` are left out."""
        lines = "".join(self._texts(without)).split("\n")
        return "\n".join(" ".join(line.split()) for line in lines if line.strip()).strip()

    def _texts(self, without: frozenset[str]) -> Iterator[str]:
        for part in self.parts:
            if isinstance(part, str):
                yield part.replace("\n", " ")
            elif not without & part.classes and part.tag not in _UNSEEN:
                own = part.tag in _OWN_LINE
                if own:
                    yield "\n"
                yield from part._texts(without)
                if own and part.tag != "br":
                    yield "\n"


def elements_of(source: Source, wanted: Callable[[str, frozenset[str]], bool]) -> Iterator[tuple[int, Node]]:
    """(number, element) of every outermost element that is wanted; one that the page's end cuts off is given, too."""
    parser = _Elements(wanted)
    number = 0
    for piece in whole_tags(source.lines()):
        parser.feed(piece)
        for node in parser.found:
            number += 1
            yield number, node
        parser.found.clear()
    parser.close()
    for node in (*parser.found, *parser.unfinished):
        number += 1
        yield number, node


class _Elements(HTMLParser):
    """Keeps the elements that are wanted, and nothing of the rest."""

    def __init__(self, wanted: Callable[[str, frozenset[str]], bool]) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Node] = []
        self._wanted = wanted
        self._open: list[Node] = []
        self._too_deep = 0

    @property
    def unfinished(self) -> list[Node]:
        return self._open[:1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        classes = frozenset(given.get("class", "").split())
        if not self._open and not self._wanted(tag, classes):
            return
        if len(self._open) >= _DEEPEST:
            self._too_deep += tag not in _VOID
            return
        node = Node(tag, classes, given)
        if self._open:
            self._open[-1].parts.append(node)
        if tag not in _VOID:
            self._open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._too_deep:
            self._too_deep -= tag not in _VOID
            return
        places = [place for place, node in enumerate(self._open) if node.tag == tag]
        if not places:
            return
        if places[-1] == 0:
            self.found.append(self._open[0])
        del self._open[places[-1] :]

    def handle_data(self, data: str) -> None:
        if self._open:
            self._open[-1].parts.append(data)
