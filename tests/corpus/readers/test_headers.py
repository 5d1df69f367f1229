"""Where the names of the columns stand: first, below titles, over several rows, or nowhere."""

import pytest

from interestlab.corpus.readers.headers import find_header
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
