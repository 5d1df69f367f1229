"""Files that are small and would become large, or deep, or endless, where a reader took them at their word.

Each maker writes one file into a folder; `BOMBS` has them by the names of their files.
"""

import gzip
import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

ROW = b"mira,A quiet morning by the river and nobody in sight,2024-05-01\n"
HEADER = b"user,text,time\n"
Maker = Callable[[Path], None]
BOMBS: dict[str, Maker] = {}


def bomb(name: str) -> Callable[[Maker], Maker]:
    """Puts a maker under the name of its file."""

    def kept(maker: Maker) -> Maker:
        BOMBS[name] = maker
        return maker

    return kept


def make(name: str, folder: Path) -> Path:
    """The file of that name, made in the folder unless it is there."""
    path = folder / name
    if not path.exists():
        BOMBS[name](path)
    return path


def packed(path: Path, head: bytes, part: bytes, times: int, tail: bytes = b"") -> None:
    """A gzip file of the head, the part so many times, and the tail."""
    with gzip.open(path, "wb", compresslevel=6) as out:
        out.write(head)
        for _ in range(times):
            out.write(part)
        out.write(tail)


@bomb("gzip_3gb_of_rows.csv.gz")
def _gzip_rows(path: Path) -> None:
    packed(path, HEADER, ROW * 16_000, 3_000)


@bomb("gzip_3gb_of_zeros.csv.gz")
def _gzip_zeros(path: Path) -> None:
    packed(path, HEADER, bytes(1 << 20), 3_000)


@bomb("gzip_one_line_of_2gb.txt.gz")
def _gzip_line(path: Path) -> None:
    packed(path, b"text\n", b"word " * 200_000, 2_000)


@bomb("gzip_json_list_3gb.json.gz")
def _gzip_json(path: Path) -> None:
    packed(path, b"[", b'{"user":"mira","text":"A quiet morning by the river"},' * 20_000, 2_900, b"{}]")


@bomb("gzip_json_lines_3gb.jsonl.gz")
def _gzip_json_lines(path: Path) -> None:
    packed(path, b"", b'{"user":"mira","text":"A quiet morning by the river"}\n' * 20_000, 2_900)


@bomb("gzip_one_json_string_2gb.json.gz")
def _gzip_json_string(path: Path) -> None:
    packed(path, b'[{"user":"mira","text":"', b"word " * 200_000, 2_000, b'"}]')


@bomb("gzip_many_members.csv.gz")
def _gzip_members(path: Path) -> None:
    member = gzip.compress(ROW * 150_000)
    path.write_bytes(gzip.compress(HEADER) + member * 300)


@bomb("gzip_in_gzip_in_gzip.csv.gz")
def _gzip_nested(path: Path) -> None:
    data = HEADER + ROW * 100_000
    for _ in range(5):
        data = gzip.compress(data)
    path.write_bytes(data)


@bomb("gzip_xml_2gb.xml.gz")
def _gzip_xml(path: Path) -> None:
    packed(path, b"<rows>", b"<row><user>mira</user><text>A quiet morning</text></row>" * 20_000, 1_800, b"</rows>")


@bomb("gzip_html_2gb.html.gz")
def _gzip_html(path: Path) -> None:
    packed(path, b"<html><table>", b"<tr><td>mira</td><td>A quiet morning</td></tr>" * 20_000, 2_000, b"</table></html>")


@bomb("parquet_100_million_rows.parquet")
def _parquet_rows(path: Path) -> None:
    users = pa.array(["mira", "tom"] * 500_000).dictionary_encode()
    table = pa.table({"user": users, "item": users, "rating": pa.array([5] * 1_000_000, pa.int32())})
    with pq.ParquetWriter(path, table.schema, compression="zstd") as writer:
        for _ in range(100):
            writer.write_table(table)


@bomb("parquet_dictionary_6gb.parquet")
def _parquet_dictionary(path: Path) -> None:
    text = pa.array(["word " * 13_000]).cast(pa.string())
    column = pa.DictionaryArray.from_arrays(pa.array([0] * 100_000, pa.int32()), text)
    pq.write_table(pa.table({"text": column}), path, compression="zstd")


@bomb("parquet_plain_strings_6gb.parquet")
def _parquet_plain(path: Path) -> None:
    text = pa.array(["word " * 13_000] * 2_000)
    table = pa.table({"text": text})
    with pq.ParquetWriter(path, table.schema, compression="zstd", use_dictionary=False) as writer:
        for _ in range(50):
            writer.write_table(table)


@bomb("parquet_one_cell_of_1gb.parquet")
def _parquet_cell(path: Path) -> None:
    pq.write_table(pa.table({"text": pa.array(["a" * (1 << 30)])}), path, compression="zstd", use_dictionary=False)


@bomb("parquet_lists_of_100_million.parquet")
def _parquet_lists(path: Path) -> None:
    inner = pa.array([1] * 1_000_000, pa.int32())
    column = pa.ListArray.from_arrays(pa.array([0, 1_000_000], pa.int32()), inner)
    table = pa.table({"text": pa.chunked_array([column] * 100)})
    pq.write_table(table, path, compression="zstd")


@bomb("parquet_5000_columns.parquet")
def _parquet_columns(path: Path) -> None:
    pq.write_table(pa.table({f"c{n}": [n] for n in range(5_000)}), path)


@bomb("parquet_nested_types.parquet")
def _parquet_nested(path: Path) -> None:
    value: object = 1
    for _ in range(60):
        value = {"a": value}
    pq.write_table(pa.table({"text": pa.array([value])}), path)


@bomb("parquet_20000_row_groups.parquet")
def _parquet_groups(path: Path) -> None:
    table = pa.table({"user": ["mira"], "text": ["A quiet morning"]})
    with pq.ParquetWriter(path, table.schema) as writer:
        for _ in range(20_000):
            writer.write_table(table)


def entities(root: str) -> bytes:
    """An XML head whose last entity stands for 10 to the 11 words."""
    declared = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    return f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY e0 "word">{declared}]>'.encode()


def zipped(path: Path, members: dict[str, bytes], *, level: int = 6) -> None:
    """A ZIP archive of the members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as out:
        for name, data in members.items():
            out.writestr(name, data)


@bomb("zip_3gb_of_rows.zip")
def _zip_rows(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out, out.open("a.csv", "w", force_zip64=True) as part:
        part.write(HEADER)
        for _ in range(3_000):
            part.write(ROW * 16_000)


@bomb("zip_declares_10gb.zip")
def _zip_declares(path: Path) -> None:
    zipped(path, {"a.csv": HEADER + ROW * 100})
    data = path.read_bytes()
    place = data.index(b"PK\x01\x02") + 24
    path.write_bytes(data[:place] + struct.pack("<I", 0xFFFFFFF0) + data[place + 4 :])


@bomb("zip_declares_less_than_it_holds.zip")
def _zip_lies(path: Path) -> None:
    zipped(path, {"a.csv": HEADER + ROW * 10_000_000})
    data = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(mark) + place
        data[at : at + 4] = struct.pack("<I", 1_000)
    path.write_bytes(bytes(data))


@bomb("zip_nested_six_deep.zip")
def _zip_nested(path: Path) -> None:
    data = HEADER + ROW * 100_000
    for depth in range(6):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
            for number in range(16):
                out.writestr(f"{number}.{'csv' if depth == 0 else 'zip'}", data)
        data = made.getvalue()
    path.write_bytes(data)


@bomb("zip_of_100000_files.zip")
def _zip_many(path: Path) -> None:
    zipped(path, {f"{number}.csv": b"" for number in range(100_000)})


@bomb("zip_of_19000_tables.zip")
def _zip_tables(path: Path) -> None:
    zipped(path, {f"{number}.csv": HEADER + ROW for number in range(19_000)})


@bomb("zip_of_200_tables_of_100mb.zip")
def _zip_large(path: Path) -> None:
    zipped(path, {"0.csv": HEADER + ROW * 1_600_000})
    _overlapping(path, 200)


@bomb("zip_overlapping.zip")
def _zip_overlapping(path: Path) -> None:
    zipped(path, {"0.csv": HEADER + ROW * 10_000_000})
    _overlapping(path, 150)


def _overlapping(path: Path, count: int) -> None:
    """Has the archive's one member stand in its list so often, each time under another name."""
    data = path.read_bytes()
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entry = data[start:end]
    name = len("0.csv")
    entries = b""
    for number in range(count):
        new = f"{number}.csv".encode()
        entries += entry[:28] + struct.pack("<H", len(new)) + entry[30:46] + new + entry[46 + name :]
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(entries), start, 0)
    path.write_bytes(data[:start] + entries + tail)


@bomb("zip_in_its_own_list.zip")
def _zip_quine(path: Path) -> None:
    zipped(path, {"a.zip": b"PK\x03\x04" + bytes(1000), "b.csv.gz": gzip.compress(gzip.compress(ROW))})


@bomb("zip_of_a_gzip_of_3gb.zip")
def _zip_of_gzip(path: Path) -> None:
    inner = path.with_suffix(".gz")
    packed(inner, HEADER, ROW * 16_000, 3_000)
    zipped(path, {"a.csv.gz": inner.read_bytes()}, level=0)
    inner.unlink()


@bomb("gzip_of_a_zip.zip.gz")
def _gzip_of_zip(path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out, out.open("a.csv", "w") as part:
        for _ in range(600):
            part.write(ROW * 16_000)
    path.write_bytes(gzip.compress(made.getvalue()))


@bomb("bzip2.csv.bz2")
def _bzip2(path: Path) -> None:
    import bz2

    path.write_bytes(bz2.compress(bytes(1 << 28)))


@bomb("xz.csv.xz")
def _xz(path: Path) -> None:
    import lzma

    path.write_bytes(lzma.compress(bytes(1 << 28), preset=0))


@bomb("zip_bzip2_3gb.zip")
def _zip_bzip2(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as out, out.open("a.csv", "w", force_zip64=True) as part:
        for _ in range(300):
            part.write(bytes(10 << 20))


@bomb("zip_lzma_3gb.zip")
def _zip_lzma(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as out, out.open("a.csv", "w", force_zip64=True) as part:
        for _ in range(300):
            part.write(bytes(10 << 20))
