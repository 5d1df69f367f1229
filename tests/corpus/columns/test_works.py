"""Books, films and threads that several rows are about: the work is the item, and its author is no reader."""

import pandas as pd
import pytest

from interestlab.corpus import guess_roles
from interestlab.corpus.columns.profiles import profile_columns
from interestlab.corpus.columns.works import find_works, settles

BOOKS = ("Piranesi", "Middlemarch", "Momo", "Die Wand", "Stoner")
AUTHORS = ("Susanna Clarke", "George Eliot", "Michael Ende", "Marlen Haushofer", "John Williams")
READERS = ("ollie_b", "Anna", "quietfox", "Ben", "maya.k", "Pernille", "Jo")
FILLS = (
    "Der Garten war still",
    "und niemand wusste warum",
    "die Sprache trägt",
    "das Ende kam zu früh",
    "ich las bis zum Morgen",
)
ROWS = 30


def prose(n):
    return f"{FILLS[n % 5]}, {FILLS[(n * 3 + 1) % 5]} auf Seite {n * 7 + 3}."


def table(title, author, reader, text, value="Sterne", *, rows=ROWS, works=5):
    book = [n * 7 % works for n in range(rows)]
    columns = {
        title: [BOOKS[b % 5] + ("" if b < 5 else f" {b}") for b in book],
        author: [AUTHORS[b % 5] if b < 5 else f"Writer {b}" for b in book],
        reader: [READERS[n * 5 % 7] for n in range(rows)],
        value: [str(n * 3 % 5 + 1) for n in range(rows)],
        text: [prose(n) for n in range(rows)],
    }
    return pd.DataFrame({name: pd.Series(values, dtype="str") for name, values in columns.items()})


@pytest.mark.parametrize(
    ("title", "author", "reader", "text"),
    [
        ("Titel", "Autor", "Leserin", "Rezension"),
        ("Buchtitel", "Autorin", "Name", "Meinung"),
        ("Titre", "Auteur", "Lecteur", "Critique"),
        ("Título", "Autor", "Lector", "Reseña"),
        ("Titolo", "Autore", "Utente", "Commento"),
        ("Título do livro", "Autor", "Leitor", "Comentário"),
        ("Название книги", "Автор", "Читатель", "Отзыв"),
        ("书名", "作者", "读者", "书评"),
        ("書名", "著者", "読者", "感想"),
        ("책제목", "저자", "독자", "리뷰"),
        ("Film", "Director", "Member", "Review"),
    ],
)
def test_who_reads_is_the_person_and_the_work_is_the_item(title, author, reader, text):
    guess = guess_roles(table(title, author, reader, text))
    assert (guess.roles.user, guess.roles.item, guess.roles.text) == (reader, title, (text,))
    assert author in guess.unused


def test_a_maker_that_is_called_something_else_is_found_by_its_values():
    frame = table("Title", "by", "reviewer", "Review", rows=60)
    assert guess_roles(frame).roles.user == "reviewer"
    assert settles(frame, "Title", "by")
    assert not settles(frame, "Title", "reviewer")


def test_an_author_whose_titles_come_once_gives_way_to_a_reader():
    frame = table("Buch", "Autor", "Leser", "Rezension", works=30)
    assert guess_roles(frame).roles.user == "Leser"


def test_an_author_beside_books_that_come_once_is_said_to_be_a_guess():
    frame = table("Buch", "Autor", "Leser", "Rezension", works=30).drop(columns="Leser")
    guess = guess_roles(frame)
    assert guess.roles.user is None or guess.reasons["user"].endswith("a guess")


def test_a_reviewer_without_a_rating_is_not_who_wrote():
    frame = table("title", "author", "reviewer", "body", works=30).drop(columns="Sterne")
    frame["author"] = [READERS[(n * 3 + 1) % 7] for n in range(ROWS)]
    frame["title"] = [f"{FILLS[n % 5]} und {n} mal mehr" for n in range(ROWS)]
    assert guess_roles(frame).roles.user == "author"


def test_the_author_of_a_post_stays_the_person():
    frame = table("title", "author", "reader", "body").drop(columns=["reader", "Sterne"])
    frame["author"] = [READERS[n * 5 % 7] for n in range(ROWS)]
    guess = guess_roles(frame)
    assert guess.roles.user == "author"
    assert guess.roles.item == "title"  # a thread that many write in


def test_the_same_person_under_two_names_is_no_doubt():
    frame = table("title", "author", "user_id", "review")
    frame["username"] = frame["user_id"].str.upper()
    assert guess_roles(frame).reasons["user"].endswith("certain")


def test_a_headline_that_repeats_belongs_to_its_review():
    frame = table("title", "author", "reviewer", "review").drop(columns="author")
    frame["title"] = [("Great", "Meh", "Love it", "Broken", "Not for me")[n * 3 % 5] for n in range(ROWS)]
    assert guess_roles(frame).roles.text == ("title", "review")
    assert guess_roles(frame.rename(columns={"title": "Betreff"})).roles.text == ("Betreff", "review")


def test_a_title_beside_another_thing_is_no_work():
    frame = table("title", "author", "reviewer", "review").drop(columns="author")
    frame["product"] = [f"Kettle {n % 4}" for n in range(ROWS)]
    assert find_works(profile_columns(frame), frame).title is None
    assert guess_roles(frame).roles.item == "product"


@pytest.mark.parametrize(
    ("key", "thread"), [("comment_id", "note_id"), ("评论id", "帖子id"), ("id", "video_id"), ("CommentId", "ThreadId")]
)
def test_what_comments_stand_under_is_the_item_and_not_their_own_number(key, thread):
    frame = table("title", "author", "user_id", "content").drop(columns=["title", "author", "Sterne"])
    frame[key] = [f"c{1000 + n}" for n in range(ROWS)]
    frame[thread] = [f"t{n % 4}" for n in range(ROWS)]
    assert guess_roles(frame).roles.item == thread
    frame["parent_comment_id"] = [f"c{1000 + n % 5}" for n in range(ROWS)]
    assert guess_roles(frame.drop(columns=thread)).roles.item != "parent_comment_id"


def pairs(groups, name="Author"):
    """Rows of works with so many rows each, by their makers."""
    rows = [(f"work {at}", maker) for at, (count, maker) in enumerate(groups) for _ in range(count)]
    return pd.DataFrame(rows, columns=["Title", name], dtype="str")


@pytest.mark.parametrize(
    ("groups", "name", "settled"),
    [
        ([(2, "a"), (2, "b"), (2, "c"), (2, "d"), (2, "e")], "Author", True),  # 5 · ln 5 = 8.0
        ([(2, "a"), (2, "b"), (2, "c"), (2, "d")], "Author", False),  # 4 · ln 4 = 5.5
        ([(6, "a"), (5, "b")], "Author", False),  # 9 · ln 1.98 = 6.2
        ([(7, "a"), (6, "b")], "Author", True),  # 11 · ln 1.99 = 7.6
        ([(9, "a"), (9, "a")], "Author", False),  # one maker of all
        ([(2, "a"), (2, "b"), (2, "c"), (2, "d"), (2, "e")], "Group", True),  # five works come several times
        ([(2, "a"), (2, "b"), (2, "c"), (2, "d")], "Group", False),
        (
            [(2, "a"), (2, "b"), (2, "c"), (2, "d"), (2, "e"), *[(1, f"x{at}") for at in range(22)]],
            "Author",
            True,
        ),  # 10 of 32 rows
        ([(2, "a"), (2, "b"), (2, "c"), (2, "d"), (2, "e"), *[(1, f"x{at}") for at in range(24)]], "Author", False),  # 10 of 34
    ],
)
def test_how_often_a_work_must_come_with_one_maker(groups, name, settled):
    assert settles(pairs(groups, name), "Title", name) is settled


def test_nineteen_of_twenty_works_must_have_one_maker():
    table = pairs([(2, f"m{at}") for at in range(40)])
    for wrong, settled in ((0, True), (1, True), (2, False)):
        other = table.copy()
        other.loc[[2 * at for at in range(wrong)], "Author"] = "somebody else"
        assert settles(other, "Title", "Author") is settled
