"""One bad line costs one line, and nothing is lost without a word: files in which something is wrong at one place."""

import io
import json
from pathlib import Path

import pytest

from interestlab.corpus.reading import read_table

FILES = Path(__file__).parent / "files"


def read(name):
    with (FILES / name).open("rb") as file:
        return read_table(file, name)


@pytest.mark.parametrize(
    ("name", "rows", "refused", "said"),
    [
        ("csv_duplicate_names.csv", 40, [], ""),
        ("csv_unclosed_quote.csv", 40, [2], ""),
        ("stray_quote_1000_rows.csv", 999, [502], ""),
        ("json_duplicate_keys.json", 40, [], "In 40 objects a name comes twice, such as “text”"),
        ("json_huge_integer.json", 1, [], ""),
        ("pq_dict_of_bytes.parquet", 40, [], ""),
        ("xlsx_text_is_formula.xlsx", 40, [], "40 cells are formulas without stored results"),
        ("xlsx_row_numbers_out_of_order.xlsx", 30, [], ""),
    ],
)
def test_what_is_read_refused_and_said(name, rows, refused, said):
    table = read(name)
    assert (len(table), [row.line for row in table.refused]) == (rows, refused)
    assert said in " ".join(table.notes)


def test_columns_of_one_name_are_all_there():
    assert list(read("csv_duplicate_names.csv").frame.columns) == ["user", "text", "a", "a_3", "a_2"]


def posts(sign, stray, count=60):
    """Rows in which the texts of some begin with a quotation mark that nothing closes."""
    texts = ['"' * (n in stray) + f"A quiet morning {n}" for n in range(count)]
    return "\n".join([sign.join(("user", "text", "rating")), *(sign.join((f"u{n}", t, "5")) for n, t in enumerate(texts))])


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("stray", [(20,), (20, 21), (20, 40), (20, 21, 22)])
def test_stray_quotes_cost_their_own_lines(sign, stray):
    table = read_table(io.BytesIO(posts(sign, stray).encode()), "posts.csv")
    lines = {*table.lines.tolist(), *(row.line for row in table.refused)}
    assert lines == set(range(2, 62))
    whole = [n for n in range(60) if n not in stray]
    assert {f"A quiet morning {n}" for n in whole} <= set(table.frame["text"])


def test_a_bad_line_of_objects_costs_itself():
    good = [json.dumps({"user": "mira", "text": f"A quiet morning {n}", "n": 1}) for n in range(30)]
    bad = ['{"user": "mira", "text":', '{"user": ' + "[" * 5_000, '{"user": "mira", "n": ' + "9" * 9_000 + "}", "5"]
    for number, line in enumerate(bad):
        good[5 * number + 3] = line
    table = read_table(io.BytesIO("\n".join(good).encode()), "posts.jsonl")
    assert len(table) == 27
    assert [row.line for row in table.refused] == [4, 9, 19]
    assert table.frame["n"][11] == "9" * 9_000
