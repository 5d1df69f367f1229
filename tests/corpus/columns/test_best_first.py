"""School marks, ranks and priorities, of which 1 is the best, are no ratings of which more is better."""

import io

import pytest

from interestlab.corpus import read_file
from interestlab.corpus.build import check_file


def report_of(name, values, others=("Nutzer", "Meinung")):
    rows = [";".join((others[0], name, others[1]))]
    rows += [f"ada{n % 5};{values[n * 3 % len(values)]};Der Garten war still am Tag {n} und es regnete" for n in range(30)]
    return check_file(read_file(io.BytesIO("\n".join(rows).encode()), "export.csv"))[0]


@pytest.mark.parametrize(
    "name",
    ["Schulnote", "Rank", "Priority", "Priorität", "排名", "順位", "우선순위", "Приоритет", "Rating (1 = best, 5 = worst)",
     "Zufriedenheit (1 = sehr zufrieden, 6 = gar nicht)", "Note (1 = sehr gut)", "Mood 1: very satisfied - 5: not at all"],
)  # fmt: skip
def test_where_1_is_the_best_it_is_no_rating_and_that_is_said(name):
    report = report_of(name, "1234561")
    assert report.roles.value is None
    assert "1 may be the best" in report.unused[name]
    assert any(f"“{name}” was not taken as the rating: 1 may be the best" in one for one in report.warnings)


def test_a_rating_beside_a_rank_needs_no_word():
    rows = ["user,rank,stars,text", *[f"ada{n % 5},{n % 9 + 1},{n % 5 + 1},a quiet day by the river {n}" for n in range(30)]]
    report = check_file(read_file(io.BytesIO("\n".join(rows).encode()), "export.csv"))[0]
    assert report.roles.value == "stars"
    assert not any("1 may be the best" in one for one in report.warnings)


def test_a_german_mark_is_a_guess_and_a_french_one_is_none():
    report = report_of("Note", "1234561")
    assert report.reasons["value"].endswith("a guess")
    assert any("in school marks 1 is the best" in one for one in report.warnings)
    french = report_of("Note", "1234512", ("Pseudo", "Avis"))
    assert french.roles.value == "Note"
    assert not french.reasons["value"].endswith("a guess")
