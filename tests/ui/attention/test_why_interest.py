"""Why a text lies near an interest: what is asked, and the sentence that says of what parts the similarity is made."""

import io
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from interestlab.errors import NotApplicable
from interestlab.questions.explanation import AVERAGE, Judging, WordParts
from interestlab.questions.why import WhyNear
from interestlab.ui.attention import why_interest as module
from tests.pages.conftest import ran, said

PARTS = WordParts(
    interest=1, rather_than=None, words=("old", "bike"), values=np.array([0.25, -0.05]), special=0.125, bare=False,
    bias=-0.025, score=0.3, missed=0.0, unknown=0, read=4, total=4, method="contributions", instead="",
    judging=Judging("old bike", None, np.ones(2), np.ones(3, np.float32), 1),
)  # fmt: skip


@pytest.fixture(scope="module")
def result(analysed_home):
    return analysed_home.open("sample").need_result()


def name(result, number):
    return module.plain_text(result.map.name(number), 60)


def test_the_plain_cosine_is_the_sum_of_its_parts(result):
    said_of_it = module._sums(result, PARTS)
    assert said_of_it == (
        f"The cosine to the middle of “{name(result, 1)}” is 0.300: its words add +0.200, special tokens +0.125, and -0.025 "
        "comes from no token. Exact contributions of the map's encoder, hashing (frozen-linear decomposition, DecompX "
        "(Modarressi et al. 2023))."
    )
    assert PARTS.values.sum() + PARTS.special + PARTS.bias == pytest.approx(PARTS.score)


def test_a_difference_says_to_what(result):
    near = module._sums(result, replace(PARTS, rather_than=AVERAGE))
    assert near.startswith(f"The text is +0.300 nearer to the middle of “{name(result, 1)}” than to the average of all posts")
    other = module._sums(result, replace(PARTS, rather_than=0, score=-0.3))
    assert other.startswith(f"The cosine to the middle of “{name(result, 1)}” is -0.300 above that to “{name(result, 0)}”:")


@pytest.mark.parametrize(("bias", "words"), [
    (0.0006, "and +0.001 comes from no token"), (0.0004, "and nothing comes from no token"),
    (-0.0004, "and nothing comes from no token"), (-0.0006, "and -0.001 comes from no token"),
])  # fmt: skip
def test_what_no_token_adds_is_nothing_where_it_rounds_to_nothing(result, bias, words):
    assert words in module._sums(result, replace(PARTS, bias=bias))


@pytest.mark.parametrize(("change", "words"), [
    ({"read": 512, "total": 1_600}, " The encoder read 512 of 1,600 tokens."),
    ({"missed": 0.012}, " The integral misses its true sum by 0.012."),
    ({"instead": "It gives vectors only."}, " It gives vectors only."),
    ({"bare": True}, " so the first word also carries what any first word would."),
    ({"bare": True, "method": "gradients"}, " so the first word also carries what any first word would."),
    ({"words": ("x",) * 15, "values": np.ones(15)}, " The 14 strongest of 15 words are shown."),
])  # fmt: skip
def test_what_must_be_known_of_it_is_said_where_it_is_so(result, change, words):
    assert words not in module._sums(result, PARTS)
    assert words in module._sums(result, replace(PARTS, **change))


@pytest.mark.parametrize("change", [
    {"missed": 0.0005}, {"bare": True, "method": "leave-one-out"}, {"words": ("x",) * 14, "values": np.ones(14)},
])  # fmt: skip
def test_and_only_where_it_is_so(result, change):
    words = module._sums(result, replace(PARTS, **change))
    assert [one for one in ("misses", "carries", "strongest", "tokens. ") if one in words] == []


class Desk:
    def __init__(self):
        self.asked, self.answer = [], PARTS

    def ask(self, result, question):
        self.asked.append(question)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.fixture
def desk(monkeypatch):
    made = Desk()
    made.judged, made.files = [], {}
    monkeypatch.setattr(module, "desk", lambda: made)
    monkeypatch.setattr(module, "verdict_caption", lambda *given: made.judged.append(given))
    give = made.files
    monkeypatch.setattr(module.say, "download_button", lambda label, data, file, *rest, **more: give.update({file: data}))
    return made


def card(result, text):
    from interestlab.ui.attention.why_interest import why_card

    why_card(result, text)


def opened(result):
    return ran(AppTest.from_function(card, args=(result, "old bike"), default_timeout=60).run())


def test_the_nearest_interest_rather_than_the_average_post_is_asked_first(result, desk):
    opened(result)
    assert desk.asked == [WhyNear("old bike", None, AVERAGE, None)]


def test_the_question_is_what_is_chosen(result, desk):
    test = opened(result)
    ran(test.selectbox("why_interest").set_value(1).run())
    ran(test.selectbox("why_rather").select_index(1).run())
    ran(test.radio("why_method").set_value("gradients").run())
    assert desk.asked[-1] == WhyNear("old bike", 1, None, "gradients")
    assert test.radio("why_method").options == [
        "The best that the encoder allows", "Exact contributions", "Integrated gradients", "Leave one out",
    ]  # fmt: skip  # attention is behaviour, not an explanation
    assert len(test.selectbox("why_rather").options) == 2 + len(result.map.names.interests)


def test_the_words_are_judged_and_given_away(result, desk):
    test = opened(result)
    assert module._sums(result, PARTS) in said(test)
    assert desk.judged == [("hashing", PARTS.judging, "it")]
    table = pd.read_csv(io.StringIO(desk.files["contributions.csv"]))
    assert table.to_dict("list") == {"word": ["old", "bike"], "contribution": [0.25, -0.05]}


def test_a_text_without_words_says_so(result, desk):
    desk.answer = replace(PARTS, words=(), values=np.zeros(0))
    assert "The text has no word that the encoder reads." in said(opened(result))
    assert not desk.judged
    assert not desk.files


def test_what_cannot_be_explained_is_one_sentence_under_the_question(result, desk):
    desk.answer = NotApplicable("An interest cannot be compared with itself.")
    test = ran(AppTest.from_function(card, args=(result, "old bike"), default_timeout=60).run(), errors=1)
    assert "compared with itself" in said(test)
    assert test.selectbox("why_interest")
