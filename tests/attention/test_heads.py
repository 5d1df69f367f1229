import numpy as np
import pytest

from interestlab.attention.capture import Attention, capture
from interestlab.attention.figures import head_overview
from interestlab.attention.heads import head_pictures


def made(weights, special):
    count = weights.shape[-1]
    none = np.zeros(count, bool)
    return Attention(("t",) * count, np.arange(count), np.array(special), none, none, weights.astype(np.float32), count, none)


def test_heads_that_do_one_thing_are_recognised():
    count = 6
    previous = np.eye(count, k=-1)
    previous[0, 0] = 1
    heads = np.stack([previous, np.full((count, count), 1 / count), np.eye(count), np.eye(count)[np.zeros(count, int)]])
    found = head_overview(made(heads[None], [True] + [False] * (count - 1)))
    np.testing.assert_allclose(found.to_previous[0], [1, 1 / 6, 0, 1 / 5], atol=1e-6)
    np.testing.assert_allclose(found.to_same[0], [0, 1 / 6, 1, 0], atol=1e-6)
    np.testing.assert_allclose(found.to_special[0], [1 / 5, 1 / 6, 0, 1], atol=1e-6)
    np.testing.assert_allclose(found.entropy[0], [0, 1, 0, 0], atol=1e-6)
    np.testing.assert_allclose(found.to_next[0], [0, 1 / 6 * 4 / 5, 0, 0], atol=1e-6)


def test_special_tokens_of_a_real_model_are_sinks(inspection):
    """MiniLM gives special tokens far more than the 2 / T that even attention would."""
    attention = capture(inspection, "The quick brown fox jumps over the lazy dog near the river bank today")
    found = head_overview(attention)
    assert found.entropy.shape == (6, 12)
    assert found.to_special.mean() > 2 * 2 / len(attention)
    for part in (found.entropy, found.to_special, found.to_previous, found.to_next, found.to_same):
        assert ((part >= 0) & (part <= 1)).all()


@pytest.mark.parametrize(("count", "side"), [(10, 10), (24, 24), (100, 24), (256, 24)])
def test_pictures_are_small_and_keep_the_strongest(count, side):
    weights = np.full((2, 3, count, count), 0.001)
    weights[1, 2, count - 1, 0] = 0.9
    pictures = head_pictures(made(weights, [False] * count))
    assert pictures.shape == (2, 3, side, side)
    assert pictures[1, 2, -1, 0] == pytest.approx(0.9)
    assert pictures[0].max() < 0.01
