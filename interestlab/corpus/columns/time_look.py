"""What a sample of a column looks like: whether it could be times, for guessing what the column is for."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

import pandas as pd

from interestlab.corpus.columns.column_texts import column_texts
from interestlab.corpus.columns.relative_times import is_relative
from interestlab.corpus.columns.time_columns import read_times
from interestlab.corpus.columns.time_prefixes import without_prefix
from interestlab.corpus.columns.time_words import fold_text, is_placeholder, month_of
from interestlab.corpus.columns.written_times import RELATIVE, YEARLESS

Kind = Literal["", "stamp", "date", "epoch", "serial", "relative", "year", "clock"]
_FIRST, _LONGEST = 48, 100
_MOMENT = datetime(2020, 6, 15, 12, tzinfo=UTC)  # any: only whether relative times can be read is asked
_CLOCK = re.compile(r"^-?(?:\d+ days? )?\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d+)?(?: ?[ap]\.? ?m\.?)?$")
_NUMBER = re.compile(r"^(?:\d{4,19}(?:[.,]\d*)?(?:[eE]\+?\d+)?|\d[.,]\d{2,}[eE]\+?(?:0?9|1\d))$")  # 1.67E+09 is an epoch
_DATE = re.compile(
    r"(?<![\d.])(?:\d{4} ?[-/.:年년] ?\d{1,2} ?[-/.:月월] ?\d{1,2}(?!\d)|"
    r"\d{1,2} ?([-/.]) ?\d{1,2} ?\1 ?(?:\d{4}|\d{2})(?!\.?\d)|"
    r"\d{4} ?[年년] ?\d{1,2} ?[月월]|\d{1,2} ?[月월] ?\d{1,2}|\d{8}[Tt]\d{4}|[年년])"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20|25)\d\d(?!\d)")
_ID_NAME = re.compile(r"(?:^|[_\W])ids?$|(?<=[a-z])I[dD]s?$|phone|isbn|ean$|zip", re.IGNORECASE)
_KINDS: dict[str, Kind] = {
    "Excel serial numbers": "serial", "years": "year", RELATIVE: "relative", YEARLESS: "relative",
    "year, month, day without signs": "date",
}  # fmt: skip


@dataclass(frozen=True)
class TimeLook:
    """How much a sample looks like times.

    share of the filled values that can be read; like, the share that looks like times though not all can be read. kind "" = no
    times, "clock" = durations or times of day, which are never points in time, "year" = bare years. distinct, the share of
    distinct values; title of the form, for people. All shares are 0..1.
    """

    share: float = 0.0
    like: float = 0.0
    kind: Kind = ""
    distinct: float = 0.0
    title: str = ""


def look_at_times(sample: "pd.Series", *, name: str = "") -> TimeLook:
    """Looks at some hundred values; prose, ids and names are refused after a few of them."""
    if pd.api.types.is_datetime64_any_dtype(sample.dtype):
        filled = sample.dropna()
        share = 1.0 if len(filled) else 0.0
        return TimeLook(share, share, "stamp" if share else "", filled.nunique() / max(1, len(filled)), "points in time")

    texts = [text.strip() for text in column_texts(sample).to_pylist() if text is not None]
    few = texts[:: max(1, len(texts) // _FIRST)]
    if sum(map(_could_be, few)) < 0.1 * len(few) or not texts:
        return TimeLook(distinct=len(set(texts)) / max(1, len(texts)))
    return _look(texts, name)


def _could_be(text: str) -> bool:
    """Whether a text is worth a closer look: short, and with digits in the places of a date, or a word such as "gestern"."""
    if len(text) > _LONGEST:
        return False
    return bool(_NUMBER.match(text) or _CLOCK.match(text) or _looks_dated(text, loose=True) or is_relative(fold_text(text)))


def _looks_dated(text: str, *, loose: bool = False) -> bool:
    """Whether a date stands in a text of few words; a zone in brackets does not count. Loose: the name of a month will do,
    though "4 out of 5" has one, too."""
    if len(text) > _LONGEST or not any(map(str.isdigit, text)):
        return False
    text = without_prefix(fold_text(text))
    words = re.findall(r"[^\W\d_]{2,}", text.partition("(")[0])
    if len(words) > 6:
        return False
    if _DATE.search(text):
        return True
    return (loose or _YEAR.search(text) is not None) and any(map(month_of, (*words, *text.split())))


def _look(texts: list[str], name: str) -> TimeLook:
    filled = [text for text in texts if not is_placeholder(fold_text(text))]
    if not filled:
        return TimeLook()
    distinct = len(set(filled)) / len(filled)
    if sum(_CLOCK.match(text) is not None for text in filled) >= 0.8 * len(filled):
        return TimeLook(kind="clock", distinct=distinct, title="times of day or durations")

    numbers = sum(_NUMBER.match(text) is not None for text in filled)
    if numbers > 0.5 * len(filled) and _ID_NAME.search(name):
        return TimeLook(distinct=distinct)
    found = read_times(pd.Series(filled, dtype="str"), name=name, now=_MOMENT)
    read = found.times.notna().to_numpy()
    share = float(read.mean())
    like = sum(bool(here) or _looks_dated(text) for here, text in zip(read, filled, strict=True)) / len(filled)

    if found.form is None:
        return TimeLook(0.0, like, "date" if like else "", distinct)
    title = found.form.title
    kind = _KINDS.get(title) or ("epoch" if title.endswith("since 1970") else _stamp_or_date(found.times))
    return TimeLook(share, like, kind, distinct, title)


def _stamp_or_date(times: "pd.Series[pd.Timestamp]") -> Kind:
    known = times.dropna()
    return "date" if bool((known == known.dt.normalize()).mean() > 0.95) else "stamp"
