"""How near a draft is to what its encoder would have drawn: on a sample of posts that the encoder reads, too."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interestlab.encode.protocol import Embedding
from interestlab.encode.run import encode_texts, find_encoder
from interestlab.errors import NotApplicable
from interestlab.home import formats
from interestlab.home.offers import NEAREST, people, unit_means
from interestlab.home.vectors import VectorFile
from interestlab.home.workspace import Result
from interestlab.intervals import Estimate, mean_score
from interestlab.questions.opened import OpenRun
from interestlab.questions.question import Progress, Study, StudyInfo

SAMPLE = 500  # posts
POOR = 0.25  # of the nearest kept: below, the draft is called a rough one


@dataclass(frozen=True)
class DraftFit:
    """How a draft agrees with its encoder on a sample."""

    of: str  # the encoder
    sample: int  # posts
    neighbours_kept: Estimate  # share of a post's 10 nearest in the sample that are among its 10 nearest by the encoder, too
    interests_agree: Estimate  # share of posts whose own interest is also the nearest by the encoder

    @property
    def poor(self) -> bool:
        """Whether so little is kept that conclusions should wait for the exact map."""
        return self.neighbours_kept.value < POOR

    @property
    def sentence(self) -> str:
        """What is true of the draft, to be read aloud."""
        kept, agree = (one.percent() for one in (self.neighbours_kept, self.interests_agree))
        return (
            f"This is a draft of the map that {self.of} draws. In a sample of {self.sample:,} posts it keeps {kept} of the "
            f"{NEAREST} nearest posts of each, and {agree} of them lie nearest to their own interest by {self.of}, too."
            + (" That is little: wait for the exact map before you conclude anything." if self.poor else "")
        )

    def summary(self) -> dict[str, Any]:
        """The form that `analyze --json` prints."""
        return {
            "of": self.of,
            "sample": self.sample,
            "neighbours_kept": _ends(self.neighbours_kept),
            "interests_agree": _ends(self.interests_agree),
        }


def _ends(one: Estimate) -> dict[str, float | None]:
    found = {"value": one.value, "low": one.low, "high": one.high}
    return {name: None if np.isnan(value) else round(value, 4) for name, value in found.items()}


@dataclass(frozen=True)
class DraftCheck(Study[DraftFit]):
    """Reads a sample of the draft's posts with the encoder itself. Posts of one person count together in the intervals."""

    sample: int = SAMPLE
    seed: int = 0

    info = StudyInfo("draft", "Comparing the draft with its encoder", counts="texts", steps=("read", "encode", "cluster"))

    def answer(self, run: OpenRun, progress: Progress) -> DraftFit:
        result = run.result
        of = result.draft_of
        if of is None:
            raise NotApplicable("This map is no draft.")
        chosen = sampled(len(result.corpus.contents), self.sample, self.seed)
        exact = self._exact(result, of, chosen, progress).vectors
        draft = np.asarray(result.embedding.vectors)[chosen]

        interest = np.asarray(result.map.interest)[chosen]
        unit = people(result.corpus.contents["user_id"].iloc[chosen])
        return DraftFit(of, len(chosen), neighbours_kept(draft, exact, unit), interests_agree(exact, interest, unit))

    def _exact(self, result: Result, of: str, chosen: NDArray[np.intp], progress: Progress) -> Embedding:
        """The encoder's vectors; they go to the cache, so that the exact map need not make them again."""
        texts = result.corpus.contents["text"].iloc[chosen].astype(str).tolist()
        cache = VectorFile(result.workspace.store.folder / "vectors.sqlite")
        try:
            return encode_texts(texts, find_encoder(of).load(), name=of, cache=cache, progress=progress).embedding
        finally:
            cache.close()

    def load(self, folder: Path) -> DraftFit:
        return formats.load_value(folder, DraftFit)

    def write(self, run: OpenRun, folder: Path, progress: Progress) -> None:
        formats.save_value(folder, self.answer(run, progress))


def sampled(count: int, most: int, seed: int) -> NDArray[np.intp]:
    """At most `most` of `count` numbers, drawn at random, ascending."""
    drawn = np.random.default_rng(seed).permutation(count)[:most]
    return np.sort(drawn).astype(np.intp)


def neighbours_kept(draft: NDArray[np.float32], exact: NDArray[np.float32], unit: NDArray[np.intp]) -> Estimate:
    """Share of the 10 nearest by `exact` (n, d) that are among the 10 nearest by `draft` (n, e), of unit vectors both.

    unit: (n,) whose post it is; the mean over units of the mean over their posts.
    """
    nearest = min(NEAREST, len(draft) - 1)
    if nearest < 1:
        return mean_score([])
    by_draft, by_exact = _nearest(draft, nearest), _nearest(exact, nearest)
    kept = np.array([np.isin(a, b).mean() for a, b in zip(by_exact, by_draft, strict=True)])
    return mean_score(unit_means(kept, unit))


def interests_agree(exact: NDArray[np.float32], interest: NDArray[np.int32], unit: NDArray[np.intp]) -> Estimate:
    """Share of posts whose own interest has the nearest mean vector, among posts of interests with two in the sample or more.

    exact: (n, d) by the encoder; interest: (n,) by the draft, -1 = none, left out; unit: as above. A post does not count
    towards the mean of its own interest.
    """
    _, own, sizes = np.unique(interest, return_inverse=True, return_counts=True)
    used = (interest >= 0) & (sizes[own] > 1)
    if not used.any():
        return mean_score([])
    own = np.unique(own[used], return_inverse=True)[1]
    vectors = (exact - exact.mean(axis=0))[used]
    sums = np.zeros((own.max() + 1, exact.shape[1]))
    np.add.at(sums, own, vectors)

    near = vectors @ _unit_length(sums).T
    near[np.arange(len(own)), own] = (vectors * _unit_length(sums[own] - vectors)).sum(axis=1)
    agree = (near.argmax(axis=1) == own).astype(np.float64)
    return mean_score(unit_means(agree, unit[used]))


def _unit_length(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True).clip(1e-12))


def _nearest(vectors: NDArray[np.float32], k: int) -> NDArray[np.intp]:
    near = vectors @ vectors.T
    np.fill_diagonal(near, -np.inf)
    return np.argpartition(-near, k - 1, axis=1)[:, :k]
