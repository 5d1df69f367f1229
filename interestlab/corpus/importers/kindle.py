"""“My Clippings.txt” of a Kindle: what its reader marked and noted, in the languages that the Kindle speaks."""

import re
from collections.abc import Iterator

from interestlab.corpus.columns.model import Roles
from interestlab.corpus.importer import Glimpse, Imported, ImporterInfo
from interestlab.corpus.importers.shared_tables import TableBuilder, plural
from interestlab.corpus.readers.source import Source

_END = re.compile(r"\s*={8,}\s*$")
_KNOWN = re.compile(r"[^\n]+\r?\n[ \t]*-\s[^\n]*\d[^\n]*\r?\n[ \t]*\r?$", re.M)
_BETWEEN = re.compile(r"^={8,}\s*$", re.M)
_ADDED = re.compile(
    r".*?(?:added on|hinzugefügt am|añadido el|agregad[oa] el|ajouté le|aggiunt[oa] (?:in data|il)|"
    r"adicionad[oa](?::| em| a)?|toegevoegd op|"
    r"добавлено|作成日|追加日|添加于|添加於|已添加至|加入日期|추가됨|추가 날짜|eklenme tarihi|eklendi|dodano(?: dnia)?|dodane|"
    r"tillagd|lagt til|tilføjet|lisätty|जोड़ा गया|přidáno|hozzáadva)\s*[:：]?\s*",
    re.I,
)
_KINDS = (
    (
        "bookmark",
        r"bookmark|lesezeichen|marcador|signet|segnalibro|bladwijzer|закладк|ブックマーク|书签|書籤|북마크|yer imi|zakładk|"
        r"bogmærke|bokmärke",
    ),
    (
        "highlight",
        r"highlight|markierung|subrayado|surlign|evidenziazione|destaque|markering|выделен|ハイライト|标注|標註|하이라이트|"
        r"vurgu|wyróżnien|zaznaczen",
    ),
    ("note", r"\bnot[aeiz]|notitie|anotação|заметк|примечан|メモ|笔记|筆記|메모|\bnot\b|notatk"),
    ("clipping", r"clip|recorte|artikel|article|ausschnitt|вырезк|クリップ|文章|剪贴|剪貼|클립"),
)  # fmt: skip
_COLUMNS = ("time", "book", "author", "kind", "text", "place", "notice")
_LONGEST = 400  # lines of a clipping


class Kindle:
    """One row a highlight, note or bookmark; the book is the thing that it is about, and its reader is nobody by name."""

    info = ImporterInfo("kindle", "Kindle clippings")

    def recognise(self, glimpse: Glimpse) -> float:
        """Certain by the lines between the clippings and the line below each title."""
        here = glimpse.kind == "text" and _BETWEEN.search(glimpse.text)
        first = _KNOWN.match(glimpse.text.lstrip("\ufeff \r\n")) if here else None
        if first is None:
            return 0.0
        return 1.0 if _ADDED.match(first.group().split("\n")[1]) else 0.8 if "|" in first.group() else 0.0

    def read(self, source: Source) -> Imported:
        """Columns: time, book, author, kind (highlight, note, bookmark), text, place."""
        rows = TableBuilder(_COLUMNS, source.options.max_rows)
        for number, lines in _clippings(source):
            if rows.full:
                break
            _add(number, lines, rows)
        if bookmarks := rows.count("bookmark"):
            rows.note(f"{plural(bookmarks, 'bookmark')} without a text.")
        roles = Roles(("text",), time="time", item="book", label="kind")
        return Imported(
            rows.table(source, roles, {"item": "the book's title; certain", "text": "what was marked or noted; certain"})
        )


def _clippings(source: Source) -> Iterator[tuple[int, list[str]]]:
    """(line, lines) of every clipping; the last may lack its end."""
    lines: list[str] = []
    start = 1
    for number, line in enumerate(source.lines(), 1):
        if _END.match(line):
            if any(one.strip() for one in lines):
                yield start, lines
            lines, start = [], number + 1
        elif lines or line.strip("\ufeff \r\n"):
            start = start if lines else number
            if len(lines) < _LONGEST:
                lines.append(line.rstrip("\r\n"))
    if any(one.strip() for one in lines):
        yield start, lines


def _add(number: int, lines: list[str], rows: TableBuilder) -> None:
    title = lines[0].strip("\ufeff\u200e\u200f ")
    told = lines[1].strip() if len(lines) > 1 else ""
    if not told.startswith(("-", "–")):
        rows.refuse(number, "without the line that tells what it is", "\n".join(lines))
        return
    book, author = _split(title)
    text = "\n".join(line.strip() for line in lines[2:]).strip()
    notice = text if re.fullmatch(r"\s*<[^<>\n]{10,200}>\s*", text) else ""
    what, _, added = told.lstrip("-– ").rpartition("|")
    rows.add(
        number,
        time=_ADDED.sub("", added, count=1).strip(),
        book=book,
        author=author,
        kind=_kind(what or added),
        text="" if notice else text,
        place=what.strip(),
        notice=notice,
    )


def _split(title: str) -> tuple[str, str]:
    """(book, author): the author stands in the last brackets."""
    found = re.fullmatch(r"(.+?)\s*[(（]((?:[^()]|\([^()]*\))*)[)）]", title)
    return (found[1].strip(), found[2].strip()) if found else (title, "")


def _kind(told: str) -> str:
    return next((kind for kind, words in _KINDS if re.search(words, told, re.I)), "clipping")
