"""All methods on the same texts: the figures and their intervals."""

import numpy as np
import pytest

from interestlab.home.steps import Silent
from interestlab.questions.kept import answer_and_keep
from interestlab.studies.methods import RANDOM, MethodFigures, TrialOfMethods


def figures(**values):
    comprehensiveness = np.array(list(values.values()), float)
    return MethodFigures(tuple(values), comprehensiveness, np.zeros_like(comprehensiveness))


def test_an_encoder_of_vectors_only_is_judged_by_leave_one_out(workspace):
    result, question = workspace.need_result(), TrialOfMethods(12)
    found = answer_and_keep(result, question, Silent())
    assert found.methods == ("leave-one-out", RANDOM)
    assert found.comprehensiveness.shape == found.sufficiency.shape == (2, 12)
    assert found.mean("leave-one-out", against=RANDOM).side == 1


def test_intervals_are_paired():
    found = figures(a=[0.1, 0.5, 0.9, 0.3], b=[0.0, 0.4, 0.8, 0.2])
    gap, alone = found.mean("a", against="b"), found.mean("a")
    assert (gap.value, gap.low, gap.high) == pytest.approx((0.1, 0.1, 0.1))
    assert alone.value == pytest.approx(0.45)
    assert alone.low < 0.45 < alone.high
