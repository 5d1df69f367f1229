"""Words and pairs of words of a text; in scripts without spaces, its runs of one to three characters."""

import re
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

# Kana, Han, Thai, Lao, Khmer and Burmese: no spaces between words.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]+")
_WORD = re.compile(r"\w\w+")
_LONGEST_WORD = 40  # signs; what is longer is encoded bytes or an address
_LONGEST_RUN = 3


@dataclass(frozen=True, eq=False)
class TermCounts:
    """How often each of t terms occurs in each of n texts."""

    counts: csr_matrix  # (n, t) float32
    names: tuple[str, ...]  # (t,) in small letters; a pair of words has a space

    def take(self, rows: NDArray[np.intp]) -> "TermCounts":
        """The counts of some texts, over the same terms."""
        return TermCounts(csr_matrix(self.counts[rows]), self.names)


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The terms that a model knows, and where they stand in counts over other terms."""

    names: tuple[str, ...]

    @cached_property
    def place(self) -> Mapping[str, int]:
        return {name: at for at, name in enumerate(self.names)}

    def counts(self, texts: Sequence[str]) -> csr_matrix:
        """(n, len(names)) float32 counts of the known terms."""
        return _matrix((self._known(text) for text in texts), self.names)

    def columns(self, found: TermCounts) -> csr_matrix:
        """The counts over the names of this vocabulary, (n, len(names)) float32."""
        there = np.array([self.place.get(name, -1) for name in found.names], dtype=np.intp)
        entries = found.counts.tocoo()
        known = there[entries.col] >= 0
        placed = (entries.row[known], there[entries.col[known]])
        return csr_matrix((entries.data[known], placed), shape=(found.counts.shape[0], len(self.names)), dtype=np.float32)

    def _known(self, text: str) -> dict[int, int]:
        place = self.place
        return {place[term]: count for term, count in Counter(terms_of(text)).items() if term in place}


def terms_of(text: str) -> Iterator[str]:
    """The terms of one text in its order, in small letters, with repetitions."""
    small = text.lower()
    for run in _UNSPACED.findall(small):
        for length in range(1, _LONGEST_RUN + 1):
            yield from (run[at : at + length] for at in range(len(run) - length + 1))
    words = [word for word in _WORD.findall(_UNSPACED.sub(" ", small)) if len(word) <= _LONGEST_WORD]
    yield from words
    yield from (f"{first} {second}" for first, second in pairwise(words))


def count_terms(texts: Sequence[str], *, least: int = 1) -> TermCounts:
    """Counts of the terms that stand in at least so many of the texts, the terms in the order of the alphabet."""
    numbers: dict[str, int] = {}
    found = (Counter(terms_of(text)) for text in texts)
    counts = _matrix(({numbers.setdefault(term, len(numbers)): n for term, n in one.items()} for one in found), numbers)
    in_texts = np.bincount(counts.indices, minlength=len(numbers))
    kept = sorted((name, at) for name, at in numbers.items() if in_texts[at] >= least)
    columns = np.array([at for _, at in kept], dtype=np.intp)
    return TermCounts(csr_matrix(counts[:, columns]), tuple(name for name, _ in kept))


def _matrix(rows: Iterator[dict[int, int]], names: Sized) -> csr_matrix:
    """Rows of {column: count} as one matrix with a column for each of the names, which may grow with the rows."""
    columns, data, ends = array("i"), array("f"), array("q", [0])
    for row in rows:
        columns.extend(row)
        data.extend(row.values())
        ends.append(len(columns))
    arrays = np.array(data, dtype=np.float32), np.array(columns, dtype=np.int32), np.array(ends, dtype=np.int64)
    matrix = csr_matrix(arrays, shape=(len(ends) - 1, len(names)))
    matrix.sort_indices()
    return matrix
