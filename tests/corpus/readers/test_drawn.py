"""Tables drawn with signs: boxes of databases, Markdown, and columns lined up with blanks."""

import io

import pandas as pd
import pytest

from interestlab.corpus.readers.drawn import boxed_rows, is_boxed, lined_up, lined_up_rows
from interestlab.corpus.reading import read_table

ROWS = [(f"u{at % 4}", f"2023-02-{at + 1:02d}", at % 5 + 1, f"Cash only, be warned, day {at} was long") for at in range(20)]
NAMES = ("user", "date", "stars", "text")


def read(text, name="x.txt"):
    return read_table(io.BytesIO(text.encode()), name)


def boxed():
    rule = "+------+------------+-------+------------------------------------------+\n"
    lines = [f"| {a:4} | {b:10} | {c:>5} | {d:40} |\n" for a, b, c, d in (NAMES, *ROWS)]
    return rule + lines[0] + rule + "".join(lines[1:]) + rule + "20 rows in set (0.00 sec)\n"


def aligned():
    lines = [f" {a:4} | {b:10} | {c:>5} | {d}\n" for a, b, c, d in (NAMES, *ROWS)]
    return lines[0] + "------+------------+-------+-----------------\n" + "".join(lines[1:]) + "(20 rows)\n"


def markdown():
    return f"| {' | '.join(NAMES)} |\n|---|:--|--:|---|\n" + "".join(f"| {' | '.join(map(str, row))} |\n" for row in ROWS)


def blanks():
    return "".join(f"{a:8}{b:14}{c:<8}{d}\n" for a, b, c, d in (NAMES, *ROWS))


def of_pandas():
    return pd.DataFrame(ROWS, columns=NAMES).to_string()


@pytest.mark.parametrize("made", [boxed, aligned, markdown, blanks, of_pandas])
def test_each_is_read_as_its_table(made):
    table = read(made())
    frame = table.frame[list(NAMES)]
    assert frame.to_numpy().tolist() == [[a, b, str(c), d] for a, b, c, d in ROWS]
    assert (table.format, table.refused) == ("Text table", ())


@pytest.mark.parametrize("text", [
    "A line of a poem about rain\n\nanother | with a sign\nand the last one of all\n",
    "- - - - -\nmilk\nbread\nbutter\n",
    "to   whom   it   may concern\nI write this  long letter   about bread\nand another  one\nand more and more words\n",
])  # fmt: skip
def test_what_people_wrote_is_no_drawing(text):
    lines = text.splitlines(keepends=True)
    assert not is_boxed(lines)
    assert lined_up(lines) == ()
    assert read(text).format == "Text, one a line"


def test_a_line_with_another_number_of_signs_is_refused_not_lost():
    table = read(boxed().replace("day 7 was", "day 7 | was"))
    assert (len(table), len(table.refused)) == (19, 1)


def test_rules_and_counts_have_no_fields():
    assert list(boxed_rows(["+---+---+\n", "(3 rows)\n", "| a | b |\n"])) == [[], [], ["a", "b"]]


BOX = ["+----+----+", "| id | no |", "+----+----+", *["| 1  | 2  |"] * 9, "+----+----+", "(9 rows)"]


def test_a_box_needs_a_rule_among_twelve_lines_and_nine_in_ten_alike():
    assert is_boxed(BOX)
    assert not is_boxed([line for line in BOX if "-" not in line])
    assert is_boxed([*["| a | b |"] * 11, "|---|---|"])
    assert not is_boxed([*["| a | b |"] * 12, "|---|---|"])
    assert is_boxed(["| a | b |", "|---|---|", *["| 1 | 2 |"] * 8, "| 1 |"])
    assert not is_boxed(["| a | b |", "|---|---|", *["| 1 | 2 |"] * 7, "| 1 |"])
    assert not is_boxed(["| a | b |", "|---|---|"])


def test_fields_of_a_box_and_nothing_for_rules_and_counts():
    assert list(boxed_rows(["| a | b |", "|---|---|", " x | y ", "9 rows in set (0.00 sec)"])) == [
        ["a", "b"],
        [],
        ["x", "y"],
        [],
    ]


def lines(*rows):
    return [f"{a:<8}{b:<8}{c}" for a, b, c in rows]


def test_columns_lined_up_need_three_names_and_four_lines():
    table = lines(("name", "year", "note"), ("ada", "1815", "first"), ("bo", "1900", "other"), ("cy", "1950", "third"))
    assert lined_up(table) == ((0, 4), (8, 12), (16, 1 << 20))
    assert lined_up(table[:3]) == ()
    assert lined_up([line[:14].rstrip() for line in table]) == ()
    assert lined_up([*table, "x" * 30]) == ()
    assert list(lined_up_rows([table[1], "", table[2]], lined_up(table))) == [
        ["ada", "1815", "first"],
        [],
        ["bo", "1900", "other"],
    ]


def test_numbers_of_rows_have_no_name():
    table = [
        f"{n:<4}{line}"
        for n, line in zip(
            ["", "1", "2", "3"],
            lines(("name", "year", "note"), ("ada", "1815", "x"), ("bo", "1900", "y"), ("cy", "1950", "z")),
            strict=True,
        )
    ]
    assert [begin for begin, _ in lined_up(table)] == [0, 4, 12, 20]
