"""Why two texts are similar: which second text is offered, and what is said of the pairs of words."""

import io
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from interestlab.errors import NotApplicable
from interestlab.questions.explanation import Judging, PairParts
from interestlab.questions.meaning import Hits, Meaning
from interestlab.questions.why import WhySimilar
from interestlab.ui.attention import why_pair as module
from tests.pages.conftest import ran, said

FIRST, SECOND = (Judging(text, None, np.ones(2), np.ones(3, np.float32), 1) for text in ("one", "two"))
PARTS = PairParts(
    rows=("old", "bike"), columns=("my", "red", "bicycle"), values=np.array([[0.05, 0.0, -0.025], [0.0, 0.1, 0.25]]),
    rest=0.125, score=0.5, read=(4, 5), total=(4, 5), judgings=(FIRST, SECOND),
)  # fmt: skip


@pytest.fixture(scope="module")
def result(analysed_home):
    return analysed_home.open("sample").need_result()


class Desk:
    def __init__(self):
        self.asked, self.hits, self.answer = (
            [],
            Hits(np.array([3, 5, 7]), np.array([0.9, 0.8, 0.75], np.float32), 0.5, -1),
            PARTS,
        )

    def ask(self, result, question):
        self.asked.append((result is None, question))
        if isinstance(question, Meaning):
            return self.hits
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.fixture
def desk(monkeypatch):
    made = Desk()
    made.judged, made.files = [], {}
    monkeypatch.setattr(module, "desk", lambda: made)
    monkeypatch.setattr(module, "verdict_caption", lambda *given, lead: made.judged.append((*given, lead)))
    give = made.files
    monkeypatch.setattr(module.say, "download_button", lambda label, data, file, *rest, **more: give.update({file: data}))
    return made


def card(result, text):
    from interestlab.ui.attention.why_pair import pair_card

    pair_card(result, "minilm", text)


def opened(result, text="old bike"):
    return ran(AppTest.from_function(card, args=(result, text), default_timeout=60).run())


def typing(result, text):
    test = opened(result)
    ran(test.segmented_control("pair_source").set_value("My own text").run())
    return ran(test.text_area("pair_typed").set_value(text).run())


def test_nothing_is_asked_before_there_is_a_second_text(result, desk):
    test = opened(result)
    assert "Choose a second text" in said(test)
    ran(test.segmented_control("pair_source").set_value("My own text").run())
    assert "Choose a second text" in said(test)
    assert not desk.asked


def test_a_typed_text_is_split_without_the_map(result, desk):
    test = typing(result, "  my red bicycle ")
    assert desk.asked == [(True, WhySimilar("minilm", "old bike", "my red bicycle"))]
    assert (
        "The cosine is 0.500 to “minilm”: pairs of words add +0.375, and +0.125 comes from pairs with a special token or with "
        "what no token adds. Exact contributions (frozen-linear decomposition of both texts)."
    ) in said(test)
    assert "Only the first tokens" not in said(test)


def test_an_endless_typed_text_is_cut(result, desk):
    typing(result, "x" * 20_001)
    assert desk.asked[-1][1].other == "x" * 20_000


def test_without_a_map_only_typing_is_offered(desk):
    assert opened(None).segmented_control("pair_source").options == ["My own text"]


def test_similar_posts_are_offered_nearest_first_but_not_the_text_itself(result, desk):
    texts = result.corpus.contents["text"]
    test = opened(result, f" {texts.iloc[5]}\n")
    ran(test.segmented_control("pair_source").set_value("A similar post").run())
    assert desk.asked[0] == (False, Meaning(f" {texts.iloc[5]}\n"))
    assert test.selectbox("pair_post").options == [
        f"0.90 · {module.plain_text(texts.iloc[3], 90)}", f"0.75 · {module.plain_text(texts.iloc[7], 90)}",
    ]  # fmt: skip
    assert desk.asked[1][1].other == texts.iloc[3]
    ran(test.selectbox("pair_post").set_value(7).run())
    assert desk.asked[-1][1].other == texts.iloc[7]


def test_the_thirty_nearest_are_offered_though_the_text_itself_is_among_them(result, desk):
    texts = result.corpus.contents["text"]
    unlike = [number for number in range(200) if texts.iloc[number].strip() != texts.iloc[0].strip()][:35]
    ids = np.array([0, *unlike])
    desk.hits = Hits(ids, np.linspace(1, 0.5, len(ids), dtype=np.float32), 0.4, -1)
    test = opened(result, texts.iloc[0])
    ran(test.segmented_control("pair_source").set_value("A similar post").run())
    assert len(test.selectbox("pair_post").options) == 30


def test_where_only_the_text_itself_is_near_there_is_no_second(result, desk):
    desk.hits = Hits(np.array([5]), np.ones(1, np.float32), 0.5, -1)
    test = opened(result, result.corpus.contents["text"].iloc[5])
    ran(test.segmented_control("pair_source").set_value("A similar post").run())
    assert "Choose a second text" in said(test)
    assert len(desk.asked) == 1


@pytest.mark.parametrize(("total", "words"), [
    ((4, 5), ""), ((1_400, 5), "(4 of 1,400)"), ((4, 700), "(5 of 700)"), ((9, 7), "(4 of 9 and 5 of 7)"),
])  # fmt: skip
def test_which_text_was_cut_is_said(result, desk, total, words):
    desk.answer = replace(PARTS, total=total)
    found = said(typing(result, "my red bicycle"))
    assert ("Only the first tokens of a longer text are read here" in found) == bool(words)
    assert words in found


def test_each_text_is_judged_towards_the_other(result, desk):
    typing(result, "my red bicycle")
    assert desk.judged == [
        ("minilm", FIRST, "the map", "In the first text, towards the second"),
        ("minilm", SECOND, "the map", "In the second text, towards the first"),
    ]


def test_every_pair_is_given_away(result, desk):
    typing(result, "my red bicycle")
    table = pd.read_csv(io.StringIO(desk.files["pairs.csv"]))
    assert table.iloc[[0, 2, 4, 5]].to_numpy().tolist() == [
        ["old", "my", 0.05], ["old", "bicycle", -0.025], ["bike", "red", 0.1], ["bike", "bicycle", 0.25],
    ]  # fmt: skip
    assert len(table) == 6


def test_a_text_without_words_says_so(result, desk):
    desk.answer = replace(PARTS, columns=(), values=np.zeros((2, 0)))
    assert "One of the texts has no word that the encoder reads." in said(typing(result, "…"))
    assert not desk.judged


def test_what_cannot_be_split_is_one_sentence(result, desk):
    desk.answer = NotApplicable("The encoder “minilm” has no attention that could be shown.")
    test = opened(result)
    ran(test.segmented_control("pair_source").set_value("My own text").run())
    ran(test.text_area("pair_typed").set_value("x").run(), errors=1)
    assert "has no attention" in said(test)
