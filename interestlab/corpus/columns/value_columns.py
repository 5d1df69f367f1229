"""A column of ratings to numbers: the form that most values have decides, and what cannot be read is told."""

from collections import Counter
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from interestlab.corpus.columns.column_texts import column_texts
from interestlab.corpus.columns.rating_scales import ValueForm, form_of, name_says_rating
from interestlab.corpus.columns.rating_texts import Rating, read_rating, words_beside
from interestlab.corpus.columns.rating_words import WORD_SCALES
from interestlab.corpus.columns.value_texts import folded_values

_PLAIN = r"^\s*[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?\s*$"
_MANY = 20_000  # distinct texts that are no numbers: no scale has so many, and reading them one by one would take seconds
_TOGETHER = ("number", "of", "stars")
_TITLES = {
    "number": "numbers", "of": "n of {top:g}", "stars": "stars", "percent": "percent", "word": "words of a scale",
    "thumbs": "thumbs", "yes": "yes or no", "letter": "letters", "numbered": "numbers with words",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class ValueColumn:
    """A column of values that was read.

    form is None where nothing could be read. values: float64 with the column's index, NaN where missing, not rated or unread.
    unread: bool, filled and not readable. notes are sentences for the report.
    """

    form: ValueForm | None
    values: "pd.Series[float]"
    unread: "pd.Series[bool]"
    notes: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class _Read:
    """Values (n,) float64, NaN = none; missing (n,), where a text stands for no rating; what they are called and their best."""

    values: NDArray[np.float64]
    missing: NDArray[np.bool_]
    title: str
    top: float = 0.0
    notes: tuple[str, ...] = ()


def read_values(column: "pd.Series", *, name: str = "") -> ValueColumn:
    """Reads a column of any dtype as values such as ratings; never raises for what is in it. The name helps to tell scales."""
    filled = column.notna().to_numpy(bool)
    if pd.api.types.is_bool_dtype(column.dtype):
        read = _Read(_numeric(column.astype(object)), ~filled, "yes or no")
    elif pd.api.types.is_numeric_dtype(column.dtype) and not pd.api.types.is_complex_dtype(column.dtype):
        read = _Read(_numeric(column), ~filled, "numbers")
    else:
        read = _texts(column_texts(column), name)

    values = np.where(np.isfinite(read.values), read.values, np.nan)
    unread = pd.Series(filled & ~read.missing & np.isnan(values), index=column.index, dtype=bool)
    if np.isnan(values).all():
        return ValueColumn(None, pd.Series(values, index=column.index, dtype="float64"), unread, ())

    form = form_of(values[~np.isnan(values)], name=name, title=read.title, top=read.top)
    notes = read.notes
    if form.not_rated is not None:
        none = values == form.not_rated
        notes += (f"{form.not_rated:g} stands for “not rated” in {int(none.sum())} of {len(column)} rows and was left out.",)
        values = np.where(none, np.nan, values)
    return ValueColumn(form, pd.Series(values, index=column.index, dtype="float64"), unread, notes)


def _numeric(column: "pd.Series") -> NDArray[np.float64]:
    result: NDArray[np.float64] = pd.to_numeric(column, errors="coerce").to_numpy(np.float64, na_value=np.nan)
    return result


def _texts(texts: pa.Array, name: str) -> _Read:
    """Plain numbers are read all at once, other forms by their distinct texts."""
    plain = pc.fill_null(pc.match_substring_regex(texts, _PLAIN), False)
    values = pc.if_else(plain, pc.utf8_trim_whitespace(texts), None).cast(pa.float64()).to_numpy(zero_copy_only=False)
    filled = texts.is_valid().to_numpy(zero_copy_only=False)
    rest = np.flatnonzero(filled & np.isnan(values))
    if not len(rest):
        return _Read(values, ~filled, "numbers")

    codes, distinct = pd.factorize(pd.Series(texts.take(pa.array(rest)), dtype="str"))
    if len(distinct) > _MANY:
        return _Read(values, ~filled, "numbers")
    folded = folded_values(pa.array(distinct, pa.string())).to_pylist()
    found = _distinct(folded, np.bincount(codes, minlength=len(folded)), int((~np.isnan(values)).sum()), name)

    together = found.title == "numbers with words" or found.title in ("stars", "numbers") or found.title.startswith("n of")
    if not together and found.title != "thumbs":
        values = np.full(len(values), np.nan)
    values[rest] = found.values[codes]
    missing = ~filled
    missing[rest] = found.missing[codes]
    return replace(found, values=values, missing=missing)


def _distinct(texts: list[str], counts: NDArray[np.int64], numbers: int, name: str) -> _Read:
    """Reads distinct texts in the form that most rows have; `numbers` rows beside them are plain numbers."""
    readings = [read_rating(text) for text in texts]
    missing = np.array([any(rating.kind == "none" for rating in options) for options in readings], np.bool_)
    rows: Counter[str] = Counter({"number": numbers} if numbers else {})
    for options, count in zip(readings, counts, strict=True):
        kinds = ("number" if rating.kind in _TOGETHER else rating.kind for rating in options if rating.kind != "none")
        for kind in dict.fromkeys(kinds):  # in order, so that of two that are equal the first is taken each time
            rows[kind] += int(count)
    if not rows:
        return _Read(np.full(len(texts), np.nan), missing, "numbers")

    if rows["number"]:
        rows["number"] += rows.pop("numbered", 0)  # "1 = never", "2", "3", "4 = always"
    main = rows.most_common(1)[0][0]
    words = _word_values(texts, readings, counts)
    worded = sum(any(rating.kind == "word" for rating in options) for options in readings)
    if main == "word" and (words is None or (rows["thumbs"] == rows["word"] and worded <= 2)):
        main = "thumbs" if rows["thumbs"] else "numbered"
    if main == "word" and words is not None:
        return _Read(words.values, missing, words.title, words.top)
    if main == "letter" and not _are_marks(texts, readings, name):
        return _Read(np.full(len(texts), np.nan), missing, "numbers")
    return _of_kind(main, readings, counts, missing)


def _of_kind(main: str, readings: list[tuple[Rating, ...]], counts: NDArray[np.int64], missing: NDArray[np.bool_]) -> _Read:
    kinds = (*_TOGETHER, "numbered") if main in ("number", "numbered") else (main,)
    chosen = [next((rating for rating in options if rating.kind in kinds), None) for options in readings]
    values = np.array([np.nan if rating is None else rating.value for rating in chosen], np.float64)

    by_kind: Counter[str] = Counter()
    tops: Counter[float] = Counter()
    for rating, count in zip(chosen, counts, strict=True):
        if rating is not None:
            by_kind[rating.kind] += int(count)
            tops[rating.top] += int(count)
    kind = by_kind.most_common(1)[0][0] if by_kind else main
    best = max(tops, default=0.0)
    notes: tuple[str, ...] = ()
    if kind == "of" and len([top for top in tops if top]) > 1:
        # several scales in one column: all are read on the one that most rows have
        best = max((top for top in tops if top), key=lambda top: tops[top])
        values = np.array([np.nan if r is None else r.value * best / (r.top or best) for r in chosen], np.float64)
        notes = (f"The values are on several scales; all were read as n of {best:g}.",)
    if kind == "stars" and not best:
        best = 5.0 if np.nanmax(values) <= 5 else 10.0 if np.nanmax(values) <= 10 else 0.0
    if kind == "letter":
        best = 4.0 if np.nanmax(values) <= 4 else 4.3
    return _Read(values, missing, _TITLES[kind].format(top=best), best, notes)


def _word_values(texts: list[str], readings: list[tuple[Rating, ...]], counts: NDArray[np.int64]) -> _Read | None:
    """The values on the scale of words that most rows fit, None = there is none."""
    words = [words_beside(text) if text.strip(" .!") not in _ALL_WORDS else text.strip(" .!") for text in texts]
    best, most = None, (0, 0)
    for scale in WORD_SCALES:
        here = [(scale[word], count) for word, count in zip(words, counts, strict=True) if word in scale]
        fits = (
            int(sum(count for _, count in here)),
            len({place for place, _ in here}),
        )  # of two, the one that tells more apart
        if fits > most:
            best, most = scale, fits
    if best is None or len({word for word in words if word in best}) < 2:
        return None  # "ok" in every row is a state, and no rating
    values = np.array([best.get(word, np.nan) for word in words], np.float64)
    return _Read(values, np.zeros(len(texts), np.bool_), "words of a scale", max(best.values()))


_ALL_WORDS = frozenset(word for scale in WORD_SCALES for word in scale)


def _are_marks(texts: list[str], readings: list[tuple[Rating, ...]], name: str) -> bool:
    """Whether letters are school marks, by a sign or the column's name, and little else; others are kinds of something."""
    marks = [text for text, options in zip(texts, readings, strict=True) if any(rating.kind == "letter" for rating in options)]
    signs = any(text[-1] in "+-" for text in marks)
    return (signs or (len(marks) >= 3 and name_says_rating(name))) and len(marks) >= max(2, 0.8 * len(texts))
