"""What of an attention is shown at once: one layer, a mean, a rollout or a flow, in a byte a weight.

A plane has a name: "0", "1", … a layer with its heads; "all" the mean over layers and heads, which is shown first and is
twelve times as small; "mean" the mean over layers, head by head; "layers" the mean over heads, layer by layer; "rollout" over
all layers; "flow:7" the attention flow to token 7, one row alone.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interestlab.attention.capture import Attention
from interestlab.attention.flow import attention_flow
from interestlab.errors import InputError


@dataclass(frozen=True, eq=False)
class Plane:
    """Weights of n heads or layers, from each of R tokens to each of T."""

    weights: NDArray[np.floating]  # (n, R, T), rows sum to 1; R = T, or 1 in a flow
    among: int  # tokens that were looked at; less than T only in a flow over a long text


def plane(attention: Attention, name: str) -> Plane:
    """The plane of that name; raises InputError where there is none."""
    weights, count = attention.weights, len(attention)
    if name == "all":
        return Plane(_mean_layer(weights).mean(axis=0, keepdims=True), count)
    if name == "mean":
        return Plane(_mean_layer(weights), count)
    if name == "layers":
        return Plane(np.stack([_mean_head(layer) for layer in weights]), count)
    if name == "rollout":
        from interestlab.attention.alternatives import rollout

        return Plane(rollout(weights)[None], count)
    kind, _, number = name.rpartition(":")
    if number.isdecimal() and kind == "" and int(number) < len(weights):
        return Plane(weights[int(number)], count)
    if number.isdecimal() and kind == "flow" and int(number) < count:
        flow = attention_flow(weights, int(number), attention.special)
        return Plane(flow.shares[None, None], len(flow.among))
    raise InputError(f"There is no view “{name}” of this attention; it has {len(weights)} layers and {count} tokens.")


def _mean_layer(weights: NDArray[np.floating]) -> NDArray[np.float32]:
    """(heads, T, T) mean over layers. Torch reads float16 about 20 times as fast as NumPy does."""
    import torch  # here, since screens import what names planes

    total = torch.zeros(weights.shape[1:])
    for layer in weights:
        total += torch.tensor(layer)
    return np.asarray(total.div_(len(weights)).numpy())


def _mean_head(layer: NDArray[np.floating]) -> NDArray[np.float32]:
    """(T, T) mean over the heads of a layer."""
    import torch

    return np.asarray(torch.tensor(layer).mean(dim=0, dtype=torch.float32).numpy())


def plane_names(layers: int) -> list[str]:
    """All planes of a model but the flows, the most asked first."""
    return ["all", "mean", *map(str, range(layers)), "layers", "rollout"]


def row_bytes(weights: NDArray[np.floating]) -> bytes:
    """A byte a weight: 255 · √(weight / largest of its row).

    Read back as squares scaled to sum to 1, a weight w in a row whose largest is m is off by at most √(w · m) / 255, so 2 % of
    itself where it is a hundredth of m. Rows (last axis) need no sum of 1.
    """
    largest = weights.max(axis=-1, keepdims=True).astype(np.float32)
    scaled = np.divide(weights, largest, out=np.zeros(weights.shape, np.float32), where=largest > 0)
    encoded: NDArray[np.uint8] = np.rint(np.sqrt(scaled) * 255).astype(np.uint8)
    return encoded.tobytes()


def picture_bytes(pictures: NDArray[np.floating]) -> bytes:
    """A byte a weight: 255 · √weight, comparable among heads."""
    encoded: NDArray[np.uint8] = np.rint(np.sqrt(np.clip(pictures, 0, 1)) * 255).astype(np.uint8)
    return encoded.tobytes()
