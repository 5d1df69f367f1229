"""What one cell looks like, and what nine in ten of a column do."""

import pytest

from interestlab.corpus.columns.cells import cell_kind, column_kinds


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        (None, "empty"), (" ", "empty"), ("12", "number"), ("1,234.5", "number"), ("50 %", "number"), ("9" * 40, "number"),
        ("9" * 41, "id"), ("2023-01-05", "time"), ("5 March 2023", "time"), ("8:30", "time"), ("{\"a\": 1}", "json"),
        ("https://x.org", "link"), ("www.x.org", "link"), ("ab1234", "id"), ("a1234", "word"), ("a@b.org", "id"),
        ("a1" * 40, "id"), ("a1" * 40 + "x", "word"), ("red bike", "word"), ("one two three four", "word"),
        ("one two three four five", "prose"), ("我们去公园散", "word"), ("我们去公园散步", "prose"),
    ],
)  # fmt: skip
def test_kinds(cell, kind):
    assert cell_kind(cell) == kind


def test_nine_in_ten_make_a_column():
    rows = [["1", "a", None]] * 9 + [["x", "2", ""]]
    assert column_kinds(rows, 4) == ["number", "word", None, None]
    assert column_kinds([["1"]] * 8 + [["x"]], 1) == [None]
    assert column_kinds([["1"], [], [""]], 1) == ["number"]
