"""What tables, pages and the map's tips say of an interest beside its name."""

import numpy as np
import pytest

from interestlab.interests.density import core_clustering
from interestlab.interests.model import InterestMap, InterestName, Names, Neighbours, Projection
from interestlab.ui.interests.figures import _line
from interestlab.ui.map.screen import _called


def called(*also, **more):
    return InterestName("Soil", (), (), (), (), also, **more)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        (called("beds", "bulbs"), "beds, bulbs"),
        (called(), ""),
        (called("thanks", generic=True), "generic: thanks"),
        (called("a\nb <b>"), "a b <b>"),
    ],
)
def test_the_cell_of_what_else_is_in_it(name, line):
    assert _line(name) == line


def test_a_tip_has_the_name_and_three_of_what_else_is_in_it():
    nothing = np.zeros((2, 1), np.int32)
    shown = InterestMap(
        Neighbours(nothing, nothing.astype(np.float32)),
        Projection(np.zeros((2, 2), np.float32), np.zeros((2, 5), np.float32)),
        core_clustering(np.array([0, -1]), np.ones(2)),
        Names((called("beds", "bulbs", "worms", "sand"),)),
    )
    assert _called(shown, 0) == "Soil — beds, bulbs, worms"
    assert _called(shown, -1) == "No clear interest"
