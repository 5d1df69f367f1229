"""Workbooks are read whole, or say in a sentence what could not be read."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from interestlab.corpus import ReadOptions, read_table
from interestlab.corpus.readers import excel
from interestlab.errors import UnreadableFile

FILES = Path(__file__).parents[1] / "files"


def read(book, **options):
    if isinstance(book, str):
        return read_table(io.BytesIO((FILES / book).read_bytes()), book, ReadOptions(**options))
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    return read_table(out, "book.xlsx", ReadOptions(**options))


def filled(sheet, rows, words="some words"):
    sheet.append(["user", "text"])
    for n in range(rows):
        sheet.append([f"u{n}", f"{words} {n}"])


def test_rows_whose_numbers_go_back_are_all_read():
    table = read("xlsx_row_numbers_out_of_order.xlsx")
    assert len(table) == 30


def test_formulas_without_results_are_counted():
    table = read("xlsx_text_is_formula.xlsx")
    assert "40 cells are formulas without stored results" in table.notes[-1]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("xlsx_only_chartsheet.xlsx", "holds no sheet of cells, only charts"),
        ("xlsx_sheet_xml_cut.xlsx", "damaged or not an .xlsx workbook"),
        ("xlsx_xxe_sheet.xlsx", "damaged or not an .xlsx workbook: undefined entity"),
    ],
)
def test_what_cannot_be_read_is_a_true_sentence(name, sentence):
    with pytest.raises(UnreadableFile, match=sentence):
        read(name)


def test_the_largest_sheet_that_is_not_hidden_is_read_and_the_others_are_named():
    book = openpyxl.Workbook()
    filled(book.active, 5)
    hidden = book.create_sheet("archive")
    filled(hidden, 50, "old words")
    hidden.sheet_state = "hidden"
    table = read(book)
    assert len(table) == 5
    assert "not read: archive" in table.notes[0]
    assert len(read(book, sheet="archive")) == 50
    with pytest.raises(UnreadableFile, match="has no sheet “nothing”"):
        read(book, sheet="nothing")


def test_a_table_that_begins_further_right_and_below():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["C2"] = "Survey of the club"
    for row, values in enumerate([("user", "text", "stars"), *((f"u{n}", f"some words {n}", n % 5 + 1) for n in range(9))], 4):
        for column, value in enumerate(values, 3):
            sheet.cell(row, column, value)
    table = read(book)
    assert list(table.frame.columns) == ["user", "text", "stars"]
    assert (len(table), table.header_line, table.lines[0]) == (9, 4, 5)


def test_a_preview_reads_the_first_rows():
    book = openpyxl.Workbook()
    filled(book.active, 50)
    table = read(book, max_rows=10)
    assert (len(table), table.complete) == (10, False)


def _sheet(inside):
    """A workbook of one sheet with that XML inside."""
    book = openpyxl.Workbook()
    book.active.append(["user"])
    out, made = io.BytesIO(), io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            sheet = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{inside}</worksheet>'
            new.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else old.read(name))
    return made


_LAST = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
_FIRST = "".join(f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>row {n}</t></is></c></row>' for n in range(1, 5))
_MERGED = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'


@pytest.mark.parametrize(
    "inside",
    [
        f'<dimension ref="A1:XFD1048576"/><sheetData>{_FIRST}</sheetData>',
        f"<sheetData>{_FIRST}</sheetData>{_MERGED}",
        f"<sheetData>{_FIRST}{_LAST}</sheetData>",
        f"<sheetData>{_LAST}{_FIRST}</sheetData>{_MERGED}",
    ],
)
def test_cells_that_are_claimed_cost_nothing(inside):
    table = read_table(_sheet(inside), "a.xlsx")
    assert table.frame.iloc[:3, 0].tolist() == ["row 2", "row 3", "row 4"]
    assert table.lines.tolist()[:3] == [2, 3, 4]


def test_a_row_that_never_ends_and_too_many_cells_are_refused(monkeypatch):
    monkeypatch.setattr(excel, "_LONGEST_ROW", 1 << 20)
    with pytest.raises(UnreadableFile, match="A row of the workbook takes more than 1 MB"):
        read_table(_sheet("<sheetData><row>" + "<c><v>1</v></c>" * 200_000 + "</row></sheetData>"), "a.xlsx")
    monkeypatch.setattr(excel, "_MOST_CELLS", 20)
    rows = "".join(f'<row r="{n}"><c r="J{n}"><v>1</v></c></row>' for n in range(1, 5))
    with pytest.raises(UnreadableFile, match="has more than 20 cells"):
        read_table(_sheet(f"<sheetData>{rows}</sheetData>"), "a.xlsx")
