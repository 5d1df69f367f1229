"""Parquet, read in small batches against a budget of decoded bytes: a footer's sizes do not warn of a bomb."""

import math
from typing import IO

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from interestlab.corpus.readers.json_files import as_text
from interestlab.corpus.readers.raw import MAX_DECODED_BYTES, RawTable, ReadOptions, unique_names
from interestlab.errors import UnreadableFile

_BATCH_ROWS = 64  # a 286-byte file cost 9.7 GB at 8192 rows a batch


def read_parquet(file: IO[bytes], options: ReadOptions) -> RawTable:
    """The table of a Parquet file, every column as text; integers keep every digit."""
    try:
        source = pq.ParquetFile(file)
        batches, decoded = [], 0
        for batch in source.iter_batches(batch_size=_BATCH_ROWS):
            decoded += batch.nbytes
            if decoded > MAX_DECODED_BYTES:
                raise UnreadableFile(
                    f"The file unpacks to more than {MAX_DECODED_BYTES >> 20:,} MB; split it into smaller files."
                )
            batches.append(batch)
            if options.max_rows is not None and len(batches) * _BATCH_ROWS >= options.max_rows:
                break
        table = pa.Table.from_batches(batches, source.schema_arrow).flatten()
    except (pa.ArrowException, OSError, MemoryError) as error:
        raise UnreadableFile(f"The Parquet file is damaged or not Parquet: {str(error).splitlines()[0]}") from error
    if options.max_rows is not None:
        table = table.slice(0, options.max_rows)
    names = unique_names(table.column_names)
    frame = pd.DataFrame({name: _text(column) for name, column in zip(names, table.columns, strict=True)})
    return RawTable(frame, list(range(1, len(frame) + 1)), "Parquet")


def _text(column: pa.ChunkedArray) -> "pd.Series[str]":
    kind = column.type
    if pa.types.is_floating(kind):
        values = [None if v is None or math.isnan(v) else repr(v) for v in column.to_pylist()]
        return pd.Series(values, dtype="str")
    if pa.types.is_nested(kind) or pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return pd.Series([None if v is None else _plain(v) for v in column.to_pylist()], dtype="str")
    if pa.types.is_dictionary(kind):
        column = column.cast(kind.value_type)
    text = column.cast(pa.large_string())
    text = pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.large_string()), text)
    return pd.Series(text.to_pandas(types_mapper=pd.ArrowDtype), dtype="str")


def _plain(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else as_text(value)
