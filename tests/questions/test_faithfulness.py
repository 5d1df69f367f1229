"""An explanation held against chance a slice at a time; the slices together are what one would be."""

from dataclasses import astuple, replace

import numpy as np
import pytest

from interestlab.attention.faithfulness import DRAWS, faithfulness
from interestlab.attention.subject import plain_subject, torch_subject
from interestlab.questions.explain import attention_judging
from interestlab.questions.explanation import Judging, Verdict
from interestlab.questions.faithfulness import falls_of, judging_of
from interestlab.questions.opened import opened_encoder
from tests.rounding import rounding


def judged(judging, encoder="minilm"):
    """As the server puts the slices together."""
    return Verdict.of(np.concatenate([falls_of(encoder, judging, number) for number in range(judging.slices)]))


def test_a_long_text_is_judged_in_slices(english):
    """Each is a question of its own to the answer worker; together they are what one would be."""
    inspection, text = english[2], " ".join(f"word{number}" for number in range(200))
    judging = attention_judging(inspection, text)
    assert 1 < judging.slices <= 21
    whole = judged(replace(judging, slices=1))
    assert astuple(judged(judging)) == pytest.approx(astuple(whole), abs=rounding(inspection.model))
    assert whole.draws == 20
    assert judging.digest == replace(judging, slices=1).digest != replace(judging, values=-judging.values).digest


@pytest.mark.parametrize("slices", [1, 2, 5, 21])
def test_slices_in_their_order_are_what_is_judged_at_once(slices):
    encoder, text = opened_encoder("hashing"), "Chess openings for white, and endgames with two rooks"
    subject, target = plain_subject(encoder, text), encoder.encode(["Endgames with rooks"])[0]
    values = np.arange(len(subject.tokens), dtype=float)
    judging = Judging(text, None, values, target, slices)
    found = [falls_of("hashing", judging, number) for number in range(slices)]
    assert sum(map(len, found)) == 1 + DRAWS
    assert max(map(len, found)) - min(map(len, found)) <= 1
    whole = faithfulness(subject, values, target)
    assert Verdict.of(np.concatenate(found)).comprehensiveness == pytest.approx(whole.comprehensiveness, abs=1e-6)
    assert Verdict.of(np.concatenate(found)).chance_high == pytest.approx(whole.random_high, abs=1e-6)


def test_what_is_asked_is_held_as_plain_arrays_of_the_subject():
    subject = plain_subject(opened_encoder("hashing"), "one two three")
    judging = judging_of(subject, "one two three", np.ones(3, np.float32), np.ones(4, np.float64), most_tokens=7)
    assert (judging.values.dtype, judging.target.dtype) == (np.float64, np.float32)
    assert (judging.text, judging.most_tokens) == ("one two three", 7)
    assert judging.slices == 3  # of an encoder of which nothing is known but its vectors


def test_slices_grow_with_the_text_and_are_no_more_than_rankings(english, monkeypatch):
    inspection = english[2]
    found = []
    for words in (1, 100, 250):
        text = "word " * words
        subject = torch_subject(inspection, text)
        found.append(judging_of(subject, text, np.ones(len(subject.tokens)), np.ones(384)).slices)
    assert found == sorted(found)
    assert found[0] == 1 < found[1] < found[2] <= 1 + DRAWS
    monkeypatch.setattr("interestlab.questions.faithfulness._WORK_OF_A_SLICE", 1.0)
    assert judging_of(subject, text, np.ones(len(subject.tokens)), np.ones(384)).slices == 1 + DRAWS
