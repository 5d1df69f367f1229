"""Parquet, read in small batches against a budget of decoded bytes: a footer's sizes do not warn of a bomb."""

import math

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from interestlab.corpus.readers.json_files import column_texts
from interestlab.corpus.readers.raw import MAX_DECODED_BYTES, RawTable, text_array, text_column, unique_names
from interestlab.corpus.readers.source import Source
from interestlab.errors import UnreadableFile

_BATCH_ROWS = 64  # a 286-byte file cost 9.7 GB at 8192 rows a batch


def read_parquet(given: Source) -> RawTable:
    """The table of a Parquet file, every column as text; integers keep every digit."""
    options = given.options
    given.file.seek(0)
    try:
        source = pq.ParquetFile(given.file)
        batches, decoded = [], 0
        for batch in source.iter_batches(batch_size=_BATCH_ROWS):
            decoded += sum(map(_decoded_bytes, batch.columns))
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
    rows = source.metadata.num_rows
    if options.max_rows is not None:
        table = table.slice(0, options.max_rows)
    names = unique_names(table.column_names)
    frame = pd.DataFrame({name: _text(column) for name, column in zip(names, table.columns, strict=True)})
    return RawTable(frame, np.arange(1, len(frame) + 1, dtype=np.int64), "Parquet", complete=len(frame) >= rows)


def _decoded_bytes(column: pa.Array) -> int:
    """Bytes of the column once each of its values stands for itself: a dictionary of one long text may name it many times."""
    if not pa.types.is_dictionary(column.type):
        return int(column.nbytes)
    values = column.dictionary
    if not (pa.types.is_string(values.type) or pa.types.is_large_string(values.type) or pa.types.is_binary(values.type)):
        return int(column.nbytes)
    return pc.sum(pc.take(pc.binary_length(values), column.indices)).as_py() or 0


def _text(column: pa.ChunkedArray) -> "pd.Series[str]":
    kind = column.type
    if pa.types.is_floating(kind):
        values = [None if v is None or math.isnan(v) else repr(v) for v in column.to_pylist()]
        return pd.Series(values, dtype="str")
    if pa.types.is_dictionary(kind):
        column, kind = column.cast(kind.value_type), kind.value_type
    if (
        pa.types.is_nested(kind)
        or pa.types.is_binary(kind)
        or pa.types.is_fixed_size_binary(kind)
        or pa.types.is_large_binary(kind)
    ):
        cells = {row: _plain(value) for row, value in enumerate(column.to_pylist())}
        return text_column([text_array(column_texts(cells, len(column)))])
    text = column.cast(pa.large_string())
    text = pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.large_string()), text)
    return pd.Series(text.to_pandas(types_mapper=pd.ArrowDtype), dtype="str")


def _plain(value: object) -> object:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value
