import numpy as np

from interestlab.charts.attention_bars import attention_bars
from interestlab.charts.style import alt_text


def test_attention_is_shown_as_shares_in_the_order_given():
    figure = attention_bars(["1 · <b>new</b>", "2 · old"], np.array([0.25, 0.6]), colour="#123456", dark=False)
    assert list(figure.data[0].text) == ["25.0%", "60.0%"]
    assert "<b>" not in figure.layout.yaxis.ticktext[0]
    assert "2 · old 60.0%" in alt_text(figure)
    assert "Attention" in alt_text(figure)


def test_nothing_to_show_is_an_empty_chart():
    assert len(attention_bars([], np.empty(0), colour="#123456", dark=True).data[0].x) == 0
