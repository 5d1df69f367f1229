"""Functions made affine: the same values, slopes with the frozen part held, biases where they are asked for."""

import pytest
import torch
from torch.nn import functional

from interestlab.attention.frozen import Freeze, Replay

EXACTLY = {"rtol": 1e-12, "atol": 1e-12}  # in double precision a few dozen numbers near 1 round by a thousandth of that


def drawn(*shape):
    return torch.randn(*shape, dtype=torch.float64)


torch.manual_seed(0)
X = drawn(3, 5, 8)


def slope_of(values, at):
    return torch.autograd.grad(values.sum(), [at])[0]


@pytest.mark.parametrize(
    "function", [functional.gelu, functional.silu, functional.relu, torch.tanh], ids=lambda one: one.__name__
)
def test_an_activation_is_its_input_times_a_ratio_also_at_zero(function):
    x = torch.tensor([-3.0, -1e-30, 0.0, 1e-9, 0.7, 40.0], dtype=torch.float64, requires_grad=True)
    with Freeze():
        found = function(x)
    assert torch.allclose(found, function(x), **EXACTLY)
    slopes = slope_of(found, x)
    assert torch.allclose(slopes * x, found, **EXACTLY)
    at_zero = {functional.gelu: 0.5, functional.silu: 0.5, functional.relu: 1.0, torch.tanh: 1.0}[function]
    assert slopes[2] == pytest.approx(at_zero, abs=1e-5)


def test_a_layer_norm_has_the_slope_of_one_with_its_deviation_held():
    x, other = X.clone().requires_grad_(), X.clone().requires_grad_()
    weight, bias = drawn(8), drawn(8)
    with Freeze():
        found = functional.layer_norm(x, (8,), weight, bias, 1e-12)
    assert torch.allclose(found, functional.layer_norm(X, (8,), weight, bias, 1e-12), **EXACTLY)
    scale = 1 / (X.var(dim=-1, keepdim=True, unbiased=False) + 1e-12).sqrt()
    held = (other - other.mean(dim=-1, keepdim=True)) * scale * weight + bias
    pull = drawn(3, 5, 8)
    assert torch.allclose(slope_of(found * pull, x), slope_of(held * pull, other), **EXACTLY)


@pytest.mark.parametrize("given", [{}, {"scale": 0.3}, {"is_causal": True}, {"attn_mask": torch.ones(5, 5).tril().bool()}])
def test_fused_attention_keeps_its_values(given):
    query, key, value = drawn(3, 2, 4, 5, 8)
    with Freeze():
        found = functional.scaled_dot_product_attention(query, key, value, **given)
    assert torch.allclose(found, functional.scaled_dot_product_attention(query, key, value, **given), **EXACTLY)


def test_biases_go_to_the_first_inputs_alone_unless_a_model_lays_them_out_in_its_own_way():
    weight, bias = drawn(4, 8), drawn(4)
    plain = functional.linear(X, weight)
    with Replay([], [True, True, True], rows=3, biased=1):
        found, flat, none = (
            functional.linear(X, weight, bias),
            functional.linear(X.view(15, 8), weight, bias),
            functional.linear(X, weight),
        )
    assert torch.allclose(found[0], plain[0] + bias, **EXACTLY)
    assert torch.equal(found[1:], plain[1:])
    assert torch.allclose(flat, (plain + bias).view(15, 4), **EXACTLY)
    assert torch.equal(none, plain)
