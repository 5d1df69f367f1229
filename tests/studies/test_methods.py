"""All methods on the same texts: the figures, and what may be said of them."""

import numpy as np
import pytest

from interestlab.home.steps import Silent
from interestlab.questions.kept import answer_and_keep
from interestlab.studies.methods import RANDOM, MethodFigures, TrialOfMethods
from interestlab.ui.attention.methods_card import _verdict


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


@pytest.mark.parametrize(("found", "said", "never"), [
    (figures(contributions=[0.5, 0.6] * 5, attention=[0.2, 0.3] * 5, random=[0.1, 0.1] * 5),
     "Exact contributions leads beyond the noise.", "No better"),
    (figures(contributions=[0.5, 0.6] * 5, gradients=[0.6, 0.45] * 5, rollout=[0.2, 0.0] * 5, random=[0.1, 0.1] * 5),
     "within the noise with integrated gradients. **No better than random tokens here: attention rollout.**", "beyond"),
    (figures(contributions=[0.5, -0.4] * 5, random=[0.0, 0.01] * 5), "No method is told from random tokens", "leads"),
])  # fmt: skip
def test_no_winner_inside_the_noise(workspace, found, said, never):
    order = sorted(found.methods, key=lambda method: -found.mean(method)[0])
    words = _verdict(workspace.need_result(), found, order)
    assert said in words
    assert never not in words
