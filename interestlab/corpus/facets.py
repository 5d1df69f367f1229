"""Columns that have no role, as facets: what each holds, found by its values, and which rows meet a condition on it.

All is worked out on the distinct values of a column and then looked up: the time grows with these and not with the rows.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from interestlab.corpus.columns.time_columns import read_times

FacetKind = Literal["number", "category", "yes-no", "tags", "date", "link", "none"]
KINDS: tuple[FacetKind, ...] = ("number", "category", "yes-no", "tags", "date", "link")
PREFIX = "extra."

_LOOKED_AT = 200  # distinct values, spread over the column, that tell whether to read all of them
_MOST = 0.95  # share of the filled values that have to be of a kind
_SEPARATORS = (";", "|", ",", "\n")
_TAG_LENGTH = 40  # characters at most, on average
_SEPARATED = 0.2  # share of the filled values that have to hold the separator
_REPEATED = 2.0  # times that a tag or category stands there on average, at least
_YES_NO = frozenset({
    "yes", "no", "y", "n", "true", "false", "t", "f", "0", "1", "ja", "nein", "oui", "non", "si", "sí", "sim", "não", "da",
    "net", "да", "нет", "是", "否", "有", "无", "はい", "いいえ",
})  # fmt: skip
_NUMBER = re.compile(
    r"(?P<before>[^\w\s.,+\-−]{0,3}|US\$|[A-Z]{3})\s*"
    r"(?P<number>[+\-−]?(?:(?:\d{1,3}(?:[,'\u00a0\u202f ]\d{3})+|\d+)(?:\.\d+)?(?:[eE][+\-]?\d+)?|\.\d+))"
    r"\s*(?P<after>[^\d\s.,]{0,8})"
)
_DECIMAL_COMMA = re.compile(r"[+\-−]?\d+,\d{1,2}")
_QUOTES = " \t'\"[](){}"


@dataclass(frozen=True)
class Facet:
    """What a column holds.

    values and counts: of categories, tags, sites or yes and no, commonest first; empty for numbers and dates.
    low, high: of numbers in their unit, of dates in days since 1970; NaN for others.
    """

    column: str  # as the file calls it
    kind: FacetKind
    why: str  # a sentence on what was seen; of a column that is no facet, why not
    filled: int  # rows with a value
    values: tuple[str, ...] = ()
    counts: tuple[int, ...] = ()
    low: float = float("nan")
    high: float = float("nan")
    unit: str = ""


@dataclass(frozen=True)
class FacetCondition:
    """A row meets it where one of its values is among `values`, or its number or day lies within low and high, both included.

    values count for categories, tags, sites, yes and no; low and high for numbers and dates; None = no bound.
    """

    column: str
    kind: FacetKind
    values: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, eq=False)
class _Distinct:
    """A column as the numbers of its distinct values, -1 = empty."""

    codes: NDArray[np.intp]  # (n,)
    texts: list[str]
    times: NDArray[np.intp]  # how often each stands there

    @property
    def filled(self) -> int:
        return int(self.times.sum())

    def share(self, hits: NDArray[np.bool_]) -> float:
        """Of the filled rows, those whose value is a hit."""
        return float(self.times[hits].sum() / max(1, self.filled))


def facets_of(contents: pd.DataFrame) -> tuple[Facet, ...]:
    """One a column without a role, in the order of the file."""
    return tuple(_facet(name.removeprefix(PREFIX), contents[name]) for name in contents.columns if name.startswith(PREFIX))


def meets(contents: pd.DataFrame, condition: FacetCondition) -> NDArray[np.bool_]:
    """(n,) which rows meet a condition; none where there is no such column."""
    name = PREFIX + condition.column
    if name not in contents.columns:
        return np.zeros(len(contents), bool)
    distinct = _distinct(contents[name])
    if condition.kind in ("number", "date"):
        found = _numbers(distinct.texts)[0] if condition.kind == "number" else _days(distinct.texts)
        low = -np.inf if condition.low is None else condition.low
        high = np.inf if condition.high is None else condition.high
        hits = (found >= low) & (found <= high)
    else:
        wanted, parts = set(condition.values), _PARTS[condition.kind]
        separator = _separator(distinct)
        hits = np.array([not wanted.isdisjoint(parts(text, separator)) for text in distinct.texts], bool)
    return np.append(hits, False)[distinct.codes]


def numbers_of(contents: pd.DataFrame, facet: Facet) -> NDArray[np.float64]:
    """(n,) the values of a facet of numbers, or of dates in days since 1970; NaN where there is none."""
    distinct = _distinct(contents[PREFIX + facet.column])
    found = _numbers(distinct.texts)[0] if facet.kind == "number" else _days(distinct.texts)
    return np.asarray(np.append(found, np.nan)[distinct.codes], np.float64)


def groups_of(contents: pd.DataFrame, facet: Facet, names: Sequence[str]) -> NDArray[np.int32]:
    """(n,) which of the names is a row's first value of the facet; -1 = none of them."""
    distinct = _distinct(contents[PREFIX + facet.column])
    number, parts, separator = {name: at for at, name in enumerate(names)}, _PARTS[facet.kind], _separator(distinct)
    found = [next((number[part] for part in parts(text, separator) if part in number), -1) for text in distinct.texts]
    return np.asarray(np.append(np.array(found, np.int32), np.int32(-1))[distinct.codes], np.int32)


def rows_of_values(contents: pd.DataFrame, facet: Facet, names: Sequence[str]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """(p,), (p,) rows, and which of the names each has; a row with several of them stands there as often."""
    distinct = _distinct(contents[PREFIX + facet.column])
    number, parts, separator = {name: at for at, name in enumerate(names)}, _PARTS[facet.kind], _separator(distinct)
    pairs = [
        (code, number[part])
        for code, text in enumerate(distinct.texts)
        for part in dict.fromkeys(parts(text, separator))
        if part in number
    ]
    code, value = np.array(pairs, np.int32).reshape(-1, 2).T
    order = np.argsort(distinct.codes, kind="stable")
    begins = np.searchsorted(distinct.codes[order], np.arange(len(distinct.texts) + 1))
    lengths = (begins[code + 1] - begins[code]).astype(np.intp)
    places = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths) + np.repeat(begins[code], lengths)
    return order[places].astype(np.int32), np.repeat(value, lengths)


# What a column holds


def _distinct(column: "pd.Series[str]") -> _Distinct:
    codes, texts = pd.factorize(column.str.strip().replace("", None))
    return _Distinct(codes, [str(text) for text in texts], np.bincount(codes[codes >= 0], minlength=len(texts)).astype(np.intp))


def _facet(name: str, column: "pd.Series[str]") -> Facet:
    distinct = _distinct(column)
    if len(distinct.texts) < 2:
        told = f"Every row that has a value has “{distinct.texts[0][:40]}”." if distinct.texts else "No row has a value."
        return Facet(name, "none", told, distinct.filled)
    for look in (_yes_no, _link, _number, _date, _tags, _category):
        if (found := look(name, distinct)) is not None:
            return found
    told = f"{len(distinct.texts):,} of {distinct.filled:,} values are different: there is nothing to choose among."
    return Facet(name, "none", told, distinct.filled)


def _yes_no(name: str, distinct: _Distinct) -> Facet | None:
    if len(distinct.texts) != 2 or not {text.casefold() for text in distinct.texts} <= _YES_NO:
        return None
    return _counted(name, "yes-no", "Its two values are a yes and a no.", distinct)


def _link(name: str, distinct: _Distinct) -> Facet | None:
    hits = np.array([bool(site_of(text)) for text in distinct.texts], bool)
    if distinct.share(hits) < _MOST:
        return None
    return _counted(name, "link", f"{_percent(distinct, hits)} are addresses of the web; sites are counted.", distinct)


def _number(name: str, distinct: _Distinct) -> Facet | None:
    if not _mostly(distinct.texts, lambda texts: _numbers(texts)[0]):
        return None
    found, unit = _numbers(distinct.texts)
    hits = np.isfinite(found)
    if distinct.share(hits) < _MOST:
        return None
    told = f"{_percent(distinct, hits)} are numbers" + (f" with the unit “{unit}”." if unit else ".")
    return Facet(name, "number", told, distinct.filled, low=float(found[hits].min()), high=float(found[hits].max()), unit=unit)


def _date(name: str, distinct: _Distinct) -> Facet | None:
    if not _mostly(distinct.texts, _days):
        return None
    found = _days(distinct.texts)
    hits = np.isfinite(found)
    if distinct.share(hits) < _MOST:
        return None
    low, high = float(found[hits].min()), float(found[hits].max())
    return Facet(name, "date", f"{_percent(distinct, hits)} are dates.", distinct.filled, low=low, high=high)


def _tags(name: str, distinct: _Distinct) -> Facet | None:
    separator = _separator(distinct)
    if not separator:
        return None
    shown = {"\n": "line breaks"}.get(separator, f"“{separator}”")
    return _counted(name, "tags", f"Values hold several, parted by {shown}, which stand there again and again.", distinct)


def _category(name: str, distinct: _Distinct) -> Facet | None:
    if distinct.filled / len(distinct.texts) < _REPEATED:
        return None
    return _counted(name, "category", f"{len(distinct.texts):,} values stand in {distinct.filled:,} rows.", distinct)


def _counted(name: str, kind: FacetKind, why: str, distinct: _Distinct) -> Facet:
    """With the values of the kind and how many rows have each, commonest first, equal ones in the order of the file."""
    parts, separator = _PARTS[kind], _separator(distinct)
    total: Counter[str] = Counter()
    for text, times in zip(distinct.texts, distinct.times.tolist(), strict=True):
        for part in dict.fromkeys(parts(text, separator)):
            total[part] += times
    common = total.most_common()
    return Facet(name, kind, why, distinct.filled, tuple(text for text, _ in common), tuple(count for _, count in common))


def _mostly(texts: Sequence[str], read: Callable[[Sequence[str]], NDArray[np.float64]]) -> bool:
    """Whether half of some distinct values can be read, so that it is worth while to read all."""
    some = texts[:: -(-len(texts) // _LOOKED_AT)]
    return float(np.isfinite(read(some)).mean()) >= 0.5


def _percent(distinct: _Distinct, hits: NDArray[np.bool_]) -> str:
    return f"{int(distinct.times[hits].sum()):,} of {distinct.filled:,} values"


# Single values


def _numbers(texts: Sequence[str]) -> tuple[NDArray[np.float64], str]:
    """The numbers, NaN where a text is none or has another unit than most; and that unit."""
    found, units = np.full(len(texts), np.nan), [""] * len(texts)
    for at, text in enumerate(texts):
        match = None if len(text) > 40 else _NUMBER.fullmatch(text)
        if _DECIMAL_COMMA.fullmatch(text):
            found[at] = float(text.replace(",", ".").replace("−", "-"))
        elif match:
            found[at] = float(re.sub("[,'\u00a0\u202f ]", "", match["number"]).replace("−", "-"))
            units[at] = match["before"] or match["after"]
    counted = Counter(unit for unit, number in zip(units, found, strict=True) if np.isfinite(number))
    unit = counted.most_common(1)[0][0] if counted else ""
    found[[one != unit for one in units]] = np.nan
    return found, unit


def _days(texts: Sequence[str]) -> NDArray[np.float64]:
    """Days since 1970, NaN where a text is no date."""
    times = read_times(pd.Series(list(texts), dtype="str")).times
    stamps = times.dt.tz_localize(None).to_numpy("datetime64[us]")
    found = stamps.view(np.int64) / 86_400e6
    return np.where(np.isnat(stamps), np.nan, np.floor(found))


def _separator(distinct: _Distinct) -> str:
    """What parts tags; "" where the values are no lists of them."""
    best, most = "", 0.0
    for separator in _SEPARATORS:
        several = np.array([separator in text for text in distinct.texts], bool)
        share = distinct.share(several)
        if share < _SEPARATED or share <= most:
            continue
        total: Counter[str] = Counter()
        for text, times in zip(distinct.texts, distinct.times.tolist(), strict=True):
            for part in _parted(text, separator):
                total[part] += times
        length = sum(len(part) * count for part, count in total.items()) / max(1, total.total())
        if 0 < len(total) < len(distinct.texts) and total.total() / len(total) >= _REPEATED and length <= _TAG_LENGTH:
            best, most = separator, share
    return best


def _parted(text: str, separator: str) -> list[str]:
    if not separator:
        return [text]
    return [part for piece in text.split(separator) if (part := piece.strip(_QUOTES))]


def site_of(text: str) -> str:
    """The site of an address; "" where the text is none."""
    if not text.startswith(("http://", "https://")) or len(text.split()) != 1:
        return ""
    try:
        return (urlsplit(text).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _sites(text: str, separator: str) -> list[str]:
    return [site] if (site := site_of(text)) else []


def _whole(text: str, separator: str) -> list[str]:
    return [text]


_PARTS: dict[str, Callable[[str, str], list[str]]] = {
    "category": _whole,
    "yes-no": _whole,
    "tags": _parted,
    "link": _sites,
    "none": _whole,
}
