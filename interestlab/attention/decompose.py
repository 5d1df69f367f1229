"""Why are two texts similar, why is a text near a centre: signed contributions of tokens that sum to the cosine."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import torch
from numpy.typing import NDArray

from interestlab.attention.channels import channels
from interestlab.attention.forward import leaf_at_first_layer, types_of, unit_vectors
from interestlab.attention.frozen import Freeze
from interestlab.attention.tokens import Tokens, tokenize
from interestlab.encode.protocol import TorchInspection
from interestlab.errors import NotApplicable

AFFINE_TOLERANCE = 1e-3  # of the score; a model that the freezing does not make affine misses it by far more
_checked: WeakKeyDictionary[Any, bool] = WeakKeyDictionary()


@dataclass(frozen=True, eq=False)
class Contributions:
    """What each token adds to the similarity of a text and a direction."""

    tokens: Tokens
    values: NDArray[np.float64]  # (T,) signed; with bias they sum to score
    bias: float  # what no token adds
    score: float  # cosine of the text's vector and the target, or difference of two cosines
    missed: float = 0.0  # how far an approximate method's sum is from what it should be


@dataclass(frozen=True, eq=False)
class PairMatrix:
    """What each pair of tokens of two texts adds to their cosine."""

    rows: Tokens  # of the first text, T
    columns: Tokens  # of the second, S
    values: NDArray[np.float64]  # (T, S)
    row_bias: NDArray[np.float64]  # (T,) token of the first text with the second's bias
    column_bias: NDArray[np.float64]  # (S,)
    bias: float  # both biases
    score: float  # the cosine: the sum of all the above


def explain_towards(inspection: TorchInspection, tokens: Tokens, target: NDArray[np.float32]) -> Contributions:
    """Contributions of the text's tokens to target · vector of the text, by the frozen-linear decomposition.

    target (d,): a unit vector for a cosine, or the difference of two for "A rather than B". One forward and one backward pass.
    Raises NotApplicable where the model cannot be made affine.
    """
    check_affine(inspection)
    return explain_many(inspection, [tokens], target[None])[0]


def explain_many(inspection: TorchInspection, texts: Sequence[Tokens], targets: NDArray[np.float32]) -> list[Contributions]:
    """The same for texts of equal length in one pass; targets (n, d). Contributions of several texts may be added."""
    ids = torch.tensor(np.stack([one.ids for one in texts]))
    aims = torch.tensor(np.asarray(targets, np.float64))
    with Freeze(), leaf_at_first_layer(inspection.model) as leaf:
        scores = (unit_vectors(inspection, ids, types_of(texts)) * aims).sum(dim=1)
        (slope,) = torch.autograd.grad(scores.sum(), [leaf.value])
    parts = (slope.double() * leaf.value.detach().double()).sum(dim=2).numpy()
    totals = scores.detach().double().numpy()
    return [
        Contributions(tokens, part, float(total - part.sum()), float(total))
        for tokens, part, total in zip(texts, parts, totals, strict=True)
    ]


def pair_matrix(inspection: TorchInspection, rows: Tokens, columns: Tokens) -> PairMatrix:
    """Contributions of every pair of tokens to the cosine of two texts; the cost grows with the square of a text's length."""
    check_affine(inspection)
    left, right = channels(inspection, [rows, columns])
    product = left @ right.T
    return PairMatrix(
        rows, columns, product[1:, 1:], product[1:, 0], product[0, 1:], float(product[0, 0]), float(product.sum())
    )


def check_affine(inspection: TorchInspection) -> None:
    """Raises NotApplicable unless contributions and bias sum to the score on a probe; checked once a model."""
    model = inspection.model
    if model not in _checked:
        _checked[model] = _is_affine(inspection)
    if not _checked[model]:
        raise NotApplicable(
            "This model cannot be made affine, so it has no exact contributions; integrated gradients are shown instead."
        )


def _is_affine(inspection: TorchInspection) -> bool:
    """Pushes the probe's tokens through one by one: their parts must sum to the vector of the whole."""
    tokens = tokenize(inspection, "A small probe of seven plain words.", most_tokens=16)
    with torch.no_grad():
        whole = unit_vectors(inspection, torch.tensor(tokens.ids[None])).numpy()[0]
    try:
        (parts,) = channels(inspection, [tokens])
    except (RuntimeError, StopIteration, KeyError, IndexError):
        return False
    return bool(np.abs(parts.sum(axis=0) - whole).max() < AFFINE_TOLERANCE)
