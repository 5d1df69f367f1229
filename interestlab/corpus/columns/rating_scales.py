"""Numbers to the scale that they are on: its ends, the value that says nothing, and the one that stands for "not rated"."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from interestlab.corpus.columns.told_values import asks_recommendation

_MOST = 21  # distinct values of a scale, as in 0, 0.5 … 10
_RATING_NAME = re.compile(
    r"rating|rated|(?<![a-z])rate(?![a-z])|stars?(?![a-z])|sterne|bewertung|(?<![a-z])note(?![a-z])|étoile|calificaci|valoraci|puntuaci|estrella|"
    r"valutazione|(?<![a-z])voto(?![a-z])|stelle|avalia|(?<![a-z])nota(?![a-z])|estrela|beoordeling|оценк|рейтинг|звезд|ocena|puan|yıldız|"
    r"评分|評分|打分|星级|星級|評価|평점|별점|평가|grade|satisfaction|zufriedenheit|likert|overall"
)
_COUNT_NAME = re.compile(
    r"count(?!r)|votes|upvote|likes|retweet|quantity|helpful|useful|(?<![a-z])(?:number|nu?m(?![a-z])|plays|views|clicks|funny|cool|"
    r"points|karma|reply|replies|comments|share|hours|minutes|duration|price)|anzahl|nombre|cantidad|numero|количеств|数量|点赞数|"
    r"回复数|次数|件数"
)
_TOPS = frozenset({1, 2, 3, 4, 5, 6, 7, 9, 10, 20, 100})
_LOWS = frozenset({"-5", "-3", "-2", "-1", "0", "1"})
_TO = r"(?:-|–|—|~|〜|to|bis|a|à|al|do|до|по|至|到|から|부터|thru|through)"
_FROM_TO = re.compile(rf"(?<![\d.,/:-])(-?\d{{1,2}})\s?{_TO}\s?(\d{{1,3}})(?![\d.:/-])")
_NAMED_ENDS = re.compile(r"(?<!\d)([01])\s?[=(:][^\d]{2,40}?(5|6|7|10|100)\s?[=(:]")
_BEST = re.compile(
    r"(?:(?<![\d ])\s?/|\bout of|\bsur|\bvon|\bsu|\bde|\bdi|\bиз|\bvan|满分|滿分|\bof|\bmax\.?)\s?(\d{1,3})(?![\d/.:])|"
    r"(?<!\d)(\d{1,3})\s?(?:点満点|分制|分满分|段階|점 ?만점|분 ?만점|-point|-punkte|-sterne)"
)
_THUMB_NAME = re.compile(
    r"voted_?up|recommend|thumb|(?<![a-z])liked?(?![a-z])|upvoted|empfehl|positive|sentiment|推荐|おすすめ|추천"
)


@dataclass(frozen=True)
class ValueForm:
    """What the values of a column are.

    title is for people, such as "numbers" or "n of 5". low and high are the ends of the scale where it is told, else the least
    and greatest seen. neutral says nothing: half a step below the middle of a scale, so that 3 of 5 is a little interest; the
    middle of two that are opposed; None for counts. not_rated was taken as missing.
    """

    title: str
    low: float
    high: float
    neutral: float | None
    kind: Literal["scale", "count", "constant"]
    not_rated: float | None = None


@dataclass(frozen=True, eq=False)
class _Seen:
    """The distinct numbers (k,), ascending, and how many rows have each (k,)."""

    values: NDArray[np.float64]
    counts: NDArray[np.int64]

    @property
    def low(self) -> float:
        return float(self.values[0])

    @property
    def high(self) -> float:
        return float(self.values[-1])

    @property
    def step(self) -> float:
        return float(np.diff(self.values).min()) if len(self.values) > 1 else 1.0

    def multiples_of(self, step: float) -> bool:
        return bool(np.allclose(self.values / step, np.round(self.values / step)))


def told_scale(name: str) -> tuple[float | None, float] | None:
    """The ends of the scale that a column's name tells: "Rating (1-5)", "Note sur 10", "Score /5", "评分(1-5)"; None = none.

    The lower end is None where only the best is named.
    """
    plain = unicodedata.normalize("NFKC", name).lower()
    for match in (_FROM_TO.search(plain), _NAMED_ENDS.search(plain)):
        if match and match[1] in _LOWS and int(match[2]) in _TOPS and int(match[1]) < int(match[2]):
            return float(match[1]), float(match[2])
    match = _BEST.search(plain)
    best = int(match[1] or match[2]) if match else 0
    return (None, float(best)) if best > 2 and best in _TOPS else None


def name_says_rating(name: str) -> bool:
    """Whether a column's name speaks of ratings, in any of the languages served."""
    rated = _RATING_NAME.search(name.lower()) is not None or told_scale(name) is not None
    return rated and not name_says_count(name)


def name_says_count(name: str) -> bool:
    """Whether a column's name speaks of counts or sums."""
    return _COUNT_NAME.search(name.lower()) is not None


def form_of(numbers: NDArray[np.float64], *, name: str = "", title: str = "numbers", top: float = 0.0) -> ValueForm:
    """The form of numbers (n,), at least one, none NaN; `top` is the best there is where the values tell it, else 0."""
    seen = _Seen(*np.unique(numbers, return_counts=True))
    told = told_scale(name) or ((0.0, 10.0) if seen.high > 5 and asks_recommendation(name) else None)
    if told is not None and not top:
        told_form = _on_told_scale(seen, told, title)
        if told_form is not None:
            return told_form
    none = None if title in ("percent", "letters", "words of a scale") else _not_rated(seen, name, told=top > 0)
    if none is not None:
        keep = seen.values != none
        seen = _Seen(seen.values[keep], seen.counts[keep])

    opposed = _opposed(seen, name, title)
    if opposed:
        return opposed
    if not top and (_counted(seen, name) or (len(seen.values) == 1 and not name_says_rating(name))):
        many = seen.high > 10 or name_says_count(name)
        kind: Literal["count", "constant"] = "count" if seen.low >= 0 and many and len(seen.values) > 1 else "constant"
        return ValueForm(title, seen.low, seen.high, None, kind, none)
    low, high, step = _ends(seen, name, top)
    return ValueForm(title, low, high, (low + high - step) / 2, "scale", none)


def _on_told_scale(seen: _Seen, told: tuple[float | None, float], title: str) -> ValueForm | None:
    """The scale that the column's name tells, where the values lie on it; 0 below a scale from 1 on is "not rated"."""
    none = seen.low if told[0] == 1 and seen.low in (-1.0, 0.0) and len(seen.values) > 1 else None
    kept = _Seen(seen.values[seen.values != none], seen.counts[seen.values != none]) if none is not None else seen
    low = told[0] if told[0] is not None else 1.0 if kept.low >= 1 and told[1] <= 10 else 0.0
    if kept.low < low or kept.high > told[1]:
        return None
    step = 1.0 if kept.multiples_of(1.0) and told[1] <= 20 else kept.step if len(kept.values) <= _MOST else told[1] / 10
    step = min(step, told[1] / 10) if told[1] > 20 else step
    neutral = (low + told[1]) / 2 if (low, told[1]) in ((0.0, 1.0), (-1.0, 1.0)) else (low + told[1] - step) / 2
    return ValueForm(title, low, told[1], neutral, "scale", none)


def _counted(seen: _Seen, name: str) -> bool:
    """No scale: too many values, unless the name says that it is one and its ends are usual."""
    if len(seen.values) > _MOST:
        return not (name_says_rating(name) and seen.low >= 0 and seen.high <= 100)
    return name_says_count(name) and seen.low >= 0


def _opposed(seen: _Seen, name: str, title: str) -> ValueForm | None:
    """Two values of which the lower is a dislike: -1 and 1, thumbs, yes and no; None = they are not opposed."""
    values = set(seen.values.tolist())
    if values <= {-1.0, 1.0} and (-1.0 in values or title == "thumbs"):
        return ValueForm("thumbs", -1.0, 1.0, 0.0, "scale")
    if values == {-1.0, 0.0, 1.0}:
        return ValueForm(title, -1.0, 1.0, 0.0, "scale")
    if values == {0.0, 4.0}:
        return ValueForm(title, 0.0, 4.0, 2.0, "scale")  # negative and positive, as sets of sentiments write it
    if values <= {0.0, 1.0} and (title == "yes or no" or (_THUMB_NAME.search(name.lower()) and not name_says_count(name))):
        return ValueForm("yes or no" if title == "yes or no" else "thumbs", 0.0, 1.0, 0.5, "scale")
    return None


def _ends(seen: _Seen, name: str, top: float) -> tuple[float, float, float]:
    """Lowest, highest and step of the scale that the values are on, though not all of it may have been seen."""
    low, high, told = seen.low, seen.high, top > 0 or name_says_rating(name)
    if low < 0 or (seen.low, seen.high) == (0.0, 1.0):
        return low, max(high, top), seen.step
    whole, halves = seen.multiples_of(1.0), seen.multiples_of(0.5)
    best = top or _usual_top(high, whole, told)
    if best > 10:
        twenty = low >= 20 and seen.multiples_of(20.0) and best == 100
        if twenty:
            return 20.0, best, 20.0
        return (0.0, best, min(seen.step, best / 10)) if told and best <= 100 else (low, best, seen.step)

    if len(seen.values) > _MOST or not halves:  # averages: the steps are those of the stars
        return (1.0 if low >= 1 else 0.0) if told else low, best, 1.0 if told else seen.step
    if whole:
        return (1.0 if low >= 1 and (told or best in (5, 7, 10)) else low), best, 1.0
    return min(low, 0.5), best, 0.5


def _usual_top(high: float, whole: bool, told: bool) -> float:
    """The end of the scale to which the greatest value seen belongs."""
    if high <= 5:
        return 5.0 if told or high > 3.5 else high
    if high <= 10:
        return 10.0 if (told and high > 7) or high > 8 or not whole else high
    return 100.0 if told and 20 < high <= 100 else high


def _not_rated(seen: _Seen, name: str, *, told: bool) -> float | None:
    """0 or -1 where it stands apart from a small scale of three steps or more (two, with a gap), else None."""
    for none in (-1.0, 0.0):
        others = _Seen(seen.values[seen.values != none], seen.counts[seen.values != none])
        steps = len(others.values) + (1 if len(others.values) > 1 and others.low >= 2 else 0)
        if len(others.values) == len(seen.values) or steps < 3 or others.high > 10 or not others.multiples_of(0.5):
            continue
        if none == -1.0 and others.low >= 0:
            return none
        if others.low >= 0.5 and not name_says_count(name) and _stands_apart(seen, others, name, told):
            return none
    return None


def _stands_apart(seen: _Seen, others: _Seen, name: str, told: bool) -> bool:
    """Whether 0 is too frequent to be the lowest step of a scale, and the rest is no count that falls from 1 on."""
    zeros = int(seen.counts[0])
    share = zeros / int(seen.counts.sum())
    if not (share >= 0.1 or zeros > others.counts.max()):
        return False
    if not told and not name_says_rating(name) and others.low == 1 and bool((np.diff(others.counts) < 0).all()):
        return False
    if others.high <= 5 and others.multiples_of(1.0):
        return True
    return share >= 2 / len(seen.values)  # scales from 0 to 10, or with halves, use 0 as often as others
