"""A model's own forward pass, and what enters its first layer on the way."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from weakref import WeakSet

import numpy as np
import torch

from interestlab.attention.tokens import Tokens
from interestlab.attention.weights import typed
from interestlab.encode.protocol import TorchInspection
from interestlab.encode.transformer import pool_tokens
from interestlab.errors import NotApplicable


class _Here(threading.local):
    """What stands in for the input of a layer in this thread."""

    layer: Any = None
    cut: Callable[[torch.Tensor], torch.Tensor]


_here = _Here()
_ready: WeakSet[Any] = WeakSet()  # layers that ask whether something stands in for their input
_getting_ready = threading.Lock()


def unit_vectors(inspection: TorchInspection, ids: torch.Tensor, types: torch.Tensor | None = None) -> torch.Tensor:
    """Unit vectors (n, d) float64 of token ids (n, T) of equal length, by the model's own forward pass in its own precision.

    types (n, T) or (1, T): the token types of pairs of texts; None = the model's default.
    """
    given = typed(None if types is None else types.expand(len(ids), -1))
    hidden = inspection.model(input_ids=ids, **given).last_hidden_state
    pooled = pool_tokens(hidden.double(), inspection.pool)
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
    """While open, the first layer gets a leaf of the graph in this thread: the vectors of the embeddings, or `instead`."""
    leaf, layer = Leaf(torch.empty(0)), first_layer(model)

    def cut(given: torch.Tensor) -> torch.Tensor:
        leaf.value = (given if instead is None else instead).detach().requires_grad_(torch.is_grad_enabled())
        return leaf.value

    with _getting_ready:  # a hook that came and went could change the list of hooks while another thread reads it
        if layer not in _ready:
            layer.register_forward_pre_hook(_swap, with_kwargs=True)
            _ready.add(layer)
    _here.layer, _here.cut = layer, cut
    try:
        yield leaf
    finally:
        _here.layer = None


def _swap(layer: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    if _here.layer is not layer:
        return None
    if args:
        return (_here.cut(args[0]), *args[1:]), kwargs
    return (), {**kwargs, "hidden_states": _here.cut(kwargs["hidden_states"])}


def first_layer(model: Any) -> Any:
    """The first of the model's layers, or what runs them all; raises NotApplicable where neither can be told."""
    count = getattr(model.config, "num_hidden_layers", None) or getattr(model.config, "n_layers", None)
    for module in model.modules():
        if isinstance(module, torch.nn.ModuleList) and len(module) == count:
            return module[0]
    if isinstance(getattr(model, "encoder", None), torch.nn.Module):  # layers that share their weights are no list
        return model.encoder
    raise NotApplicable("The layers of this model cannot be told apart, so its similarities cannot be split exactly.")


def weights_of_layers(model: Any) -> int:
    """Numbers in the matrices that every token is multiplied with: what reading a token costs."""
    tables = {id(one.weight) for one in model.modules() if isinstance(one, torch.nn.Embedding)}
    return sum(one.numel() for one in model.parameters() if one.dim() == 2 and id(one) not in tables)
