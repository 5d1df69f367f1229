"""A column of any dtype as text."""

import math

import pandas as pd
import pyarrow as pa


def column_texts(column: "pd.Series") -> pa.Array:
    """pyarrow string array (n,) of a column of any dtype, null where missing; what UTF-8 cannot hold becomes "?"."""
    values = column.array
    if isinstance(column.dtype, pd.CategoricalDtype):
        column = column.astype(object)
    try:
        found = pa.array(column.astype("str"), pa.string(), from_pandas=True)
    except (UnicodeError, pa.ArrowException, TypeError, ValueError):
        found = pa.array([_text(value) for value in values], pa.string())
    return found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found


def _text(value: object) -> str | None:
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return None
    return str(value).encode("utf-8", "replace").decode("utf-8")
