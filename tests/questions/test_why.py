"""Why a text lies where it lies: asked of the right encoder, with or without a map."""

import numpy as np
import pytest

from interestlab.errors import NotApplicable
from interestlab.questions.explain import explain_pair, explain_text
from interestlab.questions.opened import NOWHERE
from interestlab.questions.question import silent
from interestlab.questions.why import ReadWith, WhyNear, WhySimilar


def test_why_near_is_asked_of_the_runs_own_encoder(english, english_run):
    result, encoder, inspection = english
    question = WhyNear("I bake bread", 0, None)
    found, direct = question.answer(english_run, silent), explain_text(result, encoder, inspection, question)
    assert (found.words, found.score, found.judging) == (direct.words, direct.score, direct.judging)
    assert np.array_equal(found.values, direct.values)
    with pytest.raises(NotApplicable, match="needs a finished map"):
        question.answer(NOWHERE, silent)


def test_why_similar_needs_an_encoder_with_attention_and_no_map(english):
    found = WhySimilar("minilm", "I bake bread", "Bread is baked").answer(NOWHERE, silent)
    assert found.score == explain_pair(english[2], "I bake bread", "Bread is baked").score
    assert found.rows == ("I", "bake", "bread")
    with pytest.raises(NotApplicable, match="“hashing” has no attention that could be shown"):
        WhySimilar("hashing", "a", "b").answer(NOWHERE, silent)


def test_a_message_about_a_question_names_what_was_asked():
    assert ReadWith("minilm", "x").called == "Reading with “minilm”"
    assert WhyNear("x").called == WhySimilar("minilm", "x", "y").called == "The explanation"
