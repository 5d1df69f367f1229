"""Workbooks that claim, or would become, more than they hold."""

import zipfile
from pathlib import Path

from tests.campaigns.bombs import bomb, entities

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/xl/sharedStrings.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def workbook(
    path: Path, head: bytes, part: bytes, times: int, tail: bytes, *, texts: tuple[bytes, bytes, int, bytes] | None = None
) -> None:
    """An .xlsx whose sheet is the head, the part so many times and the tail; texts: the same for its shared texts."""
    sheets = '<sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets>'
    book = f'<workbook xmlns="{NAMESPACE}" xmlns:r="{_RELATIONS}">{sheets}</workbook>'
    relations = (
        f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{_RELATIONS}/worksheet" '
        f'Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{_RELATIONS}/sharedStrings" '
        'Target="sharedStrings.xml"/></Relationships>'
    )
    root = (
        f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("[Content_Types].xml", _TYPES)
        out.writestr("_rels/.rels", root)
        out.writestr("xl/workbook.xml", book)
        out.writestr("xl/_rels/workbook.xml.rels", relations)
        _member(out, "xl/worksheets/sheet1.xml", head, part, times, tail)
        _member(out, "xl/sharedStrings.xml", *(texts or (f'<sst xmlns="{NAMESPACE}">'.encode(), b"", 0, b"</sst>")))


def _member(out: zipfile.ZipFile, name: str, head: bytes, part: bytes, times: int, tail: bytes) -> None:
    with out.open(name, "w", force_zip64=True) as opened:
        opened.write(head)
        for _ in range(times):
            opened.write(part)
        opened.write(tail)


def _sheet(inside: str) -> bytes:
    return f'<worksheet xmlns="{NAMESPACE}">{inside}</worksheet>'.encode()


_CELLS = "".join(f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>mira</t></is></c></row>' for n in range(1, 4))


@bomb("xlsx_million_wide_dimension.xlsx")
def _xlsx_dimension(path: Path) -> None:
    workbook(path, b"", b"", 0, _sheet(f'<dimension ref="A1:XFD1048576"/><sheetData>{_CELLS}</sheetData>'))


@bomb("xlsx_last_cell_of_all.xlsx")
def _xlsx_last(path: Path) -> None:
    last = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    workbook(path, b"", b"", 0, _sheet(f"<sheetData>{_CELLS}{last}</sheetData>"))


@bomb("xlsx_million_merged_ranges.xlsx")
def _xlsx_merged(path: Path) -> None:
    merged = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    workbook(path, b"", b"", 0, _sheet(f"<sheetData>{_CELLS}</sheetData>{merged}"))


@bomb("xlsx_out_of_order_far_apart.xlsx")
def _xlsx_apart(path: Path) -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    merged = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    workbook(path, b"", b"", 0, _sheet(f"<sheetData>{far}{_CELLS}</sheetData>{merged}"))


@bomb("xlsx_sheet_of_3gb.xlsx")
def _xlsx_rows(path: Path) -> None:
    row = b'<row><c t="inlineStr"><is><t>mira</t></is></c><c t="inlineStr"><is><t>A quiet morning</t></is></c></row>'
    head = f'<worksheet xmlns="{NAMESPACE}"><sheetData>'.encode()
    workbook(path, head, row * 10_000, 3_000, b"</sheetData></worksheet>")


@bomb("xlsx_shared_texts_of_2gb.xlsx")
def _xlsx_texts(path: Path) -> None:
    texts = f'<sst xmlns="{NAMESPACE}">'.encode(), b"<si><t>A quiet morning</t></si>" * 10_000, 7_000, b"</sst>"
    workbook(path, b"", b"", 0, _sheet(f"<sheetData>{_CELLS}</sheetData>"), texts=texts)


@bomb("xlsx_one_text_of_1gb.xlsx")
def _xlsx_text(path: Path) -> None:
    texts = f'<sst xmlns="{NAMESPACE}"><si><t>'.encode(), b"word " * 200_000, 1_000, b"</t></si></sst>"
    workbook(path, b"", b"", 0, _sheet(f"<sheetData>{_CELLS}</sheetData>"), texts=texts)


@bomb("xlsx_entities.xlsx")
def _xlsx_entities(path: Path) -> None:
    workbook(path, entities("worksheet"), b"", 0, _sheet(f"<sheetData>{_CELLS}</sheetData>"))


@bomb("xlsx_nested_elements.xlsx")
def _xlsx_nested(path: Path) -> None:
    head = f'<worksheet xmlns="{NAMESPACE}"><sheetData>'.encode()
    workbook(path, head, b"<row>" * 10_000, 100, b"")


@bomb("xlsx_row_of_a_million_cells.xlsx")
def _xlsx_wide(path: Path) -> None:
    head = f'<worksheet xmlns="{NAMESPACE}"><sheetData><row r="1">'.encode()
    workbook(path, head, b'<c t="inlineStr"><is><t>a</t></is></c>' * 10_000, 100, b"</row></sheetData></worksheet>")
