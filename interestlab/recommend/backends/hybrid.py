"""Hybrid: what several recommenders agree on."""

from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from interestlab.errors import InvalidSetting
from interestlab.recommend.histories import histories_of, nothing
from interestlab.recommend.host import Fitted, contributions, fit_recommender, score_all
from interestlab.recommend.protocol import Dataset, Histories, RecommenderInfo
from interestlab.recommend.saved import read_fitted, write_fitted
from interestlab.recommend.settings import Settings, make_recommender, parameter
from interestlab.recommend.state import read_state, write_state
from interestlab.recommend.whatif import Typed, fitted_with

RANK_OFFSET = 60  # Cormack et al. 2009
SAMPLE = 64  # people from whom the deviations are taken


@dataclass(frozen=True)
class HybridSettings(Settings):
    parts: str = parameter("ease, ials", "Recommenders to mix, each with a weight if not 1: ease:2, content")
    method: Literal["scores", "ranks"] = parameter(
        "scores", "Add standardised scores, or reciprocal ranks", choices=("scores", "ranks")
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        self.weights()

    def weights(self) -> dict[str, float]:
        """The weight of each part by its name; raises InvalidSetting where the text does not give any."""
        found: dict[str, float] = {}
        for part in filter(None, (one.strip() for one in self.parts.split(","))):
            name, _, weight = part.partition(":")
            try:
                found[name.strip()] = float(weight or 1)
            except ValueError as error:
                raise InvalidSetting(f"The weight in “{part}” is not a number; write a part as name or name:weight.") from error
        if not found or "hybrid" in found or not all(0 < weight < float("inf") for weight in found.values()):
            raise InvalidSetting(f"parts must name recommenders other than hybrid with weights above 0; it is “{self.parts}”.")
        return found


class Hybrid:
    """A weighted sum over recommenders, of scores standardised for each person or of reciprocal ranks.

    Both are taken over the items that the person has not seen. An item that a part cannot score gets that part's lowest
    standardised score, or no reciprocal rank.
    """

    Settings = HybridSettings
    info = RecommenderInfo(
        name="hybrid",
        label="Hybrid",
        title="What several recommenders agree on",
        cold_items=True,
        source="Weighted z-scores; or reciprocal rank fusion, Cormack, Clarke & Büttcher 2009, with the offset 60",
        version=3,  # of its parts
    )
    parts: tuple[tuple[float, Fitted], ...]
    deviations: tuple[float, ...]  # of each part's scores within a person, on average over some people

    def __init__(self, settings: HybridSettings | None = None) -> None:
        self.settings = settings or HybridSettings()

    def fit(self, dataset: Dataset, *, seed: int) -> Self:
        """Fits each part within its own limits; raises what a part raises where it cannot learn from the dataset."""
        self.parts = tuple(
            (weight, fit_recommender(dataset, make_recommender(name), seed=seed))
            for name, weight in self.settings.weights().items()
        )
        some = histories_of(dataset, np.unique(np.linspace(0, len(dataset.users) - 1, SAMPLE).astype(np.intp)))
        self.deviations = tuple(_deviation(score_all(part, some)) for _, part in self.parts)
        return self

    def save(self, folder: Path) -> None:
        """Writes each part; raises NotApplicable where one of them cannot be saved."""
        write_state(folder, {"deviations": np.array(self.deviations, dtype=np.float64)})
        for name, (_, part) in zip(self.settings.weights(), self.parts, strict=True):
            (folder / name).mkdir()
            write_fitted(folder / name, part, name)

    def load(self, folder: Path) -> Self:
        """Takes over what `save` wrote."""
        self.deviations = tuple(read_state(folder)["deviations"].tolist())
        self.parts = tuple((weight, read_fitted(folder / name)) for name, weight in self.settings.weights().items())
        if len(self.deviations) != len(self.parts):
            raise ValueError("the parts differ")
        return self

    def with_items(self, vectors: NDArray[np.float32], interest: csr_matrix | None) -> Self:
        """A copy whose parts take the items in where they can."""
        wider, typed = copy(self), Typed(("",) * len(vectors), vectors, interest)
        wider.parts = tuple((weight, fitted_with(part, typed)) for weight, part in self.parts)
        return wider

    def explain(self, histories: Histories, row: int, items: NDArray[np.intp]) -> csr_matrix:
        """(asked, m) weighted contributions of the parts that can explain, each over the usual deviation of its scores."""
        total = nothing(len(items), histories.matrix.shape[1])
        for (weight, part), deviation in zip(self.parts, self.deviations, strict=True):
            found = contributions(part, histories, row, items)
            if found is not None:
                found.data *= np.float32(weight / deviation)
                total = total + found
        return total

    def score(self, histories: Histories, candidates: NDArray[np.intp]) -> NDArray[np.float32]:
        """(q, c) on no scale of its own; -inf where no part can score the item."""
        comparable = _standardised if self.settings.method == "scores" else _reciprocal_ranks
        total = np.zeros(histories.matrix.shape)
        scored = np.zeros(histories.matrix.shape, dtype=np.bool_)
        unseen = np.ones(histories.matrix.shape, dtype=np.bool_)
        unseen[np.repeat(np.arange(len(histories)), np.diff(histories.matrix.indptr)), histories.matrix.indices] = False
        for weight, part in self.parts:
            scores = score_all(part, histories)
            scored |= np.isfinite(scores)
            for row in range(len(scores)):  # a row stays in the processor's cache
                total[row] += weight * comparable(scores[row].astype(np.float64), unseen[row])
        return np.where(scored, total, -np.inf).astype(np.float32)[:, candidates]


def _deviation(scores: NDArray[np.float32]) -> float:
    """Mean over the rows of the deviation of their finite scores, above 0."""
    rows = [row[np.isfinite(row)].astype(np.float64).std() for row in scores if np.isfinite(row).any()]
    return (float(np.mean(rows)) if rows else 0.0) or 1.0  # equal scores have no scale


def _standardised(scores: NDArray[np.float64], unseen: NDArray[np.bool_]) -> NDArray[np.float64]:
    """(m,) z-scores by the mean and deviation of the unseen finite scores; 0 throughout where all are equal."""
    finite = np.isfinite(scores)
    counted = scores[finite & unseen]
    mean, deviation = (float(counted.mean()), float(counted.std())) if len(counted) else (0.0, 0.0)
    if deviation <= 1e-12 * float(np.abs(counted).max(initial=0)):
        return np.zeros_like(scores)
    z: NDArray[np.float64] = (scores - mean) / deviation
    z[~finite] = z[finite].min(initial=0)
    return z


def _reciprocal_ranks(scores: NDArray[np.float64], unseen: NDArray[np.bool_]) -> NDArray[np.float64]:
    """(m,) 1 / (60 + rank) among the unseen finite scores, ties at their mean rank; 0 elsewhere."""
    from scipy.stats import rankdata  # half a second, which every start of every process would take

    counted = np.isfinite(scores) & unseen
    fused = np.zeros_like(scores)
    fused[counted] = 1 / (RANK_OFFSET + rankdata(-scores[counted]))
    return fused
