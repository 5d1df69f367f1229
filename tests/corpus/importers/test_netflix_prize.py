"""Ratings under the numbers of their films."""

import pytest

from interestlab.corpus.importers.netflix_prize import NetflixPrize
from tests.corpus.importers.reading import certainty, read

RATINGS = "1:\n1488844,3,2005-09-06\n822109,5,2005-05-13\n10:\n885013,4,2005-10-19\nwhat\n823519,1,2004-05-03\n"


def test_each_rating_is_of_the_film_above():
    made = read(RATINGS)
    assert [row["movie"] for row in made.rows] == ["1", "1", "10", "10"]
    assert made.file.table.lines.tolist() == [2, 3, 5, 7]
    assert (made.report.counts.rows, made.report.counts.valued, made.report.counts.dated) == (5, 4, 4)
    assert made.report.refused[0].raw == "what"


def test_what_was_to_be_predicted_has_no_value():
    made = read("1:\n1046323,2005-12-19\n1080030,2005-12-23\n")
    assert (made.report.counts.events, made.report.counts.valued) == (2, 0)


def test_titles_may_hold_commas_and_are_latin_1():
    titles = "1,2003,Dinosaur Planet\n2,NULL,Ça, Character\n".encode("latin-1")
    assert [row["title"] for row in read(titles, "movie_titles.csv").rows] == ["Dinosaur Planet", "Ça, Character"]


def test_a_preview():
    assert len(read(RATINGS, max_rows=2).rows) == 2


@pytest.mark.parametrize("foreign", ["1:\nhello\n", "1,2003,Planet\n2,2004,Isle\n", "12:30\n", "1:\n"])
def test_it_knows_nothing_else(foreign):
    assert certainty(NetflixPrize, foreign) == 0
