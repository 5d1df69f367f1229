"""Two texts as one input: what the tokenizer's template says, what the model gives for it, and nothing lost or mixed."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from interestlab.attention.alternatives import integrated_gradients
from interestlab.attention.capture import capture
from interestlab.attention.channels import channels
from interestlab.attention.decompose import explain_towards
from interestlab.attention.forward import unit_vectors
from interestlab.attention.kept import look
from interestlab.attention.tokens import merge_matrix, tokenize, word_groups, word_pieces
from tests.attention.test_architectures import FAMILIES, model_of
from tests.attention.test_weights import plain
from tests.rounding import SINGLE, rounding

PAIRS = [
    ("Playing chess openings at midnight", "The queen's gambit is unbelievable"),
    ("这家餐厅的牛肉面很好吃", "我昨天去吃了一碗好吃的面"),
    ("[SEP] </s> </script><script>alert(1)</script>", "<img src=x> \u202egnp.exe  \x00end\nof it"),
    ("end", " start"),
]


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_a_pair_is_read_as_its_template_says(either, first, second):
    _, inspection = either
    tokens = tokenize(inspection, first, second=second)
    expected = inspection.tokenizer(inspection.prefix + first, second)
    assert tokens.ids.tolist() == expected["input_ids"]
    assert [1 if one else 0 for one in tokens.second] == [int(number == 1) for number in expected.sequence_ids()]
    assert tokens.special.tolist() == [number is None for number in expected.sequence_ids()]
    assert tokens.text == inspection.prefix + first + "\n" + second
    assert not (tokens.prefix & tokens.second).any()
    assert (len(tokens), tokens.second_total) == (tokens.total, int(tokens.second.sum()))
    begin = len(inspection.prefix + first) + 1
    assert (tokens.spans[tokens.second] >= begin).all()
    assert (tokens.spans[~tokens.second, 1] < begin).all()


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_words_are_numbered_over_both_and_never_join(either, first, second):
    _, inspection = either
    tokens = tokenize(inspection, first, second=second)
    own = tokens.words[~tokens.special]
    assert np.unique(own).tolist() == list(range(own.max() + 1))
    assert not set(tokens.words[tokens.second]) & set(tokens.words[~tokens.second & ~tokens.special])
    assert (tokens.words[tokens.special] == -1).all()
    alone = tokenize(inspection, first)
    assert tokens.words[: len(alone) - 1].tolist() == alone.words[:-1].tolist()
    assert len(word_pieces(tokens)) == word_groups(tokens).max() + 1


def test_a_second_text_of_subwords_is_gathered(inspection):
    tokens = tokenize(inspection, "antidisestablishmentarianism", second="antidisestablishmentarianism won")
    assert list(word_pieces(tokens)) == ["[CLS]", "antidisestablishmentarianism", "[SEP]"] + [
        "antidisestablishmentarianism", "won", "[SEP]",
    ]  # fmt: skip


@pytest.mark.parametrize(("first", "second"), PAIRS[:2])
def test_attention_is_that_of_the_model_called_with_both(exact_either, first, second):
    """Computed in double precision, so that the two ways differ by the rounding of what is captured to float32 alone."""
    inspection = exact_either
    found = capture(inspection, first, second=second)
    inputs = inspection.tokenizer(inspection.prefix + first, second, return_tensors="pt")
    expected = plain(inspection.model, **inputs)[:, 0].numpy()
    np.testing.assert_allclose(found.weights, expected, rtol=0, atol=SINGLE)
    np.testing.assert_allclose(found.weights.sum(axis=-1, dtype=float), 1, rtol=0, atol=SINGLE)
    words = merge_matrix(found.weights.mean(axis=(0, 1), dtype=float), tokenize(inspection, first, second=second))
    np.testing.assert_allclose(words.sum(axis=1), 1, rtol=0, atol=SINGLE)
    kept = look(inspection, first, second=second).description
    assert kept.read == kept.totals
    assert kept.separated


def test_token_types_reach_the_model_and_what_explains_it(exact):
    inspection, allowed = exact, rounding(exact.model)
    tokens = tokenize(inspection, *PAIRS[0][:1], second=PAIRS[0][1])
    assert tokens.types.tolist() == inspection.tokenizer(*PAIRS[0])["token_type_ids"]
    ids, types = torch.tensor(tokens.ids[None]), torch.tensor(tokens.types[None])
    with torch.inference_mode():
        with_types, without = unit_vectors(inspection, ids, types), unit_vectors(inspection, ids)
    assert (with_types - without).abs().max() > 1e-4
    aim = without[0].numpy()
    found = explain_towards(inspection, tokens, aim)
    assert found.score == pytest.approx(float(with_types[0] @ without[0]), abs=allowed)
    assert found.values.sum() + found.bias == pytest.approx(found.score, abs=allowed)
    np.testing.assert_allclose(channels(inspection, [tokens])[0].sum(axis=0), with_types[0].numpy(), rtol=0, atol=allowed)


def test_integrated_gradients_of_a_pair_are_complete(encoder, inspection):
    """They sum to the model's own score of both texts, less that of the same pair with every word padding."""
    tokens, aim = tokenize(inspection, "chess club", second="the queen"), encoder.encode(["I play chess"])[0]
    found = integrated_gradients(inspection, tokens, aim)
    inputs = inspection.tokenizer("chess club", "the queen", return_tensors="pt")
    blank = inputs["input_ids"].clone()
    blank[0, torch.tensor(~tokens.special)] = inspection.tokenizer.pad_token_id
    with torch.inference_mode():
        score, baseline = (
            float(unit_vectors(inspection, ids, inputs["token_type_ids"])[0].numpy() @ aim)
            for ids in (inputs["input_ids"], blank)
        )
    allowed = rounding(inspection.model)
    assert found.score == pytest.approx(score, abs=allowed)
    assert found.values.sum() == pytest.approx(score - baseline, abs=2e-6 + allowed)  # the path ends when it misses no more
    assert np.abs(found.values[tokens.special]).max() == 0
    assert np.abs(found.values[tokens.second]).max() > 1e-3


@pytest.mark.parametrize("family", ["DistilBert", "ModernBert", "GPT2", "Roberta", "Electra"])
def test_a_model_without_types_gets_none(family, inspection):
    """The tokenizer gives types all the same; GPT-2 would take them for words."""
    sizes = FAMILIES[family] | ({"type_vocab_size": 1} if family == "Roberta" else {})
    other = replace(inspection, model=model_of(family, inspection.tokenizer, **sizes))
    tokens = tokenize(other, *PAIRS[0][:1], second=PAIRS[0][1])
    assert (tokens.types is not None) == (family == "Electra")
    sums = capture(other, PAIRS[0][0], second=PAIRS[0][1]).weights.sum(axis=-1, dtype=float)
    assert sums == pytest.approx(1, abs=SINGLE)


def test_the_longer_text_is_cut_first_and_both_are_told(inspection):
    told = look(inspection, "word " * 1000, second="few words").description
    assert (len(told), told.total, told.truncated) == (256, 1005, True)
    assert (told.read, told.totals) == ((251, 2), (1000, 2))
    told = look(inspection, "word " * 1000, second="text " * 300, most_tokens=65).description
    assert (told.read, told.totals) == ((31, 31), (1000, 300))


def test_an_empty_second_text_is_as_before(inspection):
    one, other = tokenize(inspection, "chess club"), tokenize(inspection, "chess club", second="")
    assert one.ids.tolist() == other.ids.tolist()
    assert (one.text, one.types, one.second.any()) == ("chess club", None, False)
    nothing = look(inspection, "chess club", second="\x00").description
    assert not nothing.second.any()
    assert not nothing.separated
