"""MovieLens of all sizes: ratings without texts, and films with their genres as the catalogue."""

import pytest

from interestlab.corpus.importers.movielens import MovieLens
from interestlab.errors import UnreadableFile
from tests.corpus.importers.reading import FILES, certainty, read, zipped

U_DATA = (FILES / "movielens_u.data").read_bytes()


def genres(*chosen):
    return "|".join("1" if place in chosen else "0" for place in range(19))


U_ITEM = "".join(
    f"{n}|Misérables {n} (1995)|01-Jan-1995||http://us.imdb.com/M/x?{n}|{genres(3, 5)}\n" for n in range(1, 40)
).encode("latin-1")
RATINGS = "".join(
    f"{user}::{(user + k) % 30 + 1}::{k % 5 + 1}::9783{user:02}{k:02}0\n" for user in range(1, 20) for k in range(9)
)
MOVIES = "".join(f"{n}::Été {n} :: a (1995)::Animation|Children's\n" for n in range(1, 31)).encode("latin-1")
MOVIES_CSV = "movieId,title,genres\n" + "".join(f'{n},"Comma, The {n} (1995)",(no genres listed)\n' for n in range(1, 31))


def test_u_data_is_read_without_its_first_rating_as_header():
    made = read(U_DATA)
    counts = made.report.counts
    assert (counts.rows, counts.people, counts.items, counts.events, counts.valued) == (300, 20, 33, 300, 300)
    assert (made.report.value.low, made.report.value.high) == (1, 5)
    assert made.report.time.first.startswith("1997-12-04")


def test_films_are_latin_1_and_their_flags_are_genres():
    made = read(U_ITEM)
    assert made.rows[0]["title"] == "Misérables 1 (1995)"
    assert made.rows[0]["genres"] == "Animation|Comedy"


def test_ratings_and_films_of_two_files_join():
    made = read(RATINGS, items=MOVIES)
    assert made.report.join.items == made.report.join.items_matched == 27
    assert made.report.counts.texts == 30
    assert made.report.counts.dated == len(made.rows)


def test_a_title_may_hold_what_separates():
    assert read(MOVIES).rows[4]["title"] == "Été 5 :: a (1995)"


@pytest.mark.parametrize(
    "members",
    [
        {"ml-100k/u.data": U_DATA, "ml-100k/u.item": U_ITEM, "ml-100k/u.user": "1|24|M|technician|85711\n"},
        {"ml-1m/ratings.dat": RATINGS, "ml-1m/movies.dat": MOVIES, "ml-1m/users.dat": "1::F::1::10::48067\n"},
        {
            "ml-latest-small/ratings.csv": "userId,movieId,rating,timestamp\n" + RATINGS.replace("::", ","),
            "ml-latest-small/movies.csv": MOVIES_CSV,
            "ml-latest-small/tags.csv": "userId,movieId,tag,timestamp\n1,2,fun,978300000\n",
        },
    ],
    ids=["100k", "1m", "latest"],
)
def test_archives_hold_ratings_and_their_catalogue(members):
    made = read(zipped(members), "ml.zip")
    assert made.report.kind == "movielens"
    assert made.report.join.items_matched == made.report.join.items
    assert len(made.file.catalogue) >= 30
    assert any(note.startswith("Not read of the archive") for note in made.report.notes)


def test_a_preview_of_an_archive_keeps_the_whole_catalogue():
    made = read(zipped({"u.data": U_DATA, "u.item": U_ITEM}), max_rows=5)
    assert len(made.rows) == 5
    assert len(made.file.catalogue) == 39


def test_no_genres_is_no_genre():
    made = read(zipped({"ratings.csv": "userId,movieId,rating,timestamp\n1,2,3,978300000\n", "movies.csv": MOVIES_CSV}))
    assert made.file.catalogue.frame["genres"].isna().all()


@pytest.mark.parametrize(
    "people", ["1|24|M|technician|85711\n2|53|F|other|94043\n", "1::F::1::10::48067\n2::M::56::16::70072\n"]
)
def test_the_list_of_people_says_what_it_is(people):
    with pytest.raises(UnreadableFile, match="people of MovieLens"):
        read(people)


def test_a_cut_line_is_refused():
    made = read(U_DATA[:1000])
    assert made.report.refused[0].line == len(made.rows) + 1


@pytest.mark.parametrize("foreign", ["1\t2\t3\t4\n", "1\t1\t5\t1600000000\n", "a::b::c\n", "1::2\n", "x", "1|a|b\n"])
def test_it_knows_nothing_else(foreign):
    assert certainty(MovieLens, foreign) == 0


def test_an_archive_of_something_else():
    assert certainty(MovieLens, zipped({"ratings.csv": "a\n"})) == 0
