"""The archive of Letterboxd."""

import pytest

from interestlab.corpus.importers.letterboxd import Letterboxd
from interestlab.errors import UnreadableFile
from tests.corpus.importers.reading import certainty, read, zipped

HEAD = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Review,Tags,Watched Date\n"
REVIEWS = HEAD + "".join(
    f'2023-01-0{n},Film {n},199{n},https://boxd.it/{n},{n / 2},,"Good,\n\nor not {n}",,\n' for n in range(1, 9)
)
RATINGS = "Date,Name,Year,Letterboxd URI,Rating\n" + "".join(
    f"2023-01-0{n},Film {n},,https://boxd.it/a{n},{n / 2}\n" for n in range(1, 9)
)
PROFILE = "Date Joined,Username\n2020-01-01,mira\n"


def test_reviews_first():
    made = read(zipped({"reviews.csv": REVIEWS, "ratings.csv": RATINGS, "profile.csv": PROFILE}))
    assert (made.report.roles.text, made.report.roles.time) == (("Review",), "Date")
    assert made.rows[0]["Film"] == "Film 1 (1991)"
    assert made.report.notes[:2] == ("Read reviews.csv of the archive.", "Not read of the archive: profile.csv, ratings.csv.")


def test_without_reviews_what_was_rated():
    made = read(zipped({"x/reviews.csv": HEAD, "x/ratings.csv": RATINGS, "x/diary.csv": "", "x/profile.csv": PROFILE}))
    assert made.report.roles.text == ("Name",)
    assert (made.rows[0]["Film"], made.report.counts.valued) == ("Film 1", 8)


def test_another_table_can_be_chosen():
    packed = zipped({"reviews.csv": REVIEWS, "ratings.csv": RATINGS, "profile.csv": PROFILE})
    assert read(packed, sheet="ratings.csv").report.roles.text == ("Name",)
    with pytest.raises(UnreadableFile, match=r"no films of Letterboxd in profile\.csv"):
        read(packed, sheet="profile.csv")


def test_archives_of_others():
    assert certainty(Letterboxd, zipped({"reviews.csv": REVIEWS, "ratings.csv": RATINGS})) == 0
