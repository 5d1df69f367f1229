"""One text as a rating: a number, "4 of 5", stars, a percentage, or a word."""

import re
from dataclasses import dataclass

from interestlab.corpus.columns.rating_words import LETTERS, NOT_RATED, STAR_WORDS, THUMBS, WORD_SCALES, YES_NO
from interestlab.corpus.columns.time_words import PLACEHOLDERS

_N = r"[-+]?(?:\d{1,3}(?:[,' ]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?|[.,]\d+)"
_WORDS_BEFORE = (
    r"(?:(?:rated|rating|note|score|bewertung|bewertet mit|calificacion|valutazione|nota|avaliacao|оценка|ocena|puan|"
    r"评分|評価|평점|★|⭐)\s?:?\s?)?"
)
_OF = r"(?:/|of|out of|von|aus|sur|de|de un maximo de|di|su|da|em|van|van de|uit|из|z|na|av|ud af|\u2215|\u2044|out-of|over)"
_NUMBER = re.compile(rf"^({_N})\s?(k|m|tsd|mio|万|만)?$")
_PERCENT = re.compile(rf"^({_N})\s?(?:%|percent|prozent|pour cent|por ciento)$")
_N_OF_M = re.compile(rf"^{_WORDS_BEFORE}({_N})\s?(?:{STAR_WORDS})?\s?{_OF}\s?({_N})\s?(?:{STAR_WORDS})?\.?$")
_M_BEFORE = re.compile(
    rf"^(?:별|星)?\s?({_N})\s?(?:つ星のうち|段階中|点満点中|点中|分中|개 중|점 만점에|점 만점 중)\s?({_N})\s?(?:개|점|点|分)?$"
)
_UNIT = re.compile(rf"^{_WORDS_BEFORE}({_N})[\s-]?(?:{STAR_WORDS})\.?(?: rating)?$")
_LABELLED = re.compile(rf"^{_WORDS_BEFORE}({_N})$")
_STARS = re.compile(r"^[★⭐🌟✭✮🟊☆✩✰½⯪\ufe0f\s]+$")
_FILLED, _EMPTY, _HALVES = frozenset("★⭐🌟✭✮🟊"), frozenset("☆✩✰"), frozenset("½⯪")
_THEN_WORDS = re.compile(r"^[(\[]?([-+]?\d+)[)\]]?\s?(?:[-–=:.,]|\s)\s?([^\d].*)$")
_WORDS_THEN = re.compile(r"^(.*[^\d\s])\s?[(\[]\s?([-+]?\d+)\s?[)\]]$")
_FACTORS = {"k": 1e3, "tsd": 1e3, "m": 1e6, "mio": 1e6, "万": 1e4, "만": 1e4}
_RECOMMENDS = re.compile(
    r"recommend|empfehl|empfohl|recommand|recomend|consigli|raccomand|рекоменд|推荐|推薦|おすすめ|勧め|薦め|추천"
)
LONGEST = 60  # characters; no rating needs more


@dataclass(frozen=True)
class Rating:
    """A text that was read as a rating.

    kind: "number", "of" (top is the best there is), "stars" (top, where empty stars show it, else 0), "percent", "thumbs",
    "yes", "letter", "word" (the text itself is looked up in a scale), "numbered" (a number with any words beside it), "none"
    (stands for no rating).
    """

    kind: str
    value: float = 0.0
    top: float = 0.0


def read_rating(text: str) -> tuple[Rating, ...]:
    """The readings of a folded text, the likeliest first; empty = it is no rating."""
    if len(text) > LONGEST:
        return ()
    if text in PLACEHOLDERS or text in NOT_RATED:
        return (Rating("none"),)
    if _STARS.match(text):
        return (_stars(text),)

    numeric = _numeric(text)
    if numeric:
        return (numeric,) + ((Rating("thumbs", numeric.value),) if text in ("+1", "-1") else ())
    return _worded(text)


def _numeric(text: str) -> Rating | None:
    if match := _NUMBER.match(text):
        return Rating("number", number(match[1]) * _FACTORS.get(match[2] or "", 1.0))
    if match := _PERCENT.match(text):
        return Rating("percent", number(match[1]), 100.0)
    if match := _N_OF_M.match(text):
        return _of(number(match[1]), number(match[2]))
    if match := _M_BEFORE.match(text):
        return _of(number(match[2]), number(match[1]))
    match = _UNIT.match(text) or _LABELLED.match(text)
    return Rating("stars" if match.re is _UNIT else "number", number(match[1])) if match else None


def _of(value: float, top: float) -> Rating | None:
    """Dates and fractions are no ratings: the best is one that people use, and the value is not above it."""
    return Rating("of", value, top) if 0 <= value <= top and top in (3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 30, 50, 100) else None


def number(text: str) -> float:
    """4, 4.5 and 4,5; a comma before three digits, as in 1,234, separates thousands."""
    if re.fullmatch(r"[-+]?[1-9]\d{0,2}(?:[,' ]\d{3})+(?:\.\d+)?", text):
        return float(re.sub("[,' ]", "", text))
    return float(text.replace(",", ".").replace(" ", ""))


def _stars(text: str) -> Rating:
    filled = sum(c in _FILLED for c in text) + 0.5 * sum(c in _HALVES for c in text)
    empty = sum(c in _EMPTY for c in text)
    whole = -(-int(filled * 2) // 2) + empty
    return Rating("stars", filled, float(whole) if empty else 0.0)


def _signed(text: str) -> tuple[Rating, ...]:
    """A thumb, a face or a mark, repeated or with words behind it: "👍👍", "❌ no"; and "would recommend: yes"."""
    first = text[:1]
    known, kind = (THUMBS, "thumbs") if first in THUMBS else (YES_NO, "yes")
    if first and not first.isalnum() and first in known and (first == text.strip(first)[:1] or not _other_sign(text, first)):
        return (Rating(kind, known[first]),)
    asked, _, answer = text.rpartition(":")
    if answer.strip() in YES_NO and _RECOMMENDS.search(asked):
        return (Rating("thumbs", 2 * YES_NO[answer.strip()] - 1),)
    return ()


def _other_sign(text: str, first: str) -> bool:
    return any(sign != first and not sign.isalnum() and sign in THUMBS for sign in text)


def _worded(text: str) -> tuple[Rating, ...]:
    """Words, and a number beside them: "5 - strongly agree", "agree (4)"."""
    found: list[Rating] = []
    plain = text.strip(" .!")
    if any(plain in scale for scale in WORD_SCALES):
        found.append(Rating("word"))
    for kind, table in (("thumbs", THUMBS), ("yes", YES_NO), ("letter", LETTERS)):
        if plain in table:
            found.append(Rating(kind, table[plain]))
    first = plain.partition(",")[0]
    if not found and first in YES_NO:
        found.append(Rating("yes", YES_NO[first]))  # "yes, I would"
    if not found:
        found += _signed(text)
    if found:
        return tuple(found)

    match = _THEN_WORDS.match(text) or _WORDS_THEN.match(text)
    if not match:
        return ()
    digits, words = (match[1], match[2]) if match.re is _THEN_WORDS else (match[2], match[1])
    known = words_beside(text) in {word for scale in WORD_SCALES for word in scale}
    return ((Rating("word"),) if known else ()) + (Rating("numbered", float(digits)),) if len(words) > 1 else ()


def words_beside(text: str) -> str:
    """The words of a folded text without the number that may stand before or behind them."""
    match = _THEN_WORDS.match(text)
    if match:
        return match[2].strip(" .!")
    match = _WORDS_THEN.match(text)
    return (match[1] if match else text).strip(" .!")
