"""What the attention page says of a text, and of two that are read as one input."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from interestlab.attention.kept import look
from interestlab.encode.run import find_encoder
from tests.attention.test_architectures import model_of, without_template
from tests.pages.conftest import ran, said
from tests.shown import shown

NOTHING_BETWEEN, ONE_DIRECTION = "puts nothing between the two", "the second text looks at the first, never the other way round"


@pytest.fixture(scope="module")
def inspection():
    return find_encoder("minilm").load().inspect()


def words_on(inspection, second):
    described = look(inspection, "Playing chess at midnight", second=second).description

    def page(described):
        from interestlab.ui.attention.words import pair_facts

        pair_facts(described)

    return said(ran(AppTest.from_function(page, args=(described,)).run()))


def test_a_pair_with_a_template_in_both_directions(inspection):
    words = words_on(inspection, "The queen")
    assert "trained on one text at a time" in words
    assert NOTHING_BETWEEN not in words
    assert ONE_DIRECTION not in words


def test_nothing_between_and_one_direction(inspection):
    tokenizer = without_template(inspection.tokenizer)
    causal = replace(inspection, tokenizer=tokenizer, model=model_of("GPT2", tokenizer))
    words = words_on(causal, "The queen")
    assert NOTHING_BETWEEN in words
    assert ONE_DIRECTION in words
    both_ways = words_on(replace(inspection, tokenizer=tokenizer), "The queen")
    assert NOTHING_BETWEEN in both_ways
    assert ONE_DIRECTION not in both_ways


def test_a_second_text_of_which_nothing_is_read(inspection):
    assert "No token of the second text reached the encoder." in words_on(inspection, "\x00")


def facts_on(described, encoder):
    def page(described, encoder):
        from interestlab.ui.attention.words import attention_facts

        attention_facts(described, encoder, "国王访问了伦敦的旧港口")

    return ran(AppTest.from_function(page, args=(described, encoder)).run())


def test_parts_of_characters_are_counted_and_a_reader_is_proposed(inspection, monkeypatch):
    monkeypatch.setattr("interestlab.ui.attention.words.is_installed", lambda name: False)
    described = look(inspection, "a chess club").description
    assert not facts_on(described, "minilm").warning
    part = ~described.special
    page = facts_on(replace(described, part=part), "smollm2")
    assert "3 of 3 tokens are only parts of a character (100%)" in said(page)
    assert shown(page.warning[0].value).startswith(
        "“smollm2” has no words of this script: it spells 100% of these tokens byte by byte"
    )
    assert "reads Chinese can be installed by one command: `python -m interestlab encoders install multilingual-e5`" in said(
        page
    )
