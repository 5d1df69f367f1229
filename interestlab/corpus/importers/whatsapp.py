"""WhatsApp chats: the text file that “Export chat” writes, or the ZIP around it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from interestlab.corpus.columns.model import Roles
from interestlab.corpus.importer import Glimpse, Imported, ImporterInfo
from interestlab.corpus.importers.shared_tables import TableBuilder, parts_of, plural, wanted_members
from interestlab.corpus.importers.whatsapp_heads import Moment, head_of, order_of, time_of
from interestlab.corpus.importers.whatsapp_words import ATTACHED, BARE_MEDIA, DELETED, EDITED, ENCRYPTED, MEDIA
from interestlab.corpus.readers.source import Source

_CHAT = re.compile(r"(?:^|/)(?:_chat|[^/]*whatsapp[^/]*)\.txt$", re.I)
_LOOKED_AT = 400  # lines of a glimpse
_LEVELS = re.compile(
    r"(?:\S+\.)?(?:debug|info|notice|warn|warning|error|critical|fatal|alert|emergency|trace|verbose|log)\b", re.I
)
_SENDER = re.compile(r"(?P<name>[^\n]{1,120}?)\s?:(?:[ \u00a0]|(?=[\r\n]|$))", re.S)
_IS_MARK = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c\ufeff]")
_QUOTES = (("“", "”"), ("„", "“"), ("«", "»"), ("「", "」"), ("『", "』"))


@dataclass
class Message:
    """As it stands in the file: `text` with its marks of direction, `name` without."""

    line: int
    moment: Moment
    ios: bool
    text: str
    name: str = ""
    more: list[str] = field(default_factory=list)  # the lines below the first


@dataclass(frozen=True)
class Told:
    """What a message says. kind: message, media, deleted or system. other: what stands for a picture, or what the app said."""

    kind: str
    text: str = ""
    other: str = ""
    edited: bool = False


class WhatsApp:
    """One row a message, with lines that belong together joined; what the app wrote itself has no person and no text."""

    info = ImporterInfo("whatsapp", "WhatsApp chat")

    def recognise(self, glimpse: Glimpse) -> float:
        """Certain where the file says what only WhatsApp says; likely where many lines begin as its messages do."""
        if glimpse.kind == "archive":
            return 1.0 if wanted_members(glimpse.members, _CHAT) else 0.0
        return _certainty(glimpse.text) if glimpse.kind in ("text", "json") else 0.0

    def read(self, source: Source) -> Imported:
        """Columns: time, user, text, kind; where there is any: other (what a picture is replaced by), edited, chat."""
        rows = TableBuilder(("time", "user", "text", "kind", "other", "edited", "chat"), source.options.max_rows)
        parts = list(parts_of(source, _CHAT))
        counts: Counter[str] = Counter()
        encoding = ""
        for part in parts:
            encoding = encoding or part.source.encoding.name
            chat = _chat_name(part.path) if len(parts) > 1 else ""
            _read_chat(part.source, chat, rows, counts)
        _say(rows, counts)
        roles = Roles(("text",), user="user", time="time", label="chat" if len(parts) > 1 else None)
        reasons = {
            "user": "the name before each message; certain",
            "text": "what was written; pictures, deleted messages and what the app says are in “other”; certain",
        }
        return Imported(rows.table(source, roles, reasons, encoding))


def _certainty(text: str) -> float:
    lines = [line for line in text.splitlines()[:_LOOKED_AT] if line.strip()]
    heads = [head for line in lines if (head := head_of(line))]
    plain = [_plain(head.rest) for head in heads]
    named = [sender["name"] for one in plain if (sender := _SENDER.match(one))]
    if len(heads) <= 0.02 * len(lines) or sum(bool(_LEVELS.match(name)) for name in named) > 0.3 * len(named):
        return 0.0
    media = any(MEDIA.fullmatch(_text_of(one)) or DELETED.fullmatch(_text_of(one)) for one in plain)
    if any(_is_opening(one) for one in plain[:3]) or (media and named):
        return 1.0
    if len(heads) < 2 or len(named) < 0.5 * len(heads):
        return 0.0
    marked = any("\u200e" in head.rest or "\u202a" in head.rest for head in heads)
    return 0.95 if marked or _are_few(named) else 0.6


def _is_opening(text: str) -> bool:
    """Whether the text is the app's first sentence, on encryption; it is long in every language."""
    return len(text) > 30 and bool(ENCRYPTED.search(text) or re.search(r"whatsapp", text, re.I))


def _read_chat(source: Source, chat: str, rows: TableBuilder, counts: Counter[str]) -> None:
    messages = _messages(source, rows)
    if not messages:
        return
    _name(messages)
    order = order_of([one.moment for one in messages])
    rows.note(order.why)
    rows.time_form = order.title
    for place, one in enumerate(messages):
        told = _told(one)
        if place < 3 and told.kind == "message" and len(told.text) > 30 and ENCRYPTED.search(told.text):
            told = Told("system", other=told.text)  # iOS puts the name of the chat before its first sentence
        counts[told.kind] += 1
        counts["edited"] += told.edited
        counts["?"] += one.moment.half == "?"
        time = time_of(one.moment, order.order)
        counts["undated"] += not time
        rows.add(
            one.line,
            time=time,
            user="" if told.kind == "system" else one.name,
            text=told.text,
            kind=told.kind,
            other=told.other,
            edited="yes" if told.edited else "",
            chat=chat,
        )


def _messages(source: Source, rows: TableBuilder) -> list[Message]:
    """Every message with the lines below it; lines before the first are refused."""
    messages: list[Message] = []
    for number, line in enumerate(source.lines(), 1):
        head = head_of(line)
        if head is None:
            if messages:
                messages[-1].more.append(line)
            elif line.strip("\ufeff\u200e \t\r\n"):
                rows.refuse(number, "stands before the first message", line.strip())
            continue
        if rows.most is not None and len(rows) + len(messages) >= rows.most:
            rows.complete = False
            break
        messages.append(Message(number, head.moment, head.ios, head.rest))
    for one in messages:
        one.text = "".join((one.text, *one.more)).replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    return messages


def _name(messages: Sequence[Message]) -> None:
    """Splits each message into sender and text, by all messages: names may hold colons, and the app's words may, too."""
    rests: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(messages):
        if sender := _SENDER.match(one.text):
            rests[sender["name"]].append(number)
    counts = {_clean_name(name): len(numbers) for name, numbers in rests.items()}
    for name, numbers in rests.items():
        if not messages[numbers[0]].ios and _is_sentence(_clean_name(name), len(numbers), counts):
            continue
        longer = _longer_name(name, [messages[number].text for number in numbers])
        for number in numbers:
            one = messages[number]
            one.name, one.text = (
                _clean_name(longer),
                one.text[len(longer) :].lstrip(" \u00a0").removeprefix(":").lstrip(" \u00a0"),
            )


def _is_sentence(name: str, count: int, counts: dict[str, int]) -> bool:
    """Whether what stands before a colon is the app's sentence, as in “Mira changed the subject to “Rad: Tour””."""
    if any(name.count(begin) > name.count(end) for begin, end in _QUOTES) or name.count('"') % 2:
        return True
    if count > 2:
        return False
    words = name.split()
    return len(words) > 3 and any(
        name.startswith(f"{other} ") and often > count and len(name[len(other) :].split()) > 2
        for other, often in counts.items()
    )


def _longer_name(name: str, texts: Sequence[str]) -> str:
    """The name with what follows its colon, where every one of its three messages or more goes on in the same way."""
    if len(texts) < 3:
        return name
    found = re.match(r"\s?:[ \u00a0]([^\n:]{1,25}):[ \u00a0]", texts[0][len(name) :])
    if found is None:
        return name
    whole = texts[0][: len(name) + found.end() - 2]
    return whole if all(text.startswith(f"{whole}:") for text in texts) and len(set(texts)) > 1 else name


def _clean_name(name: str) -> str:
    """The name without marks; “~ Mira”, as somebody is shown who is in no address book, is Mira."""
    plain = " ".join(_IS_MARK.sub("", name).split())
    return plain.removeprefix("~").strip() or plain


def _told(one: Message) -> Told:
    """What the message says."""
    marked = one.text.lstrip("\ufeff\u202a\u202b\u2066\u2067\u2068")
    if not one.name:
        return Told("system", other=_plain(one.text))
    edit = EDITED.search(marked)
    if edit:
        marked = marked[: edit.start()]
    first, _, below = marked.partition("\n")
    plain = _plain(first)
    if DELETED.fullmatch(plain) and not below.strip():
        return Told("deleted", other=plain)
    if MEDIA.fullmatch(plain) or BARE_MEDIA.fullmatch(plain) or ATTACHED.fullmatch(plain):
        return Told("media", _plain(below), plain, bool(edit))
    if one.ios and first.startswith("\u200e"):
        return _told_by_ios(first, below, plain, bool(edit))
    text, mark, end = marked.rpartition("\u200e")  # a caption, then what stands for the picture
    end = _plain(end)
    if mark and text.strip() and (MEDIA.fullmatch(f"\u200e{end}") or ATTACHED.fullmatch(end)):
        return Told("media", _plain(text), end, bool(edit))
    return Told("message", _plain(marked), "", bool(edit))


def _told_by_ios(first: str, below: str, plain: str, edited: bool) -> Told:
    """iOS puts a mark before its own words: “image omitted”, “Mira left”; a poll's begin with a word in capitals."""
    if MEDIA.fullmatch(f"\u200e{plain}"):
        return Told("media", _plain(below), plain, edited)
    if re.match(r"[^\W\d_]+\s?:", plain) and (plain.partition(":")[0].isupper() or below.strip()):
        return Told("message", _plain(f"{first}\n{below}"), "", edited)
    if "http" in plain:
        return Told("media", other=plain)
    return Told("system", other=_plain(f"{first}\n{below}"))


def _plain(text: str) -> str:
    """The text without marks of direction that say nothing in it."""
    return _IS_MARK.sub("", text).strip() if _IS_MARK.search(text) else text.strip()


def _text_of(rest: str) -> str:
    sender = _SENDER.match(rest)
    return rest[sender.end() :].strip() if sender else rest.strip()


def _are_few(names: Iterable[str]) -> bool:
    """People write again and again."""
    counts = Counter(names)
    return counts.total() >= 1.5 * len(counts) and len(counts) <= 1_024


def _chat_name(path: str) -> str:
    """Who the chat is with, by the file's name, or by its folder's."""
    folder, _, name = path.rpartition("/")
    called = folder.rpartition("/")[2] if name.lower() == "_chat.txt" else name[:-4]
    return re.sub(r"^whatsapp[ -]+chat(?: with| mit| -)? *", "", called, flags=re.I) or called or name


def _say(rows: TableBuilder, counts: Counter[str]) -> None:
    """Notes on what was counted."""
    for kind, what in (
        ("system", "that the app wrote itself, such as who joined, {} no text and no person"),
        ("media", "whose picture, sound or film the export leaves out {} no text"),
        ("deleted", "that {} deleted"),
        ("edited", "that {} edited later"),
    ):
        if count := counts[kind]:
            verb = ("has", "have") if kind in ("system", "media") else ("was", "were")
            rows.note(f"{plural(count, 'message')} {what.format(verb[count > 1])}.")
    if counts["?"]:
        rows.note(f"{plural(counts['?'], 'time')} of the day with a word that is not known; its hour was read as it stands.")
    if counts["undated"]:
        rows.note(f"{plural(counts['undated'], 'message')} with a date that does not exist in this order.")
