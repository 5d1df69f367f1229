"""The numbers of docs/formulas.md, worked out by NumPy and by PyTorch, and read there."""

import re
from pathlib import Path

import numpy as np
import pytest
import torch
from torch.nn import functional

from interestlab.classify.calibration import log_losses, softmax

PAGE = (Path(__file__).parents[1] / "docs" / "formulas.md").read_text("utf-8")


def told(section):
    """The bold numbers of a section, in their order."""
    text = PAGE.split(f"## {section}\n")[1].split("\n## ")[0]
    return [float(number.replace("−", "-")) for number in re.findall(r"\*\*(−?[\d.]+)\*\*", text)]


def test_a_layer():
    x, weight, bias = np.array([1.0, 2]), np.array([[0.5, -1], [0.25, 0.75]]), np.array([0.1, -0.2])
    moved = weight @ x + bias
    theirs = functional.linear(*(torch.tensor(one) for one in (x, weight, bias)))
    assert moved == pytest.approx(theirs.numpy())
    expected = [*moved, *np.maximum(moved, 0), *(1 / (1 + np.exp(-moved)))]
    assert told("A layer of a network") == pytest.approx(expected, abs=5e-5)
    assert torch.sigmoid(theirs).tolist() == pytest.approx(expected[4:])


def test_attention_needs_two_keys():
    query, keys, values = np.array([[1.0, 0]]), np.eye(2), np.array([[10.0], [20]])
    scores = query @ keys.T / np.sqrt(2)
    weights = softmax(scores)
    answer = float((weights @ values)[0, 0])
    theirs = functional.scaled_dot_product_attention(*(torch.tensor(one)[None] for one in (query, keys, values)))
    assert answer == pytest.approx(float(theirs))
    for score in (-3.0, 0.0, 7.0):
        assert softmax(np.array([[score]])).tolist() == [[1]]
    assert told("Attention") == pytest.approx([1, *scores[0], *weights[0], answer], abs=5e-5)


def test_mean_squared_error():
    true, said = np.array([1.0, 0, 2]), np.array([0.8, 0.3, 1.5])
    error = float(((true - said) ** 2).mean())
    assert error == pytest.approx(float(functional.mse_loss(torch.tensor(said), torch.tensor(true))))
    assert told("Mean squared error") == pytest.approx([error], abs=5e-5)


def test_cross_entropy_in_both_forms():
    odds = np.array([[0.2, 0.7, 0.1]])
    one_of_three = float(log_losses(odds, np.array([1]))[0])
    assert one_of_three == pytest.approx(float(functional.cross_entropy(torch.tensor(np.log(odds)), torch.tensor([1]))))

    true, said = np.array([1.0, 0, 1]), np.array([0.9, 0.1, 0.8])
    alone = float(-(true * np.log(said)).sum())
    binary = float(functional.binary_cross_entropy(torch.tensor(said), torch.tensor(true), reduction="sum"))
    assert binary == pytest.approx(alone - np.log(1 - 0.1))
    assert told("Cross-entropy") == pytest.approx([one_of_three, alone, binary, binary / 3], abs=5e-5)
    assert min(told("Cross-entropy")) > 0
