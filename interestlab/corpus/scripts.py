"""Which script a text is written in; many scripts serve one language alone, and so tell it."""

from bisect import bisect_right
from collections import Counter
from functools import lru_cache

# First code point of each block of letters, and its script; "" = none that tells. Names of several languages are capitalised.
_BLOCKS: tuple[tuple[int, str], ...] = (
    (0x0000, "Latin"), (0x0370, "el"), (0x0400, "Cyrillic"), (0x0530, "hy"), (0x0590, "he"), (0x0600, "Arabic"),
    (0x0700, ""), (0x0750, "Arabic"), (0x0780, "dv"), (0x07C0, ""), (0x08A0, "Arabic"), (0x0900, "Devanagari"),
    (0x0980, "bn"), (0x0A00, "pa"), (0x0A80, "gu"), (0x0B00, "or"), (0x0B80, "ta"), (0x0C00, "te"), (0x0C80, "kn"),
    (0x0D00, "ml"), (0x0D80, "si"), (0x0E00, "th"), (0x0E80, "lo"), (0x0F00, "bo"), (0x1000, "my"), (0x10A0, "ka"),
    (0x1100, "ko"), (0x1200, "am"), (0x13A0, ""), (0x1780, "km"), (0x1800, "mn"), (0x18B0, ""), (0x1C80, "Cyrillic"),
    (0x1C90, "ka"), (0x1CC0, ""), (0x1D00, "Latin"), (0x1F00, "el"), (0x2000, ""), (0x2C60, "Latin"), (0x2C80, ""),
    (0x2D00, "ka"), (0x2D30, ""), (0x2DE0, "Cyrillic"), (0x2E00, ""), (0x3040, "kana"), (0x3100, "zh"), (0x3130, "ko"),
    (0x3190, ""), (0x31F0, "kana"), (0x3200, ""), (0x3400, "zh"), (0xA000, ""), (0xA640, "Cyrillic"), (0xA6A0, ""),
    (0xA720, "Latin"), (0xA800, ""), (0xA8E0, "Devanagari"), (0xA900, ""), (0xAC00, "ko"), (0xD7B0, ""), (0xF900, "zh"),
    (0xFB00, "Latin"), (0xFB13, "hy"), (0xFB1D, "he"), (0xFB50, "Arabic"), (0xFE00, ""), (0xFE70, "Arabic"),
    (0xFF00, "Latin"), (0xFF66, "kana"), (0xFFA0, "ko"), (0xFFE0, ""), (0x1B000, "kana"), (0x1B170, ""), (0x20000, "zh"),
    (0x32000, ""),
)  # fmt: skip
_STARTS = [start for start, _ in _BLOCKS]
_IN_FACES = ("kn", "ka", "bo", "te", "gu", "kana")
_SHARED = ("Latin", "Cyrillic", "Arabic", "Devanagari")


def find_script(text: str) -> tuple[str, int]:
    """(ISO 639-1 code of the language that its script tells, or "Latin", "Cyrillic", "Arabic", "Devanagari"; letters).

    "" where there are no letters of a script that tells. Chinese, Japanese, Korean and Thai count where they are a tenth to a
    quarter of the letters, since they are often mixed with Latin names.
    """
    if text.isascii():
        letters = sum(map(str.isalpha, text))
        return ("Latin" if letters else "", letters)
    counts: Counter[str] = Counter()
    different: Counter[str] = Counter()
    for character, n in Counter(text).items():
        if character.isalpha():
            counts[_script(character)] += n
            different[_script(character)] += 1
    letters = counts.total()
    for script in ("", *(s for s, n in different.items() if n == 1 and s in _IN_FACES)):  # ಠ_ಠ is no Kannada
        counts.pop(script, None)
    if not counts:
        return "", letters
    if counts["kana"] > 0.1 * letters:
        return "ja", letters
    for code in ("zh", "ko", "th"):
        if counts[code] > 0.25 * letters:
            return code, letters
    counts["zh"] += counts.pop("kana", 0)
    return max(counts, key=lambda code: (counts[code], code in _SHARED)), letters


@lru_cache(maxsize=20_000)
def _script(character: str) -> str:
    return _BLOCKS[bisect_right(_STARTS, ord(character)) - 1][1]
