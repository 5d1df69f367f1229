"""Tables of web pages, as many tools write them under the name of a workbook."""

import io

import pytest

from interestlab.corpus import ReadOptions, read_table
from interestlab.corpus.readers.html_tables import whole_tags
from interestlab.errors import UnreadableFile

HEAD = "<tr><th>user</th><th>text</th></tr>"


def read(body, **options):
    page = f"<html><body>{body}</body></html>"
    return read_table(io.BytesIO(page.encode()), "x.xls", ReadOptions(importer="table", **options))


def rows(count=4):
    return "".join(f"<tr><td>u{n}</td><td>Words about bread {n}</td></tr>" for n in range(count))


def texts(table):
    return table.frame["text"].tolist()


def test_a_table():
    table = read(f"<table>{HEAD}{rows()}</table>")
    assert texts(table) == [f"Words about bread {n}" for n in range(4)]
    assert table.header_line == 1


def test_cells_and_rows_without_an_end():
    loose = "<tr><th>user<th>text" + "".join(f"<tr><td>u{n}<td>Words about bread {n}" for n in range(4))
    assert texts(read(f"<table>{loose}</table>")) == [f"Words about bread {n}" for n in range(4)]
    assert texts(read(f"<table>{loose}")) == [f"Words about bread {n}" for n in range(4)]


def test_a_cell_that_reaches_over_rows_counts_in_each():
    body = '<tr><td rowspan="2">mira</td><td>One about bread</td></tr><tr><td>Two about bread</td></tr>'
    table = read(f"<table>{HEAD}{body}{rows(2)}</table>")
    assert table.frame["user"].tolist()[:2] == ["mira", "mira"]
    assert texts(table)[:2] == ["One about bread", "Two about bread"]


def test_scripts_and_styles_in_cells_are_no_text():
    body = "<tr><td>mira</td><td><script>var a = 1;</script>Seen<style>b {}</style></td></tr>"
    assert texts(read(f"<table>{HEAD}{body}{rows(2)}</table>"))[0] == "Seen"


def test_blank_rows_are_none_and_the_largest_table_is_read():
    menu = "<table><tr><td>Home</td></tr><tr><td>Help</td></tr></table>"
    table = read(f"{menu}<table>{HEAD}<tr><td></td><td></td></tr>{rows()}</table>")
    assert len(table) == 4
    assert "Read the largest of 2 tables on the page." in table.notes


def test_a_table_inside_a_cell_is_a_table_of_its_own():
    inner = "<table><tr><td>x</td></tr></table>"
    table = read(f"<table>{HEAD}<tr><td>mira</td><td>Around {inner} it</td></tr>{rows(2)}</table>")
    assert table.frame["user"].tolist() == ["mira", "u0", "u1"]
    assert texts(table)[0].split() == ["Around", "it"]


def test_a_page_without_a_table_is_one_sentence():
    with pytest.raises(UnreadableFile, match=r"web page \(HTML\) without a table"):
        read("<p>Nothing here</p>")


def test_what_looks_like_tags_and_never_ends_is_text_and_soon_read():
    table = "<table><tr><td>a</td><td>b</td></tr><tr><td>1</td><td>2</td></tr></table>"
    page = f"<html>{table}" + "<td" * 400_000
    assert read_table(io.BytesIO(page.encode()), "a.html").frame.values.tolist() == [["1", "2"]]


def test_pieces_of_a_page_end_behind_tags():
    lines = ["<p cla", 'ss="a">one</p', ">two\n", "<b>" * 50_000 + "three"]
    pieces = list(whole_tags(lines))
    assert "".join(pieces) == "".join(lines)
    assert all(piece.endswith(">") for piece in pieces[:-1])
    assert max(map(len, pieces)) < 100_000
