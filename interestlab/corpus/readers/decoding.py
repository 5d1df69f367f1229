"""Bytes to text: byte-order mark, then strict UTF-8, then a detector, then the analyst's choice.

GB18030 accepts Big5, Shift-JIS and EUC-KR bytes without complaint, so it is never tried blindly.
"""

import codecs
from dataclasses import dataclass

from charset_normalizer import from_bytes

from interestlab.errors import UnreadableFile

ENCODINGS = ("utf-8", "gb18030", "big5", "shift_jis", "euc_kr", "cp1252", "cp1251", "utf-16", "iso8859_15")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "ascii": "utf-8", "cp949": "cp949", "euc_jp": "euc_jp"}
_SAMPLE = 1 << 18


@dataclass(frozen=True)
class Decoded:
    """The text, the encoding it was read with, and how many characters could not be read (shown as U+FFFD)."""

    text: str
    encoding: str
    damaged: int = 0


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Text of the bytes; `encoding` None = find out."""
    if encoding:
        return _with(data, encoding)
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _with(data, name)
    if b"\0" in data[:_SAMPLE] and (guess := _utf16_without_mark(data)):
        return _with(data, guess)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if error.start > len(data) - 4 or _nearly_utf8(data):  # cut in the middle of a character, or a few stray bytes
            return _with(data, "utf-8")
    return _with(data, _detect(data))


def _with(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        return Decoded(text, encoding, text.count("\ufffd"))
    except LookupError as error:
        raise UnreadableFile(f"There is no encoding “{encoding}”; usual ones are {', '.join(ENCODINGS[:6])}.") from error


def _utf16_without_mark(data: bytes) -> str | None:
    even, odd = data[:_SAMPLE:2].count(0), data[1:_SAMPLE:2].count(0)
    half = min(len(data), _SAMPLE) / 2
    if odd > 0.3 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.3 * half and odd < 0.05 * half else None


def _nearly_utf8(data: bytes) -> bool:
    """True where text beyond ASCII is UTF-8 but for a few damaged characters."""
    text = data[:_SAMPLE].decode("utf-8", "replace")
    beyond = sum(1 for character in text if ord(character) > 127)
    return beyond > 50 and text.count("\ufffd") < 0.05 * beyond


def _detect(data: bytes) -> str:
    """The detector's answer on the lines that are not plain ASCII; cp1252 where it finds none."""
    lines = [line for line in data[: 16 * _SAMPLE].split(b"\n") if not line.isascii()]
    best = from_bytes(b"\n".join(lines)[:_SAMPLE].rsplit(b"\n", 1)[0] or data[:_SAMPLE]).best()
    if best is None:
        return "cp1252"
    name = best.encoding
    return _WIDER.get(name, "cp1252" if _western(name) else name)


def _western(name: str) -> bool:
    """Single-byte pages that the detector confuses with the usual Western one."""
    return name in {
        "cp1250",
        "cp1252",
        "cp1257",
        "latin_1",
        "iso8859_1",
        "iso8859_15",
        "mac_roman",
        "cp850",
        "cp437",
        "hp_roman8",
        "cp858",
    }
