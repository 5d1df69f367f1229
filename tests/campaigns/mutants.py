"""Files that were damaged at random, read by the functions of the reading process, and beside them by other libraries.

A mutant may be read, or refused with a sentence. What another library reads of it without doubt must be what was read, cell by
cell, unless something was said: a note, a refused row, a guessed encoding.
"""

import csv
import gzip
import io
import json
import random
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from interestlab.corpus.build import check_file
from interestlab.corpus.prepared import Choices
from interestlab.corpus.readers.raw import RawTable, ReadOptions
from interestlab.corpus.reading import TABLE, read_file
from interestlab.errors import InterestLabError

COLUMNS = ("user", "text", "rating", "time")
_CHECKED = 5  # every so many a mutant goes on to the check, which takes ten times as long as reading it
_WORDS = ("quiet", "morning", "river", "bread", "garden", "Größe", "兴趣", "мир", "trail", "lamp", "winter", "café")
_TOKENS = (
    b'"', b"'", b",", b";", b"\t", b"\n", b"\r", b"\r\n", b"\0", b"\xff", b"\xef\xbb\xbf", b"\\", b"\\u0000", b"\xed\xa0\x80",
    b"[", b"]", b"{", b"}", b"[" * 2_000, b"9" * 5_000, b"NaN", b"null", b"-", b"<", b">", b"&amp;", b"&#55357;", b"]]>",
    b"1e999", b"=1+1", b"@x", b"\xc3", b"\xe2\x80\xa8",
)  # fmt: skip


def rows(seed: int, count: int = 24) -> list[dict[str, str]]:
    """Rows of a small table."""
    dice = random.Random(seed)
    return [
        {
            "user": f"u{dice.randrange(6)}",
            "text": " ".join(dice.choices(_WORDS, k=dice.randint(3, 12))),
            "rating": str(dice.randint(1, 5)),
            "time": f"2024-0{dice.randint(1, 9)}-1{dice.randint(0, 9)}",
        }
        for _ in range(count)
    ]


def as_csv(table: Sequence[Mapping[str, str]], delimiter: str = ",") -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_MINIMAL)
    writer.writerow(COLUMNS)
    writer.writerows(list(row.values()) for row in table)
    return out.getvalue().encode()


def as_workbook(table: Sequence[Mapping[str, str]]) -> bytes:
    book = openpyxl.Workbook()
    for row in [dict(zip(COLUMNS, COLUMNS, strict=True)), *table]:
        book.active.append(list(row.values()))  # type: ignore[union-attr]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_parquet(table: Sequence[Mapping[str, str]]) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([dict(row) for row in table]), out)
    return out.getvalue()


def as_zip(table: Sequence[Mapping[str, str]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("posts.csv", as_csv(table))
    return out.getvalue()


def as_xml(table: Sequence[Mapping[str, str]]) -> bytes:
    body = "".join("<row>" + "".join(f"<{k}>{v}</{k}>" for k, v in row.items()) + "</row>" for row in table)
    return f"<rows>{body}</rows>".encode()


def as_page(table: Sequence[Mapping[str, str]]) -> bytes:
    head = "".join(f"<th>{name}</th>" for name in COLUMNS)
    body = "".join("<tr>" + "".join(f"<td>{v}</td>" for v in row.values()) + "</tr>" for row in table)
    return f"<html><table><tr>{head}</tr>{body}</table></html>".encode()


FORMATS: dict[str, Callable[[Sequence[Mapping[str, str]]], bytes]] = {
    "csv": as_csv,
    "tsv": lambda table: as_csv(table, "\t"),
    "json": lambda table: json.dumps(list(table), ensure_ascii=False).encode(),
    "jsonl": lambda table: "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in table).encode(),
    "xlsx": as_workbook,
    "parquet": as_parquet,
    "zip": as_zip,
    "xml": as_xml,
    "html": as_page,
    "csv.gz": lambda table: gzip.compress(as_csv(table)),
}


def mutant(form: str, seed: int) -> bytes:
    """A file of the form with one to four faults; members of a workbook are damaged inside as often as the archive itself."""
    dice = random.Random(f"{form} {seed}")
    data = FORMATS[form](rows(seed % 7))
    if form in ("xlsx", "zip") and dice.random() < 0.6:
        return _inside(data, dice)
    if form == "csv.gz" and dice.random() < 0.5:
        return gzip.compress(_damaged(gzip.decompress(data), dice))
    return _damaged(data, dice)


def _inside(data: bytes, dice: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = dice.choice(old.namelist())
        for name in old.namelist():
            new.writestr(name, _damaged(old.read(name), dice) if name == chosen else old.read(name))
    return out.getvalue()


def _damaged(data: bytes, dice: random.Random) -> bytes:
    for _ in range(dice.randint(1, 4)):
        at, size = dice.randrange(len(data) + 1), dice.choice((1, 1, 2, 8, 60))
        kind = dice.randrange(7)
        if kind == 0:  # a bit
            data = data[:at] + bytes([byte ^ (1 << dice.randrange(8)) for byte in data[at : at + 1]]) + data[at + 1 :]
        elif kind == 1:  # left out
            data = data[:at] + data[at + size :]
        elif kind == 2:  # twice
            data = data[: at + size] + data[at:]
        elif kind == 3:  # cut
            data = data[: max(1, at)] if dice.random() < 0.3 else data
        elif kind == 4:  # other bytes
            data = data[:at] + dice.randbytes(size) + data[at + size :]
        else:
            token = dice.choice(_TOKENS)
            data = data[:at] + token + data[at + (size if kind == 6 else 0) :]
    return data or b"\n"


def trouble(form: str, seed: int) -> str:
    """What is wrong with how a mutant is read; "" where nothing is."""
    data = mutant(form, seed)
    try:
        found = read_file(io.BytesIO(data), f"posts.{form}", ReadOptions(importer=TABLE))
        read_file(io.BytesIO(data), f"posts.{form}", ReadOptions(max_rows=10))
    except InterestLabError as error:
        return "" if _is_sentence(str(error)) else f"no sentence: {error}"
    except Exception as error:  # what this is about
        return f"unexpected: {type(error).__name__}: {error}"
    try:
        if seed % _CHECKED == 0:
            check_file(found, None, Choices())
    except InterestLabError as error:
        if not _is_sentence(str(error)):
            return f"no sentence: {error}"
    except Exception as error:  # as above
        return f"unexpected in the check: {type(error).__name__}: {error}"
    told = [note for note in (*found.notes, *found.table.notes) if note != "Read “posts.csv” of the archive."]
    told += [row.reason for row in found.table.refused]
    if told or not found.table.encoding_certain:
        return ""
    return _changed(found.table, other_reading(form, data))


def _is_sentence(text: str) -> bool:
    return text[:1].strip() != "" and "\n" not in text and len(text) < 700 and "Traceback" not in text


def other_reading(form: str, data: bytes) -> list[list[str]] | None:
    """The cells as another library reads them, rows without anything left out; None where it doubts."""
    try:
        return _OTHERS[form](data)
    except Exception:  # it refuses, so there is nothing to compare with
        return None


def _other_csv(data: bytes, delimiter: str = ",") -> list[list[str]] | None:
    text = data.decode("utf-8")
    if "\0" in text or "\r" in text.replace("\r\n", ""):
        return None
    table = [
        row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True) if any(map(str.strip, row))
    ]
    if len({len(row) for row in table}) != 1 or tuple(table[0]) != COLUMNS:
        return None
    return table[1:]


def _other_objects(found: list[Any]) -> list[list[str]] | None:
    if not all(isinstance(one, dict) and set(one) == set(COLUMNS) for one in found):
        return None
    if not all(isinstance(value, str) for one in found for value in one.values()):
        return None
    return [[one[name] for name in COLUMNS] for one in found]


def _other_workbook(data: bytes) -> list[list[str]] | None:
    table = [list(row) for row in openpyxl.load_workbook(io.BytesIO(data), data_only=True).active.iter_rows(values_only=True)]  # type: ignore[union-attr]
    table = [row for row in table if any(cell not in (None, "") for cell in row)]
    if not table or tuple(table[0]) != COLUMNS or not all(isinstance(cell, str) for row in table for cell in row):
        return None
    return [[str(cell) for cell in row] for row in table[1:]]


def _other_parquet(data: bytes) -> list[list[str]] | None:
    return _other_objects(pq.read_table(io.BytesIO(data)).to_pylist())


_OTHERS: dict[str, Callable[[bytes], list[list[str]] | None]] = {
    "csv": _other_csv,
    "tsv": lambda data: _other_csv(data, "\t"),
    "json": lambda data: _other_objects(json.loads(data.decode("utf-8"))),
    "jsonl": lambda data: _other_objects([json.loads(line) for line in data.decode("utf-8").split("\n") if line.strip()]),
    "xlsx": _other_workbook,
    "parquet": _other_parquet,
    "zip": lambda data: _other_csv(zipfile.ZipFile(io.BytesIO(data)).read("posts.csv")),
    "xml": lambda data: None,
    "html": lambda data: None,
    "csv.gz": lambda data: _other_csv(gzip.decompress(data)),
}


def _changed(table: RawTable, other: list[list[str]] | None) -> str:
    if other is None:
        return ""
    if set(table.frame.columns) != set(COLUMNS):
        return f"silent: columns {list(table.frame.columns)}"
    ours = [
        ["" if pd.isna(cell) else _plain(str(cell)) for cell in row]
        for row in table.frame[list(COLUMNS)].astype(object).values.tolist()
    ]
    theirs = [[_plain(cell) for cell in row] for row in other]
    if len(ours) != len(theirs):
        return f"silent: {len(ours)} rows where there are {len(theirs)}"
    for number, (one, another) in enumerate(zip(ours, theirs, strict=True)):
        if one != another:
            return f"silent: row {number} is {one}, not {another}"
    return ""


def _plain(cell: str) -> str:
    """Without what a reader mends: halves of characters, and blanks around."""
    return cell.encode("utf-8", "replace").decode().replace("?", "\ufffd").strip()


def troubles(task: dict[str, Any]) -> dict[str, Any]:
    """In the reading process: what is wrong with the mutants of a form from seed `first` on."""
    found = {}
    for seed in range(task["first"], task["first"] + task["count"]):
        if wrong := trouble(task["form"], seed):
            found[f"{task['form']} {seed}"] = wrong[:300]
    return {"found": found}
