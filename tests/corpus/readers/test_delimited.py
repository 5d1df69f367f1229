"""Delimited text of every usual make is read whole, or refused by line; lines of prose are no records."""

import csv
import io

import pytest

from interestlab.corpus.readers import delimited
from interestlab.corpus.readers.raw import ReadOptions
from interestlab.corpus.reading import read_table
from interestlab.errors import UnreadableFile

HEADER = ["user", "date", "rating", "text"]
ROWS = [[f"u{n % 7}", f"2023-01-{n % 28 + 1:02d}", str(n % 5 + 1), f"the garden and bread, number {n}"] for n in range(40)]
PLAIN = [[*row[:3], row[3].replace(",", "")] for row in ROWS]


def read(text, **options):
    data = text.encode() if isinstance(text, str) else text
    return read_table(io.BytesIO(data), "posts.csv", ReadOptions(**options))


def written(rows, **form):
    out = io.StringIO()
    csv.writer(out, **{"lineterminator": "\n", **form}).writerows(rows)
    return out.getvalue()


def joined(rows, sign):
    return "\n".join(sign.join(row) for row in rows)


WHOLE = {
    **{f"delimiter {sign!r}": written([HEADER, *ROWS], delimiter=sign) for sign in ",\t;|^"},
    "two colons": joined([HEADER, *ROWS], "::"),
    "all quoted": written([HEADER, *ROWS], quoting=csv.QUOTE_ALL),
    "escaped commas": written([HEADER, *ROWS], quoting=csv.QUOTE_NONE, escapechar="\\"),
    "quotes behind spaces": joined([[*row[:3], f'"{row[3]}"'] for row in [HEADER, *ROWS]], ", "),
    "trailing delimiters": written([HEADER, *([*row, ""] for row in ROWS)]),
    "carriage returns": written([HEADER, *ROWS], lineterminator="\r"),
    "NUL bytes": written([HEADER, *ROWS]).replace("garden", "gar\0den"),
    "sep=": "sep=;\n" + written([HEADER, *ROWS], delimiter=";"),
    "title and blank line": "An export\nof 2023\n\n" + written([HEADER, *ROWS]),
    "remarks": "# an export\n# made in 2023, again\n" + written([HEADER, *ROWS]),
    "UTF-16": written([HEADER, *ROWS], lineterminator="\r\n").encode("utf-16"),
}


@pytest.mark.parametrize("what", WHOLE)
def test_every_make_gives_the_same_rows(what):
    table = read(WHOLE[what])
    assert list(table.frame.columns) == HEADER
    assert table.frame.to_numpy().tolist() == ROWS
    assert not table.refused


def test_a_text_of_two_lines_is_one_row_though_its_second_line_has_as_many_commas_and_a_date():
    text = [f"Dear all {n}\nthe soup was cold, the bread {n} was dry" if n % 5 == 3 else f"a quiet day {n}" for n in range(40)]
    rows = [[f"u{n % 7}", text[n], f"2024-01-{n % 28 + 1:02}"] for n in range(40)]
    table = read(written([["user", "text", "date"], *rows]))
    assert table.frame.to_numpy().tolist() == rows
    assert not table.refused


@pytest.mark.parametrize("end", ["\n", "\\\n"])
def test_escaped_quotes_and_line_breaks_in_one_file(end):
    lines = ['"id";"who";"text"']
    for n in range(40):
        tail = f'{end}He said \\"wait\\", and left.' if n % 2 else ""
        lines.append(
            f'"{n}";"u{n % 7}";"Soup number {n} was cold.{tail}"' if n % 3 else f'"{n}";\\N;"Said \\"yes\\" {n}{tail}"'
        )
    table = read("\n".join(lines))
    assert (len(table), len(table.refused)) == (40, 0)
    assert table.frame["text"].tolist()[:2] == ['Said "yes" 0', 'Soup number 1 was cold.\nHe said "wait", and left.']
    assert table.frame["who"].isna().sum() == 14


def test_numbers_with_blanks_between_them_are_columns():
    lines = [f"{n % 7} {100 + n % 5:>6} {n % 5 + 1}" for n in range(40)]
    table = read("\n".join(lines))
    assert table.frame.to_numpy().tolist() == [line.split() for line in lines]
    named = read("\n".join(["user item rating", *lines]))
    assert list(named.frame.columns) == ["user", "item", "rating"]
    assert len(named) == 40


@pytest.mark.parametrize("line", ["42 days of rain", "call me at 5", "5 5"])
def test_sentences_with_numbers_are_no_columns(line):
    assert read("\n".join([line] * 20)).frame.shape[1] == 1


@pytest.mark.parametrize("strays", [(3,), (3, 17), (0, 1)])
def test_stray_quotes_at_the_beginning_of_texts_cost_their_own_lines(strays):
    rows = [[*row[:3], f'"{row[3]}' if number in strays else row[3]] for number, row in enumerate(PLAIN)]
    table = read(joined([HEADER, *rows], ","))
    assert len(table) + len(table.refused) == len(rows)
    assert [row.line for row in table.refused] == [number + 2 for number in strays]
    assert table.frame.to_numpy().tolist() == [row for number, row in enumerate(PLAIN) if number not in strays]


def test_many_stray_quotes_are_part_of_the_texts():
    rows = [[*row[:3], f'"{row[3]}' if number in (5, 20, 33) else row[3]] for number, row in enumerate(PLAIN)]
    table = read(joined([HEADER, *rows], ","))
    assert table.frame.to_numpy().tolist() == rows
    assert "Quotation marks are part of the texts in this file." in table.notes


def test_a_stray_quote_inside_a_text_costs_nothing():
    rows = [[*row[:3], f'12" {row[3]}' if number in (3, 17) else row[3]] for number, row in enumerate(PLAIN)]
    table = read(joined([HEADER, *rows], ","))
    assert table.frame.to_numpy().tolist() == rows
    assert not table.refused


def test_texts_of_several_lines_with_as_many_commas_as_the_table_stay_whole():
    rows = [["title", "text"], *([f"bread {n}", f"the first line\nthen, the other {n}"] for n in range(200))]
    table = read(written(rows))
    assert table.frame.to_numpy().tolist() == rows[1:]
    assert not table.refused


def test_a_quoted_text_of_three_thousand_lines():
    long = [*ROWS[0][:3], "\n".join(f"{n} loaves, and more" for n in range(3_000))]
    table = read(written([HEADER, *ROWS, long, *ROWS]))
    assert table.frame.to_numpy().tolist() == [*ROWS, long, *ROWS]


PROSE = {
    "poem": "Two roads diverged in a wood,\nAnd sorry I could not, both,\nBe one traveler, long I stood,\nIn the undergrowth;",
    "one comma in each": "\n".join(f"Some words {n}, and some more of them." for n in range(30)),
    "semicolons": "\n".join(f"Some words {n}; some more of them." for n in range(30)),
    "chat": "\n".join(f"Mira: some words {n}, and some more" for n in range(30)),
    "log": "\n".join(f"2023-01-05 08:30:00,{n:03d} INFO worker: bread is ready" for n in range(30)),
    "speech": "\n".join(f'"Some words {n}!" he said.' for n in range(30)),
    "tags": "# thoughts\nI like bread, and rain.\n#tags count, too\nMore, words.",
    "one line": "Hello, world",
}


@pytest.mark.parametrize("what", PROSE)
def test_lines_of_prose_stay_whole(what):
    table = read(PROSE[what])
    assert table.frame["text"].tolist() == PROSE[what].split("\n")
    assert not table.refused


@pytest.mark.parametrize("mark", ["", '"'])
def test_a_name_above_one_column_of_texts(mark):
    texts = [f"Some words {n}, and some more" for n in range(20)]
    table = read("review\n" + "\n".join(f"{mark}{text}{mark}" for text in texts))
    assert table.frame["review"].tolist() == texts


def test_a_header_without_a_name_for_the_row_names():
    table = read(written([HEADER, *([str(n), *row] for n, row in enumerate(ROWS))]))
    assert table.frame[HEADER].to_numpy().tolist() == ROWS


def test_lines_above_a_table_without_header_are_refused_by_name():
    table = read("a line above\n" + "\n".join(f"{n},{n * 7},{n % 5}" for n in range(30)))
    assert len(table) == 30
    assert [row.line for row in table.refused] == [1]


def test_a_preview_ends_early():
    table = read(written([HEADER, *ROWS * 50]), max_rows=7)
    assert len(table) == 7
    assert not table.complete


def test_a_line_that_is_too_long_costs_itself(monkeypatch):
    monkeypatch.setattr(delimited, "LONGEST_LINE", 1_000)
    rows = [f"u{n},A quiet morning by the river {n}" for n in range(20)]
    rows[5] = "u5," + "word " * 1_000
    table = read_table(io.BytesIO("\n".join(["user,text", *rows]).encode()), "a.csv")
    assert len(table) == 19
    assert [(row.line, row.reason) for row in table.refused] == [(7, "a line of more than 1,000 characters")]
    assert table.refused[0].raw.startswith("u5,word")
    assert table.lines.tolist() == [*range(2, 7), *range(8, 22)]


def test_lines_that_are_all_too_long_and_lines_that_are_all_blank_are_said(monkeypatch):
    monkeypatch.setattr(delimited, "LONGEST_LINE", 1_000)
    with pytest.raises(UnreadableFile, match=r"its lines have more than 1,000 characters"):
        read_table(io.BytesIO(b"word " * 1_000), "a.txt")
    monkeypatch.setattr(delimited, "_MOST_BLANK", 10)
    with pytest.raises(UnreadableFile, match="begins with more than 10 blank lines"):
        read_table(io.BytesIO(b"\n" * 20 + b"a"), "a.txt")


def test_a_first_line_of_a_million_fields_is_refused_at_once():
    with pytest.raises(UnreadableFile, match=r"The first line has 1,000,000 fields; at most 2,000 columns"):
        read_table(io.BytesIO(b"," * 999_999 + b"\n1,2\n"), "a.csv")
