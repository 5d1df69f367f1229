"""Attention weights of token ids, as the model computed them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from interestlab.attention.tokens import Tokens
from interestlab.encode.protocol import TorchInspection
from interestlab.errors import NotApplicable


def weights_of(inspection: TorchInspection, ids: Any, types: Any = None) -> tuple[Any, ...]:
    """One tensor (n, heads, T, T) a layer, of a tensor of token ids (n, T) of equal length; rows sum to 1.

    types (n, T): the token types of pairs; None = the model's default. Raises NotApplicable where the model gives no weights.
    """
    import torch  # here, since screens import what describes attention

    with eager(inspection.model), torch.inference_mode():
        given = inspection.model(input_ids=ids, output_attentions=True, **typed(types)).attentions
    if not given or any(layer is None for layer in given):
        raise NotApplicable("This encoder does not tell its attention weights; choose one that is marked “shows attention”.")
    return tuple(given)


def weights_of_tokens(inspection: TorchInspection, tokens: Tokens) -> tuple[Any, ...]:
    """One tensor (1, heads, T, T) a layer, of one text or pair."""
    import torch

    types = None if tokens.types is None else torch.tensor(tokens.types[None])
    return weights_of(inspection, torch.tensor(tokens.ids[None]), types)


def typed(types: Any) -> dict[str, Any]:
    """The argument by which a model gets token types; nothing where there are none."""
    return {} if types is None else {"token_type_ids": types}


@contextmanager
def eager(model: Any) -> Iterator[None]:
    """The plain attention, the only one that keeps its weights, for a while; hidden states agree to about 1e-6.

    It switches the model itself, so no other thread may run the model meanwhile.
    """
    before = model.config._attn_implementation
    model.set_attn_implementation("eager")
    try:
        yield
    finally:
        model.set_attn_implementation(before)
