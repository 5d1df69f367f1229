"""What the page says of heads that are off together."""

import numpy as np
import pytest

from interestlab.charts.set_dots import set_dots
from interestlab.charts.style import alt_text
from interestlab.studies.head_sets_off import HeadSetEffects
from interestlab.ui.heads.sets_off import verdict
from tests.shown import shown


def made(chosen, random, *, texts=50):
    values = np.concatenate([[chosen], random]) + np.random.default_rng(0).normal(0, 0.01, (texts, 1 + len(random)))
    sets = np.zeros((1 + len(random), 6, 12), bool)
    sets[:, 0, :3] = True
    return HeadSetEffects(sets, np.repeat(values[:, None], 3, axis=1), by_layer=False, others=10_000)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (made(0.6, np.linspace(0.1, 0.5, 40)), "The shift of the vector: more than 40 of 40 random sets of as many heads."),
        (made(0.0, np.linspace(0.1, 0.5, 40)), "less than 40 of 40 random sets"),
        (made(0.33, np.linspace(0.1, 0.5, 40)), "within the noise, since random sets scatter as far: more than 2"),
        (
            made(0.6, np.linspace(0.1, 0.5, 11)),
            "more than 11 of 11 random sets of as many heads, too few to tell",
        ),
        (made(0.6, np.linspace(0.1, 0.5, 40), texts=1), "one text cannot tell"),
    ],
)
def test_the_sentence_says_what_the_figures_allow(found, words):
    said = verdict(found, "shift")
    assert words in shown(said)
    assert "without these 3 heads" in said


def test_texts_that_disagree_are_noise_too():
    found = made(0.6, np.linspace(0.1, 0.5, 40))
    found.found[:, :, 0] += 20 * (-1.0) ** np.arange(50)[:, None]
    assert "within the noise of 50 texts" in verdict(found, "shift")


def test_sets_that_all_do_nothing_are_alike():
    found = made(0.6, np.linspace(0.1, 0.5, 40))
    found.found[:] = 0
    assert "within the noise, since random sets scatter as far: as much as all of 40 random sets" in shown(
        verdict(found, "moved")
    )


def test_the_chart_says_in_words_what_it_shows():
    figure = set_dots("Neighbours lost", (0.2, 0.1, 0.3), np.array([0.05, 0.4]), ["1.1", "2.2"], share=True, dark=False)
    assert alt_text(figure) == (
        "Neighbours lost: the chosen heads 20.0%, between 10.0% and 30.0%; 2 random sets from 5.0% to 40.0%."
    )
    nothing = set_dots("Shift", (0.0, np.nan, np.nan), np.zeros(3), ["", "", ""], share=False, dark=True)
    assert nothing.layout.xaxis.range[1] > 0
