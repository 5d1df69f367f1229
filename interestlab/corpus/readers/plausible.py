"""How plausible bytes are as text in one encoding: letters of one language inside words, case as people write it, usual marks.

Encodings are compared by the logarithm of a likelihood (nats) of all characters beyond ASCII. Where an encoding takes one
character for two bytes, it is charged once; what an encoding makes of plain ASCII is the same in all of them.
"""

from collections import Counter
from functools import cache
from typing import NamedTuple

from interestlab.corpus.readers.alphabets import SINGLE_BYTE, letter_shares

_STRANGE = -9.2  # a letter of no language that the encoding was made for
_CAPITAL, _CAPITAL_IN_RUN, _CAPITAL_IN_WORD = -2.3, -0.1, -5.0
_MARK_IN_PLACE, _MARK, SYMBOL, _CONTROL, DAMAGED = -2.0, -4.0, -10.0, -14.0, -16.0
_MARK_IN_WORD = -6.0
_BESIDE_DIGIT, _ALONE = -3.0, -4.0
_WORDS_ALONE = "àáâèéêìíòóôöåæøùúőäıаеиійокусвяєэґηοω"  # letters that are a word by themselves
_OTHER_SCRIPT_BESIDE_LATIN = -6.0
_APOSTROPHES = "’‘ʼ"
_MARKS = frozenset("“”„‚–—…«»‹›€£°§•·№™®©½²³¿¡×±º\u00a0\u2011\u00ad") | frozenset(_APOSTROPHES)


class _Context(NamedTuple):
    """A character beyond ASCII with its neighbours; how often is kept beside it."""

    before: str
    character: str
    after: str


Contexts = list[tuple[_Context, int]]


def contexts(text: str) -> Contexts:
    """Every character beyond ASCII with the one before and the one after, each different one once, with its count."""
    counted = Counter(zip(f" {text}", text, f"{text[1:]} ", strict=False))
    return [(_Context(*triple), n) for triple, n in counted.items() if not triple[1].isascii()]


def score_single_byte(found: Contexts, encoding: str, prior: dict[str, float]) -> float:
    """The best score over the languages of the encoding; `prior`: log of how well each language fits the rest of the text."""
    languages, unusual = SINGLE_BYTE[encoding]
    beside = sum(n * _manners(*context) for context, n in found)
    letters = Counter[str]()
    for context, n in found:
        if context.character.isalpha() or context.character in _combining():
            letters[context.character.lower()] += n
    return max(_fit(letters, language) + prior.get(language, 0.0) for language in languages) + beside - unusual


def _fit(letters: Counter[str], language: str) -> float:
    shares = letter_shares(language)
    return sum(n * shares.get(letter, _STRANGE) for letter, n in letters.items())


def _manners(before: str, character: str, after: str) -> float:
    """What a character loses (below 0) by standing where it stands; a letter of its language in its place loses nothing."""
    if character.isalpha():
        return _letter_manners(before, character, after)
    if character == "\ufffd":
        return DAMAGED
    if character in _combining():
        return 0.0 if before.isalpha() or before in _combining() else SYMBOL
    if character in _MARKS:
        return _mark_manners(before, character, after)
    return SYMBOL if character.isprintable() else _CONTROL


def _mark_manners(before: str, character: str, after: str) -> float:
    """Quotes around words, dashes between them, signs of money and degrees beside numbers are in their place."""
    in_word = before.isalpha() and after.isalpha()
    if (
        (character in _APOSTROPHES and before.isalpha() and (in_word or not after.isalnum()))
        or (before.isdigit() and character in "€£°²³%")
        or (after.isdigit() and character in "€£§№")
        or (character in "–—" and before == after == " ")
        or (character in "“„«‘" and not before.isalnum() and after.isalnum())
        or (character in "”»" and not after.isalnum())
    ):
        return _MARK_IN_PLACE
    touches = character in "€£§№°" and (before.isalpha() or after.isalpha())
    return _MARK + (_MARK_IN_WORD if touches or (in_word and character not in "\u00a0\u00ad\u2011·—–…") else 0)


def _letter_manners(before: str, character: str, after: str) -> float:
    loss = 0.0
    if character in "ªº":
        return _MARK if not after.isalpha() else SYMBOL
    if character.isupper():
        loss += _CAPITAL_IN_RUN if before.isupper() else _CAPITAL
        loss += _CAPITAL_IN_WORD if before.islower() else 0
    elif before.isupper() and after.isupper() and character.islower() and character != "ß":
        loss += _CAPITAL_IN_WORD
    if character > "\u0370" and any(c.isascii() and c.isalpha() for c in (before, after)):
        loss += _OTHER_SCRIPT_BESIDE_LATIN
    if before.isdigit() or after.isdigit():
        loss += _BESIDE_DIGIT
    elif not (before.isalpha() or after.isalpha()) and character.lower() not in _WORDS_ALONE:
        loss += _ALONE
    return loss


@cache
def _combining() -> frozenset[str]:
    """Vowel signs and marks of Thai, Hebrew, Arabic and Vietnamese that single-byte encodings have."""
    return frozenset(
        c
        for name in ("cp874", "cp1255", "cp1256", "cp1258")
        for c in bytes(range(128, 256)).decode(name, "ignore")
        if not c.isalpha() and not c.isspace() and (c > "\u02ff" and c < "\u0e5a")
    )
