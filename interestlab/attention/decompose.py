"""Why are two texts similar, why is a text near a centre: signed contributions of tokens that sum to the cosine."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import torch
from numpy.typing import NDArray

from interestlab.attention.frozen import Freeze, Replay
from interestlab.attention.tokens import Tokens, tokenize
from interestlab.attention.weights import typed
from interestlab.encode.protocol import TorchInspection
from interestlab.encode.transformer import pool_tokens
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
    aims = torch.tensor(np.asarray(targets, np.float32))
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
    left, right = (_channels(inspection, tokens) for tokens in (rows, columns))
    product = left @ right.T
    return PairMatrix(
        rows, columns, product[1:, 1:], product[1:, 0], product[0, 1:], float(product[0, 0]), float(product.sum())
    )


def _channels(inspection: TorchInspection, tokens: Tokens) -> NDArray[np.float64]:
    """(T + 1, d) parts of the text's unit vector: what the biases give, then what each token gives; they sum to it."""
    ids, types = torch.tensor(tokens.ids[None]), types_of([tokens])
    freeze = Freeze()
    with freeze, leaf_at_first_layer(inspection.model) as leaf:  # with gradients, which tell what depends on the tokens
        needed = freeze.needed(unit_vectors(inspection, ids, types))
    count, dimension = leaf.value.shape[1:]
    apart = torch.zeros(count + 1, count, dimension)
    apart[torch.arange(count) + 1, torch.arange(count)] = leaf.value[0].detach()
    with Replay(freeze.tape, needed), torch.no_grad(), leaf_at_first_layer(inspection.model, apart):
        parts = unit_vectors(inspection, ids.expand(count + 1, -1), types).double().numpy()
    parts[1:] -= parts[0]
    return np.asarray(parts)


def unit_vectors(inspection: TorchInspection, ids: torch.Tensor, types: torch.Tensor | None = None) -> torch.Tensor:
    """Unit vectors (n, d) of token ids (n, T) of equal length, by the model's own forward pass.

    types (n, T) or (1, T): the token types of pairs of texts; None = the model's default.
    """
    given = typed(None if types is None else types.expand(len(ids), -1))
    pooled = pool_tokens(inspection.model(input_ids=ids, **given).last_hidden_state, inspection.pool)
    unit: torch.Tensor = pooled * torch.rsqrt((pooled * pooled).sum(dim=1, keepdim=True))
    return unit


def types_of(texts: Sequence[Tokens]) -> torch.Tensor | None:
    """(n, T) token types of texts of equal length; None where none of them has any."""
    if all(one.types is None for one in texts):
        return None
    return torch.tensor(np.stack([np.zeros_like(one.ids) if one.types is None else one.types for one in texts]))


@dataclass
class Leaf:
    """The token vectors that enter the first layer: positions and types included, so that they count as the token's own."""

    value: torch.Tensor


@contextmanager
def leaf_at_first_layer(model: Any, instead: torch.Tensor | None = None) -> Iterator[Leaf]:
    """While open, the first layer gets a leaf of the graph: the vectors of the embeddings, or `instead` of them."""
    leaf = Leaf(torch.empty(0))

    def swap(module: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        del module
        given = args[0] if args else kwargs["hidden_states"]
        leaf.value = (given if instead is None else instead).detach().requires_grad_(torch.is_grad_enabled())
        return ((leaf.value, *args[1:]), kwargs) if args else ((), {**kwargs, "hidden_states": leaf.value})

    handle = first_layer(model).register_forward_pre_hook(swap, with_kwargs=True)
    try:
        yield leaf
    finally:
        handle.remove()


def first_layer(model: Any) -> Any:
    """The first of the model's layers, or what runs them all; raises NotApplicable where neither can be told."""
    count = getattr(model.config, "num_hidden_layers", None) or getattr(model.config, "n_layers", None)
    for module in model.modules():
        if isinstance(module, torch.nn.ModuleList) and len(module) == count:
            return module[0]
    if isinstance(getattr(model, "encoder", None), torch.nn.Module):  # layers that share their weights are no list
        return model.encoder
    raise NotApplicable("The layers of this model cannot be told apart, so its similarities cannot be split exactly.")


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
        whole = unit_vectors(inspection, torch.tensor(tokens.ids[None])).double().numpy()[0]
    try:
        parts = _channels(inspection, tokens)
    except (RuntimeError, StopIteration, KeyError, IndexError):
        return False
    return bool(np.abs(parts.sum(axis=0) - whole).max() < AFFINE_TOLERANCE)
