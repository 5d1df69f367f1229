"""What people write scores better than what a wrong encoding makes of it."""

import pytest

from interestlab.corpus.readers.plausible import contexts, score_single_byte


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
