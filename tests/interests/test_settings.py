"""The settings of the map: their defaults and ranges."""

import pytest

from interestlab.errors import InvalidSetting
from interestlab.interests.settings import MapSettings


def test_the_defaults():
    assert MapSettings() == MapSettings(neighbours=15, clusterer="hdbscan", granularity=0.0, threshold=0.2, namer="phrases")


@pytest.mark.parametrize("allowed", [("neighbours", 5), ("neighbours", 100), ("granularity", -3.0), ("granularity", 3.0),
                                     ("threshold", 0.0), ("threshold", 1.0)])  # fmt: skip
def test_the_ends_are_allowed(allowed):
    assert MapSettings(**dict([allowed]))


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("neighbours", 4, "neighbours must lie between 5 and 100; it is 4."),
        ("neighbours", 101, "neighbours must lie between 5 and 100; it is 101."),
        ("granularity", -3.01, "granularity must lie between -3 and 3; it is -3.01."),
        ("granularity", 3.01, "granularity must lie between -3 and 3; it is 3.01."),
        ("threshold", -0.01, "threshold must lie between 0 and 1; it is -0.01."),
        ("threshold", 1.01, "threshold must lie between 0 and 1; it is 1.01."),
    ],
)
def test_and_nothing_beyond(name, value, said):
    with pytest.raises(InvalidSetting, match=said):
        MapSettings(**{name: value})
