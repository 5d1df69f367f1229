import numpy as np

from interestlab.charts.pair_map import pair_map
from interestlab.charts.style import alt_text
from interestlab.questions.explanation import PairParts, Verdict


def test_a_word_that_stands_twice_keeps_two_columns_and_stays_text():
    values = np.array([[0.1, 0.3, -0.2]])
    both = (Verdict(0.1, 0.0, 0.05, 0.0, 0.08, 0.1, draws=20),) * 2
    found = PairParts(("old",), ("the", "<b>old</b>", "the"), values, 0.0, 0.2, read=(1, 3), total=(1, 3), judgings=both)
    figure = pair_map(found, colour="#123456", dark=False)
    assert list(figure.data[0].x) == ["0", "1", "2"]
    assert figure.layout.xaxis.labelalias == {"0": "the", "1": "&lt;b&gt;old&lt;/b&gt;", "2": "the"}
    assert "old with &lt;b&gt;old&lt;/b&gt;: +0.300" in alt_text(figure)
