"""Every way to ask which tokens matter, by name, without what computes it: pages list them and load no model."""

from dataclasses import dataclass
from typing import Literal

Method = Literal["contributions", "gradients", "leave-one-out", "attention", "rollout"]


@dataclass(frozen=True)
class MethodInfo:
    """What a method is."""

    title: str
    source: str
    explains: bool  # whether its values are signed parts of the similarity; attention is behaviour
    needs_model: bool  # whether torch must run the encoder


METHODS: dict[str, MethodInfo] = {
    "contributions": MethodInfo(
        "Exact contributions", "frozen-linear decomposition, DecompX (Modarressi et al. 2023)", explains=True, needs_model=True
    ),
    "gradients": MethodInfo("Integrated gradients", "Sundararajan, Taly & Yan 2017", explains=True, needs_model=True),
    "leave-one-out": MethodInfo("Leave one out", "each token deleted in turn", explains=True, needs_model=False),
    "attention": MethodInfo("Mean attention", "over layers, heads and tokens", explains=False, needs_model=True),
    "rollout": MethodInfo("Attention rollout", "Abnar & Zuidema 2020", explains=False, needs_model=True),
}
