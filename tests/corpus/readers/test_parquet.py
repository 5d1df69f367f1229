"""A dictionary that names one long text many times is stopped before it is spread out."""

import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from interestlab.corpus.readers import parquet
from interestlab.corpus.reading import read_table
from interestlab.errors import UnreadableFile


def test_a_dictionary_is_counted_by_what_it_stands_for(monkeypatch):
    monkeypatch.setattr(parquet, "MAX_DECODED_BYTES", 8 << 20)
    column = pa.DictionaryArray.from_arrays(pa.array([0] * 1_000, pa.int32()), pa.array(["x" * 100_000]))
    out = io.BytesIO()
    pq.write_table(pa.table({"text": column}), out)
    assert len(out.getvalue()) < 50_000
    with pytest.raises(UnreadableFile, match="unpacks to more than 8 MB"):
        read_table(out, "bomb.parquet")
