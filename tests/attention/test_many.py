"""Many texts explained at once: as each alone, in batches that never mix lengths."""

import numpy as np
import pytest

from interestlab.attention.decompose import explain_towards
from interestlab.attention.many import equal_lengths, explain_all
from interestlab.attention.tokens import tokenize
from interestlab.errors import Cancelled
from tests.rounding import rounding

SOME = ["Red roses", "The red car drives", "这家餐厅的牛肉面很好吃", "Two words", "", "word " * 40]


def test_as_each_alone(either):
    encoder, inspection = either
    target = encoder.encode(["A red flower"])[0]
    told, allowed = [], rounding(inspection.model)
    found = dict(explain_all(inspection, SOME, target, most_tokens=24, progress=lambda *at: told.append(at)))
    assert sorted(found) == list(range(len(SOME)))
    for number, one in found.items():
        alone = explain_towards(inspection, tokenize(inspection, SOME[number], most_tokens=24), target)
        np.testing.assert_allclose(one.values, alone.values, rtol=0, atol=allowed)
        assert one.values.sum() + one.bias == pytest.approx(one.score, abs=1e-9)
    assert told[-1] == (len(SOME), len(SOME))
    assert len(found[5].tokens) == 24 < found[5].tokens.total


def test_it_can_be_stopped(inspection, encoder):
    def stop(done, total):
        raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        list(explain_all(inspection, SOME, encoder.encode(["x"])[0], most_tokens=24, progress=stop))


def test_places_of_equal_length():
    lengths = [3, 0, 5, 3, 5, 5, 900]
    assert list(equal_lengths(lengths, 10)) == [[0, 3], [2, 4], [5], [6]]
    assert list(equal_lengths([], 10)) == []
