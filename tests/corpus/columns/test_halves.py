"""Reviews in two halves are one text, whatever their columns are called."""

import pandas as pd
import pytest

from interestlab.corpus import guess_roles
from interestlab.corpus.columns.halves import other_half


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("Positive_Review", "Negative_Review"), ("Pros", "Cons"), ("Liked", "Disliked"), ("优点", "缺点"),
        ("Was hat Ihnen gefallen: Lob", "Was hat Ihnen gefallen: Kritik"), ("Vorteile", "Nachteile"),
        ("Points forts", "Points faibles"), ("Ventajas", "Desventajas"), ("Pregi", "Difetti"), ("Достоинства", "Недостатки"),
        ("良い点", "悪い点"), ("장점", "단점"), ("reviews.pros", "reviews.cons"),
    ],
)  # fmt: skip
def test_both_halves_are_the_text(good, bad):
    frame = pd.DataFrame(
        {
            "user": pd.Series([f"ada{n % 5}" for n in range(30)], dtype="str"),
            good: pd.Series([f"the garden number {n} was quiet and full of birds" for n in range(30)], dtype="str"),
            bad: pd.Series([f"breakfast came late on day {n}" if n % 3 else None for n in range(30)], dtype="str"),
        }
    )
    guess = guess_roles(frame)
    assert guess.roles.text == (good, bad)
    assert "the two halves of a review" in guess.reasons["text"]


def test_what_is_no_half():
    assert other_half("review", ["comment", "negative"]) is None
    assert other_half("positive_review", ["negative_words", "review"]) is None
