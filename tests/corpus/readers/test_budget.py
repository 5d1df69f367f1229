"""What a file may become is told from what it declares, and counted while it grows."""

import gzip
import io
import os
import struct
import zipfile

import pytest

from interestlab.corpus.readers import budget
from interestlab.corpus.readers.raw import ReadOptions
from interestlab.corpus.reading import read_table
from interestlab.errors import UnreadableFile

ROWS = b"user,text\n" + b"mira,A quiet morning by the river\n" * 60_000  # two megabytes


@pytest.fixture(autouse=True)
def _soon(monkeypatch):
    """A ratio counts from one megabyte on."""
    monkeypatch.setattr(budget, "DENSE_FROM", 1 << 20)
    monkeypatch.setattr("interestlab.corpus.readers.source.DENSE_FROM", 1 << 20)


def read(data, name, **options):
    return read_table(io.BytesIO(data), name, ReadOptions(**options))


def zipped(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_", "."), data)
    return out.getvalue()


def test_the_sum_and_the_ratio():
    budget.check_size(200 << 20, 50 << 20)
    with pytest.raises(UnreadableFile, match=r"^“a” unpacks to more than 4,096 MB; split it"):
        budget.check_size(5 << 30, what="“a”")
    with pytest.raises(UnreadableFile, match=r"^The file unpacks to 2,097 times its size or more \(1,000 bytes become 2 MB\)"):
        budget.check_size(2 << 20, 1_000)
    budget.check_size(budget.DENSE_FROM, 1)
    budget.check_rows(budget.MOST_ROWS)
    with pytest.raises(UnreadableFile, match="at most 50,000,000 can be read"):
        budget.check_rows(budget.MOST_ROWS + 1)


@pytest.mark.parametrize("rows", [None, 10])
def test_a_dense_gzip_is_refused_even_for_its_first_rows(rows):
    with pytest.raises(UnreadableFile, match="times its size or more"):
        read(gzip.compress(ROWS), "a.csv.gz", max_rows=rows)


def test_random_bytes_behind_what_is_dense_do_not_hide_it():
    with pytest.raises(UnreadableFile, match="times its size or more"):
        read(gzip.compress(ROWS) + gzip.compress(os.urandom(1 << 20)), "a.csv.gz")


def test_the_end_of_a_cut_gzip_states_nothing():
    rows = "user,text\n" + "".join(f"u{n},{os.urandom(12).hex()} and so on\n" for n in range(2_000))
    cut = gzip.compress(rows.encode())[:-2_000] + struct.pack("<I", 0xFFFFFFF0)
    table = read(cut, "a.csv.gz")
    assert 1_000 < len(table) < 2_000


def test_a_dense_archive_is_refused_by_what_it_declares():
    with pytest.raises(UnreadableFile, match=r"“a\.zip” unpacks to .* times its size"):
        read(zipped(a_csv=ROWS), "a.zip")


def test_an_archive_that_lists_the_same_bytes_twice_is_refused():
    data = zipped(a_csv=os.urandom(3_000))
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    entry = data[start:end]
    again = entry[:46] + b"b.csv" + entry[51:]
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 2, 2, len(entry) * 2, start, 0)
    with pytest.raises(UnreadableFile, match="lists the same bytes as several files"):
        read(data[:start] + entry + again + tail, "a.zip")


def test_only_the_beginning_of_a_member_is_unpacked_for_its_first_rows(monkeypatch):
    monkeypatch.setattr("interestlab.corpus.readers.archives.PREVIEW_BYTES", 1 << 16)
    monkeypatch.setattr(budget, "DENSE_FROM", 1 << 30)
    assert len(read(zipped(a_csv=ROWS), "a.zip", max_rows=3_000)) == 3_000
    assert len(read(zipped(a_csv=ROWS), "a.zip")) == 60_000


def test_rows_are_counted_while_they_come(monkeypatch):
    monkeypatch.setattr(budget, "MOST_ROWS", 30_000)
    with pytest.raises(UnreadableFile, match=r"The table has 40,000 rows or more; at most 30,000"):
        read(ROWS, "a.csv")
