"""What a sample of a column looks like: whether it could be ratings or counts, for guessing what the column is for."""

import re
from dataclasses import dataclass

import pandas as pd

from interestlab.corpus.columns.column_texts import column_texts
from interestlab.corpus.columns.rating_texts import LONGEST, read_rating
from interestlab.corpus.columns.time_words import fold_text
from interestlab.corpus.columns.told_values import told_share
from interestlab.corpus.columns.value_columns import read_values

_FIRST = 32
_ID_NAME = re.compile(r"(?:^|[_\W])(?:id|ID|Id)s?$|(?<=[a-z])I[dD]s?$")
_LIKE = re.compile(
    r"[★☆⭐🌟👍👎%]|(?<![\d/.])\d+(?:[.,]\d+)?\s?(?:/|of|out of|von|sur|из)\s?\d+(?![\d/])|"
    r"\d\s?(?:stars?|sterne|分|점|星)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class ValueLook:
    """How much a sample looks like values.

    share of the filled values that can be read; like, the share that looks like ratings though not all can be read; scale,
    whether they are on a scale (not a count); form_title for people. told, the share that is ratings by itself, whatever the
    column is called; checks, whether these are no more than ✅ and ❌. Shares are 0..1.
    """

    share: float = 0.0
    like: float = 0.0
    scale: bool = False
    form_title: str = ""
    told: float = 0.0
    checks: bool = False


def look_at_values(sample: "pd.Series", *, name: str = "") -> ValueLook:
    """Looks at some hundred values; prose, ids and names are refused after a few of them."""
    if _ID_NAME.search(name):
        return ValueLook()
    if not pd.api.types.is_numeric_dtype(sample.dtype):
        texts = [text for text in column_texts(sample).to_pylist() if text is not None]
        few = texts[:: max(1, len(texts) // _FIRST)]
        hopeful = sum(map(_is_hopeful, few))
        padded = any(len(text) > 1 and text[0] == "0" and text.isdecimal() for text in few)  # ids such as 0042
        if hopeful < 0.1 * len(few) or not few or padded:
            return ValueLook()

        told, checks = told_share(texts)
    else:
        told, checks = 0.0, False
    found = read_values(sample, name=name)
    filled = sample[sample.notna()]
    missing = filled[~found.unread[sample.notna()] & found.values[sample.notna()].isna()]
    none = 0 if found.form is None or found.form.not_rated is None else int(_equals(missing, found.form.not_rated))
    count = len(filled) - len(missing) + none
    if not count:
        return ValueLook()

    share = (int(found.values.notna().sum()) + none) / count
    odd = sample[found.unread]
    like = share + sum(len(str(value)) <= LONGEST and _LIKE.search(str(value)) is not None for value in odd) / count
    form = found.form
    return ValueLook(share, min(1.0, like), form is not None and form.kind == "scale", form.title if form else "", told, checks)


def _is_hopeful(text: str) -> bool:
    """Whether a text is a rating, or looks like one."""
    if len(text) > LONGEST:
        return False
    return bool(read_rating(fold_text(text.replace("\ufe0f", ""))) or _LIKE.search(text))


def _equals(values: "pd.Series", number: float) -> int:
    return int((pd.to_numeric(values, errors="coerce") == number).sum())
