"""The network of SASRec (Kang & McAuley 2018) and its training; the only file here that imports torch when it is loaded."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

NEGATIVES = 1024  # items that a target is told from in a step; all of them where there are no more
BATCH = 16  # people in a step
MOST_WORK = 1.15e11  # multiply-adds of the forward pass in all: about 25 s of one quiet core
UPDATE = 32  # what changing a number of the items' vectors costs in a step, in multiply-adds
NEVER = -1e9  # added to the attention on what may not be looked at


@contextmanager
def one_thread() -> Iterator[None]:
    """Within the block torch computes on one thread: steps this small gain nothing from two, and sums keep their order."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


@dataclass(frozen=True)
class Seen:
    """What the network makes of sequences."""

    states: torch.Tensor  # (q, L, d)
    attention: torch.Tensor  # (q, L, L) of the last block; rows sum to 1


class Block(nn.Module):
    """Self-attention with one head, then a feed-forward layer, each with a residual."""

    def __init__(self, dimension: int, dropout: float) -> None:
        super().__init__()
        self.before, self.between = nn.LayerNorm(dimension), nn.LayerNorm(dimension)
        self.query, self.key, self.value = (nn.Linear(dimension, dimension) for _ in range(3))
        self.forward_layer = nn.Sequential(
            nn.Linear(dimension, dimension), nn.ReLU(), nn.Dropout(dropout), nn.Linear(dimension, dimension)
        )
        self.drop = nn.Dropout(dropout)

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """(q, L, d) states and (q, L, L) attention; mask (q, L, L) is 0 where a place may be looked at, else NEVER."""
        normed = self.before(x)
        scores = self.query(normed) @ self.key(x).transpose(1, 2) / x.shape[-1] ** 0.5
        attention = torch.softmax(scores + mask, dim=-1)
        x = x + self.drop(attention @ self.value(x))
        return x + self.drop(self.forward_layer(self.between(x))), attention


class Network(nn.Module):
    """Items in, states out; padding is item number m, on the left."""

    def __init__(self, items: int, *, dimension: int, blocks: int, length: int, dropout: float) -> None:
        super().__init__()
        self.items, self.length = items, length
        self.embed = nn.Embedding(items + 1, dimension, padding_idx=items)
        self.place = nn.Embedding(length, dimension)
        nn.init.normal_(self.embed.weight, std=dimension**-0.5)
        nn.init.normal_(self.place.weight, std=dimension**-0.5)
        self.blocks = nn.ModuleList(Block(dimension, dropout) for _ in range(blocks))
        self.drop, self.norm = nn.Dropout(dropout), nn.LayerNorm(dimension)

    def forward(self, items: torch.Tensor) -> Seen:
        """items (q, L) int64, L at most `length`; places are counted from the first item."""
        width = items.shape[1]
        later = torch.triu(torch.ones(width, width, dtype=torch.bool), diagonal=1)
        mask = (later[None] | (items == self.items)[:, None, :]).float() * NEVER
        place = ((items != self.items).cumsum(dim=1) - 1).clamp(min=0)
        x = self.drop(self.embed(items) + self.place(place))
        attention = torch.zeros(0)
        for block in self.blocks:
            x, attention = block(x, mask)
        return Seen(self.norm(x), attention)


def planned_steps(network: Network, sequences: Sequence[NDArray[np.intp]], epochs: int) -> tuple[int, int]:
    """How many steps training takes, and how many `epochs` passes would: fewer where these are more than MOST_WORK.

    The work depends on the sizes alone, so the same data gives the same network on every machine.
    """
    wanted = epochs * -(-len(sequences) // BATCH)
    places = sum(min(len(one) - 1, network.length) for one in sequences) / len(sequences) * min(BATCH, len(sequences))
    dimension = network.place.weight.shape[1]
    block = 6 * dimension**2 + 2 * network.length * dimension
    a_place = dimension * min(NEGATIVES, network.items) + len(network.blocks) * block
    a_step = places * a_place + UPDATE * network.items * dimension
    return min(wanted, max(1, int(MOST_WORK / a_step))), wanted


def train(network: Network, sequences: Sequence[NDArray[np.intp]], *, steps: int, rate: float, seed: int) -> None:
    """Teaches the network to name the next item of every place of the sequences, each of two items or more.

    Of a longer sequence a window is drawn in each pass. The loss is the cross-entropy over the target and NEGATIVES items
    drawn evenly, or over all items (Klenitskiy & Vasilev 2023), instead of the paper's one negative.
    """
    rng, optimizer = np.random.default_rng(seed), torch.optim.Adam(network.parameters(), lr=rate)
    network.train()
    for rows in islice(_batches(len(sequences), rng), steps):
        windows = [_window(sequences[at], network.length + 1, rng) for at in rows]
        inputs = padded([one[:-1] for one in windows], network)
        targets = padded([one[1:] for one in windows], network)
        loss = _loss(network, inputs, targets, rng)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
    network.eval()


def _batches(people: int, rng: np.random.Generator) -> Iterator[list[int]]:
    """Rows 0..people-1 in batches, everybody once before anybody twice, without an end."""
    while True:
        order = rng.permutation(people).tolist()
        yield from (order[start : start + BATCH] for start in range(0, people, BATCH))


def padded(sequences: Sequence[NDArray[np.intp]], network: Network) -> torch.Tensor:
    """(q, L) int64: the last items of each sequence, at least one, padded on the left to the longest, at most `length`."""
    ends = [one[-network.length :] for one in sequences]
    found = np.full((len(ends), max(len(one) for one in ends)), network.items, dtype=np.int64)
    for row, one in enumerate(ends):
        found[row, -len(one) :] = one
    return torch.from_numpy(found)


def _window(items: NDArray[np.intp], size: int, rng: np.random.Generator) -> NDArray[np.intp]:
    start = int(rng.integers(max(len(items) - size, 0) + 1))
    return items[start : start + size]


def _loss(network: Network, inputs: torch.Tensor, targets: torch.Tensor, rng: np.random.Generator) -> torch.Tensor:
    real = targets != network.items
    states, wanted = network(inputs).states[real], targets[real]
    table = network.embed.weight
    if network.items <= NEGATIVES:
        return nn.functional.cross_entropy(states @ table[:-1].T, wanted)
    others = torch.from_numpy(rng.integers(network.items, size=NEGATIVES))
    against = states @ table[others].T + (others[None, :] == wanted[:, None]).float() * NEVER
    right = (states * table[wanted]).sum(dim=1, keepdim=True)
    first = torch.zeros(len(wanted), dtype=torch.int64)
    return nn.functional.cross_entropy(torch.cat([right, against], dim=1), first)
