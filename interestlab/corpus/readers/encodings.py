"""Which encoding bytes are in: a mark, what only UTF-16, UTF-8 or ISO 2022 would hold, else the most plausible of many."""

import codecs
import re
from dataclasses import dataclass
from functools import cache

from interestlab.corpus.readers.alphabets import LATIN, SINGLE_BYTE
from interestlab.corpus.readers.plausible import contexts, score_single_byte
from interestlab.corpus.readers.plausible_wide import MULTI_BYTE, score_multi_byte

# What the analyst may choose from, the usual ones first.
ENCODINGS = (
    "utf-8", "gb18030", "big5", "shift_jis", "euc_kr", "cp1252", "cp1250", "cp1251", "utf-16", "iso8859_15", "iso8859_2",
    "mac_roman", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp874", "euc_jp",
)  # fmt: skip
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UTF8_CHARACTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_BEYOND = re.compile(rb"[\x80-\xff]+")
_AROUND = re.compile(rb"[^,;\t\"]{0,400}[\x80-\xff][^,;\t\"]{0,400}")
_LOOKED_AT = 1 << 22  # bytes in which lines that are not plain ASCII are sought
_SCORED = 1 << 14  # bytes of such lines that are compared
_LONG_LINE = 2_000
_CERTAIN = 4.0  # nats between the best and the next that would read other words
_CLOSE = 25.0  # below this margin the words around are asked, too
_LONGEST_PRIOR = 6.0


@dataclass(frozen=True)
class FoundEncoding:
    """The name of an encoding, as Python has it; `certain` is False where another one is nearly as likely."""

    name: str
    certain: bool = True


def find_encoding(sample: bytes) -> FoundEncoding:
    """The encoding of a file that begins with the sample (256 KB to 4 MB are enough); "utf-8" where all is plain ASCII.

    The sample may end within a character.
    """
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return FoundEncoding(name)
    if b"\0" in sample and (wide := _utf16_without_mark(sample[: 1 << 18])):
        return FoundEncoding(wide)
    if sample.isascii():
        return FoundEncoding("iso2022_jp" if _is_iso2022(sample) else "utf-8")
    return FoundEncoding("utf-8") if _is_utf8(sample) else _most_plausible(_lines_beyond_ascii(sample[:_LOOKED_AT]))


def _utf16_without_mark(sample: bytes) -> str | None:
    """By where the zero bytes of ASCII characters lie; where there are few, by the characters that come of it."""
    sample = sample[: len(sample) // 2 * 2]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) < 3 or min(even, odd) > 0.05 * max(even, odd):
        return None
    name = "utf-16-le" if odd > even else "utf-16-be"
    text = sample.decode(name, "replace")
    usual = sum(c.isprintable() or c in "\n\r\t" for c in text) - text.count("\ufffd")
    return name if usual > 0.97 * len(text) else None


def _is_iso2022(sample: bytes) -> bool:
    if b"\x1b$" not in sample:
        return False
    try:
        return not sample[: sample.rfind(b"\n") + 1 or None].decode("iso2022_jp").isascii()
    except UnicodeDecodeError:
        return False


def _is_utf8(sample: bytes) -> bool:
    """True where the text is UTF-8, but for a character that the sample cuts and a few that are damaged."""
    try:
        sample.decode("utf-8")
        return True
    except UnicodeDecodeError as error:
        first, cut = error.start, error.reason == "unexpected end of data"
    if cut and first >= len(sample) - 3:
        return not sample[:first].isascii() or len(sample) > _LONG_LINE
    window = sample[max(0, first - (1 << 17)) : first + (1 << 17)]
    characters = _UTF8_CHARACTER.findall(window)
    stray = sum(map(len, _BEYOND.findall(window))) - sum(map(len, characters))
    return len(characters) >= 3 * stray


def _lines_beyond_ascii(data: bytes) -> bytes:
    """Lines that are not plain ASCII, each different one once, from all over the data; of long lines only some fields."""
    found: dict[bytes, None] = {}
    for line in data.replace(b"\r", b"\n").split(b"\n"):
        if not line.isascii():
            found.update(dict.fromkeys([line] if len(line) <= _LONG_LINE else _AROUND.findall(line)))
    lines = list(found)
    total = sum(map(len, lines))
    every = max(1, total // _SCORED)
    return b"\n".join(lines[::every])[: 2 * _SCORED]


def _most_plausible(sample: bytes) -> FoundEncoding:
    """The best of all encodings; of those that give the same text the more usual one."""
    scores = _scores(sample, {})
    if _margin(sample, scores) < _CLOSE and (prior := _language_prior(sample)):
        scores = _scores(sample, prior)
    best = max(scores, key=lambda name: scores[name])
    return FoundEncoding(best, _margin(sample, scores) >= _CERTAIN)


def _scores(sample: bytes, prior: dict[str, float]) -> dict[str, float]:
    scores = {}
    for name in (*SINGLE_BYTE, *MULTI_BYTE):
        found = contexts(sample.decode(name, "replace"))
        scores[name] = score_single_byte(found, name, prior) if name in SINGLE_BYTE else score_multi_byte(found, name)
    return scores


def _margin(sample: bytes, scores: dict[str, float]) -> float:
    """How far the best stands above the next one that reads the sample as other text."""
    ranked = sorted(scores, key=lambda name: -scores[name])
    text = sample.decode(ranked[0], "replace")
    other = next((name for name in ranked[1:] if sample.decode(name, "replace") != text), None)
    return scores[ranked[0]] - scores[other] if other else float("inf")


def _language_prior(sample: bytes) -> dict[str, float]:
    """How well each language in Latin letters fits the plain ASCII: 0 for the best, down to -6; {} where there is little."""
    plain = _BEYOND.sub(b" ", sample).decode("ascii", "replace")
    if sum(map(str.isalpha, plain)) < 20:
        return {}
    rated = dict(_identifier().rank(plain[:4_000]))
    best = max(rated.values())
    prior = {code: max(-_LONGEST_PRIOR, (rate - best) / 8) for code, rate in rated.items()}
    return {code: prior.get(code, -_LONGEST_PRIOR) for code in LATIN} | {"western": -2.0, "eastern": -3.0}


@cache
def _identifier():  # type: ignore[no-untyped-def]
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    known = set(identifier.labels() if callable(identifier.labels) else identifier.labels)
    identifier.set_languages([code for code in LATIN if code in known])
    return identifier
