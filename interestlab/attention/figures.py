"""The figures of heads, worked out by torch: of one text, and the sums that a survey of many adds up."""

import numpy as np
import torch

from interestlab.attention.capture import Attention
from interestlab.attention.heads import FIGURES, HeadOverview, is_punctuation

_SMALLEST = 1e-30  # w log w is 0 at w = 0


def head_overview(attention: Attention) -> HeadOverview:
    """How each head spreads its attention; looked at layer by layer, so the weights are never held twice."""
    own = ~attention.special & ~attention.prefix
    signs = own & ~attention.unknown & np.array([is_punctuation(piece) for piece in attention.tokens], bool)
    counted = own if own.any() else np.ones_like(own)
    rows = torch.tensor(counted[None]).float()
    columns = torch.tensor(np.stack([attention.special, signs], axis=1)[None]).float()
    with torch.inference_mode():
        layers = [head_figures(torch.tensor(layer[None]).float(), rows, columns)[0] for layer in attention.weights]
    figures = torch.stack(layers, dim=1).double().div(counted.sum()).clamp(0, 1)
    return HeadOverview(*figures.numpy())


def head_figures(layer: torch.Tensor, own: torch.Tensor, columns: torch.Tensor) -> torch.Tensor:
    """(n, figures, heads) sums over the own rows of one layer (n, heads, T, T) float32, in the order of heads.FIGURES.

    own (n, T) is 1 for the rows that count; columns (n, T, 2) is 1 for special tokens and for punctuation.
    """
    logs = layer.clamp_min(_SMALLEST).log_()  # a third of the time of torch.special.entr
    spread = logs.mul_(layer).sum(dim=3).neg_() / float(np.log(max(2, layer.shape[-1])))
    on = layer @ columns[:, None]  # (n, heads, T, 2)
    zero = torch.zeros_like(layer[..., :1, 0])
    before = torch.cat([zero, torch.diagonal(layer, -1, 2, 3)], dim=2)
    after = torch.cat([torch.diagonal(layer, 1, 2, 3), zero], dim=2)
    found = {
        "to_special": on[..., 0],
        "to_first": layer[..., 0],
        "to_previous": before,
        "to_next": after,
        "to_same": torch.diagonal(layer, 0, 2, 3),
        "to_punctuation": on[..., 1],
        "entropy": spread,
    }
    return torch.stack([(found[name] * own[:, None]).sum(dim=2) for name in FIGURES], dim=1)
