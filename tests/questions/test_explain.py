"""Explanations of an analysed workspace's texts: by the map's own encoder, towards any of its interests."""

from dataclasses import replace

import numpy as np
import pytest

from interestlab.attention.capture import capture
from interestlab.attention.faithfulness import faithfulness
from interestlab.attention.methods import explain
from interestlab.attention.subject import torch_subject
from interestlab.encode.run import find_encoder
from interestlab.errors import InvalidSetting, UnknownName
from interestlab.questions.explain import PAIR_TOKENS, attention_judging, explain_pair, explain_text, middles
from interestlab.questions.explanation import AVERAGE
from interestlab.questions.why import WhyNear
from tests.attention.test_architectures import without_template
from tests.questions.test_faithfulness import judged
from tests.rounding import rounding


def text_of(result, interest, *, language="en"):
    corpus = result.corpus.contents
    inside = (result.computed_map.clustering.interest == interest) & (corpus["language"] == language)
    return str(corpus["text"][inside].iloc[0])


def english_interest(result):
    corpus = result.corpus.contents
    found = result.computed_map.clustering.interest[(corpus["language"] == "en").to_numpy()]
    return int(np.bincount(found[found >= 0]).argmax())


@pytest.mark.parametrize("rather_than", [None, AVERAGE, 0])
def test_words_special_tokens_and_bias_sum_to_the_score(english, rather_than):
    result, encoder, inspection = english
    interest = english_interest(result)
    if interest == rather_than:
        interest = 1
    text = text_of(result, english_interest(result))
    found = explain_text(result, encoder, inspection, WhyNear(text, interest, rather_than))
    centres, average = middles(result)
    other = {None: 0 * average, AVERAGE: average}.get(rather_than, centres[0])
    assert found.values.sum() + found.special + found.bias == pytest.approx(found.score, abs=1e-9)
    expected = float(encoder.encode([text])[0] @ (centres[interest] - other))
    assert found.score == pytest.approx(expected, abs=rounding(inspection.model))
    assert (found.method, found.instead) == ("contributions", "")
    assert all(word in text for word in found.words)


def test_the_nearest_interest_is_the_texts_own(english):
    """Of its clearest text: at the edge of an interest the middle of another may be nearer, and edges differ by processor."""
    result, encoder, inspection = english
    interest = english_interest(result)
    near = np.asarray(result.embedding.vectors) @ middles(result)[0].T
    clear = near[:, interest] - np.delete(near, interest, axis=1).max(axis=1)
    inside = (result.computed_map.clustering.interest == interest) & (result.corpus.contents["language"] == "en").to_numpy()
    clearest = np.where(inside, clear, -np.inf).argmax()
    found = explain_text(result, encoder, inspection, WhyNear(str(result.corpus.texts[clearest])))
    assert found.interest == interest
    verdict = judged(found.judging)
    assert verdict.comprehensiveness > verdict.chance


def test_it_is_told_where_nothing_stands_before_the_first_word(english):
    """It then carries what any first word would, as in causal models, whose sink is the first token."""
    result, encoder, inspection = english
    assert not explain_text(result, encoder, inspection, WhyNear("I bake bread", 0)).bare
    plain = replace(inspection, tokenizer=without_template(inspection.tokenizer))
    assert explain_text(result, encoder, plain, WhyNear("I bake bread", 0)).bare
    assert not explain_text(result, encoder, None, WhyNear("I bake bread", 0)).bare


@pytest.mark.parametrize("method", ["gradients", "leave-one-out"])
def test_other_methods_are_asked_by_name(english, method):
    result, encoder, inspection = english
    found = explain_text(result, encoder, inspection, WhyNear("I bake bread", 0, None, method))
    assert (found.method, found.words) == (method, ("I", "bake", "bread"))


def test_an_encoder_without_a_model_is_asked_word_by_word(home):
    result = home.open("sample").need_result()
    encoder = find_encoder("hashing").load()
    found = explain_text(result, encoder, None, WhyNear(str(result.corpus.texts[0])))
    assert found.method == "leave-one-out"
    assert "vectors only" in found.instead
    assert judged(found.judging, "hashing").draws == 20


def test_questions_that_make_no_sense(english):
    result, encoder, inspection = english
    with pytest.raises(UnknownName, match="no interest 99; there are"):
        explain_text(result, encoder, inspection, WhyNear("x", 99))
    with pytest.raises(InvalidSetting, match="compared with itself"):
        explain_text(result, encoder, inspection, WhyNear("x", 0, 0))
    with pytest.raises(UnknownName, match="no explanation by “rollout”"):
        explain_text(result, encoder, inspection, WhyNear("x", 0, None, "rollout"))


@pytest.mark.parametrize(
    "text", ["", "   ", "\u200b", "</script><img src=x onerror=alert(1)>", "\u202eabc", "👩\u200d👩\u200d👧" * 3]
)
def test_hostile_texts_have_an_answer(english, text):
    result, encoder, inspection = english
    found = explain_text(result, encoder, inspection, WhyNear(text, 0))
    assert np.isfinite(found.values).all()
    assert len(found.words) == len(found.values)


@pytest.mark.parametrize(("one", "other"), [
    ("The cyclist repaired her bicycle", "I ride my bike, every day"),
    ("我昨天吃了一碗面", "I ate noodles yesterday"),
    ("word " * 90, "😀"),
])  # fmt: skip
def test_pairs_of_words_and_the_rest_sum_to_the_cosine(english, one, other):
    _, encoder, inspection = english
    found = explain_pair(inspection, one, other)
    assert found.values.shape == (len(found.rows), len(found.columns))
    assert found.values.sum() + found.rest == pytest.approx(found.score, abs=1e-6)
    assert max(found.read) <= PAIR_TOKENS
    if found.read == found.total:
        assert found.score == pytest.approx(float(np.dot(*encoder.encode([one, other]))), abs=rounding(inspection.model))
    if "bike" in found.columns:
        row, column = np.unravel_index(found.values.argmax(), found.values.shape)
        assert (found.rows[row], found.columns[column]) in (("cyclist", "bike"), ("bicycle", "bike"))
        assert all(verdict.comprehensiveness > verdict.chance for verdict in map(judged, found.judgings))


def test_the_words_of_each_text_of_a_pair_are_judged_towards_the_other(english):
    _, encoder, inspection = english
    one, other = "The cyclist repaired her bicycle", "I ride my bike, every day, to the office"
    found = explain_pair(inspection, one, other)
    alone = explain(torch_subject(inspection, one), encoder.encode([other])[0]).contributions
    same = faithfulness(torch_subject(inspection, one), alone.values, encoder.encode([other])[0])
    first, second = map(judged, found.judgings)
    allowed = rounding(inspection.model)
    assert first.comprehensiveness == pytest.approx(same.comprehensiveness, abs=allowed)
    assert (first.chance_low, first.chance_high) == pytest.approx((same.random_low, same.random_high), abs=allowed)
    assert second != first


def test_attention_is_judged_towards_the_texts_own_vector(english):
    inspection = english[2]
    text = "The cyclist repaired her bicycle on the bank of the river"
    found = judged(attention_judging(inspection, text))
    subject = torch_subject(inspection, text)
    own = subject.vectors(np.ones((1, len(subject.tokens)), bool))[0]
    named = faithfulness(subject, capture(inspection, text).weights.mean(axis=(0, 1, 2)), own)
    assert found.comprehensiveness == pytest.approx(named.comprehensiveness, abs=rounding(inspection.model))
    assert 0 < found.chance_low <= found.chance <= found.chance_high
    nothing = judged(attention_judging(inspection, ""))  # nothing to delete, and no error
    assert nothing == judged(attention_judging(inspection, ""))
    assert not nothing.better_than_chance


def test_a_pair_with_an_empty_text_has_no_words(english):
    assert explain_pair(english[2], "One text", "").values.shape == (2, 0)
