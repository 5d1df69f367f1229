"""Agreement against a published example, scikit-learn, and the definition worked out pair by pair."""

from itertools import permutations

import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from interestlab.classify.agreement import agreement

# Krippendorff 2011, example C: four observers, twelve units, missing votes; alpha for nominal data is .743.
TABLE = [
    (1, 1, None, 1), (2, 2, 3, 2), (3, 3, 3, 3), (3, 3, 3, 3), (2, 2, 2, 2), (1, 2, 3, 4), (4, 4, 4, 4), (1, 1, 2, 1),
    (2, 2, 2, 2), (None, 5, 5, 5), (None, None, 1, 1), (None, 3, None, None),
]  # fmt: skip


def by_definition(votes):
    """Alpha from all pairable values, one pair at a time."""
    pairs = [(a, b, len(one) - 1) for one in votes if len(one) > 1 for a, b in permutations(one.values(), 2)]
    values = [value for one in votes if len(one) > 1 for value in one.values()]
    observed = sum((a != b) / weight for a, b, weight in pairs) / len(values)
    expected = np.mean([a != b for a, b in permutations(values, 2)])
    return 1 - observed / expected


def test_a_published_example():
    votes = [{f"o{at}": str(value) for at, value in enumerate(row) if value is not None} for row in TABLE]
    found = agreement(votes, range(len(votes)))
    assert found.alpha.value == pytest.approx(0.743, abs=0.0005)
    assert found.alpha.value == pytest.approx(by_definition(votes))
    assert found.texts == 11
    assert found.alpha.n == 11
    assert found.alpha.low < found.alpha.value < found.alpha.high <= 1
    assert len(found.pairs) == 6


@pytest.mark.parametrize("seed", range(4))
def test_by_twos_as_scikit_learn_says(seed):
    rng = np.random.default_rng(seed)
    truth = rng.integers(4, size=120)
    sides = [np.where(rng.random(120) < 0.7, truth, rng.integers(4, size=120)) for _ in range(2)]
    votes = [{"ada": f"c{a}", "bo": f"c{b}"} for a, b in zip(*sides, strict=True)]
    found = agreement(votes, range(120))
    one = found.pairs[0]
    assert one.kappa.value == pytest.approx(cohen_kappa_score(*sides))
    assert (one.texts, one.same) == (120, int((sides[0] == sides[1]).sum()))
    assert found.alpha.value == pytest.approx(by_definition(votes))
    assert one.kappa.low < one.kappa.value < one.kappa.high


def test_people_are_the_units_of_the_interval():
    votes = [{"ada": "x" if at % 3 else "y", "bo": "x" if at % 4 else "y"} for at in range(60)]
    alone, together = agreement(votes, range(60)), agreement(votes, [at // 12 for at in range(60)])
    assert (alone.alpha.n, together.alpha.n) == (60, 5)
    assert alone.alpha.value == together.alpha.value


def test_nothing_to_tell():
    nothing = agreement([{"ada": "x"}, {}], [0, 1])
    assert (nothing.texts, nothing.pairs) == (0, ())
    assert np.isnan(nothing.alpha.value)
    one_class = agreement([{"ada": "x", "bo": "x"}] * 5, range(5))
    assert np.isnan(one_class.alpha.value)
    assert one_class.pairs[0].same == 5
