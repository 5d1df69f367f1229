"""Text without what people did not write: quoting, signatures, addresses, markup, encoded attachments."""

import re
import unicodedata

from interestlab.corpus.markup import strip_markup

READ_CHARACTERS = 6_000  # of a text; what an interest is about shows before that

_LINK = re.compile(
    r"(?:https?|ftp)://\S+|\bwww\.\S+|\S+@\S+\.\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|edu|gov|io|html?)\b\S*", re.I
)
_MARKDOWN_LINK = re.compile(r"!?\[([^\]]{0,300})\]\([^)\s]{0,500}\)?")
_TAG = re.compile(r"<[^<>\n]{1,200}>")
_CODE = re.compile(r"```.*?```|`[^`\n]+`", re.S)
_FENCED_REST = re.compile(r"```.*", re.S)  # code whose end was cut off
_HANDLE = re.compile(r"(?:\bRT\s*|\bvia\s+)?(?<![\w.@])@[\w.-]{1,30}(?:@[\w.-]{1,60})?")
_EMOTICON = re.compile(r"(?<![\w:]):[a-z][a-z0-9_+-]{1,30}:(?![\w:])")  # :smile:
_CHINESE_EMOTICON = re.compile(r"\[[^\[\]\s]{1,10}\]")  # [哈哈], [doge]: in Chinese text only
_HAN = re.compile(r"[\u3400-\u9fff]")
_PLATFORM = re.compile(
    r"网页链接|網頁連結|转发微博|轉發微博|展开全文|展開全文|查看图片|抱歉，此微博已被作者删除|\[(?:deleted|removed)\]"
)
_QUOTED = re.compile(r"\s{0,3}(?:[A-Za-z]{0,3}[>|:}]|#>)")
_ATTRIBUTION = re.compile(
    r".{0,160}\b(?:writes|wrote|written|schrieb|écrit|escribió|said|says)\s*:?\s*$|.{0,60}写道[:：]?\s*$", re.I
)
_HEADER = re.compile(
    r"(?:from|organi[sz]ation|lines|date|reply-to|distribution|nntp-\S+|[a-z]+(?:-[a-z]+)+|path|sender|message-id):\s", re.I
)
_PATH = re.compile(
    r"(?:[A-Za-z]:)?(?:[\\/][\w.~-]+){2,}[\\/]?|\b[\w-]+\.(?:c|h|py|js|txt|zip|gz|tar|exe|gif|jpe?g|png|pdf|bat|ini|dll)\b",
    re.I,
)


def clean_text(text: str) -> str:
    """The part of the text (its first 6,000 characters) that the author wrote as words, one line a line."""
    text = strip_markup(text[: 4 * READ_CHARACTERS])[:READ_CHARACTERS]  # a style sheet may be longer than what was written
    if not text.isascii():
        text = unicodedata.normalize(
            "NFC", text
        )  # a letter and its marks are written in one way, so that equal words are equal
    if "`" in text:
        cut = len(text) == READ_CHARACTERS
        text = _CODE.sub(" ", text)
        text = _FENCED_REST.sub(" ", text) if cut else text
    text = _MARKDOWN_LINK.sub(r"\1", text) if "](" in text else text
    kept = []
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if line.rstrip() == "--" and len(lines) - number <= 15:
            break  # a signature
        if _is_written(line):
            kept.append(line)
    joined = _TAG.sub(" ", "\n".join(kept))
    return _PATH.sub(" ", _LINK.sub(" ", _without_platform(joined)))


def _without_platform(text: str) -> str:
    """Without handles, codes of emoticons, and what the platform puts beside a post."""
    text = _PLATFORM.sub(" ", text)
    if "@" in text:
        text = _HANDLE.sub(" ", text)
    if "[" in text and _HAN.search(text):
        text = _CHINESE_EMOTICON.sub(" ", text)
    return _EMOTICON.sub(" ", text)


def _is_written(line: str) -> bool:
    if not line or _QUOTED.match(line) or _ATTRIBUTION.match(line) or _HEADER.match(line):
        return False
    if len(line) < 40 or not line.isascii():
        return True
    letters = sum(map(str.isalpha, line))  # an encoded attachment has few spaces or few letters
    return line.count(" ") * 12 >= len(line.strip()) - 30 and letters >= 0.55 * len(line.replace(" ", ""))
