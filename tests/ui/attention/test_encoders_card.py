"""Two encoders on one text: how far they agree beside chance, and what is shown of each."""

from dataclasses import replace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from interestlab.errors import NotApplicable
from interestlab.questions.explanation import EncoderView, Judging
from interestlab.questions.why import ReadWith
from interestlab.ui.attention import encoders_card as module
from tests.pages.conftest import ran, said

WORDS = ("the", "old", "bike", "shop")
VIEW = EncoderView(
    encoder="mine", tokens=6, unknown=0, total=6, sample=40, neighbours=np.arange(10), cosines=np.linspace(0.9, 0.1, 10),
    interests=(2, 0, 1, 3), interest=2, words=WORDS, values=np.array([0.1, 0.2, 0.3, 0.4]), score=1.25,
    method="contributions", judging=Judging("text", None, np.ones(4), np.ones(3, np.float32), 1),
)  # fmt: skip


@pytest.fixture(scope="module")
def result(analysed_home):
    return analysed_home.open("sample").need_result()


class Desk:
    """Answers with a view by encoder, and notes what was asked."""

    def __init__(self):
        self.views, self.asked = {"minilm": replace(VIEW, encoder="minilm"), "hashing": replace(VIEW, encoder="hashing")}, []

    def ask(self, result, question):
        self.asked.append(question)
        view = self.views[question.encoder]
        if isinstance(view, Exception):
            raise view
        return view


@pytest.fixture
def desk(monkeypatch):
    made = Desk()
    monkeypatch.setattr(module, "desk", lambda: made)
    monkeypatch.setattr(module, "is_installed", lambda name: name in made.views)
    monkeypatch.setattr(module, "verdict_caption", lambda *given: None)
    return made


def card(result):
    from interestlab.ui.attention.encoders_card import encoders_card

    encoders_card(result, "minilm", "the old bike shop")


def opened(result):
    return ran(AppTest.from_function(card, args=(result,), default_timeout=60).run())


def test_nothing_is_read_before_another_encoder_is_named(result, desk):
    test = opened(result)
    assert test.selectbox("other_encoder").options == ["choose an encoder", "hashing"]
    assert not desk.asked
    assert "side by side" in said(test)


def test_the_other_reads_the_same_text_towards_the_same_interest(result, desk):
    test = opened(result)
    ran(test.selectbox("other_encoder").set_value("hashing").run())
    assert desk.asked == [ReadWith("minilm", "the old bike shop"), ReadWith("hashing", "the old bike shop", 2)]
    words = said(test)
    assert "**minilm**" in words
    assert "**hashing**" in words
    assert "“hashing” has no attention to show." in words
    assert not test.toggle


def test_each_is_shown_with_what_it_read_and_what_lies_near(result, desk):
    desk.views["hashing"] = replace(VIEW, encoder="hashing", tokens=4, unknown=3, total=9, score=-0.5)
    test = opened(result)
    ran(test.selectbox("other_encoder").set_value("hashing").run())
    words = said(test)
    assert [words.count(one) for one in ("6 tokens", "4 tokens", "of 9", "3 unknown")] == [1, 1, 1, 1]
    assert [words.count(one) for one in ("+1.250 in all", "-0.500 in all")] == [1, 1]
    names = ", ".join(f"“{module.plain_text(result.map.name(number), 40)}”" for number in (2, 0, 1))
    assert words.count(f"Nearest interests: {names}.") == 2  # the three nearest
    table = test.dataframe[0].value
    titles = result.corpus.contents["title"]
    assert table["Nearest of the sample"].tolist() == [module.plain_text(titles.iloc[number], 70) for number in range(10)]
    np.testing.assert_allclose(table["Cosine"], VIEW.cosines)


def test_an_encoder_that_fails_is_one_sentence(result, desk):
    desk.views["hashing"] = NotApplicable("Nothing can be read.")
    test = opened(result)
    ran(test.selectbox("other_encoder").set_value("hashing").run(), errors=1)
    assert "Nothing can be read" in said(test)


def test_an_encoder_with_attention_shows_it_when_asked(result, desk, monkeypatch):
    shown = []
    monkeypatch.setattr(module, "attention_view", lambda described, planes, key, encoder: shown.append((described, encoder)))
    desk.views["multilingual-e5"] = replace(VIEW, encoder="multilingual-e5")
    test = opened(result)
    ran(test.selectbox("other_encoder").set_value("multilingual-e5").run())
    assert not shown
    ran(test.toggle("other_attention").set_value(True).run())
    assert [encoder for _, encoder in shown] == ["multilingual-e5"]
    assert (desk.asked[-1].encoder, desk.asked[-1].text) == ("multilingual-e5", "the old bike shop")


def test_shared_neighbours_stand_beside_what_chance_would_give(result):
    """Seven of ten in forty: by chance 10 · 10 / 40."""
    words = module._agreement(result, VIEW, replace(VIEW, neighbours=np.arange(3, 13)))
    assert "Both read the same 40 posts. 7 of the 10 nearest are the same (by chance 2.5)." in words
    assert f"“{module.plain_text(result.map.name(2), 60)}”" in words


@pytest.mark.parametrize(
    ("words", "mine", "theirs", "expected"),
    [
        (6, [1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 6, 5], "The order of the 6 words agrees with rank correlation 0.94."),
        (4, [1, 2, 3, 4], [2, 1, 4, 3], "agrees with rank correlation 0.60, which chance also gives."),
        (6, [1, 2, 3, 4, 5, 6], [6, 5, 4, 3, 1, 2], "rank correlation -0.94."),
        (3, [1, 2, 3], [1, 2, 3], None),  # of three words every order is likely
    ],
)
def test_the_order_of_the_same_words_is_compared(result, words, mine, theirs, expected):
    """1 - 6 Σd² / (n (n² - 1)): 1 - 12 / 210 and 1 - 24 / 60."""
    names = tuple(f"word{number}" for number in range(words))
    one, other = (replace(VIEW, words=names, values=np.array(values, float)) for values in (mine, theirs))
    found = module._agreement(result, one, other)
    assert found.endswith(expected) if expected else "rank correlation" not in found
    assert "rank correlation" not in module._agreement(result, one, replace(other, words=names[::-1]))
