"""Laws that hold for any encoder in any language, within single precision: MiniLM and multilingual-e5, English and Chinese."""

import numpy as np
import pytest
import torch

from interestlab.attention.alternatives import _along_path, integrated_gradients, rollout, rollout_importance
from interestlab.attention.capture import capture
from interestlab.attention.channels import channels
from interestlab.attention.decompose import explain_many, explain_towards, pair_matrix
from interestlab.attention.faithfulness import faithfulness
from interestlab.attention.forward import first_layer, leaf_at_first_layer, unit_vectors
from interestlab.attention.subject import torch_subject
from interestlab.attention.tokens import merge_matrix, tokenize
from tests.rounding import SINGLE, doubled, rounding


def test_contributions_and_bias_sum_to_the_cosine(case):
    """The bias is found apart from the contributions: it is the frozen model's answer to tokens that are all zero."""
    found = explain_towards(case.inspection, case.tokens, case.targets[0])
    bias, *parts = channels(case.inspection, [found.tokens])[0] @ case.targets[0].astype(float)
    allowed = rounding(case.inspection.model)
    assert np.abs(parts - found.values).max() < allowed
    assert abs(bias - found.bias) < allowed
    with torch.no_grad():
        cosine = float(unit_vectors(case.inspection, torch.tensor(case.tokens.ids[None]))[0].numpy() @ case.targets[0])
    assert found.values.sum() + bias == pytest.approx(cosine, abs=allowed)
    assert cosine == pytest.approx(float(case.encoder.encode([case.text])[0] @ case.targets[0]), abs=allowed)


def test_nothing_but_rounding_is_missed(case):
    """The same laws in fp64, where they hold to the last digits."""
    inspection = doubled(case.inspection)
    allowed = rounding(inspection.model)
    one, other = case.targets.astype(float)
    found, opposed, rather = (explain_towards(inspection, case.tokens, aim) for aim in (one, other, one - other))
    bias, *parts = channels(inspection, [found.tokens])[0] @ one
    assert np.abs(parts - found.values).max() < allowed
    assert abs(bias - found.bias) < allowed
    assert found.values.sum() + bias == pytest.approx(found.score, abs=allowed)
    assert np.abs(rather.values - (found.values - opposed.values)).max() < allowed
    pair = pair_matrix(inspection, case.tokens, tokenize(inspection, case.other))
    total = pair.values.sum() + pair.row_bias.sum() + pair.column_bias.sum() + pair.bias
    assert total == pytest.approx(pair.score, abs=allowed)
    aim = unit_vectors(inspection, torch.tensor(tokenize(inspection, case.other).ids[None])).numpy()[0]
    one_sided = explain_towards(inspection, case.tokens, aim)
    assert pair.score == pytest.approx(one_sided.score, abs=allowed)
    assert np.abs(pair.values.sum(axis=1) + pair.row_bias - one_sided.values).max() < allowed
    twice = explain_many(inspection, [case.tokens, case.tokens], case.targets[[0, 0]].astype(float))
    assert np.abs(twice[1].values - found.values).max() < allowed


def test_towards_one_rather_than_the_other_is_the_difference(case):
    one, other = case.targets
    values = [explain_towards(case.inspection, case.tokens, aim).values for aim in (one, other, one - other)]
    assert np.abs(values[2] - (values[0] - values[1])).max() < rounding(case.inspection.model)


def test_a_batch_gives_what_a_text_gives_alone(case):
    tokens = case.tokens
    for together in explain_many(case.inspection, [tokens, tokens, tokens], case.targets[[0, 0, 0]]):
        alone = explain_towards(case.inspection, case.tokens, case.targets[0])
        assert np.abs(together.values - alone.values).max() < rounding(case.inspection.model)


def test_a_pair_matrix_sums_to_the_cosine_and_to_one_side(case):
    found = pair_matrix(case.inspection, case.tokens, tokenize(case.inspection, case.other))
    total = found.values.sum() + found.row_bias.sum() + found.column_bias.sum() + found.bias
    allowed = rounding(case.inspection.model)
    assert total == pytest.approx(float(case.encoder.encode([case.text])[0] @ case.targets[0]), abs=allowed)
    one_sided = explain_towards(case.inspection, case.tokens, case.targets[0]).values
    assert np.abs(found.values.sum(axis=1) + found.row_bias - one_sided).max() < allowed


def test_attention_and_rollout_rows_sum_to_one(case):
    weights = capture(case.inspection, case.text).weights
    assert np.abs(weights.sum(axis=-1, dtype=float) - 1).max() < SINGLE
    allowed = len(weights) * SINGLE  # of each layer, whose rows miss 1 by that
    assert np.abs(rollout(weights).sum(axis=1) - 1).max() < allowed
    assert rollout_importance(case.inspection, case.tokens).sum() == pytest.approx(1, abs=allowed)
    merged = merge_matrix(weights[0, 0].astype(float), case.tokens)
    assert np.abs(merged.sum(axis=1) - 1).max() < SINGLE


def test_padding_is_not_attended_to(case):
    tokenizer, model = case.inspection.tokenizer, case.inspection.model
    batch = tokenizer([case.text, "short"], padding=True, return_tensors="pt")
    before = model.config._attn_implementation
    model.set_attn_implementation("eager")
    with torch.inference_mode():
        layers = model(**batch, output_attentions=True).attentions
    model.set_attn_implementation(before)
    padded = batch["attention_mask"][1] == 0
    assert padded.any()
    assert all(float(layer[1][:, :, padded].max()) == 0 for layer in layers)


def test_integrated_gradients_are_complete(case):
    """They sum to the score less that of the same text with every word padding."""
    found = integrated_gradients(case.inspection, case.tokens, case.targets[0])
    allowed = 2e-6 + rounding(case.inspection.model)  # the path is refined until it misses no more than 2e-6
    assert found.bias == pytest.approx(_baseline(case), abs=allowed)


def test_integrated_gradients_agree_with_captum(case):
    captum = pytest.importorskip("captum.attr", reason="captum is a development dependency")
    ids, aim = torch.tensor(case.tokens.ids[None]), torch.tensor(case.targets[0], dtype=torch.float64)

    def entering(rows):
        with torch.no_grad(), leaf_at_first_layer(case.inspection.model) as leaf:
            unit_vectors(case.inspection, rows)
        return leaf.value.detach()

    def score(vectors):
        def swap(module, args, kwargs):
            return ((vectors, *args[1:]), kwargs) if args else ((), {**kwargs, "hidden_states": vectors})

        handle = first_layer(case.inspection.model).register_forward_pre_hook(swap, with_kwargs=True)
        scores = unit_vectors(case.inspection, ids.expand(len(vectors), -1)) @ aim
        handle.remove()
        return scores

    begin, end = entering(torch.tensor(_blank(case)[None])), entering(ids)
    theirs = captum.IntegratedGradients(score).attribute(end, begin, n_steps=32, method="gausslegendre")
    ours = _along_path(case.inspection, ids, aim, begin, end, 32)
    assert np.abs(theirs.sum(dim=2)[0].numpy() - ours).max() < rounding(case.inspection.model)


def test_the_default_explanation_is_twice_as_faithful_as_chance(case):
    if "cyclist" not in case.text and case.inspection.max_tokens == 256:
        pytest.skip("MiniLM reads no Chinese")
    contrast = case.targets[0] - case.targets[1]
    found = explain_towards(case.inspection, case.tokens, contrast)
    judged = faithfulness(torch_subject(case.inspection, case.text), found.values, contrast)
    assert judged.comprehensiveness >= 2 * judged.random_comprehensiveness


def _blank(case):
    tokens = case.tokens
    return np.where(tokens.special | tokens.prefix, tokens.ids, case.inspection.tokenizer.pad_token_id)


def _baseline(case):
    with torch.no_grad():
        return float(unit_vectors(case.inspection, torch.tensor(_blank(case)[None]))[0].numpy() @ case.targets[0])
