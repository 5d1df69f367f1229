"""Hybrid: what several recommenders agree on."""

from copy import copy
from dataclasses import dataclass
from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.stats import rankdata

from interestlab.errors import InvalidSetting
from interestlab.recommend.histories import histories_of, nothing, take
from interestlab.recommend.host import Fitted, contributions, fit_recommender, score_all
from interestlab.recommend.protocol import Dataset, Histories, RecommenderInfo
from interestlab.recommend.settings import Settings, make_recommender, parameter
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
        title="What several recommenders agree on",
        cold_items=True,
        source="Weighted z-scores; or reciprocal rank fusion, Cormack, Clarke & Büttcher 2009, with the offset 60",
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

    def with_items(self, vectors: NDArray[np.float32], interest: csr_matrix | None) -> Self:
        """A copy whose parts take the items in where they can."""
        wider, typed = copy(self), Typed(("",) * len(vectors), vectors, interest)
        wider.parts = tuple((weight, fitted_with(part, typed)) for weight, part in self.parts)
        return wider

    def explain(self, histories: Histories, row: int, items: NDArray[np.intp]) -> csr_matrix:
        """(asked, m) weighted contributions of the parts that can explain, each over the usual deviation of its scores."""
        total = nothing(len(items), histories.matrix.shape[1])
        one = take(histories, np.array([row], dtype=np.intp))
        for (weight, part), deviation in zip(self.parts, self.deviations, strict=True):
            found = contributions(part, one, 0, items)
            if found is not None:
                total = total + found * np.float32(weight / deviation)
        return csr_matrix(total)

    def score(self, histories: Histories, candidates: NDArray[np.intp]) -> NDArray[np.float32]:
        """(q, c) on no scale of its own; -inf where no part can score the item."""
        comparable = _standardised if self.settings.method == "scores" else _reciprocal_ranks
        total = np.zeros(histories.matrix.shape)
        scored = np.zeros(histories.matrix.shape, dtype=np.bool_)
        seen = histories.matrix.copy()
        seen.data = np.ones_like(seen.data)
        unseen = ~seen.toarray().astype(np.bool_)
        for weight, part in self.parts:
            scores = score_all(part, histories)
            scored |= np.isfinite(scores)
            total += weight * comparable(scores.astype(np.float64), unseen)
        return np.where(scored, total, -np.inf).astype(np.float32)[:, candidates]


def _deviation(scores: NDArray[np.float32]) -> float:
    """Mean over the rows of the deviation of their finite scores, above 0."""
    rows = [row[np.isfinite(row)].std() for row in scores if np.isfinite(row).any()]
    return max(float(np.mean(rows)), 1e-9) if rows else 1.0


def _standardised(scores: NDArray[np.float64], unseen: NDArray[np.bool_]) -> NDArray[np.float64]:
    """(q, m) z-scores by the mean and deviation of each row's unseen finite scores; 0 throughout where all are equal."""
    finite = np.isfinite(scores)
    counted = np.where(finite & unseen, scores, np.nan)
    count = np.maximum((finite & unseen).sum(axis=1, keepdims=True), 1)
    mean = np.nansum(counted, axis=1, keepdims=True) / count
    deviation = np.sqrt(np.nansum((counted - mean) ** 2, axis=1, keepdims=True) / count)
    z = np.divide(np.where(finite, scores, 0) - mean, deviation, out=np.zeros_like(scores), where=finite & (deviation > 1e-12))
    lowest_where_unscored: NDArray[np.float64] = np.where(finite, z, z.min(axis=1, initial=0, keepdims=True))
    return lowest_where_unscored


def _reciprocal_ranks(scores: NDArray[np.float64], unseen: NDArray[np.bool_]) -> NDArray[np.float64]:
    """(q, m) 1 / (60 + rank) among each row's unseen finite scores, ties at their mean rank; 0 elsewhere."""
    counted = np.isfinite(scores) & unseen
    rank = rankdata(np.where(counted, -scores, np.inf), axis=1) if scores.size else np.zeros_like(scores)
    fused: NDArray[np.float64] = np.where(counted, 1 / (RANK_OFFSET + rank), 0.0)
    return fused
