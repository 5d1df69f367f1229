"""What exploring costs and teaches, by hand."""

import numpy as np
import pytest

from interestlab.intervals import Estimate
from interestlab.recommend.exploring.outlook import DRAWS, LEVELS, Outlook, outlooks, pays
from interestlab.recommend.exploring.policies import EpsilonGreedy
from interestlab.recommend.protocol import Selected

NOTHING = {"taste": None, "item_interest": None, "seed": 0}


class Worst:
    """Shows the best list, or from any level on the items in their order."""

    def select(self, mean, std, k, *, explore, rng):
        items = np.arange(k) if explore else np.argsort(-mean, kind="stable")[:k]
        return Selected(items, np.ones(k), np.zeros(k, dtype=np.bool_))


def test_a_list_costs_what_its_mean_falls_of_the_way_to_a_random_one():
    """Scores 0 to 4 and one item that is not to be shown: the best two have 3.5 on average, all have 2, the first two .5."""
    mean = np.array([0, 1, 2, 3, 4, -np.inf], np.float32)
    found = outlooks(Worst(), mean, None, 2, levels=(0.0, 0.5), **NOTHING)
    assert [one.explore for one in found] == [0, 0.5]
    assert [one.cost.value for one in found] == [0, pytest.approx(3 / 1.5)]
    assert [one.cost.n for one in found] == [DRAWS, DRAWS] == [16, 16]
    assert [one.gain.value for one in found] == [0, 0]
    assert LEVELS == (0, 0.25, 0.5, 0.75, 1)


def test_a_random_list_costs_about_all():
    (found,) = outlooks(EpsilonGreedy(), np.linspace(0, 1, 400, dtype=np.float32), None, 100, levels=(1.0,), **NOTHING)
    assert found.cost.value == pytest.approx(1, abs=0.05)
    (again,) = outlooks(EpsilonGreedy(), np.linspace(0, 1, 400, dtype=np.float32), None, 100, levels=(1.0,), **NOTHING)
    assert again == found


def test_without_any_item_there_is_no_outlook():
    assert outlooks(Worst(), np.full(3, -np.inf, np.float32), None, 2, levels=(0.0,), **NOTHING) == ()


@pytest.mark.parametrize(("low", "said"), [(0.209, False), (0.211, True)])
def test_it_teaches_where_its_gain_lies_a_hundredth_above_the_best_lists(low, said):
    def level(explore, gain):
        return Outlook(explore, Estimate(0.0, 0.0, 0.0, 16), gain)

    assert pays(level(0.0, Estimate(0.2, 0.2, 0.2, 16)), level(1.0, Estimate(0.5, low, 0.6, 16))) == said
