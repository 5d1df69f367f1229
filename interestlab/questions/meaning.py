"""Search by meaning: which contents mean something like a text?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from interestlab.questions.opened import OpenRun
from interestlab.questions.question import Progress, Question

MOST_HITS = 2_000
CLEAR = 3.0  # standard deviations above the mean cosine of all contents, from which a content stands out
FEWEST = 10  # are given even where none stands out
NONSENSE = 200  # meaningless queries that are asked once a map, to learn how near such a one comes to a content
_COMMON = 0.2  # share of the contents from which on a word says nothing
_FLOOR = 0.98  # share of the meaningless queries that are answered with nothing
_RARE = 2e-4  # share below which a word may stand there by chance, as in a text that is no language
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]+")  # Thai, Japanese, Chinese


@dataclass(frozen=True, eq=False)
class Hits:
    """Contents near a query in meaning, nearest first."""

    ids: NDArray[np.intp]  # (h,) doc_id
    cosines: NDArray[np.float32]  # (h,)
    threshold: float  # the cosine from which a content counts as a hit
    floor: float  # the cosine that nonsense reaches here, where no word of the query stands in any content; else -1

    @property
    def meant(self) -> NDArray[np.intp]:
        """The contents that are nearer than nonsense would be."""
        return self.ids[self.cosines > self.floor]


@dataclass(frozen=True)
class Meaning(Question[Hits]):
    """The contents nearest to a text: those that stand out from all, and at least the ten nearest."""

    what = "The search"

    text: str

    def answer(self, run: OpenRun, progress: Progress) -> Hits:
        near = NearestTo(self.text).answer(run, progress)
        count = max(min(FEWEST, len(near.ids)), int((near.cosines >= near.threshold).sum()))
        return replace(near, ids=near.ids[:count], cosines=near.cosines[:count])


@dataclass(frozen=True)
class NearestTo(Question[Hits]):
    """The contents nearest to a text, whether they stand out or not."""

    what = "The search"

    text: str

    def answer(self, run: OpenRun, progress: Progress) -> Hits:
        query = run.encoder.encode([self.text], role="query")[0]
        cosines: NDArray[np.float32] = np.asarray(run.result.embedding.vectors) @ query
        threshold = float(cosines.mean() + CLEAR * cosines.std())

        order = np.argsort(-cosines, kind="stable")[:MOST_HITS]
        known = shares_a_word(run.result.corpus.texts, self.text)
        return Hits(order, cosines[order], threshold, -1.0 if known else _nonsense_floor(run))


def shares_a_word(texts: Sequence[str], query: str) -> bool:
    """Whether a word of the query stands in some texts, and in neither so many nor so few of them that it says nothing.

    Of a script without spaces, any two signs that follow each other count as a word.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    pairs = [run[at : at + 2] for run in _UNSPACED.findall(query) for at in range(max(1, len(run) - 1))]
    words = re.findall(r"\w+", _UNSPACED.sub(" ", query.casefold()))
    column = pa.array(texts, pa.large_string())
    for pattern in [rf"\b{re.escape(word)}\b" for word in words if len(word) > 1] + [re.escape(pair) for pair in pairs]:
        hits = pc.sum(pc.match_substring_regex(column, pattern, ignore_case=True)).as_py() or 0
        if max(1.0, _RARE * len(texts)) <= hits <= max(1.0, _COMMON * len(texts)):
            return True
    return False


@lru_cache(maxsize=4)
def _nonsense_floor(run: OpenRun) -> float:
    """What the best content of a meaningless query reaches by chance, with this encoder on these contents; a few reach more.

    Not the largest of all: words that mean something, and stand in no text, would hardly ever come above it.
    """
    vectors = np.asarray(run.result.embedding.vectors)
    queries = run.encoder.encode(nonsense(NONSENSE), role="query")
    return float(np.quantile([(vectors @ query).max() for query in queries], _FLOOR))


def nonsense(count: int, seed: int = 0) -> list[str]:
    """So many strings that mean nothing in any language: consonants, letters, pieces that come again, keys in a row.

    Of Latin letters alone: signs that an encoder does not know all look alike to it, and like every text made of such.
    """
    draw = np.random.default_rng(seed)
    consonants, letters = list("bcdfghjklmnpqrstvwxz"), list("abcdefghijklmnopqrstuvwxyz")

    def one(kind: int) -> str:
        if kind == 0:
            return "".join(draw.choice(consonants, draw.integers(4, 9)))
        if kind == 1:
            words = ("".join(draw.choice(letters, draw.integers(3, 9))) for _ in range(draw.integers(1, 4)))
            return " ".join(words)
        if kind == 2:
            return "".join(draw.choice(consonants, 3)) * 2
        return "".join(draw.choice(list("asdfghjkl;qwerty123"), 8))

    return [one(at % 4) for at in range(count)]
