"""Heads switched off: what a head writes is set to nothing before the layer joins its heads, and the rest runs as it is.

`head_mask` is accepted and ignored by the models of transformers 5, so the input of the projection that joins the heads is
changed by a hook. A row of a batch may have heads of its own off, so many variants of a text are one pass.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from interestlab.attention.forward import unit_vectors
from interestlab.encode.protocol import TorchInspection
from interestlab.errors import NotApplicable

TOKENS_A_PASS = 1_024
_JOINS = (  # within a layer: the projection of all heads together, by family
    "attention.output.dense",  # BERT, RoBERTa, XLM-R, Electra
    "attention.attn.o",  # MPNet
    "attention.out_lin",  # DistilBERT
    "attn.Wo",  # ModernBERT
    "attn.c_proj",  # GPT-2
    "self_attn.o_proj",  # Llama, Mistral, Qwen, Gemma
    "self_attn.out_proj",  # OPT
    "attention.dense",  # GPT-NeoX
)


def vectors_without(inspection: TorchInspection, ids: NDArray[np.int64], off: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Unit vectors (n, d) of token ids (n, T), each with heads of its own off (n, layers, heads).

    Raises NotApplicable where the model's heads cannot be found.
    """
    step = max(1, TOKENS_A_PASS // ids.shape[1])
    parts = []
    for start in range(0, len(ids), step):
        chunk = slice(start, start + step)
        with heads_off(inspection.model, off[chunk]), torch.inference_mode():
            parts.append(unit_vectors(inspection, torch.tensor(ids[chunk])).numpy())
    return np.concatenate(parts)


def each_head_off(inspection: TorchInspection, ids: NDArray[np.int64]) -> NDArray[np.float64]:
    """(1 + layers · heads, d) unit vectors of one text (T,): whole, then without one head at a time, layer by layer."""
    layers, heads = head_counts(inspection.model)
    return sets_off(inspection, ids, np.eye(layers * heads, dtype=bool).reshape(-1, layers, heads))


def sets_off(inspection: TorchInspection, ids: NDArray[np.int64], sets: NDArray[np.bool_]) -> NDArray[np.float64]:
    """(1 + s, d) unit vectors of one text (T,): whole, then without each of the sets (s, layers, heads)."""
    off = np.concatenate([np.zeros((1, *sets.shape[1:]), bool), sets])
    return vectors_without(inspection, np.repeat(ids[None], len(off), axis=0), off)


def head_counts(model: Any) -> tuple[int, int]:
    """Layers, and heads of each; raises NotApplicable where the heads cannot be found."""
    return len(_joins(model)), int(model.config.num_attention_heads)


@contextmanager
def heads_off(model: Any, off: NDArray[np.bool_]) -> Iterator[None]:
    """While open, heads (n, layers, heads) are off in the n rows of every batch; afterwards the model is exactly as before."""
    handles = []
    try:
        for layer, join in enumerate(_joins(model)):
            if off[:, layer].any():
                keep = torch.tensor(~off[:, layer], dtype=torch.float32)
                handles.append(join.register_forward_pre_hook(_silencer(keep)))
        yield
    finally:
        for handle in handles:
            handle.remove()


def _silencer(keep: torch.Tensor) -> Any:
    """A hook that multiplies the heads (n, heads) of its input (n, T, heads · size) by 0 or 1."""

    def silence(module: Any, args: tuple[Any, ...]) -> tuple[Any, ...]:
        del module
        given = args[0]
        apart = given.view(*given.shape[:2], keep.shape[1], -1)
        return ((apart * keep[:, None, :, None].to(given.dtype)).view_as(given), *args[1:])

    return silence


def _joins(model: Any) -> Sequence[torch.nn.Module]:
    count = getattr(model.config, "num_hidden_layers", None)
    for module in model.modules():
        if isinstance(module, torch.nn.ModuleList) and len(module) == count:
            found = [_join(layer) for layer in module]
            if all(found):
                return [one for one in found if one is not None]
    raise NotApplicable("The heads of this model cannot be told apart, so none of them can be switched off.")


def _join(layer: torch.nn.Module) -> torch.nn.Module | None:
    named = dict(layer.named_modules())
    return next((named[name] for name in _JOINS if name in named), None)
