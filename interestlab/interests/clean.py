"""Text without what people did not write: quoting, signatures, addresses, markup, encoded attachments."""

import html
import re

READ_CHARACTERS = 6_000  # of a text; what an interest is about shows before that

_LINK = re.compile(
    r"(?:https?|ftp)://\S+|\bwww\.\S+|\S+@\S+\.\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|edu|gov|io|html?)\b\S*", re.I
)
_MARKDOWN_LINK = re.compile(r"!?\[([^\]]{0,300})\]\([^)\s]{0,500}\)?")
_TAG = re.compile(r"<[^<>\n]{1,200}>")
_CODE = re.compile(r"```.*?```|`[^`\n]+`", re.S)
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
    text = html.unescape(text[:READ_CHARACTERS])
    if "```" in text or "`" in text:
        text = _CODE.sub(" ", text)
    text = _MARKDOWN_LINK.sub(r"\1", text) if "](" in text else text
    kept = []
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if line.rstrip() == "--" and len(lines) - number <= 15:
            break  # a signature
        if _is_written(line):
            kept.append(line)
    joined = _TAG.sub(" ", "\n".join(kept))
    return _PATH.sub(" ", _LINK.sub(" ", joined))


def _is_written(line: str) -> bool:
    if not line or _QUOTED.match(line) or _ATTRIBUTION.match(line) or _HEADER.match(line):
        return False
    if len(line) < 40 or not line.isascii():
        return True
    letters = sum(map(str.isalpha, line))  # an encoded attachment has few spaces or few letters
    return line.count(" ") * 12 >= len(line.strip()) - 30 and letters >= 0.55 * len(line.replace(" ", ""))
