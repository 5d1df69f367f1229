"""Text to factors: iALS that also knows items nobody has touched, by a learned map from their texts."""

from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from interestlab.errors import NotApplicable
from interestlab.recommend.backends.ials import IALS, IALSSettings
from interestlab.recommend.histories import liked
from interestlab.recommend.protocol import Dataset, Histories, RecommenderInfo
from interestlab.recommend.settings import parameter
from interestlab.recommend.state import read_state, write_state

STRENGTHS = np.logspace(-2, 3, 11)  # of the ridge, chosen among by generalised cross-validation
_MAP = ("known", "strength", "slope", "intercept")
FEWEST = 10  # warm items with a vector, below which there is nothing to learn a map from


@dataclass(frozen=True)
class TextToFactorsSettings(IALSSettings):
    warm_users: int = parameter(1, "Users from which an item's own factors count, rather than its text", low=1, high=1000)


class TextToFactors:
    """iALS for items with enough users; for others, factors that a ridge regression reads from the item's vector."""

    Settings = TextToFactorsSettings
    info = RecommenderInfo(
        name="text-to-factors",
        label="Text to factors",
        title="Hidden tastes, read from the text where an item is new",
        cold_items=True,
        needs_vectors=True,
        needs_shared_items=True,
        source="Gantner et al. 2010, Learning attribute-to-feature mappings for cold-start recommendations; ridge, GCV",
        version=3,  # as that of iALS
    )
    model: IALS  # its item_factors are those of the map where an item is cold
    known: NDArray[np.bool_]  # (m,) can be scored: warm, or with a vector
    strength: float  # of the ridge that was chosen
    slope: NDArray[np.float32]  # (factors, d) of the map
    intercept: NDArray[np.float32]  # (factors,)

    def __init__(self, settings: TextToFactorsSettings | None = None) -> None:
        self.settings = settings or TextToFactorsSettings()

    def fit(self, dataset: Dataset, *, seed: int) -> Self:
        """Learns iALS, then the map from the vectors of warm items to their factors, each weighted by its users."""
        from sklearn.linear_model import RidgeCV

        assert dataset.item_vectors is not None
        assert dataset.has_vector is not None
        users = np.bincount(liked(dataset.matrix).indices, minlength=len(dataset.items))
        warm = users >= self.settings.warm_users
        taught = warm & dataset.has_vector
        if taught.sum() < FEWEST:
            raise NotApplicable(f"Only {taught.sum():,} items have users and a text; a map is learned from {FEWEST} or more.")
        self.model = IALS(self.settings).fit(dataset, seed=seed)
        factors = self.model.item_factors
        ridge = RidgeCV(alphas=STRENGTHS).fit(
            dataset.item_vectors[taught], factors[taught], sample_weight=np.sqrt(users[taught])
        )
        self.strength = float(ridge.alpha_)
        self.slope, self.intercept = ridge.coef_.astype(np.float32), ridge.intercept_.astype(np.float32)
        cold = ~warm & dataset.has_vector
        factors = factors.copy()
        factors[~warm] = 0
        if cold.any():
            factors[cold] = dataset.item_vectors[cold] @ self.slope.T + self.intercept
        self.model.replace_factors(factors)
        self.known = warm | dataset.has_vector
        return self

    def save(self, folder: Path) -> None:
        """Writes the factors and the map."""
        write_state(folder, {name: getattr(self, name) for name in _MAP})
        (folder / "ials").mkdir()
        self.model.save(folder / "ials")

    def load(self, folder: Path) -> Self:
        """Takes over what `save` wrote."""
        state = read_state(folder)
        for name in _MAP:
            setattr(self, name, state[name])
        self.model = IALS(self.settings).load(folder / "ials")
        return self

    def score(self, histories: Histories, candidates: NDArray[np.intp]) -> NDArray[np.float32]:
        """(q, c) products of factors, mostly 0..1; -inf for items without enough users or a vector."""
        scores = self.model.score(histories, candidates)
        return np.where(self.known[candidates], scores, np.float32(-np.inf))

    def with_items(self, vectors: NDArray[np.float32], interest: csr_matrix | None) -> Self:
        """A copy that also knows items with these vectors, by the learned map."""
        wider = copy(self)
        wider.model = copy(self.model)
        added = (vectors @ self.slope.T + self.intercept).astype(np.float32)
        wider.model.replace_factors(np.vstack([self.model.item_factors, added]))
        wider.known = np.append(self.known, np.ones(len(vectors), dtype=np.bool_))
        return wider

    def explain(self, histories: Histories, row: int, items: NDArray[np.intp]) -> csr_matrix:
        """(asked, m) exact parts of each score, as in iALS."""
        return self.model.explain(histories, row, items)
