import numpy as np

from interestlab.charts.contributions import MOST, contribution_bars
from interestlab.charts.style import alt_text


def test_the_strongest_words_stand_in_the_order_of_the_text():
    values = np.linspace(-0.1, 0.2, 30)
    figure = contribution_bars([f"w{i}" for i in range(30)], values, colour="#123456", dark=False)
    bars = figure.data[0]
    assert len(bars.x) == MOST
    assert set(np.abs(bars.x)) == set(np.sort(np.abs(values))[-MOST:])
    assert list(figure.layout.yaxis.ticktext) == sorted(figure.layout.yaxis.ticktext, key=lambda word: int(word[1:]))


def test_words_against_it_are_told_apart_and_all_stand_in_the_alternative_text():
    figure = contribution_bars(["for", "<b>against</b>"], np.array([0.2, -0.1]), colour="#123456", dark=True)
    assert figure.data[0].marker.color[0] == "#123456" != figure.data[0].marker.color[1]
    assert "for +0.200" in alt_text(figure)
    assert "<b>" not in figure.layout.yaxis.ticktext[1]


def test_the_figure_of_a_short_bar_to_the_left_has_room():
    figure = contribution_bars(["for", "against"], np.array([0.1, -0.0004]), colour="#123456", dark=False)
    low, high = figure.layout.xaxis.range
    assert (-0.0004 - low) / (high - low) > 0.15
    assert contribution_bars(["for"], np.array([0.1]), colour="#123456", dark=False).layout.xaxis.range[0] == 0


def test_intervals_are_never_cut():
    values, halves = np.array([0.02, 0.01, -0.001]), np.array([0.03, 0.001, 0.04])
    low, high = contribution_bars(["a", "b", "c"], values, colour="#123456", dark=False, halves=halves).layout.xaxis.range
    assert low < -0.041
    assert high > 0.05


def test_small_numbers_keep_two_digits():
    figure = contribution_bars(["for", "against"], np.array([0.0012, -0.0004]), colour="#123456", dark=False)
    assert list(figure.data[0].text) == ["+0.0012", "-0.0004"]
    assert list(contribution_bars(["for"], np.array([0.2]), colour="#123456", dark=False).data[0].text) == ["+0.200"]
    assert list(contribution_bars(["none"], np.array([0.0]), colour="#123456", dark=False).data[0].text) == ["+0.000"]
