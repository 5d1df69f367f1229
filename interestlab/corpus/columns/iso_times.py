"""ISO 8601, which most files hold: read by pandas, a whole column at once."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from interestlab.corpus.columns.time_parts import FIRST_YEAR, LAST_YEAR, Moments

FIRST, LAST = np.datetime64(f"{FIRST_YEAR}-01-01", "us"), np.datetime64(f"{LAST_YEAR + 1}-01-01", "us")
_ISO = r"^\s*\d{4}-\d{1,2}-\d{1,2}|^\s*\d{8}T\d{4}"
_ZONE = r"\d(?:Z|z)\s*$|:\d\d(?:\.\d+)? ?[+-]\d\d(?::?\d\d)?\s*$|T\d{4,6}[+-]\d\d(?::?\d\d)?$"
_SHORTEST = 8  # pandas takes "2023", "2023-01" and "now" for times, too


def are_iso(texts: pa.Array) -> pa.Array:
    """bool (n,): begins like a date of ISO 8601, null = missing."""
    return pc.match_substring_regex(texts, _ISO)


def read_iso(texts: pa.Array) -> Moments:
    """The moments of all texts (n,); not valid where they are no ISO 8601 or not of the years 1900 to 2100."""
    if pc.any(pc.or_(pc.ends_with(texts, "UTC"), pc.ends_with(texts, "GMT"))).as_py():
        texts = pc.replace_substring_regex(texts, r"(:\d\d(?:\.\d+)?) ?(?:UTC|GMT)$", r"\1Z")  # as databases write it
    read = pd.to_datetime(pd.Series(texts, dtype="str"), format="ISO8601", errors="coerce", utc=True)
    times = read.dt.tz_localize(None).to_numpy().astype("datetime64[us]")

    long = pc.fill_null(pc.greater_equal(pc.utf8_length(texts), _SHORTEST), False).to_numpy(zero_copy_only=False)
    valid = (times >= FIRST) & (times < LAST) & long
    zoned = pc.fill_null(pc.match_substring_regex(texts, _ZONE), False).to_numpy(zero_copy_only=False)
    clocked = pc.fill_null(pc.greater(pc.utf8_length(texts), 10), False).to_numpy(zero_copy_only=False)
    return Moments(np.arange(len(texts)), times, valid, zoned, clocked)
