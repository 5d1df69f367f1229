"""What is answered about explanations are values: equal questions are equal, and a verdict is plain arithmetic."""

import pickle
from dataclasses import replace

import numpy as np
import pytest

from interestlab.questions.explanation import Judging, Verdict

JUDGING = Judging("a b", None, np.array([1.0, 2.0]), np.ones(3, np.float32), slices=2)


def test_a_verdict_is_the_first_ranking_beside_the_others():
    falls = np.array([[0.5, 0.1], *([at / 100, at / 50] for at in range(21))])
    found = Verdict.of(falls)
    assert (found.comprehensiveness, found.sufficiency, found.draws) == (0.5, 0.1, 21)
    assert found.chance == pytest.approx(0.1)
    assert found.chance_sufficiency == pytest.approx(0.2)
    assert (found.chance_low, found.chance_high) == pytest.approx((0.005, 0.195))


@pytest.mark.parametrize(("fall", "better"), [(0.21, True), (0.2, False), (0.1, False)])
def test_better_than_chance_is_above_its_upper_bound(fall, better):
    assert Verdict(fall, 0.1, 0.1, 0.05, 0.2, 0.2, 20).better_than_chance is better


def test_judgings_are_equal_where_the_question_is():
    same = Judging("a b", None, np.array([1, 2]), np.ones(3), slices=2)
    assert same == JUDGING
    assert hash(same) == hash(JUDGING)
    assert pickle.loads(pickle.dumps(JUDGING)) == JUDGING
    assert JUDGING != "a b"


@pytest.mark.parametrize("change", [
    {"text": "a c"}, {"most_tokens": 8}, {"values": np.array([2.0, 1.0])}, {"target": np.zeros(3, np.float32)}, {"slices": 3},
])  # fmt: skip
def test_judgings_differ_where_anything_differs(change):
    other = replace(JUDGING, **change)
    assert other != JUDGING
    assert (other.digest == JUDGING.digest) == (list(change) == ["slices"])  # in how many slices changes no answer


def test_a_text_that_is_no_unicode_can_be_judged():
    assert len(replace(JUDGING, text="\ud800").digest) == 16
