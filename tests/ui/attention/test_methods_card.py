"""The trial of all methods: what may be said of the figures, and what of them is shown and given away."""

import io

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from interestlab.studies.methods import RANDOM, MethodFigures, TrialOfMethods
from interestlab.ui.attention import methods_card as module
from interestlab.ui.attention.methods_card import _verdict
from tests.pages.conftest import ran, said
from tests.shown import shown


def figures(**values):
    comprehensiveness = np.array(list(values.values()), float)
    return MethodFigures(tuple(values), comprehensiveness, np.zeros_like(comprehensiveness))


@pytest.fixture(scope="module")
def result(analysed_home):
    return analysed_home.open("sample").need_result()


@pytest.mark.parametrize(("found", "said", "never"), [
    (figures(contributions=[0.5, 0.6] * 5, attention=[0.2, 0.3] * 5, random=[0.1, 0.1] * 5),
     "Exact contributions leads beyond the noise.", "No better"),
    (figures(contributions=[0.5, 0.6] * 5, gradients=[0.6, 0.45] * 5, rollout=[0.2, 0.0] * 5, random=[0.1, 0.1] * 5),
     "within the noise with integrated gradients. **No better than random tokens here: attention rollout.**", "beyond"),
    (figures(contributions=[0.5, -0.4] * 5, random=[0.0, 0.01] * 5), "No method is told from random tokens", "leads"),
])  # fmt: skip
def test_no_winner_inside_the_noise(result, found, said, never):
    order = sorted(found.methods, key=lambda method: -found.mean(method).value)
    words = shown(_verdict(result, found, order))
    assert said in words
    assert never not in words


def test_the_sentence_counts_the_posts_and_names_the_encoder(result):
    found = figures(contributions=[0.5, 0.6] * 5, random=[0.1, 0.1] * 5)
    words = shown(_verdict(result, found, list(found.methods)))
    assert "10 posts, one a sitting, 95 % intervals over them, read by hashing." in words


def test_several_that_lie_in_the_noise_are_all_named(result):
    alike = {"contributions": [0.5, 0.6] * 5, "gradients": [0.6, 0.49] * 5, "leave-one-out": [0.6, 0.48] * 5}
    found = figures(**alike, random=[0.1, 0.1] * 5)
    words = shown(_verdict(result, found, list(found.methods)))
    assert words.endswith("Exact contributions leads, within the noise with integrated gradients and leave one out.")
    assert module._list(["A Way", "B", "C"]) == "a Way, b and c"


@pytest.fixture
def studied(monkeypatch):
    """Answers instead of the study; notes what was asked, drawn and given away."""
    noted = {"answer": None, "asked": [], "charts": [], "files": {}}

    def study_card(result, study, *, start):
        noted["asked"].append(study)
        return noted["answer"]

    monkeypatch.setattr(module, "study_card", study_card)
    monkeypatch.setattr(module, "show_chart", lambda figure, key: noted["charts"].append(figure))
    give = noted["files"]
    monkeypatch.setattr(module.say, "download_button", lambda label, data, name, *rest, **more: give.update({name: data}))
    return noted


def card(result):
    from interestlab.ui.attention.methods_card import methods_card

    methods_card(result)


def opened(result):
    return ran(AppTest.from_function(card, args=(result,), default_timeout=60).run())


def test_it_asks_of_as_many_posts_as_are_chosen(result, studied):
    test = opened(result)
    assert studied["asked"] == [TrialOfMethods(20)]
    assert "Every method explains the same posts" in said(test)
    ran(test.selectbox("methods_texts").set_value(40).run())
    assert studied["asked"][-1] == TrialOfMethods(40)
    assert not studied["charts"]


def test_methods_are_shown_best_first_with_random_tokens_among_them(result, studied):
    found = figures(rollout=[0.0, 0.1] * 5, contributions=[0.5, 0.6] * 5, random=[0.2, 0.2] * 5)
    studied["answer"] = MethodFigures(found.methods, found.comprehensiveness, found.comprehensiveness / 2)
    test = opened(result)
    assert "Every method explains the same posts" not in said(test)
    assert "No better than random tokens here: attention rollout." in said(test)
    (figure,) = studied["charts"]
    (ticks,) = [axis.ticktext for axis in (figure.layout.yaxis,)]
    assert list(ticks) == ["Exact contributions", "Random tokens", "Attention rollout"]
    table = pd.read_csv(io.StringIO(studied["files"]["methods.csv"]))
    assert table["method"].tolist() == ["contributions", RANDOM, "rollout"]
    np.testing.assert_allclose(table["comprehensiveness"], [0.55, 0.2, 0.05])
    np.testing.assert_allclose(table["sufficiency"], [0.275, 0.1, 0.025])
    assert (table["comprehensiveness_low"] <= table["comprehensiveness"] + 1e-12).all()
    assert table["comprehensiveness_low"][0] < 0.55 < table["comprehensiveness_high"][0]
