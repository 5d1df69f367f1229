"""The export of a WordPress site (WXR): its posts and pages, and the comments under them."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

import numpy as np

from interestlab.corpus.columns.model import Roles
from interestlab.corpus.importer import Glimpse, Imported, ImporterInfo
from interestlab.corpus.readers.raw import FrameBuilder, RawTable, RefusedRow
from interestlab.corpus.readers.source import Source
from interestlab.corpus.readers.xml_rows import sound_xml
from interestlab.errors import UnreadableFile

_COLUMNS = ("kind", "title", "text", "author", "time", "post", "category", "status", "address")
_NO_WRITING = frozenset((
    "attachment", "nav_menu_item", "revision", "custom_css", "customize_changeset", "oembed_cache", "user_request", "wp_block",
    "wp_template", "wp_template_part", "wp_global_styles", "wp_navigation", "wp_font_face", "wp_font_family",
))  # fmt: skip
_NO_TIME = "0000-00-00 00:00:00"
_REMARK = re.compile(r"<!--\s*/?wp:.*?-->", re.S)

Row = tuple[str | None, ...]


class WordPress:
    """A row a post, page and comment; files, menus and the like are counted."""

    info: ClassVar[ImporterInfo] = ImporterInfo("wordpress", "WordPress export")

    def recognise(self, glimpse: Glimpse) -> float:
        if glimpse.kind != "xml" or "<rss" not in glimpse.text:
            return 0.0
        return 1.0 if "wordpress.org/export/" in glimpse.text and "<wp:" in glimpse.text else 0.0

    def read(self, source: Source) -> Imported:
        return Imported(_Site().read(source))


@dataclass
class _Site:
    """Reads the items of a site one after the other."""

    builder: FrameBuilder = field(default_factory=lambda: FrameBuilder(_COLUMNS))
    numbers: list[int] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    damaged: str = ""
    items: int = 0

    def read(self, source: Source) -> RawTable:
        most, complete = source.options.max_rows, True
        for number, item in enumerate(self._items(source), 1):
            self.items = number
            for row in self._rows(item):
                if most is not None and len(self.numbers) >= most:
                    complete = False
                    break
                self.builder.add(row)
                self.numbers.append(number)
            if not complete:
                break
        if not self.numbers:
            raise UnreadableFile(f"“{source.name}” is a WordPress export without a whole post{self.damaged}.")
        reason = f"the file is damaged from here on{self.damaged}"
        refused = (RefusedRow(self.items + 1, reason, ""),) if self.damaged else ()
        return RawTable(
            self.builder.frame(),
            np.asarray(self.numbers, np.int64),
            "WordPress export",
            encoding="utf-8",
            refused=refused,
            notes=tuple(self._notes()),
            roles=Roles(("title", "text"), user="author", time="time", item="post", label="category"),
            complete=complete,
        )

    def _items(self, source: Source) -> Iterator[Element]:
        """Every <item>, emptied after it was used; ends where the file is damaged."""
        parser: Any = XMLPullParser(("end",))
        try:
            for line in source.lines():
                if not self.items and "<!ENTITY" in line:
                    raise UnreadableFile(f"“{source.name}” is XML that declares entities, which are not read.")
                parser.feed(sound_xml(line.lstrip("\ufeff")))
                for _, element in parser.read_events():
                    if element.tag == "item":
                        yield element
                        element.clear()
            parser.close()
        except (ParseError, ValueError) as error:
            self.damaged = f": {error}"

    def _rows(self, item: Element) -> Iterator[Row]:
        """The post, then its comments."""
        post = _text(item, "link") or _text(item, "guid") or _text(item, "post_id")
        kind = _text(item, "post_type") or "post"
        if kind in _NO_WRITING:
            self.left_out[kind] += 1
        else:
            body = _REMARK.sub("", _text(item, "encoded", "content") or "")
            categories = "|".join(dict.fromkeys(one.text for one in item if _local(one) == "category" and one.text))
            author = _text(item, "creator")
            time = _time(item, "post_date_gmt", "post_date") or _text(item, "pubDate")
            yield kind, _text(item, "title"), body, author, time, post, categories, _text(item, "status"), _text(item, "link")
        for comment in (one for one in item if _local(one) == "comment"):
            if _text(comment, "comment_type") in ("pingback", "trackback"):
                self.left_out["pingback"] += 1
                continue
            time = _time(comment, "comment_date_gmt", "comment_date")
            by, text = _text(comment, "comment_author"), _text(comment, "comment_content")
            yield "comment", None, text, by, time, post, None, _text(comment, "comment_approved"), None

    def _notes(self) -> Iterator[str]:
        yield f"Each post, page and comment of {self.items:,} items of the site is a row."
        if self.left_out:
            kinds = ", ".join(f"{count:,} of the kind “{kind}”" for kind, count in self.left_out.most_common(8))
            yield f"Left out, as nobody wrote them for readers: {kinds}."


def _text(parent: Element, name: str, space: str = "") -> str | None:
    """The text of the first inner element of the name, with `space` in its namespace where two share a name."""
    for element in parent:
        if _local(element) == name and space in str(element.tag) and element.text and element.text.strip():
            return element.text.strip()
    return None


def _time(parent: Element, *names: str) -> str | None:
    """The first time that is one: drafts have none in UTC."""
    found = [_text(parent, name) for name in names]
    return next((time for time in found if time and time != _NO_TIME), None)


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
