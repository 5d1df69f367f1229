"""The profile of a column of short words, of which tests change what they are about."""

from math import nan

from interestlab.corpus.columns.profiles import ColumnProfile
from interestlab.corpus.columns.times import TimeLook
from interestlab.corpus.columns.values import ValueLook

PLAIN = ColumnProfile(
    name="x", rows=40, filled=1.0, known=40, distinct=0.5, variety=20, length=8.0, words=1.0, number=0.0, whole=0.0, low=nan,
    high=nan, uri=0.0, opaque=0.0, email=0.0, structured=0.0, handle=0.0, code=0.0, image=0.0, time=TimeLook(),
    value=ValueLook(),
)  # fmt: skip
