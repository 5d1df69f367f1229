"""Workbooks are read whole, or say in a sentence what could not be read."""

import io
from pathlib import Path

import openpyxl
import pytest

from interestlab.corpus import ReadOptions, read_table
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
