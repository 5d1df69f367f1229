"""What people write scores better than what a wrong encoding makes of it."""

import pytest

from interestlab.corpus.readers.plausible import _manners, contexts, score_single_byte


def score(text, encoding, prior=None):
    return score_single_byte(contexts(text), encoding, prior or {})


def test_contexts_have_neighbours_and_counts():
    assert dict(contexts("né né b")) == {("n", "é", " "): 2}
    assert contexts("plain") == []


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("jechałem dziś", "jecha³em dziœ"),
        ("perché è così", "perchŽ  cos“"),
        ("PRZYSZŁOŚĆ", "PRZYSZłOść"),
        ("it’s fine – really", "itís fine ñ really"),
        ("about £5", "about Ł5"),
    ],
)
def test_the_better_of_two_readings(good, bad):
    encodings = ("cp1250", "cp1252")
    assert max(score(good, e) for e in encodings) > max(score(bad, e) for e in encodings)


def test_the_rest_of_the_text_weighs_in():
    czech = {"cs": 0.0} | dict.fromkeys(("pl", "sk", "hu", "ro", "hr", "sl", "en", "de", "sq", "eastern"), -6.0)
    slovene = czech | {"cs": -6.0, "sl": 0.0}
    assert score("š č ž", "cp1250", slovene) > score("š č ž", "cp1250", czech)


@pytest.mark.parametrize(
    ("before", "character", "after", "loss"),
    [
        ("f", "ü", "r", 0.0), (" ", "Ü", "b", -2.3), ("A", "Ü", "B", -0.1), ("a", "Ü", "b", -7.3), ("A", "ü", "B", -5.0),
        ("A", "ß", "B", 0.0), ("5", "ü", "r", -3.0), ("r", "ü", "5", -3.0), (" ", "ü", " ", -4.0), (" ", "à", " ", 0.0),
        ("a", "я", "б", -6.0), ("б", "я", "a", -6.0), ("б", "я", "б", 0.0), ("5", "º", " ", -4.0), ("5", "º", "a", -10.0),
        (" ", "“", "a", -2.0), ("a", "“", "b", -10.0), ("a", "”", " ", -2.0), ("a", "”", "b", -10.0), (" ", "–", " ", -2.0),
        ("a", "–", "b", -4.0), ("a", "’", "s", -2.0), ("s", "’", " ", -2.0), ("5", "€", " ", -2.0), (" ", "€", "5", -2.0),
        (" ", "€", " ", -4.0), ("a", "€", " ", -10.0), (" ", "©", " ", -4.0), ("a", "©", "b", -10.0),
        ("a", "\u00ad", "b", -4.0),
        (" ", "\ufffd", " ", -16.0), (" ", "¤", " ", -10.0), (" ", "\x81", " ", -14.0), ("ก", "\u0e31", "น", 0.0),
        (" ", "\u0e31", "น", -10.0),
    ],
)  # fmt: skip
def test_what_a_character_loses_by_its_place(before, character, after, loss):
    assert _manners(before, character, after) == pytest.approx(loss)


def test_each_character_beyond_ascii_is_counted_once_a_place():
    assert dict(contexts("für für ü")) == {("f", "ü", "r"): 2, (" ", "ü", " "): 1}
