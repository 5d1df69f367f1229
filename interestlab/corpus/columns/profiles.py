"""What the values of a column look like, from a sample of the rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from interestlab.corpus.columns.people_values import people_share
from interestlab.corpus.columns.times import TimeLook, look_at_times
from interestlab.corpus.columns.values import ValueLook, look_at_values
from interestlab.corpus.placeholders import find_placeholders

SAMPLE = 3_000  # rows: half from the beginning, half from all over
_PEOPLE, _FIRST = 300, 12  # distinct values that are compared with names
_LONGEST = 2_000  # characters of a value that are looked at
_UUID = r"\s*\{?[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}\}?\s*"
_HASH = r"\s*(?:0x)?[0-9a-f]{16,}\s*|\s*[0-9A-F]{16,}\s*|\s*(?=\S*\d)(?=\S*[A-Z])(?=\S*[a-z])[\w-]{16,}={0,2}\s*"
_URI = r"\s*(?:[a-zA-Z][a-zA-Z0-9+.-]{1,20}:(?://)?[^\s,;]+|www\.\S+)\s*"
_EMAIL = r"\s*[^\s@]+@[^\s@]+\.[^\s@]+\s*"
_JSON = r"(?s)\s*(?:\{.*\}|\[[\[{].*\]|\[\])\s*"
_HANDLE = r"\s*@\w{2,30}\s*"
_CODE = r"\s*(?=\S*[\d_-])[\w.:-]{2,40}\s*"  # letters and digits without blanks: an id, a key, a number of an article
_DIGITS = r"\d+(?:[.,:]\d+)*"
_IMAGE = r"(?i).*\.(?:jpe?g|png|webp|gif)(?:\?.*|$)"
_WIDE = r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]"


@dataclass(frozen=True)
class ColumnProfile:
    """Shares, 0..1, are of the sample's values that are neither missing nor placeholders; `filled` is of its rows."""

    name: str
    rows: int  # of the sample
    filled: float
    known: int  # values that the shares are of
    distinct: float
    variety: int  # distinct values
    length: float  # mean characters
    words: float  # mean words; a Chinese, Japanese, Korean or Thai character counts as half a word
    number: float
    whole: float  # numbers without a fraction
    low: float  # least and greatest number, NaN where there is none
    high: float
    uri: float
    opaque: float  # ids that say nothing: UUIDs and hashes
    email: float
    structured: float  # JSON
    handle: float
    code: float
    image: float
    time: TimeLook
    value: ValueLook
    alike: float = 0.0  # the same words in most values, as in “3.1 hrs on record”: the share of the commonest, without digits
    people: float = 0.0  # distinct values that read as names of people
    title: str = ""  # what the column is called at length, such as the question of a survey

    @property
    def constant(self) -> bool:
        """The same value in every row of several."""
        return self.variety <= 1 and self.rows >= 3

    @property
    def is_time(self) -> bool:
        """Most values are dates or times."""
        return self.time.share >= 0.5 and self.time.kind not in ("clock", "year")

    @property
    def is_coded(self) -> bool:
        """Values for machines: addresses, hashes, JSON, mail addresses, pictures."""
        return max(self.uri, self.opaque, self.structured, self.email, self.image, self.handle) >= 0.5

    @property
    def has_words(self) -> bool:
        """Holds at least a word."""
        return self.number < 0.3 and self.words >= 0.8 and not self.is_coded and self.time.share < 0.5

    @property
    def wordy(self) -> bool:
        """Holds several words, not codes or numbers."""
        return self.has_words and self.words >= 1.2

    @property
    def is_prose(self) -> bool:
        """Holds something that somebody wrote: several words, hardly ever the same."""
        return self.wordy and self.words >= 3 and self.distinct > 0.2 and self.variety > 1

    @property
    def is_identifier(self) -> bool:
        """May be the name of a person or a thing: short, no prose, no time, no decimal numbers."""
        decimals = self.number > 0.5 and self.whole < 0.5 * self.number
        return self.words <= 6 and self.length <= 120 and not self.is_time and not decimals and self.structured < 0.5

    @property
    def sentence(self) -> str:
        """How filled and how varied the column is."""
        share = f"{self.filled:.0%} of the rows filled"
        if self.is_time:
            return f"{share}, {self.time.title}"
        if self.variety <= 1:
            return f"{share}, always the same"
        return f"{share}, {self.variety:,} different values among {self.known:,}"


def sample_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """At most 3,000 rows: the first ones, and others evenly from all over."""
    if len(frame) <= SAMPLE:
        return frame
    half = SAMPLE // 2
    later = np.linspace(half, len(frame) - 1, half).astype(int)
    return frame.iloc[np.concatenate([np.arange(half), later])]


def profile_columns(frame: pd.DataFrame, titles: Mapping[str, str] | None = None) -> dict[str, ColumnProfile]:
    """A profile of every column of a text frame, by name, from a sample of its rows. titles: longer names, where there are."""
    sample = sample_rows(frame)
    return {str(name): _profile(str(name), sample[name], (titles or {}).get(str(name), "")) for name in sample.columns}


def _profile(name: str, column: "pd.Series[str]", title: str) -> ColumnProfile:
    known = column.dropna()
    known = known[~find_placeholders(known)]
    if not len(known):
        nothing = (0.0,) * 2
        return ColumnProfile(
            name, len(column), 0.0, 0, 0.0, 0, 0.0, 0.0, *nothing, np.nan, np.nan, *(0.0,) * 7,
            look_at_times(known, name=name), look_at_values(known, name=name), 0.0, 0.0, title,
        )  # fmt: skip
    values = known.str.slice(0, _LONGEST)
    distinct = values.drop_duplicates()
    counts = values.value_counts()
    weight = distinct.map(counts).to_numpy(np.float64)
    share = _Shares(distinct, weight / weight.sum())

    numbers = pd.to_numeric(distinct.str.strip(), errors="coerce").to_numpy(np.float64)
    finite = numbers[np.isfinite(numbers)]
    lengths = distinct.str.len().to_numpy(np.float64)
    return ColumnProfile(
        name=name,
        rows=len(column),
        filled=len(known) / max(1, len(column)),
        known=len(known),
        distinct=len(distinct) / len(known),
        variety=len(distinct),
        length=float(share.mean(lengths)),
        words=float(share.mean(_words(distinct))),
        number=float(share.mean(np.isfinite(numbers))),
        whole=float(share.mean(np.isfinite(numbers) & (np.nan_to_num(numbers) % 1 == 0))),
        low=float(finite.min()) if len(finite) else np.nan,
        high=float(finite.max()) if len(finite) else np.nan,
        uri=share.of(_URI),
        opaque=max(share.of(_UUID), share.of(_HASH)),
        email=share.of(_EMAIL),
        structured=share.of(_JSON),
        handle=share.of(_HANDLE),
        code=share.of(_CODE),
        image=share.of(_IMAGE),
        time=look_at_times(values, name=name),
        value=look_at_values(values, name=f"{name} {title}".strip()),
        alike=_alike(distinct, share.weight),
        people=_people(distinct),
        title=title,
    )


def _alike(distinct: "pd.Series[str]", weight: NDArray[np.float64]) -> float:
    """The share of the commonest text when numbers are left out; 0 where none holds a digit."""
    if not distinct.str.contains(r"\d", na=False).any():
        return 0.0
    bare = distinct.str.replace(_DIGITS, "0", regex=True).fillna("").to_numpy(object)
    return float(pd.Series(weight).groupby(bare).sum().max())


def _people(distinct: "pd.Series[str]") -> float:
    """The share of names of people, from some hundred of the distinct values."""
    few = distinct.iloc[:: max(1, len(distinct) // _PEOPLE)]
    first = few.head(_FIRST)
    return people_share(few) if people_share(first) > 0 and len(distinct) > 2 else 0.0


@dataclass(frozen=True, eq=False)
class _Shares:
    """Shares of a column's values from its distinct ones."""

    distinct: "pd.Series[str]"
    weight: NDArray[np.float64]

    def of(self, pattern: str) -> float:
        return float(self.mean(self.distinct.str.fullmatch(pattern).fillna(False).to_numpy(bool)))

    def mean(self, values: NDArray[Any]) -> float:
        return float((self.weight * values).sum())


def _words(values: "pd.Series[str]") -> NDArray[np.float64]:
    """Words of each value, two letters or more; signs of a script without blanks count as half a word each."""
    wide = values.str.count(_WIDE).to_numpy(np.float64)
    spaced = values.str.count(r"[^\W\d_]{2,}").to_numpy(np.float64)
    marked = values.str.count(r"[\u0900-\u0dff\u0e80-\u109f\u1780-\u17ff]{2,}").to_numpy(np.float64)
    found: NDArray[np.float64] = np.maximum(spaced - (wide > 0), marked) + wide / 2
    return found
