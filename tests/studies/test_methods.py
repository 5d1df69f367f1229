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
    result, question = workspace.need_result(), TrialOfMethods(6)
    found = answer_and_keep(result, question, Silent())
    assert found.methods == ("leave-one-out", RANDOM)
    assert found.comprehensiveness.shape == found.sufficiency.shape == (2, 6)
    assert found.mean("leave-one-out", against=RANDOM)[1] > 0


def test_intervals_are_paired():
    found = figures(a=[0.1, 0.5, 0.9, 0.3], b=[0.0, 0.4, 0.8, 0.2])
    assert found.mean("a", against="b") == pytest.approx((0.1, 0.1, 0.1))
    mean, low, high = found.mean("a")
    assert mean == pytest.approx(0.45)
    assert low < mean < high
