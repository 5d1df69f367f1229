"""The tokens of texts, each pushed alone through the encoder that is frozen at the text, on all cores."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray

from interestlab.attention.forward import leaf_at_first_layer, types_of, unit_vectors
from interestlab.attention.frozen import Freeze, Replay
from interestlab.attention.tokens import Tokens
from interestlab.encode.protocol import TorchInspection

Given = TypeVar("Given")
Got = TypeVar("Got")


@dataclass(frozen=True, eq=False)
class _Frozen:
    """An encoder that is affine: frozen at a text of T tokens."""

    inspection: TorchInspection
    ids: torch.Tensor  # (1, T)
    types: torch.Tensor | None  # (1, T)
    tape: list[Any]
    needed: list[bool]
    entering: torch.Tensor  # (T, d) what enters the first layer

    def apart(self) -> torch.Tensor:
        """(T + 2, T, d): twice no token, then each alone."""
        count, dimension = self.entering.shape
        apart = self.entering.new_zeros(count + 2, count, dimension)
        apart[torch.arange(count) + 2, torch.arange(count)] = self.entering
        return apart

    def push(self, inputs: torch.Tensor, biased: int) -> torch.Tensor:
        """(n, d) of inputs (n, T, d) to the first layer; the biases are added to the first `biased` of them."""
        with (
            Replay(self.tape, self.needed, rows=len(inputs), biased=biased),
            torch.no_grad(),
            leaf_at_first_layer(self.inspection.model, inputs),
        ):
            return unit_vectors(self.inspection, self.ids.expand(len(inputs), -1), self.types)


def channels(inspection: TorchInspection, texts: Sequence[Tokens]) -> list[NDArray[np.float64]]:
    """Of each text (T + 1, d) parts of its unit vector: what the biases give, then what each token gives; they sum to it."""
    frozen = _on_all_cores(lambda tokens: _freeze(inspection, tokens), texts)
    cores = torch.get_num_threads()
    shares = [(one, share, number == 0) for one in frozen for number, share in enumerate(one.apart().chunk(cores))]
    pushed = _on_all_cores(lambda given: given[0].push(given[1], int(given[2])), shares)
    found = []
    for one in frozen:
        biases, left, *tokens = torch.cat([part for (of, *_), part in zip(shares, pushed, strict=True) if of is one]).numpy()
        found.append(np.stack([biases, *(token - left for token in tokens)]))  # left: of biases that are in every input
    return found


def _freeze(inspection: TorchInspection, tokens: Tokens) -> _Frozen:
    ids, types = torch.tensor(tokens.ids[None]), types_of([tokens])
    freeze = Freeze()
    with freeze, leaf_at_first_layer(inspection.model) as leaf:  # with gradients, which tell what depends on the tokens
        needed = freeze.needed(unit_vectors(inspection, ids, types))
    return _Frozen(inspection, ids, types, freeze.tape, needed, leaf.value[0].detach())


def _on_all_cores(work: Callable[[Given], Got], given: Sequence[Given]) -> list[Got]:
    """Each on one core: many small operations take less time so than when every one of them is shared out."""
    cores = torch.get_num_threads()
    try:
        with ThreadPoolExecutor(cores, initializer=torch.set_num_threads, initargs=(1,)) as pool:
            return list(pool.map(work, given))
    finally:
        torch.set_num_threads(cores)
