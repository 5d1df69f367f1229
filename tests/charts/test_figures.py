"""Charts show the numbers given, take user text literally, and can be told in a sentence."""

import numpy as np
import pytest

from interestlab.charts.attempts import attempt_dots
from interestlab.charts.frontier import frontier_chart
from interestlab.charts.lengths import length_histogram
from interestlab.charts.mix import mix_bars
from interestlab.charts.rounds import round_curves
from interestlab.charts.style import alt_text
from interestlab.charts.trends import activity, timeline
from interestlab.recommend.exploring.simulated import Curve
from interestlab.recommend.judging.metrics import Estimate

MONTHS = np.array(["2024-01", "2024-02", "2024-03"], "datetime64[M]")
EVIL = '<a href="https://evil.example">x</a><b>y</b>'


def mix(dark=False, names=("Chess", EVIL)):
    shares = np.array([0.6, 0.1])
    counts, colours = np.array([12, 1]), ["#111111", "#222222"]
    return mix_bars(names, shares, shares - [0.2, 0.1], shares + [0.1, 0.3], counts=counts, colours=colours, dark=dark)


def lines(dark=False):
    return timeline(MONTHS, np.array([[3, 1], [0, 0], [1, 6]]), ["Chess", EVIL], ["#111111", "#222222"], dark=dark)


def bars(dark=False):
    return activity(MONTHS, np.array([1, 5, 2]), dark=dark)


def histogram(dark=False):
    return length_histogram(np.array([5, 10, 20, 300]), dark=dark, limit=256)


def frontier(dark=False):
    gained = [Estimate(0.2, 0.1, 0.3, 9), Estimate(0.6, 0.5, 0.7, 9)]
    return frontier_chart([0.0, 0.5], gained, gained[::-1], what=f"Diversity {EVIL}", present=1, dark=dark)


def rounds(dark=False):
    curve = Curve((1.0, 2.0), (0.5, 1.5), (1.5, 2.5))
    return round_curves(["Greedy", EVIL], [curve, curve], what="Regret", dark=dark)


def trials(dark=False):
    scores = [Estimate(0.2, 0.1, 0.3, 9), None, Estimate(0.4, 0.3, 0.5, 9)]
    return attempt_dots(scores, ["the defaults", EVIL, EVIL], chosen=2, dark=dark)


ALL = [mix, lines, bars, histogram, frontier, rounds, trials]


@pytest.mark.parametrize("make", ALL)
@pytest.mark.parametrize("dark", [False, True])
def test_every_chart_is_transparent_and_can_be_told(make, dark):
    figure = make(dark=dark)
    assert figure.layout.paper_bgcolor == figure.layout.plot_bgcolor == "rgba(0,0,0,0)"
    assert figure.layout.font.color == ("#E7E9EE" if dark else "#1E2330")
    assert alt_text(figure).endswith(".")


@pytest.mark.parametrize("make", [mix, lines])
def test_user_text_cannot_become_a_link(make):
    figure = make().to_dict()
    figure["layout"].pop("meta")  # the alt text is shown as text by the browser

    def strings(node):
        if isinstance(node, str):
            yield node
        elif isinstance(node, dict):
            for value in node.values():
                yield from strings(value)
        elif isinstance(node, list | tuple):
            for value in node:
                yield from strings(value)

    assert not [text for text in strings(figure) if "<a" in text or "<b>" in text]
    assert [text for text in strings(figure) if "&lt;a" in text]


def test_mix_shows_intervals_and_counts():
    figure = mix()
    bar = figure.data[0]
    np.testing.assert_allclose(bar.x, [0.6, 0.1])
    np.testing.assert_allclose(bar.x + bar.error_x.array, [0.7, 0.4])
    np.testing.assert_allclose(bar.x - bar.error_x.arrayminus, [0.4, 0.0], atol=1e-12)
    assert [a.text for a in figure.layout.annotations] == ["12 posts", "1 post"]
    assert figure.layout.xaxis.range[1] > 0.7
    assert "Chess 60% (12 posts)" in alt_text(figure)


def test_each_interest_has_a_row_and_all_rows_one_scale():
    first, second = lines().data
    assert (first.base, second.base) == (1, 0)
    np.testing.assert_allclose(np.array(first.y) * 6, np.array([3, 0, 1]) * max(second.y))
    assert max(second.y) < 1
    np.testing.assert_array_equal(second.customdata, [1, 0, 6])


def test_activity_names_the_peak():
    assert alt_text(bars()) == "8 posts over time, most of them in Feb 2024 (5)."


def test_histogram_counts_every_text_and_says_how_many_are_cut():
    figure = histogram()
    assert sum(figure.data[0].y) == 4
    assert figure.layout.annotations[0].text == "1 of 4 cut at 256"
    assert "1 are longer than 256" in alt_text(figure)


def test_charts_of_nothing():
    none = np.empty(0)
    assert alt_text(mix_bars([], none, none, none, counts=none.astype(int), colours=[], dark=False))
    assert alt_text(timeline(MONTHS[:0], np.empty((0, 1), int), ["a"], ["#111111"], dark=False))
    assert alt_text(activity(MONTHS[:0], none.astype(int), dark=False))
    assert alt_text(length_histogram(none.astype(int), dark=False))


def test_the_present_strength_is_ringed_where_it_lies():
    figure = frontier()
    assert list(figure.data[0].x) == [0.2, 0.6]
    assert list(figure.data[0].error_x.array) == pytest.approx([0.1, 0.1])
    assert (figure.data[1].x[0], figure.data[1].y[0]) == (0.6, 0.2)
    assert "strength 0.50" in alt_text(figure)


def test_bands_of_rounds_run_from_the_low_ends_to_the_high_ends():
    figure = rounds()
    band, line = figure.data[0], figure.data[1]
    assert list(band.y) == [1.5, 2.5, 1.5, 0.5]
    assert list(line.y) == [1.0, 2.0]
    assert figure.data[1].line.dash != figure.data[3].line.dash


def test_trials_that_could_not_be_judged_are_left_out_and_the_chosen_one_is_larger():
    figure = trials()
    assert list(figure.data[0].x) == [1, 3]
    assert figure.data[0].marker.size[1] > figure.data[0].marker.size[0]
    assert "the best is trial 3 with 0.400" in alt_text(figure)
