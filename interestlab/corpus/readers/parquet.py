"""Parquet, read in small batches against a budget of decoded bytes: a footer's sizes do not warn of a bomb."""

import io
import math
from typing import IO

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from interestlab.corpus.readers.budget import check_rows, check_size
from interestlab.corpus.readers.json_files import column_texts
from interestlab.corpus.readers.raw import MAX_COLUMNS, RawTable, text_array, text_column, unique_names
from interestlab.corpus.readers.source import Source, Unpacking
from interestlab.errors import UnreadableFile

_BATCH_ROWS = 64  # a 286-byte file cost 9.7 GB at 8192 rows a batch
_PREVIEW_BYTES = 64 << 20  # decoded, that are enough for the first rows
_MOST_VALUES = 400_000_000  # of one column, where its cells are lists
_VALUE_BYTES = 40  # that a value inside a list takes until it is text
_MOST_NESTED = 30  # types inside types


def read_parquet(given: Source) -> RawTable:
    """The table of a Parquet file, every column as text; integers keep every digit. Raises UnreadableFile, MemoryError."""
    options = given.options
    file = _whole(given)
    packed = file.seek(0, io.SEEK_END)
    file.seek(0)
    try:
        source = pq.ParquetFile(file)
        _check_footer(source, packed, whole=options.max_rows is None)
        table = _decoded(source, packed, options.max_rows).flatten()
        if options.max_rows is not None:
            table = table.slice(0, options.max_rows)
        names = unique_names(table.column_names)
        frame = pd.DataFrame({name: _text(column) for name, column in zip(names, table.columns, strict=True)})
    except MemoryError:  # of Arrow, too, where it is an ArrowException as well
        raise
    except (pa.ArrowException, OSError, UnicodeDecodeError, OverflowError) as error:
        why = (str(error).splitlines() or ["it breaks off"])[0][:200]
        raise UnreadableFile(f"The Parquet file is damaged or not Parquet: {why}") from error
    rows = source.metadata.num_rows
    return RawTable(frame, np.arange(1, len(frame) + 1, dtype=np.int64), "Parquet", complete=len(frame) >= rows)


def _whole(given: Source) -> IO[bytes]:
    """The file, or what was packed with gzip, which cannot be read from its end."""
    return io.BytesIO(given.data()) if isinstance(given.file, Unpacking) else given.file


def _check_footer(source: pq.ParquetFile, packed: int, *, whole: bool) -> None:
    """Raises UnreadableFile for what the footer says already; it says little of texts that stand once and are named often."""
    known = source.metadata
    if known.num_columns > MAX_COLUMNS:
        raise UnreadableFile(f"The table has {known.num_columns:,} columns; at most {MAX_COLUMNS:,} can be read.")
    if max((_depth(field.type) for field in source.schema_arrow), default=0) > _MOST_NESTED:
        raise UnreadableFile("The columns of the Parquet file are nested too deeply; save them as plain columns.")
    check_rows(known.num_rows)
    unpacked, values = 0, [0] * known.num_columns
    for group in map(known.row_group, range(known.num_row_groups)):
        for place in range(group.num_columns):
            chunk = group.column(place)
            unpacked += chunk.total_uncompressed_size
            values[place] += chunk.num_values
        if not whole:
            break
    check_size(unpacked, packed)
    if max(values, default=0) > _MOST_VALUES:
        raise UnreadableFile(f"A column holds {max(values):,} values in lists; at most {_MOST_VALUES:,} can be read.")


def _depth(kind: pa.DataType) -> int:
    return 1 + max((_depth(kind.field(place).type) for place in range(kind.num_fields)), default=0)


def _decoded(source: pq.ParquetFile, packed: int, max_rows: int | None) -> pa.Table:
    """All rows, or the first ones; raises UnreadableFile where they become too much."""
    batches, decoded = [], 0
    for batch in source.iter_batches(batch_size=_BATCH_ROWS):
        decoded += sum(map(_decoded_bytes, batch.columns))
        check_size(decoded, packed)
        batches.append(batch)
        if max_rows is not None and (len(batches) * _BATCH_ROWS >= max_rows or decoded > _PREVIEW_BYTES):
            break
    return pa.Table.from_batches(batches, source.schema_arrow)


def _decoded_bytes(column: pa.Array) -> int:
    """Bytes of the column once each of its values stands for itself: a dictionary of one long text may name it many times."""
    kind = column.type
    if pa.types.is_nested(kind):
        return int(column.nbytes) + _VALUE_BYTES * _inner_values(column)
    if not pa.types.is_dictionary(kind):
        return int(column.nbytes)
    values = column.dictionary
    if not (pa.types.is_string(values.type) or pa.types.is_large_string(values.type) or pa.types.is_binary(values.type)):
        return int(column.nbytes)
    return pc.sum(pc.take(pc.binary_length(values), column.indices)).as_py() or 0


def _inner_values(column: pa.Array) -> int:
    """How many values stand inside the cells of the column."""
    kind = column.type
    if pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_map(kind):
        inner = pc.list_flatten(column) if not pa.types.is_map(kind) else column.items
        return _inner_values(inner)
    if pa.types.is_struct(kind):
        return sum(_inner_values(column.field(place)) for place in range(kind.num_fields))
    return len(column)


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
    if not _is_utf8(text):
        return pd.Series([_plain(value) or None for value in text.cast(pa.large_binary()).to_pylist()], dtype="str")
    text = pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.large_string()), text)
    return pd.Series(text.to_pandas(types_mapper=pd.ArrowDtype), dtype="str")


def _is_utf8(text: pa.ChunkedArray) -> bool:
    """Whether the texts are what the file says that they are; a bit that has tipped over is met only where they are used."""
    try:
        text.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _plain(value: object) -> object:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value
