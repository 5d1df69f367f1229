"""What kind of file it is, from its first bytes; its name is only a hint."""

import re
from typing import Literal
from zipfile import BadZipFile, ZipFile

from interestlab.corpus.readers.source import Source
from interestlab.errors import UnreadableFile

Kind = Literal["parquet", "workbook", "archive", "json", "script", "xml", "web page", "text"]

SUFFIXES = (
    "csv",
    "tsv",
    "txt",
    "dat",
    "data",
    "tab",
    "psv",
    "json",
    "jsonl",
    "ndjson",
    "js",
    "xml",
    "html",
    "htm",
    "xls",
    "xlsx",
    "parquet",
    "zip",
    "gz",
)
_STRANGERS = {
    b"%PDF": "a PDF document",
    b"\xd0\xcf\x11\xe0": "an old Excel or Word file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"RIFF": "a sound recording, a film or a picture",
    b"\x1aE\xdf\xa3": "a film",
    b"ID3": "a sound recording",
    b"OggS": "a sound recording",
    b"SQLite format 3": "an SQLite database",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"(\xb5/\xfd": "a Zstandard archive",
    b"x\x9c": "a compressed stream (zlib)",
    b"x\xda": "a compressed stream (zlib)",
    b'\x04"M\x18': "an LZ4 archive",
    b"ARROW1": "an Arrow file",
    b"Obj\x01": "an Avro file",
    b"ORC": "an ORC file",
    b"\x89HDF": "an HDF5 file",
    b"$FL2": "an SPSS file",
    b"<stata_dta>": "a Stata file",
    b"{\\rtf": "a rich text document",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"\x80\x04\x95": "a pickle of Python, which can run any code when it is read,",
    b"\x80\x03": "a pickle of Python, which can run any code when it is read,",
}
_OFFICE = {
    "word/": "a Word document",
    "ppt/": "a PowerPoint file",
    "mimetype": "an OpenDocument or e-book file",
    "xl/": "workbook",
}
_TAR = (257, b"ustar")
_SCRIPT = re.compile(rb"\s*(?:export\s+default|(?:(?:var|let|const)\s+)?[A-Za-z_$][\w$.\[\]\"']{0,80}\s*(?:=|\())\s*[\[{]")
_SQL = re.compile(
    rb"\s*(?:--[^\n]*\n\s*|/\*.*?\*/;?\s*)*"
    rb"(?:CREATE\s+TABLE\b|INSERT\s+INTO\s+\S+\s*(?:\(|VALUES)|DROP\s+TABLE\b|SET\s+[\w@.]+\s*(?:=|TO\s)|SET\s+NAMES\b"
    rb"|(?:BEGIN|START)(?:\s+TRANSACTION|\s+WORK)?\s*;)",
    re.I | re.S,
)
_BEGINS = {
    b"BEGIN:VCALENDAR": "a calendar; export the entries as a table",
    b"BEGIN:VCARD": "an address book, which holds nothing that people wrote",
    b"-----BEGIN ": "a key or a certificate, which holds nothing that people wrote",
    b"#!": "a program, which is not read",
    b"\\documentclass": "a LaTeX document; save its text as .txt, a paragraph a line",
}
_PROGRAMS = (
    "py",
    "js",
    "ts",
    "java",
    "c",
    "h",
    "cpp",
    "cs",
    "go",
    "rs",
    "rb",
    "php",
    "sh",
    "bat",
    "ps1",
    "r",
    "sql",
    "css",
    "swift",
    "kt",
)
_CODE = re.compile(
    rb"(?m)^[ \t]*(?:import |from \S+ import |def |class |return\b|for \(|for \w+ in |if .*[:{]\s*$|#include|using |package |"
    rb"function\b|(?:const|let|var) |public |private |static |@\w+|[}\])]+[;,]?\s*$|.*;\s*$|\w+\(.*\)\s*$|\w[\w.]* = )"
)
_MAIL_LINE = (
    rb"(?:From|To|Cc|Subject|Date|Sender|Reply-To|Received|Return-Path|Delivered-To|Message-I[dD]|MIME-Version"
    rb"|Content-[\w-]+|X-[\w-]+)"
)
_MAIL = re.compile(rb"From \S+ .*\d{4}\r?\n|(?:" + _MAIL_LINE + rb": ?.*\r?\n(?:[ \t].*\r?\n)*){3}")
_HTML = re.compile(rb"<(?:!doctype html|html|head|body|table|div|meta)\b", re.I)
_XML = re.compile(rb"<(?:\?xml|!--|!DOCTYPE\s|[A-Za-z_][\w:.-]*[\s/>])")
_JSON_START = re.compile(rb"\{|\[\s*(?:[\[{\"\]]|-?\d|true|false|null)", re.S)


def kind_of(head: bytes, name: str) -> Kind:
    """The kind of a file from its first 64 KB."""
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return "workbook" if _is_workbook(head, name) else "archive"
    start = _start(head)
    if _HTML.match(start) or (_XML.match(start) and re.search(rb"<html\b", start[:2000], re.I)):
        return "web page"
    if _XML.match(start):
        return "xml"
    if _JSON_START.match(start) and not _is_bracketed_text(start, name):
        return "json"
    return "script" if _SCRIPT.match(start) else "text"


def _start(head: bytes) -> bytes:
    """The beginning as ASCII as far as may be, without a byte-order mark and blanks."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or head[:200:2].count(0) > 40 or head[1:200:2].count(0) > 40:
        head = head.replace(b"\0", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    return head.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n\0\x1e")


def _is_bracketed_text(start: bytes, name: str) -> bool:
    """A chat or log whose lines begin with a bracket is no JSON: [05/01/2023, 08:30] Mira: …"""
    if start.startswith(b"{"):
        return False
    first = start.split(b"\n", 1)[0]
    digits = re.match(rb"\[\s*-?\d", start)
    if name.lower().endswith((".json", ".jsonl", ".ndjson")):
        return False
    return bool(digits) and b"]" in first and not re.match(rb"\[[\s\d.,eE+-]*\]?\s*$", first)


def _is_workbook(head: bytes, name: str) -> bool:
    """By the archive's first member; an archive of workbooks has their names in its head, too."""
    first = head[30 : 30 + int.from_bytes(head[26:28], "little")]
    if first.startswith((b"[Content_Types].xml", b"_rels/", b"docProps/", b"xl/")):
        return b"word/" not in head and b"ppt/" not in head
    return name.lower().endswith((".xlsx", ".xlsm")) and b"word/" not in head


_SEEN = ("picture", "film", "recording")  # what is seen or heard


def refuse_strangers(kind: Kind, source: Source) -> None:
    """Raises UnreadableFile for what is no table and no export that is known, with its kind and what to do."""
    head, name = source.head, source.name
    todo = "save the table as CSV, JSON, Parquet or .xlsx"
    for mark, what in _STRANGERS.items():
        if head.startswith(mark) and what.endswith(_SEEN):
            raise UnreadableFile(f"“{name}” is {what}, and there is no table in it; give a file of texts, reviews or ratings.")
        if head.startswith(mark):
            raise UnreadableFile(
                f"“{name}” is {what}; {todo}." if not what.endswith(",") else f"“{name}” is {what} and is not read; {todo}."
            )
    if head[_TAR[0] : _TAR[0] + 5] == _TAR[1]:
        raise UnreadableFile(f"“{name}” is a tar archive; unpack it and give the table itself.")
    if kind == "archive":
        _refuse_documents(source)
    if kind == "text":
        begun = next((what for mark, what in _BEGINS.items() if _start(head).startswith(mark)), None)
        if begun:
            raise UnreadableFile(f"“{name}” is {begun}.")
        if _SQL.match(head):
            raise UnreadableFile(f"“{name}” is a database dump (SQL); export the table as CSV.")
        if _MAIL.match(head):
            raise UnreadableFile(f"“{name}” is mail; export the messages as a table, CSV or JSON.")
        _refuse_binary(source)
        _refuse_code(head, name)


def _refuse_documents(source: Source) -> None:
    try:
        source.file.seek(0)
        with ZipFile(source.file) as archive:
            names = archive.namelist()[:200]
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableFile(f"“{source.name}” is a damaged ZIP archive: {str(error)[:120]}.") from error
    for part, what in _OFFICE.items():
        if what != "workbook" and any(name.startswith(part) for name in names):
            raise UnreadableFile(f"“{source.name}” is {what}; save the table in it as CSV or .xlsx.")


def _refuse_code(head: bytes, name: str) -> None:
    """A program by its name, most of whose lines are code: their texts would be read as what people wrote."""
    lines = [line for line in head.splitlines() if line.strip()]
    if name.lower().rpartition(".")[2] not in _PROGRAMS or not lines:
        return
    if sum(bool(_CODE.match(line)) for line in lines) >= 0.4 * len(lines):
        raise UnreadableFile(f"“{name}” is a program, which is not read; if its lines are texts, save them as .txt.")


def _refuse_binary(source: Source) -> None:
    head = source.head[:4096]
    control = sum(byte < 9 or 13 < byte < 27 for byte in head)
    kinds = len({byte for byte in head if 0 < byte < 9 or 13 < byte < 27})  # a file may be delimited by one of them
    wide = (
        head[:2] in (b"\xff\xfe", b"\xfe\xff")
        or head[::2].count(0) > 0.3 * len(head) / 2
        or head[1::2].count(0) > 0.3 * len(head) / 2
    )
    if (control > 0.1 * len(head) or (kinds >= 6 and control > 0.02 * len(head))) and not wide:
        raise UnreadableFile(
            f"“{source.name}” is no text and of no kind that is known; save the table as CSV, JSON, Parquet or .xlsx."
        )
