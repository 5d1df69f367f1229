"""What heads are needed for: the arithmetic on made-up vectors; the study itself is tested with its page."""

import numpy as np
import pytest

from interestlab.intervals import mean_score
from interestlab.studies.heads_off import of_text, summed

EYE = np.eye(4)


def unit(*values):
    vector = np.array(values, float)
    return vector / np.linalg.norm(vector)


def test_a_text_that_does_not_move_loses_nothing():
    variants = np.stack([unit(1, 0.2, 0, 0)] * 3)
    np.testing.assert_allclose(of_text(variants, EYE.astype(np.float32), EYE[:2].astype(np.float32), 0), 0, atol=1e-12)


def test_shift_neighbours_and_interest():
    vectors = np.stack([unit(1, 0, 0, n / 100) for n in range(11)] + [unit(0, 1, 0, n / 100) for n in range(20)]).astype(
        np.float32
    )
    variants = np.stack([unit(1, 0, 0, 0), unit(0, 1, 0, 0), unit(1, 0.3, 0, 0)])
    shift, lost, moved = of_text(variants, vectors, EYE[:2].astype(np.float32), 0)
    np.testing.assert_allclose(shift, [1, 1 - 1 / np.hypot(1, 0.3)], atol=1e-12)
    np.testing.assert_allclose(lost, [1, 0])
    np.testing.assert_allclose(moved, [1, 0])


def test_without_the_map_only_the_shift_is_told():
    shift, lost, moved = of_text(np.stack([unit(1, 0), unit(1, 1)]))
    assert shift == pytest.approx(1 - np.sqrt(0.5))
    assert np.isnan([lost, moved]).all()


def test_means_have_intervals():
    rng = np.random.default_rng(0)
    found = rng.random((50, 3, 6))
    found[:, 2] = 0
    effects = summed(found, (2, 3))
    assert effects.texts == 50
    np.testing.assert_allclose(effects.shift, found[:, 0].mean(axis=0).reshape(2, 3))
    expected = [mean_score(found[:, 1, at]) for at in range(6)]
    np.testing.assert_allclose(effects.lost_half.ravel(), [(one.high - one.low) / 2 for one in expected])
    assert (effects.moved == 0).all()
    assert (effects.moved_half > 0).all()  # none of 50 is not none of all
    assert np.isnan(summed(found[:1], (2, 3)).shift_half).all()
