"""Heads off together against random heads: the arithmetic on made-up effects, and the study on MiniLM's own."""

import json

import numpy as np
import pytest

from interestlab.errors import NotApplicable
from interestlab.questions.opened import OpenRun
from interestlab.questions.question import silent
from interestlab.studies.head_sets_off import (
    HeadSetEffects,
    HeadSetsOff,
    set_table,
)
from interestlab.studies.heads_off import HeadsOff

READ = HeadsOff("minilm", texts=3, most_tokens=32, seed=1)


def made(chosen, random, *, texts=60, noise=0.1):
    """Effects whose means are about `chosen` and `random` (r,), the same for every kind."""
    rng = np.random.default_rng(0)
    means = np.concatenate([[chosen], random])
    values = means + rng.normal(0, noise, (texts, 1)) + rng.normal(0, noise / 5, (texts, len(means)))
    sets = np.zeros((1 + len(random), 2, 50), bool)
    sets[np.arange(len(sets)), 0, np.arange(len(sets)) % 50] = True
    return HeadSetEffects(sets, np.repeat(values[:, None], 3, axis=1), by_layer=False, others=99)


def test_a_set_that_moves_more_than_all_random_ones_is_told():
    one = made(0.5, np.linspace(0.1, 0.4, 40)).compared("shift")
    assert (one.below, one.above, one.told) == (40, 0, True)
    assert one.chance == pytest.approx(2 / 41)
    assert one.difference.value == pytest.approx(0.25, abs=0.02)
    less = made(0.0, np.linspace(0.1, 0.4, 40)).compared("shift")
    assert (less.below, less.above, less.told) == (0, 40, True)
    assert less.difference.high < 0


def test_a_set_among_the_random_ones_is_not_told_however_many_texts():
    one = made(0.25, np.linspace(0.1, 0.3, 40), texts=5_000).compared("shift")
    assert one.difference.low > 0
    assert one.chance > 0.05
    assert not one.told


def test_few_random_sets_or_noisy_texts_tell_nothing():
    assert not made(0.5, np.linspace(0.1, 0.4, 20)).compared("shift").told  # 2 of 21 is more than 5 %
    found = made(0.5, np.linspace(0.1, 0.4, 40))
    noisy = found.found + np.random.default_rng(1).normal(0, 9, found.found.shape)
    assert not HeadSetEffects(found.sets, noisy, False, 99).compared("shift").told
    alone = HeadSetEffects(found.sets, found.found[:1], False, 99).compared("shift")
    assert np.isnan(alone.difference.low)
    assert not alone.told


def test_the_table_says_every_set():
    table = set_table(made(0.5, np.linspace(0.1, 0.4, 40)))
    assert table["set"].tolist()[:2] == ["chosen", "random 1"]
    assert table["set"].iloc[-1] == "chosen less random"
    assert table["heads"].iloc[1] == "L1H2"
    assert ((table["shift_low"] < table["shift"]) & (table["shift"] < table["shift_high"])).all()


@pytest.fixture(scope="module")
def result(analysed_home):
    return analysed_home.open("sample").need_result()


def studied(result, folder, **question):
    folder.mkdir()
    study = HeadSetsOff.of(json.loads(json.dumps(HeadSetsOff.on(READ, **question).settings())))
    assert study == HeadSetsOff.on(READ, **question)
    study.write(OpenRun.of(result), folder, silent)
    return study.load(folder)


def test_a_set_of_one_is_what_the_study_of_single_heads_says(result, tmp_path):
    found = studied(result, tmp_path / "set", heads=((4, 2),), draws=5)
    alone = READ.answer(OpenRun.of(result), silent)
    assert found.found[:, 0, 0].mean() == pytest.approx(alone.shift[4, 2], abs=1e-6)
    assert found.effects() == ["shift"]  # the sample's map is of the hashing encoder
    assert (found.texts, found.draws, found.size, found.others) == (3, 5, 1, 71)


def test_the_baseline_comes_again_with_its_seed(result, tmp_path):
    heads = ((0, 0), (3, 1))
    first, again = (
        studied(result, tmp_path / name, heads=order, draws=4) for name, order in (("a", heads), ("b", heads[::-1]))
    )
    assert np.array_equal(first.sets, again.sets)
    np.testing.assert_array_equal(first.found, again.found)


def test_sets_without_another_like_them_are_refused(result, tmp_path):
    layer = tuple((2, head) for head in range(12))
    with pytest.raises(NotApplicable, match="draw over all layers"):
        studied(result, tmp_path / "layer", heads=layer, by_layer=True)
    assert studied(result, tmp_path / "anywhere", heads=layer, draws=2).draws == 2
    everything = tuple((layer, head) for layer in range(6) for head in range(12))
    with pytest.raises(NotApplicable, match="leave at least one on"):
        studied(result, tmp_path / "all", heads=everything)
