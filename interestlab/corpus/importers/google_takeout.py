"""Google Takeout: what was watched and searched at YouTube, and “My Activity”, as web pages, as JSON, or in the ZIP."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from interestlab.corpus.columns.model import Roles
from interestlab.corpus.importer import Glimpse, Imported, ImporterInfo
from interestlab.corpus.importers.google_words import ADS, Around, around_of
from interestlab.corpus.importers.shared_html import Node, elements_of
from interestlab.corpus.importers.shared_json import Elements, list_at, text_at
from interestlab.corpus.importers.shared_tables import TableBuilder, is_archive, plural, wanted_members
from interestlab.corpus.importers.youtube_comments import FILES, YouTubeComments
from interestlab.corpus.readers.archives import members_of, open_member
from interestlab.corpus.readers.source import Source

_HISTORY = re.compile(
    r"(?:^|/)Takeout/YouTube[^/]*/[^/]+/[^/]+\.(?:html|json)$|(?:^|/)(?:watch|search)-history\.(?:html|json)$"
)
_ACTIVITY = re.compile(
    r"(?:^|/)Takeout/[^/]+/[^/]+/[^/]*(?:activit|aktivit|activid|attivit|ativid|действ|アクティビティ|활동|活动|活動|etkinlik|aktywno)[^/]*"
    r"\.(?:html|json)$",
    re.I,
)
_CELL = re.compile(r'class="outer-cell\b')
_RECORD = re.compile(r'"titleUrl"\s*:\s*"|"activityControls"\s*:')
_SAMPLE = 3_000  # titles that tell what stands around them
_COLUMNS = ("time", "title", "item", "channel", "kind", "link", "channel_link", "product", "details", "said")


@dataclass(frozen=True)
class HistoryRecord:
    """What was done. title: the text of its link. said: the whole line, where there is no link."""

    line: int
    time: str
    title: str
    link: str = ""
    channel: str = ""
    channel_link: str = ""
    product: str = ""
    details: str = ""
    said: str = ""


class GoogleTakeout:
    """One row a thing that was watched, searched or visited; it is one person's history, so it names nobody."""

    info = ImporterInfo("takeout", "Google Takeout history")

    def recognise(self, glimpse: Glimpse) -> float:
        """Certain by the cells of its pages, by the keys of its records, or by the folders of the archive."""
        if glimpse.kind == "archive":
            found = wanted_members(glimpse.members, _HISTORY) or wanted_members(glimpse.members, _ACTIVITY)
            return 1.0 if found else 0.0
        text = glimpse.text
        if glimpse.kind == "web page":
            return 1.0 if _CELL.search(text) and "content-cell" in text and "mdl-cell" in text else 0.0
        if glimpse.kind != "json" or not text.lstrip().startswith("["):
            return 0.0
        return 1.0 if _RECORD.search(text) and '"header"' in text and '"time"' in text else 0.0

    def read(self, source: Source) -> Imported:
        """Columns: time, title, item (the video's id, or the address), channel, kind (watch, search, other), and more."""
        if is_archive(source) and not _histories(source):
            return YouTubeComments().read(source)
        rows = TableBuilder(_COLUMNS, source.options.max_rows)
        encoding = ""
        for part in _parts(source, rows):
            encoding = part.encoding.name
            for record in _records(part, rows):
                if rows.full:
                    break
                _add(record, rows)
        _say(rows)
        roles = Roles(("title",), time="time", item="item", label="channel" if "channel" in rows.filled else None)
        reasons = {
            "text": "the title of what was watched, or what was searched, without the words around it; certain",
            "item": "the id of the video, else the address; certain",
        }
        return Imported(rows.table(source, roles, reasons, encoding))


def _parts(source: Source, rows: TableBuilder) -> Iterator[Source]:
    """The file itself, or the histories in the archive."""
    if not is_archive(source):
        yield source
        return
    names = _histories(source)
    members = members_of(source)
    if wanted_members(members, _ACTIVITY) and not set(names) & set(wanted_members(members, _ACTIVITY)):
        rows.note("“My Activity” was not read, as it holds the history of YouTube once more; give its file to read it.")
    if comments := wanted_members(members, FILES):
        rows.note(f"Not read: tables such as “{comments[0].rpartition('/')[2]}”; give these files alone.")
    shown = ", ".join("“" + name.rpartition("/")[2] + "”" for name in names[:4])
    rows.note(f"Read {shown} of the archive.")
    for name in names:
        yield open_member(source, name)


def _histories(source: Source) -> list[str]:
    """The members that hold what was watched and searched at YouTube, else those of “My Activity”."""
    members = members_of(source)
    found = [name for name in wanted_members(members, _HISTORY) if _is_history(open_member(source, name))]
    return found or [name for name in wanted_members(members, _ACTIVITY) if _is_history(open_member(source, name))]


def _is_history(part: Source) -> bool:
    text = part.head.decode("utf-8", "replace")
    return bool(_CELL.search(text) or _RECORD.search(text))


def _records(source: Source, rows: TableBuilder) -> Iterator[HistoryRecord]:
    if _CELL.search(source.head.decode(source.encoding.name, "replace")):
        for number, node in elements_of(source, lambda tag, classes: tag == "div" and "outer-cell" in classes):
            yield _of_cell(number, node)
        return
    yield from _of_json(source, rows)


def _of_cell(number: int, cell: Node) -> HistoryRecord:
    """The record of a cell: a line with the thing, one with the channel, and last the time."""
    content = next((one for one in cell.every() if "content-cell" in one.classes), cell)
    lines = _lines(content)
    time = lines.pop().text if lines and not lines[-1].link else ""
    thing = lines[0] if lines else _Line("", "", "")
    channel = next((one for one in lines[1:] if one.link), _Line("", "", ""))
    caption = next((one for one in cell.every() if "mdl-typography--caption" in one.classes), None)
    header = cell.first("header-cell")
    return HistoryRecord(
        number,
        time,
        thing.name if thing.link else "",
        thing.link,
        channel.name,
        channel.link,
        header.text() if header else "",
        _details(caption) if caption else "",
        "" if thing.link else thing.text,
    )


@dataclass(frozen=True)
class _Line:
    """A line of a cell. name, link: of the link in it, where there is one."""

    text: str
    name: str
    link: str


def _lines(content: Node) -> list[_Line]:
    """The lines of a cell that are not empty."""
    lines: list[_Line] = []
    texts: list[str] = []
    name = link = ""
    for part in (*content.parts, Node("br", frozenset(), {})):
        if isinstance(part, str):
            texts.append(part)
        elif part.tag == "br":
            said = " ".join("".join(texts).split())
            if said:
                lines.append(_Line(said, name, link))
            texts, name, link = [], "", ""
        else:
            texts.append(part.text())
            if part.tag == "a" and not link:
                name, link = part.text(), part.attributes.get("href", "")
    return lines


def _details(caption: Node) -> str:
    """What stands under the second of three headings, such as “From Google Ads”."""
    sections: list[list[str]] = [[]]
    for part in caption.parts:
        if isinstance(part, Node) and part.tag == "b":
            sections.append([])
        elif isinstance(part, str) and part.strip():
            sections[-1].append(part.strip())
    return " ".join(sections[2]) if len(sections) > 3 else ""


def _of_json(source: Source, rows: TableBuilder) -> Iterator[HistoryRecord]:
    text = source.text()
    around = _around(Elements(text, text.find("[")))
    elements = Elements(text, text.find("["))
    for element in elements:
        title, link = text_at(element, "title"), text_at(element, "titleUrl")
        if not title and not text_at(element, "time"):
            rows.refuse(elements.count, "not a record of a history", element)
            continue
        yield HistoryRecord(
            elements.count,
            text_at(element, "time"),
            around[bool(list_at(element, "subtitles"))].title(title) if link else "",
            link,
            text_at(element, "subtitles", 0, "name"),
            text_at(element, "subtitles", 0, "url"),
            text_at(element, "header"),
            "|".join(text_at(detail, "name") for detail in list_at(element, "details")),
            "" if link else title,
        )
    if elements.rest:
        rows.refuse(elements.count + 1, "the file is cut or damaged here, and was read up to here", elements.rest)


def _around(elements: Elements) -> tuple[Around, Around]:
    """What stands around titles without, and with, a line below them: searches and films have other words."""
    seen: tuple[list[Any], list[Any]] = ([], [])
    for element in elements:
        if text_at(element, "titleUrl") and not _query(text_at(element, "titleUrl")):
            seen[bool(list_at(element, "subtitles"))].append(text_at(element, "title"))
        if elements.count >= _SAMPLE:
            break
    films = around_of(seen[1])
    return (films if len(seen[0]) < 8 and seen[1] else around_of(seen[0])), films


def _add(record: HistoryRecord, rows: TableBuilder) -> None:
    query, video = _query(record.link), _video(record.link)
    title = query or record.title
    gone = bool(re.match(r"https?://\S+$", title))
    rows.add(
        record.line,
        time=record.time,
        title="" if gone else title,
        item=video or query or record.link,
        channel=record.channel,
        kind="search" if query else "watch" if video else "other",
        link=record.link,
        channel_link=record.channel_link,
        product=record.product,
        details=record.details,
        said=title if gone else record.said,
    )
    rows.counted["gone"] += gone
    rows.counted["ad"] += bool(ADS.search(record.details))
    rows.counted["said"] += bool(record.said)


def _query(link: str) -> str:
    """What was searched, out of the address of a search; "" where it is none."""
    parts = _address(link)
    if parts is None or not re.search(r"/(?:results|search)$", parts.path):
        return ""
    asked = parse_qs(parts.query)
    return next((asked[name][0] for name in ("search_query", "q", "query") if asked.get(name)), "").strip()


def _video(link: str) -> str:
    """The id of the video in its address; "" where it is none."""
    parts = _address(link)
    if parts is None or not (parts.netloc or "").endswith(("youtube.com", "youtu.be")):
        return ""
    if parts.path == "/watch":
        return str(parse_qs(parts.query).get("v", [""])[0])
    short = re.match(r"/(?:shorts|live|embed)/([\w-]+)", parts.path)
    return short[1] if short else str(parts.path).strip("/") if parts.netloc.endswith("youtu.be") else ""


def _address(link: str) -> Any:
    """The parts of an address; None where it is damaged."""
    try:
        return urlsplit(link)
    except ValueError:
        return None


def _say(rows: TableBuilder) -> None:
    counts = rows.counted
    if counts["ad"]:
        rows.note(f"{plural(counts['ad'], 'row')} came from Google Ads, which nobody chose; “details” tells them.")
    if counts["gone"]:
        rows.note(f"{plural(counts['gone'], 'thing')} without a title, as they are gone; their address is the item.")
    if counts["said"]:
        rows.note(f"{plural(counts['said'], 'record')} without a thing, such as a removed video; what they say is in “said”.")
    if counts["search"] and counts["watch"]:
        rows.note(f"{plural(counts['search'], 'search', 'searches')} and {counts['watch']:,} films; “kind” tells them.")
