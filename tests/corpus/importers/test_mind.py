"""MIND: clicks are events, what was only shown is none, and the news are the catalogue."""

import pytest

from interestlab.corpus.importers.mind import Mind
from tests.corpus.importers.reading import FILES, certainty, read, zipped

BEHAVIOURS = (FILES / "mind_behaviors.tsv").read_bytes()
NEWS = (FILES / "mind_news.tsv").read_bytes()
ONE = "1\tU1\t11/15/2019 12:05:00 AM\tN1 N2\tN3-1 N4-0\n2\tU1\t11/15/2019 1:05:09 PM\tN1 N2 N3\tN5-0\n"


def test_clicks_and_what_was_read_before():
    made = read(ONE)
    assert [(row["item"], row["time"], row["kind"]) for row in made.rows] == [
        ("N1", None, "read before"),
        ("N2", None, "read before"),
        ("N3", "2019-11-15T00:05:00", "clicked"),
        ("N3", None, "read before"),
    ]
    assert made.report.notes[0].startswith("2 impressions of news: 1 clicks are events; 2 news that were")
    assert made.report.notes[1].startswith("3 events are news that a person had read before")


def test_news_have_titles_and_abstracts():
    made = read(NEWS, "renamed.txt")
    assert made.report.roles.text == ("title", "abstract")
    assert (made.report.counts.texts, made.report.roles.label) == (40, "category")


def test_two_files_join():
    made = read(BEHAVIOURS, items=NEWS)
    assert made.report.join.items == made.report.join.items_matched == 40
    assert made.report.counts.dated == 40


def test_an_archive_of_both():
    made = read(zipped({"MINDsmall_train/behaviors.tsv": BEHAVIOURS, "MINDsmall_train/news.tsv": NEWS}), max_rows=10)
    assert len(made.rows) == 10
    assert len(made.file.catalogue) == 40


def test_the_test_set_does_not_say_what_was_clicked():
    made = read(ONE.replace("-1", "").replace("-0", "").replace("\n", "\r\n"))
    assert made.report.counts.dated == 0
    assert any("without a word on whether they were clicked: 3" in note for note in made.report.notes)


def test_a_cut_line_is_refused():
    made = read(ONE + "3\tU9\t11/15/2019")
    assert made.report.refused[0].line == 3


@pytest.mark.parametrize(
    "foreign", ["1\tU1\tyes\tN1\tN2-1\n", "N1\tnews\n", "1\t2\t3\n", "id\tuser\ttime\thistory\timpressions\n"]
)
def test_it_knows_nothing_else(foreign):
    assert certainty(Mind, foreign) == 0
