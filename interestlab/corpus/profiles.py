"""What the values of a column look like, from a sample."""

from dataclasses import dataclass

import pandas as pd

from interestlab.corpus.times import TimeForm, find_time_form

_SAMPLE = 5_000


@dataclass(frozen=True)
class ColumnProfile:
    """Shares are of the values that are not missing, 0..1, in a sample of at most 5,000."""

    name: str
    rows: int
    filled: int  # values that are not missing, of all rows
    distinct: int  # of all rows
    length: float  # mean characters
    words: float  # mean words; a Chinese or Japanese character counts as half a word
    number: float
    decimal: float  # numbers with a fraction
    link: float
    is_image: bool
    time: TimeForm | None

    @property
    def wordy(self) -> bool:
        """Holds several words, not codes or numbers."""
        return self.has_words and self.words >= 1.2

    @property
    def has_words(self) -> bool:
        """Holds at least a word."""
        return self.number < 0.3 and self.words >= 0.8 and self.link < 0.5 and self.time is None and not self.is_image

    @property
    def is_prose(self) -> bool:
        """Holds something that somebody wrote: several words, hardly ever the same."""
        return self.wordy and self.words >= 3 and self.distinct > 0.2 * self.filled

    @property
    def sentence(self) -> str:
        """The reason's second half."""
        share = f"{self.filled:,} of {self.rows:,} rows filled"
        if self.time is not None:
            return f"{share}, all dates or times"
        return f"{share}, {self.distinct:,} different values"


def profile_columns(frame: pd.DataFrame) -> dict[str, ColumnProfile]:
    """A profile of every column of a text frame, by name."""
    return {str(name): _profile(str(name), frame[name]) for name in frame.columns}


def _profile(name: str, column: "pd.Series[str]") -> ColumnProfile:
    known = column.dropna()
    filled = len(known)
    if not filled:
        return ColumnProfile(name, len(column), 0, 0, 0, 0, 0, 0, 0, False, None)
    sample = known.sample(min(_SAMPLE, filled), random_state=0).str.slice(0, 2_000)
    numbers = pd.to_numeric(sample, errors="coerce")
    wide = sample.str.count(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
    words = sample.str.count(r"[^\W\d_]{2,}") - wide.gt(0) + wide / 2
    return ColumnProfile(
        name=name,
        rows=len(column),
        filled=filled,
        distinct=int(known.nunique()),
        length=float(known.str.len().mean()),
        words=float(words.mean()),
        number=float(numbers.notna().mean()),
        decimal=float((numbers.notna() & (numbers % 1 != 0)).mean()),
        link=float(sample.str.match(r"\s*(?:https?://|www\.)").mean()),
        is_image=bool(sample.str.contains(r"(?i)\.(?:jpe?g|png|webp|gif)(?:\?|$)").mean() > 0.8),
        time=find_time_form(column),
    )
