"""Sets of heads: random ones are as many and others, and switching a set off is what its heads make of it."""

import numpy as np
import pytest
import torch

from interestlab.attention.ablation import each_head_off, head_counts, sets_off
from interestlab.attention.forward import unit_vectors
from interestlab.attention.head_sets import other_sets, random_sets, set_mask
from interestlab.attention.tokens import tokenize
from interestlab.errors import NotApplicable
from tests.rounding import rounding

TEXT = "The cyclist repaired her old bike, 她的自行车很旧"
SOME = ((0, 1), (0, 2), (3, 4), (5, 0))


@pytest.mark.parametrize("by_layer", [False, True])
def test_random_sets_are_as_many_heads_and_never_the_same(by_layer):
    mask = set_mask(SOME, (6, 12))
    sets = random_sets(mask, 200, by_layer=by_layer, seed=0)
    assert sets.shape == (200, 6, 12)
    assert (sets.sum(axis=(1, 2)) == 4).all()
    assert (sets.sum(axis=2) == mask.sum(axis=1)).all() == by_layer
    assert len({one.tobytes() for one in [mask, *sets]}) == 201
    share = sets.mean(axis=0)
    assert share[~mask].max() < (0.35 if by_layer else 0.15)  # 2 of 12 in the first layer; 4 of 72 anywhere


def test_random_sets_come_again_with_their_seed():
    mask = set_mask(SOME, (6, 12))
    assert np.array_equal(*(random_sets(mask, 30, by_layer=False, seed=7) for _ in range(2)))
    assert not np.array_equal(*(random_sets(mask, 30, by_layer=False, seed=seed) for seed in (7, 8)))


def test_where_few_sets_exist_all_of_them_are_drawn():
    mask = set_mask([(1, 3)], (2, 5))
    assert (other_sets(mask, by_layer=True), other_sets(mask, by_layer=False)) == (4, 9)
    sets = random_sets(mask, 40, by_layer=True, seed=0)
    assert sorted(np.argwhere(sets)[:, 2]) == [0, 1, 2, 4]
    assert random_sets(set_mask([(0, n) for n in range(5)], (2, 5)), 40, by_layer=True, seed=0).shape == (0, 2, 5)


def test_no_head_and_an_unknown_head_are_one_sentence():
    with pytest.raises(NotApplicable, match="at least one"):
        set_mask([], (6, 12))
    with pytest.raises(NotApplicable, match="no head 13 in layer 1: this encoder has 6 layers of 12 heads"):
        set_mask([(0, 12)], (6, 12))


def test_an_empty_set_moves_nothing_and_a_set_of_one_is_that_head_alone(exact_either):
    inspection, allowed = exact_either, rounding(exact_either.model)
    ids = tokenize(inspection, TEXT).ids
    layers, heads = head_counts(inspection.model)
    sets = np.zeros((3, layers, heads), bool)
    sets[1, 2, 3] = sets[2, layers - 1, heads - 1] = True
    found, alone = sets_off(inspection, ids, sets), each_head_off(inspection, ids)
    np.testing.assert_allclose(found[1], found[0], rtol=0, atol=allowed)
    np.testing.assert_allclose(found[2], alone[1 + 2 * heads + 3], rtol=0, atol=allowed)
    np.testing.assert_allclose(found[3], alone[-1], rtol=0, atol=allowed)


def test_a_layer_without_its_heads_writes_only_the_bias_of_their_projection(exact):
    """An independent way to switch off all heads of the last layer: their projection gives its bias alone."""
    inspection = exact
    ids = tokenize(inspection, TEXT).ids
    layers, heads = head_counts(inspection.model)
    sets = np.zeros((1, layers, heads), bool)
    sets[0, -1] = True
    join = inspection.model.encoder.layer[-1].attention.output.dense
    kept = join.weight.detach().clone()
    with torch.no_grad():
        join.weight.zero_()
        expected = unit_vectors(inspection, torch.tensor(ids[None])).numpy()[0]
        join.weight.copy_(kept)
    whole, without = sets_off(inspection, ids, sets)
    np.testing.assert_allclose(without, expected, rtol=0, atol=rounding(inspection.model))
    assert 1 - without @ whole > 1e-3
