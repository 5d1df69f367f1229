"""SASRec: what comes next, from the order in which things were liked; a small self-attentive network."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from interestlab.errors import NotApplicable
from interestlab.recommend.histories import histories_of
from interestlab.recommend.protocol import Dataset, Histories, RecommenderInfo
from interestlab.recommend.settings import Settings, parameter
from interestlab.recommend.state import read_state, write_state

if TYPE_CHECKING:
    from interestlab.recommend.backends.sasrec_network import Network

ASKED = 256  # people at once


@dataclass(frozen=True)
class SASRecSettings(Settings):
    """Defaults chosen on validation likes within the training part of MovieLens small; benchmarks/recommend_sequential.py
    says how, and what they gave."""

    dimension: int = parameter(48, "Numbers that stand for an item", low=4, high=256)
    blocks: int = parameter(1, "Layers of self-attention", low=1, high=4)
    length: int = parameter(50, "How many of the last liked items are read", low=2, high=200)
    dropout: float = parameter(0.2, "Share of numbers that are left out while learning", low=0.0, high=0.9)
    epochs: int = parameter(100, "Passes over all people; fewer where that is more work than some 25 s", low=1, high=1000)
    learning_rate: float = parameter(0.003, "Size of a step", low=0.00001, high=0.1)


class SASRec:
    """Scores an item by the product of its vector and the state after the last liked item."""

    Settings = SASRecSettings
    info = RecommenderInfo(
        name="sasrec",
        label="SASRec",
        title="What comes next, from the order of what was liked",
        uses_order=True,
        needs_shared_items=True,
        max_items=20_000,
        source="Kang & McAuley 2018, Self-attentive sequential recommendation; cross-entropy as Klenitskiy & Vasilev 2023",
    )
    network: "Network"
    note: str | None = None  # that the work was cut short

    def __init__(self, settings: SASRecSettings | None = None) -> None:
        self.settings = settings or SASRecSettings()

    def fit(self, dataset: Dataset, *, seed: int) -> Self:
        """Learns on the processor; the same seed gives the same network. Raises NotApplicable where nobody likes two items."""
        import torch

        from interestlab.recommend.backends.sasrec_network import one_thread, planned_steps, train

        everybody = histories_of(dataset, np.arange(len(dataset.users), dtype=np.intp))
        sequences = [one for row in range(len(everybody)) if len(one := sequence_of(everybody, row)) > 1]
        if not sequences:
            raise NotApplicable(f"0 of {len(dataset.users):,} people like two items or more: there is no order to learn from.")
        chosen = self.settings
        with one_thread(), torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            self.network = self._fresh(len(dataset.items))
            steps, wanted = planned_steps(self.network, sequences, chosen.epochs)
            train(self.network, sequences, steps=steps, rate=chosen.learning_rate, seed=seed)
        passes = f"{chosen.epochs * steps / wanted:.3g} times, not {chosen.epochs}"
        self.note = f"sasrec went over all people {passes}: its work is limited." if steps < wanted else None
        return self

    def save(self, folder: Path) -> None:
        """Writes the network's weights."""
        write_state(folder, {name: value.numpy() for name, value in self.network.state_dict().items()})

    def load(self, folder: Path) -> Self:
        """Takes over what `save` wrote; raises RuntimeError where the weights are of another shape."""
        import torch

        state = {name: torch.from_numpy(value) for name, value in read_state(folder).items()}
        self.network = self._fresh(len(state["embed.weight"]) - 1)
        self.network.load_state_dict(state)
        self.network.eval()
        return self

    def _fresh(self, items: int) -> "Network":
        from interestlab.recommend.backends.sasrec_network import Network

        chosen = self.settings
        return Network(items, dimension=chosen.dimension, blocks=chosen.blocks, length=chosen.length, dropout=chosen.dropout)

    def score(self, histories: Histories, candidates: NDArray[np.intp]) -> NDArray[np.float32]:
        """(q, c) on no scale of its own; 0 throughout for people who like nothing."""
        import torch

        from interestlab.recommend.backends.sasrec_network import one_thread, padded

        scores = np.zeros((len(histories), len(candidates)), dtype=np.float32)
        sequences = [sequence_of(histories, row) for row in range(len(histories))]
        some = [row for row, one in enumerate(sequences) if len(one)]
        with one_thread(), torch.inference_mode():
            table = self.network.embed.weight[torch.from_numpy(candidates.astype(np.int64))].T
            for start in range(0, len(some), ASKED):
                rows = some[start : start + ASKED]
                states = self.network(padded([sequences[row] for row in rows], self.network)).states[:, -1]
                scores[rows] = (states @ table).numpy()
        return scores

    def attention(self, histories: Histories, row: int) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """The items read of one person (n,), oldest first, and how much the last state looks at each (n,), in all 1.

        Of the last block; the weights say where the network looks, not why it scores as it does.
        """
        import torch

        from interestlab.recommend.backends.sasrec_network import one_thread, padded

        items = sequence_of(histories, row)[-self.network.length :]
        if not len(items):
            return items, np.empty(0, dtype=np.float32)
        with one_thread(), torch.inference_mode():
            weights = self.network(padded([items], self.network)).attention[0, -1, -len(items) :]
        return items, weights.numpy().copy()


def sequence_of(histories: Histories, row: int) -> NDArray[np.intp]:
    """The items that a person likes, each at its last event, oldest first; those without an event come before."""
    matrix = histories.matrix
    here = slice(matrix.indptr[row], matrix.indptr[row + 1])
    likes = matrix.indices[here][matrix.data[here] > 0]
    events = histories.item[histories.indptr[row] : histories.indptr[row + 1]]
    events = events[np.isin(events, likes)][::-1]
    items, first = np.unique(events, return_index=True)
    ordered = items[np.argsort(-first, kind="stable")]
    return np.concatenate([np.setdiff1d(likes, items), ordered]).astype(np.intp)
