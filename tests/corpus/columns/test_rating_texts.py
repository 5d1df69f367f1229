"""One text as a rating."""

import pytest

from interestlab.corpus.columns.rating_texts import LONGEST, Rating, number, read_rating, words_beside


@pytest.mark.parametrize(
    ("text", "rating"),
    [
        ("4", Rating("number", 4)), ("4,5", Rating("number", 4.5)), ("1,234", Rating("number", 1234)),
        (".5", Rating("number", 0.5)),
        ("1.2k", Rating("number", 1200)), ("2 m", Rating("number", 2_000_000)), ("3 tsd", Rating("number", 3000)),
        ("3 mio", Rating("number", 3_000_000)), ("2万", Rating("number", 20_000)), ("2만", Rating("number", 20_000)),
        ("80 %", Rating("percent", 80, 100)), ("80 prozent", Rating("percent", 80, 100)),
        ("4/5", Rating("of", 4, 5)), ("4 out of 5 stars", Rating("of", 4, 5)), ("0/5", Rating("of", 0, 5)),
        ("5 von 5", Rating("of", 5, 5)),
        ("5つ星のうち4", Rating("of", 4, 5)), ("4 stars", Rating("stars", 4)), ("note: 4", Rating("number", 4)),
        ("★★★★☆", Rating("stars", 4, 5)), ("★★★½☆", Rating("stars", 3.5, 5)), ("★★★", Rating("stars", 3, 0)),
        ("☆☆☆☆☆", Rating("stars", 0, 5)), ("★★★½", Rating("stars", 3.5, 0)),
    ],
)  # fmt: skip
def test_numbers_and_stars(text, rating):
    assert read_rating(text)[0] == rating


@pytest.mark.parametrize("best", [3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 30, 50, 100])
def test_the_best_there_is(best):
    assert read_rating(f"{best}/{best}") == (Rating("of", best, best),)
    assert read_rating(f"{best + 1}/{best}") == ()


@pytest.mark.parametrize("text", ["1/2", "1/11", "3/13", "3/16", "3/25", "3/40", "3/99", "-1/5", "3/101"])
def test_fractions_and_dates_are_none(text):
    assert read_rating(text) == ()


def test_a_thumb_that_is_written_as_a_number_may_be_either():
    assert read_rating("+1") == (Rating("number", 1), Rating("thumbs", 1))
    assert read_rating("-1") == (Rating("number", -1), Rating("thumbs", -1))
    assert read_rating("+2") == (Rating("number", 2),)


def test_words_with_a_number_beside_them():
    assert read_rating("5 - wonderful thing")[-1] == Rating("numbered", 5)
    assert read_rating("wonderful thing (4)")[-1] == Rating("numbered", 4)
    assert words_beside("5 - strongly agree.") == words_beside("strongly agree (5)") == "strongly agree"
    assert words_beside("agree") == "agree"
    assert read_rating("would recommend: yes") == (Rating("thumbs", 1),)
    assert read_rating("would recommend: no") == (Rating("thumbs", -1),)


def test_no_rating_needs_more_than_sixty_letters():
    assert LONGEST == 60
    assert read_rating(f"{'x' * 55} (4)") != ()
    assert len(f"{'x' * 56} (4)") == 60
    assert read_rating(f"{'x' * 56} (4)") != ()
    assert read_rating(f"{'x' * 57} (4)") == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [("1,234.5", 1234.5), ("0,234", 0.234), ("12,34", 12.34), ("-1 234", -1234), ("1'234'567", 1234567), ("4.5", 4.5)],
)
def test_thousands_and_fractions(text, value):
    assert number(text) == value
