"""What is one word in running text, and the form in which it may stand in a name, by the habits of its language."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from interestlab.interests.korean import is_korean_verb
from interestlab.interests.thai import thai_words


class PlacedWord(NamedTuple):
    """A word as it may stand in a name, lower case, and where it was written; made by the million, so no dataclass."""

    word: str
    begin: int
    end: int


def _mark_ranges() -> str:
    """All combining marks, such as the vowel signs of Hindi and Thai, as a character class has them.

    Python's \\w has letters and digits only, and would cut words at such signs.
    """
    ranges: list[list[int]] = []
    for code in range(0x300, 0x10000):
        if unicodedata.category(chr(code)).startswith("M"):
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


_JOINERS = "\u200c\u200d"  # stand within words of Persian and of the scripts of India
WORD = re.compile(rf"[^\W\d_](?:[^\W_]|[{_mark_ranges()}]|[{_JOINERS}'’-](?=[^\W\d_]))*[+#]{{0,2}}")
# Articles and prepositions of which French, Italian and Catalan drop the last vowel.
_ELIDED = re.compile(
    r"^(?:l|d|j|n|s|m|t|c|qu|jusqu|lorsqu|puisqu|quoiqu|un|all|dall|dell|nell|sull|coll|quell|quest|bell|sant|tutt|gl|v|ch|cos)"
    r"'(?=\w\w)"
)
_WITH_ELISION = frozenset({"fr", "it", "ca", "oc"})


def words_of(text: str, language: str) -> Iterator[PlacedWord]:
    """Every word of a script that writes spaces, or of Thai; forms of Korean verbs are left out, since they name nothing."""
    korean, elision = language == "ko", language in _WITH_ELISION
    for match in WORD.finditer(text):
        written = match.group()
        if "\u0e00" <= written[0] <= "\u0e7f":
            yield from _placed(thai_words(written), match.start())
            continue
        word = written.lower()
        if "'" in word or "’" in word:
            word = _without_apostrophes(word.replace("’", "'"), elision=elision)
        if not (korean and is_korean_verb(word)):
            yield PlacedWord(word, match.start(), match.end())


def _placed(words: Iterable[str], begin: int) -> Iterator[PlacedWord]:
    """Words that follow one another without a space."""
    for word in words:
        yield PlacedWord(word, begin, begin + len(word))
        begin += len(word)


def _without_apostrophes(word: str, *, elision: bool) -> str:
    """Without elided articles, where the language has them, and possessives."""
    if elision:
        word = _ELIDED.sub("", word)
    return word.removesuffix("'s").removesuffix("'")
