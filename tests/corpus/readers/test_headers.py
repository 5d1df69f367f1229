"""Where the names of the columns stand: first, below titles, over several rows, or nowhere."""

import pytest

from interestlab.corpus.readers.headers import TableHeader, find_header
from interestlab.errors import UnreadableFile

BODY = [[f"u{n % 4}", f"2023-01-{n + 1:02d}", str(n % 5 + 1), f"Some words about bread and gardens {n}"] for n in range(20)]
NAMES = ["user", "date", "stars", "text"]


def test_the_first_row():
    header = find_header([NAMES, *BODY])
    assert (header.names, header.first, header.rows, header.data, header.note) == (NAMES, 0, 1, 1, "")


@pytest.mark.parametrize("names", [["parent", "deleted"], ["家长", "备注", "删除"]])
@pytest.mark.parametrize("every", [30, 8, 3])
def test_last_columns_that_few_rows_fill_belong_to_the_table(names, every):
    """The last is never filled, those before it now and then."""
    wide = [[*row, *([f"p{at}" if at % every == 0 else ""] * (len(names) - 1)), ""] for at, row in enumerate(BODY)]
    header = find_header([[*NAMES, *names], *wide])
    assert (header.names, header.rows) == ([*NAMES, *names], 1)


def test_a_stray_cell_beside_the_names_is_no_column():
    header = find_header([[*NAMES, "", "", "made in May"], *([*row, "", "", ""] for row in BODY)])
    assert header.names == NAMES


def test_no_header():
    header = find_header(BODY)
    assert (header.rows, header.data) == (0, 0)
    assert header.names == ["column_1", "column_2", "column_3", "column_4"]
    assert "no header" in header.note


@pytest.mark.parametrize(
    "above", [[["Feedback 2023"]], [["Feedback"], ["made by us", "", "in January"]], [["Group", "", "Answers", ""]]]
)
def test_titles_and_groups_above(above):
    header = find_header([*above, NAMES, *BODY])
    assert (header.names, header.first, header.data) == (NAMES, len(above), len(above) + 1)
    assert "above the header" in header.note


def test_questions_and_machine_names_below():
    questions = ["Who are you?", "When was it?", "How many stars?", "What did you think of it?"]
    machine = [f'{{"ImportId":"{name}"}}' for name in NAMES]
    header = find_header([NAMES, questions, machine, *BODY])
    assert (header.names, header.rows, header.data) == (NAMES, 3, 3)
    assert header.titles["text"] == "What did you think of it?"
    assert header.note == "The header has 3 rows."


def test_names_in_other_languages_and_equal_or_empty_ones():
    assert find_header([["用户", "日期", "评分", "评论"], *BODY]).rows == 1
    assert find_header([["user", "", "stars", "user"], *BODY]).names == ["user", "column_2", "stars", "user_2"]


def test_too_many_columns():
    with pytest.raises(UnreadableFile, match=r"2,500 columns; at most 2,000"):
        find_header([[f"c{n}" for n in range(2_500)], ["1"] * 2_500])


@pytest.mark.parametrize(
    ("first", "rows", "note"),
    [
        (0, 0, "The file seems to have no header; its columns are numbered."),
        (0, 1, ""),
        (0, 2, "The header has 2 rows."),
        (1, 1, "1 line above the header was left out."),
        (2, 1, "2 lines above the header were left out."),
        (1_200, 3, "1,200 lines above the header were left out. The header has 3 rows."),
    ],
)
def test_notes(first, rows, note):
    assert TableHeader(["a"], {}, first, rows, first + rows).note == note


def test_a_header_has_five_rows_at_most():
    machine = [[f'{{"ImportId":"{name}{at}"}}' for name in NAMES] for at in range(6)]
    assert find_header([NAMES, *machine, *BODY]).rows == 5


@pytest.mark.parametrize(("marked", "rows"), [(3, 2), (2, 1)])
def test_more_than_half_of_a_row_must_be_machine_names(marked, rows):
    """In the rest of the row stand values as below."""
    row = [f'{{"ImportId":"{at}"}}' if at < marked else BODY[0][at] for at in range(4)]
    body = [[one[0], one[1], one[2], one[3]] for one in BODY]
    assert find_header([NAMES, row, *body]).rows == rows


def test_r_leaves_out_the_name_of_its_row_numbers():
    numbered = [[str(at + 1), *row] for at, row in enumerate(BODY)]
    header = find_header([NAMES, *numbered])
    assert (header.names, header.data) == (["column_1", *NAMES], 1)
    twice = [["1", *row] for row in BODY]
    assert find_header([NAMES, *twice]).names != ["column_1", *NAMES]


def test_three_in_five_of_the_usual_fields_make_a_row_of_the_table():
    assert find_header([["a title", "of this", "", ""], NAMES, *BODY]).first == 1
    assert find_header([["user", "date", "stars", ""], *BODY]).first == 0


def test_zones_that_a_row_of_the_header_names():
    machine = [
        f'{{"ImportId":"{name}","timeZone":"America/Denver"}}' if name == "date" else f'{{"ImportId":"{name}"}}'
        for name in NAMES
    ]
    assert find_header([NAMES, machine, *BODY]).zones == {"date": "America/Denver"}


def test_groups_above_names_are_titles_and_questions_below_them_too():
    groups = find_header([["Who", "", "What", ""], NAMES, *BODY])
    assert groups.names == NAMES
    below = find_header([NAMES, ["", "When was it?", "", "Why?"], *BODY])
    assert below.names == NAMES
