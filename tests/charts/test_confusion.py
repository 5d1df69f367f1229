"""The squares and the curve hold what they were given."""

import numpy as np
import pytest

from interestlab.charts.confusion import calibration_curve, confusion_grid
from interestlab.classify.judging.measures import Bin
from interestlab.intervals import share


@pytest.mark.parametrize("dark", [False, True])
def test_squares_by_true_and_said_class(dark):
    figure = confusion_grid(np.array([[8, 2], [0, 5]]), ["<b>a</b>", "b"], dark=dark)
    points = figure.data[0]
    assert list(points.customdata[1]) == [0, 1]
    assert list(points.marker.color) == [0.8, 0.2, 0.0, 1.0]
    assert points.hovertext[1] == "&lt;b&gt;a&lt;/b&gt;, said to be b: 2"
    assert list(points.text) == ["8", "2", "", "5"]
    assert figure.layout.meta["alt"] == "Of 15 posts of 2 classes 13 are said to be what they are."


def test_the_curve_has_the_intervals_of_its_bins():
    curve = (Bin(0.6, share(5, 10), 10), Bin(0.9, share(8, 10), 10))
    drawn = calibration_curve(curve, dark=False).data[1]
    assert (list(drawn.x), list(drawn.y)) == ([0.6, 0.9], [0.5, 0.8])
    assert drawn.error_y.array[0] == pytest.approx(share(5, 10).high - 0.5)
    assert drawn.error_y.arrayminus[1] == pytest.approx(0.8 - share(8, 10).low)
