"""When an explanation is held against chance, and where on the page that is said."""

from dataclasses import replace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from interestlab.attention.kept import look
from interestlab.encode.run import find_encoder
from interestlab.errors import TimedOut
from interestlab.questions.attention import AttentionAsExplanation
from interestlab.questions.explanation import Judging, Verdict
from tests.pages.conftest import ran, said
from tests.shown import shown

FOUND = Verdict(0.3, 0.1, 0.1, 0.05, 0.2, 0.2, 20)
JUDGING = Judging("chess", None, np.array([1.0, 2.0]), np.ones(3, np.float32), slices=4)


class Answers:
    """Answers at once, and notes what was asked."""

    def __init__(self):
        self.asked, self.shares, self.fails = [], [], False

    def ask(self, result, question, progress=lambda done, total: None):
        if isinstance(question, AttentionAsExplanation):
            return JUDGING
        self.asked.append((question.encoder, question.judging.digest))
        if self.fails:
            raise TimedOut("Deleting words took longer than 60 seconds and was stopped; try a smaller question.")
        slices = question.judging.slices
        for number in range(slices):
            progress(number, slices)
            self.shares.append(number / slices)
        return FOUND


@pytest.fixture
def answers(monkeypatch):
    made = Answers()
    monkeypatch.setattr("interestlab.ui.attention.verdict.desk", lambda: made)
    return made


@pytest.fixture(scope="module")
def described():
    return look(find_encoder("minilm").load().inspect(), "Playing chess at midnight").description


def attention_on(described):
    def page(described):
        from interestlab.questions.attention import AttentionAsExplanation
        from interestlab.ui.attention.verdict import attention_verdict

        attention_verdict(described, "minilm", AttentionAsExplanation("minilm", "Playing chess at midnight"))

    return ran(AppTest.from_function(page, args=(described,)).run())


def test_a_short_text_is_judged_at_once(described, answers):
    page = attention_on(described)
    assert "lowers the similarity by 0.300, more than" in said(page)
    assert not page.button


def test_a_model_that_would_take_long_is_asked_by_a_button(described, answers):
    assert described.cost == 6 * 10_764_288
    page = attention_on(replace(described, cost=64 * 106_168_320))
    assert not answers.asked
    ran(page.button(key="attention_judged").click().run())
    assert "lowers the similarity by 0.300" in said(page)


def two_pictures(judging):
    import streamlit as st

    from interestlab.ui.attention.verdict import verdict_caption, verdicts_last

    with verdicts_last():
        st.caption("one picture")
        verdict_caption("minilm", judging, "it")
        st.caption("another picture")
        verdict_caption("hashing", judging, "it", lead="There")
        st.session_state["pictures"] = "all there"


def test_verdicts_come_last_in_their_own_places_and_are_kept(answers):
    page = ran(AppTest.from_function(two_pictures, args=(JUDGING,)).run())
    captions = [shown(one.value) for one in page.caption]
    assert captions[0] == "one picture"
    assert captions[1].startswith("Deleting the words that it names lowers the similarity by 0.300")
    assert captions[2] == "another picture"
    assert captions[3].startswith("There: deleting the words")
    assert answers.shares == [0, 0.25, 0.5, 0.75] * 2
    assert answers.asked == [("minilm", JUDGING.digest), ("hashing", JUDGING.digest)]
    ran(page.run())
    assert len(answers.asked) == 2


def test_a_verdict_that_fails_leaves_the_picture_and_is_asked_again(answers):
    answers.fails = True
    page = ran(AppTest.from_function(two_pictures, args=(JUDGING,)).run(), errors=2)
    assert page.caption[0].value == "one picture"
    assert page.session_state["pictures"] == "all there"
    assert "took longer than 60 seconds" in said(page)
    answers.fails = False
    ran(page.run())
    assert said(page).count("lowers the similarity by 0.300") == 2
