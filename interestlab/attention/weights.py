"""Attention weights of token ids, as the model computed them, told layer by layer.

An attention function of our own, registered with transformers, hands each layer's weights over while the model runs, so that
only one layer is held at a time and nothing is computed that nobody asked for. It is tried on each model once against the plain
attention of transformers, and used where both agree; elsewhere the plain one tells its weights.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

from interestlab.attention.tokens import Tokens, tokenize
from interestlab.encode.protocol import TorchInspection
from interestlab.errors import NotApplicable

Take = Callable[[int, Any], None]  # number of the layer, its weights (n, heads, T, T); they may be kept
_NAME = "interestlab"
_AGREES = 1e-5  # of a weight; another kind of attention misses it by far more
_PROBE = "A small probe of seven plain words."


class _Here(threading.local):
    """Who is told in this thread, and of how many layers so far."""

    take: Take | None = None
    told = 0


_here = _Here()
_known: WeakKeyDictionary[Any, tuple[int, bool]] = WeakKeyDictionary()  # layers, and whether our function tells of them


def each_layer(inspection: TorchInspection, ids: Any, types: Any, take: Take) -> None:
    """Calls `take` with the weights of each layer in turn, of a tensor of token ids (n, T) of equal length; rows sum to 1.

    types (n, T): the token types of pairs; None = the model's default. Raises NotApplicable where the model gives no weights.
    """
    if _how(inspection)[1]:
        _tell(inspection.model, ids, types, take)
        return
    for number, layer in enumerate(_plain(inspection.model, ids, types)):
        take(number, layer)


def layer_count(inspection: TorchInspection) -> int:
    """How many layers tell their weights; raises NotApplicable where none does."""
    return _how(inspection)[0]


def weights_of_tokens(inspection: TorchInspection, tokens: Tokens) -> list[Any]:
    """One tensor (1, heads, T, T) a layer, of one text or pair."""
    layers: list[Any] = []
    of_tokens(inspection, tokens, lambda number, layer: layers.append(layer))
    return layers


def of_tokens(inspection: TorchInspection, tokens: Tokens, take: Take) -> None:
    """`each_layer` of one text or pair."""
    import torch  # here, since screens import what describes attention

    types = None if tokens.types is None else torch.tensor(tokens.types[None])
    each_layer(inspection, torch.tensor(tokens.ids[None]), types, take)


def typed(types: Any) -> dict[str, Any]:
    """The argument by which a model gets token types; nothing where there are none."""
    return {} if types is None else {"token_type_ids": types}


def _how(inspection: TorchInspection) -> tuple[int, bool]:
    import torch

    model = inspection.model
    if model not in _known:
        ids = torch.tensor(tokenize(inspection, _PROBE, most_tokens=16).ids[None])
        plain = _plain(model, ids, None)
        _known[model] = len(plain), _agrees(model, ids, plain)
    return _known[model]


def _agrees(model: Any, ids: Any, plain: tuple[Any, ...]) -> bool:
    """Whether our function is called once a layer, in order, and finds the weights that the plain attention finds."""
    from transformers.utils import logging

    layers: list[Any] = []
    before = logging.get_verbosity()
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]  # a model with an attention of its own warns that it keeps it
    try:
        _tell(model, ids, None, lambda number, layer: layers.append(layer))
    except (RuntimeError, TypeError, KeyError, ValueError):  # the model gives it what it does not understand
        return False
    finally:
        logging.set_verbosity(before)
    same = [one.shape == other.shape and (one - other).abs().max() < _AGREES for one, other in zip(layers, plain, strict=False)]
    return len(layers) == len(plain) and all(same)


def _tell(model: Any, ids: Any, types: Any, take: Take) -> None:
    import torch

    _register()
    _here.take, _here.told = take, 0
    try:
        with _switched(model, _NAME), torch.inference_mode():
            model(input_ids=ids, **typed(types))
    finally:
        _here.take = None


def _plain(model: Any, ids: Any, types: Any) -> tuple[Any, ...]:
    """Of all layers at once, from the attention of transformers that keeps its weights; hidden states agree to about 1e-6."""
    import torch

    with _switched(model, "eager"), torch.inference_mode():
        given = model(input_ids=ids, output_attentions=True, **typed(types)).attentions
    if not given or any(layer is None for layer in given):
        raise NotApplicable("This encoder does not tell its attention weights; choose one that is marked “shows attention”.")
    return tuple(given)


@contextmanager
def _switched(model: Any, attention: str) -> Iterator[None]:
    """Another attention for a while. It switches the model itself, so no other thread may run the model meanwhile."""
    before = model.config._attn_implementation
    model.set_attn_implementation(attention)
    try:
        yield
    finally:
        model.set_attn_implementation(before)


@cache
def _register() -> None:
    from transformers import AttentionInterface, AttentionMaskInterface
    from transformers.masking_utils import eager_mask

    AttentionInterface.register(_NAME, _attention)
    AttentionMaskInterface.register(_NAME, eager_mask)  # a mask that is added, as the plain attention gets it


def _attention(
    module: Any, query: Any, key: Any, value: Any, attention_mask: Any, scaling: float | None = None, **other: Any
) -> tuple[Any, None]:
    """As transformers calls it: query (n, heads, T, d), key and value (n, heads or fewer, T, d), a mask to add or None."""
    import torch

    shared = query.shape[1] // key.shape[1]
    if shared > 1:  # several heads of queries share one of keys and values
        key, value = key.repeat_interleave(shared, dim=1), value.repeat_interleave(shared, dim=1)
    scale = query.shape[-1] ** -0.5 if scaling is None else scaling
    nothing = query.new_empty(())  # with beta = 0 it is not read; the scale costs nothing inside the product
    product = torch.baddbmm(nothing, query.flatten(0, 1), key.flatten(0, 1).transpose(1, 2), beta=0, alpha=scale)
    scores = product.view(*query.shape[:3], key.shape[2])
    if attention_mask is not None:
        scores += attention_mask[..., : key.shape[-2]]
    weights = torch.softmax(scores, dim=-1)
    mixed = (weights @ value).transpose(1, 2).contiguous()
    number, _here.told = _here.told, _here.told + 1
    if _here.take is not None:
        _here.take(number, weights)
    return mixed, None
