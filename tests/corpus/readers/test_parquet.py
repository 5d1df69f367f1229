"""A dictionary that names one long text many times is stopped before it is spread out."""

import gzip
import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from interestlab.corpus.readers import budget, parquet
from interestlab.corpus.readers.raw import ReadOptions
from interestlab.corpus.reading import read_table
from interestlab.errors import UnreadableFile


def test_a_dictionary_is_counted_by_what_it_stands_for(monkeypatch):
    monkeypatch.setattr(budget, "MAX_DECODED_BYTES", 8 << 20)
    column = pa.DictionaryArray.from_arrays(pa.array([0] * 1_000, pa.int32()), pa.array(["x" * 100_000]))
    out = io.BytesIO()
    pq.write_table(pa.table({"text": column}), out)
    assert len(out.getvalue()) < 50_000
    with pytest.raises(UnreadableFile, match="unpacks to more than 8 MB"):
        read_table(out, "bomb.parquet")


def written(table):
    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd")
    return out


def test_what_the_footer_says_is_believed_where_it_is_too_much(monkeypatch):
    monkeypatch.setattr(budget, "MOST_ROWS", 999)
    with pytest.raises(UnreadableFile, match=r"The table has 1,000 rows or more; at most 999"):
        read_table(written(pa.table({"text": ["a"] * 1_000})), "rows.parquet")
    with pytest.raises(UnreadableFile, match=r"2,001 columns; at most 2,000"):
        read_table(written(pa.table({f"c{n}": ["a"] for n in range(2_001)})), "columns.parquet")
    value = 1
    for _ in range(40):
        value = {"a": value}
    with pytest.raises(UnreadableFile, match="nested too deeply"):
        read_table(written(pa.table({"a": pa.array([value])})), "nested.parquet")


def test_a_text_that_is_named_often_is_too_dense(monkeypatch):
    monkeypatch.setattr(budget, "DENSE_FROM", 1 << 20)
    column = pa.DictionaryArray.from_arrays(pa.array([0] * 1_000, pa.int32()), pa.array(["x" * 10_000]))
    bomb = written(pa.table({"text": column}))
    with pytest.raises(UnreadableFile, match="times its size or more"):
        read_table(bomb, "bomb.parquet")
    # the first rows alone are small, and are shown
    assert len(read_table(bomb, "bomb.parquet", ReadOptions(max_rows=50))) == 50


def test_values_in_lists_count_as_what_they_become(monkeypatch):
    monkeypatch.setattr(budget, "DENSE_FROM", 1 << 20)
    table = pa.table({"text": pa.array([[1] * 100_000] * 5, pa.list_(pa.int32())), "m": pa.array([{"a": 1}] * 5)})
    with pytest.raises(UnreadableFile, match="times its size or more"):
        read_table(written(table), "lists.parquet")


def test_the_first_rows_stop_where_they_become_large(monkeypatch):
    monkeypatch.setattr(parquet, "_PREVIEW_BYTES", 1 << 20)
    read = read_table(written(pa.table({"text": ["x" * 10_000] * 5_000})), "a.parquet", ReadOptions(max_rows=3_000))
    assert len(read) == 128
    assert not read.complete


def test_a_table_that_was_packed_with_gzip_is_read():
    packed = gzip.compress(written(pa.table({"text": ["a", "b"]})).getvalue())
    assert read_table(io.BytesIO(packed), "a.parquet.gz").frame["text"].tolist() == ["a", "b"]


def test_too_little_memory_is_no_damage(monkeypatch):
    def runs_out(*given, **options):
        raise pa.ArrowMemoryError("malloc of size 17179869184 failed")

    monkeypatch.setattr(parquet, "_decoded", runs_out)
    with pytest.raises(MemoryError):
        read_table(written(pa.table({"text": ["a"]})), "a.parquet")


def test_bytes_that_are_no_utf8_are_shown_as_such():
    texts = pa.array([b"A qui\xfft morning", b"and a bright one", b""], pa.binary()).view(pa.string())
    for column in (texts, texts.dictionary_encode()):
        table = pa.table({"text": pa.chunked_array([column])})
        assert read_table(written(table), "a.parquet").frame["text"].tolist()[:2] == [
            "A qui\ufffdt morning",
            "and a bright one",
        ]
