"""Chats of LINE and KakaoTalk as text: the day on a line of its own, below it the messages with their clock."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from interestlab.corpus.columns.model import Roles
from interestlab.corpus.importer import Glimpse, Imported, ImporterInfo
from interestlab.corpus.importers.shared_tables import TableBuilder, plural
from interestlab.corpus.readers.source import Source

_WEEKDAY = r"[\s,(（]*(?:[月火水木金土日월화수목금토일一二三四五六]|星期.|週.|周.|[^\W\d]{2,12})?(?:曜日|요일|日)?[.,)）]*"
_COLUMNS = ("time", "user", "text", "notice")
_MEDIA = re.compile(
    r"\[(?:スタンプ|写真|動画|アルバム|ファイル|ボイスメッセージ|Sticker|Photo|Video|Album|File|Voice message|貼圖|照片|影片|"
    r"스티커|사진|동영상)\]|(?:사진|동영상|이모티콘|파일: .*|삭제된 메시지입니다\.|メッセージの送信を取り消しました|"
    r"☎.*|Photo|Emoticons?)"
)
_LONGEST = 2_000  # lines of a message


@dataclass(frozen=True)
class _Form:
    """How one messenger writes: the line of a day (group day), and a message (clock, user, text)."""

    day: re.Pattern[str]
    message: re.Pattern[str]


_LINE = _Form(
    re.compile(
        rf"(?P<day>\d{{4}}[./年-] ?\d{{1,2}}[./月-] ?\d{{1,2}}日?){_WEEKDAY}\s*$|"
        r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? (?P<other_day>\d{1,2}/\d{1,2}/\d{4})\s*$"
    ),
    re.compile(
        r"(?P<clock>(?:午前|午後|上午|下午|오전|오후)? ?\d{1,2}:\d{2}(?: ?[AaPp][Mm])?)\t(?P<user>[^\t]*)\t(?P<text>.*)$", re.S
    ),
)
_KAKAO = _Form(
    re.compile(rf"-{{3,}} (?P<day>\d{{4}}년 \d{{1,2}}월 \d{{1,2}}일|\w+, \w+ \d{{1,2}}, \d{{4}}){_WEEKDAY} -{{3,}}\s*$"),
    re.compile(r"\[(?P<user>[^\]]+)\] \[(?P<clock>(?:오전|오후) \d{1,2}:\d{2}|\d{1,2}:\d{2} [AP]M)\] (?P<text>.*)$", re.S),
)


class Line:
    """One row a message of a LINE chat; its notices, stickers and pictures have no text."""

    info: ClassVar[ImporterInfo] = ImporterInfo("line", "LINE chat")
    _form = _LINE
    _head = re.compile(r"\[LINE\] |\S.*(?:保存日時|Saved on|儲存日期|저장한 날짜)\s*[:：]", re.M)

    def recognise(self, glimpse: Glimpse) -> float:
        """Certain by its first lines, and by a day above messages."""
        return _certainty(glimpse, self._form, self._head)

    def read(self, source: Source) -> Imported:
        """Columns: time, user, text, notice."""
        return _read(source, self._form)


class KakaoTalk:
    """One row a message of a KakaoTalk chat that a computer saved as text."""

    info: ClassVar[ImporterInfo] = ImporterInfo("kakaotalk", "KakaoTalk chat")
    _form = _KAKAO
    _head = re.compile(r".*(?:카카오톡 대화|KakaoTalk Chats)|.*(?:저장한 날짜|Date Saved)\s*:", re.M)

    def recognise(self, glimpse: Glimpse) -> float:
        """Certain by its first lines, and by a day above messages."""
        return _certainty(glimpse, self._form, self._head)

    def read(self, source: Source) -> Imported:
        """Columns: time, user, text, notice."""
        return _read(source, self._form)


def _certainty(glimpse: Glimpse, form: _Form, head: re.Pattern[str]) -> float:
    if glimpse.kind not in ("text", "table"):
        return 0.0
    lines = glimpse.text.splitlines()[:200]
    days = sum(form.day.match(line) is not None for line in lines)
    messages = sum(form.message.match(line) is not None for line in lines)
    if not days or not messages:
        return 0.0
    return 1.0 if any(head.match(line) for line in lines[:4]) else 0.9


def _read(source: Source, form: _Form) -> Imported:
    rows = TableBuilder(_COLUMNS, source.options.max_rows)
    silent = 0
    for number, day, lines in _messages(source, form):
        if rows.full:
            break
        found = form.message.match("\n".join(lines))
        if found is None or not day:
            rows.refuse(number, "no message: it has no clock, or no day stands above it", lines[0])
            continue
        text = found["text"].strip().strip('"').replace('""', '"') if found["text"].startswith('"') else found["text"].strip()
        is_notice = not found["user"].strip() or _MEDIA.fullmatch(text) is not None
        silent += is_notice
        rows.add(
            number,
            time=f"{day} {found['clock'].strip()}",
            user=found["user"].strip() or None,
            text=None if is_notice else text,
            notice=text if is_notice else None,
        )
    if silent:
        rows.note(f"{plural(silent, 'message')} without a text: stickers, pictures, and what the app itself says.")
    roles = Roles(("text",), user="user", time="time")
    return Imported(rows.table(source, roles, {"text": "what was written; certain", "user": "who wrote it; certain"}))


def _messages(source: Source, form: _Form) -> Iterator[tuple[int, str, list[str]]]:
    """(line, day, lines) of every message; lines without a clock go on with the one before."""
    day, start, lines = "", 0, list[str]()
    for number, raw in enumerate(source.lines(), 1):
        line = raw.rstrip("\r\n").lstrip("\ufeff")
        found = form.day.match(line)
        begins = form.message.match(line) is not None
        if (found or begins) and lines:
            yield start, day, lines
            lines = []
        if found:
            day = found["day"] or found.groupdict().get("other_day") or ""
        elif begins:
            start, lines = number, [line]
        elif lines and len(lines) < _LONGEST:
            lines.append(line)
    if lines:
        yield start, day, lines
