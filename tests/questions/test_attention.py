"""Questions about what an encoder looks at need no map, and what they tell is what was captured."""

import numpy as np
import pytest

from interestlab.attention.capture import capture
from interestlab.errors import InputError, NotApplicable
from interestlab.questions import attention
from interestlab.questions.attention import AttentionAsExplanation, AttentionHeads, AttentionPlane, DescribeAttention
from interestlab.questions.explain import attention_judging
from interestlab.questions.opened import NOWHERE, opened_inspection
from interestlab.questions.question import silent

TEXT, OTHER = "Playing chess at midnight", "The long race"
HALF = 1e-3  # the worker keeps weights of at most 1 in float16


def asked(question):
    return question.answer(NOWHERE, silent)


def weights_of(answer):
    """(n, rows, among) from the bytes, as a view reads them."""
    found = np.frombuffer(answer.weights, np.uint8).reshape(-1, answer.rows, answer.among).astype(float) ** 2
    return found / found.sum(axis=-1, keepdims=True)


@pytest.fixture(scope="module")
def captured():
    return capture(opened_inspection("minilm"), TEXT)


def test_the_description_names_the_tokens(captured):
    found = asked(DescribeAttention("minilm", TEXT))
    assert found.words == ("[CLS]", "Playing", "chess", "at", "midnight", "[SEP]")
    assert len(found) == len(captured)
    assert not found.second.any()
    assert found.pictures == pytest.approx(captured.weights, abs=HALF)


def test_two_texts_are_described_as_one_input():
    found = asked(DescribeAttention("minilm", TEXT, OTHER))
    assert found.read == (4, 3)
    assert found.separated
    assert found.revision != asked(DescribeAttention("minilm", TEXT)).revision


def test_a_plane_is_that_of_the_captured_weights(captured):
    found = asked(AttentionPlane("minilm", TEXT, "2"))
    assert (found.name, found.rows, found.among) == ("2", 6, 6)
    assert weights_of(found) == pytest.approx(captured.weights[2], abs=0.01)
    mean = asked(AttentionPlane("minilm", TEXT, "all"))
    assert weights_of(mean)[0] == pytest.approx(captured.weights.mean(axis=(0, 1)), abs=0.01)
    pair = asked(AttentionPlane("minilm", TEXT, "0", OTHER))
    assert (pair.rows, len(pair.weights)) == (10, 12 * 10 * 10)
    assert asked(AttentionPlane("minilm", TEXT, "flow:1")).rows == 1


@pytest.mark.parametrize("name", ["6", "flow:6", "-1", "everything"])
def test_a_plane_that_is_not_there_is_one_sentence(name):
    with pytest.raises(InputError, match=f"no view “{name}” of this attention; it has 6 layers and 6 tokens"):
        asked(AttentionPlane("minilm", TEXT, name))


def test_the_figures_of_heads_are_those_of_the_weights(captured):
    own = slice(1, -1)  # neither [CLS] nor [SEP] is a row of the text's own
    found = asked(AttentionHeads("minilm", TEXT))
    assert found.to_first == pytest.approx(captured.weights[:, :, own, 0].mean(axis=-1), abs=HALF)
    assert found.to_special == pytest.approx(captured.weights[:, :, own][..., [0, -1]].sum(axis=-1).mean(axis=-1), abs=HALF)


def test_the_figures_of_two_texts_are_those_of_the_one_input():
    pair = capture(opened_inspection("minilm"), TEXT, second=OTHER)
    own = ~pair.special
    found = asked(AttentionHeads("minilm", TEXT, OTHER))
    assert found.to_first == pytest.approx(pair.weights[:, :, own, 0].mean(axis=-1), abs=HALF)


def test_attention_as_an_explanation_is_the_mean_that_each_token_is_given(captured):
    found = asked(AttentionAsExplanation("minilm", TEXT))
    assert found.values == pytest.approx(captured.weights.mean(axis=(0, 1, 2)), abs=HALF)
    assert found == attention_judging(opened_inspection("minilm"), TEXT)


def test_a_text_is_captured_once_for_all_that_is_asked_of_it(monkeypatch):
    opened = []
    monkeypatch.setattr(attention, "need_inspection", lambda name: opened.append(name) or opened_inspection(name))
    text = "A text that nobody has asked about"
    for question in (DescribeAttention("minilm", text), AttentionPlane("minilm", text, "all"), AttentionHeads("minilm", text)):
        asked(question)
    assert opened == ["minilm"]
    asked(DescribeAttention("minilm", text, OTHER))
    assert opened == ["minilm"] * 2


@pytest.mark.parametrize("question", [
    DescribeAttention("hashing", TEXT),
    AttentionPlane("hashing", TEXT, "all"),
    AttentionHeads("hashing", TEXT),
    AttentionAsExplanation("hashing", TEXT),
])  # fmt: skip
def test_an_encoder_without_attention_is_one_sentence(question):
    with pytest.raises(NotApplicable, match="“hashing” has no attention that could be shown; MiniLM has"):
        asked(question)
    assert question.called == "Reading the attention"
