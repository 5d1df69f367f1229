"""What the texts say about the items: their vectors and interests, with or without some of the texts."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags_array

from interestlab.encode.protocol import Embedding
from interestlab.interests.model import InterestMap
from interestlab.recommend.protocol import Dataset


@dataclass(frozen=True, eq=False)
class ItemEvidence:
    """Which contents belong to which item, and what is known of the contents."""

    item_of_content: NDArray[np.intp]  # (n,) item index of each content, -1 = none
    items: int  # number of items m
    embedding: Embedding | None = None
    interest_map: InterestMap | None = None


def with_evidence(dataset: Dataset, evidence: ItemEvidence, hidden: NDArray[np.intp] | None = None) -> Dataset:
    """The dataset with item_vectors, has_vector and item_interest made from all contents but the `hidden` doc_ids.

    A vector is the unit-length mean of the item's content vectors; an interest row the mean of their memberships, where a
    content of no clear interest counts as zero. Evaluation hides the texts behind held-out events, since an item's vector
    that holds the very text to be predicted would flatter every backend that reads vectors.
    """
    owner = _owner(evidence, hidden)
    vectors, has_vector, interest = None, None, None
    if evidence.embedding is not None:
        vectors = np.ascontiguousarray(owner @ evidence.embedding.vectors, dtype=np.float32)
        norm = np.linalg.norm(vectors, axis=1, keepdims=True)
        has_vector = norm[:, 0] > 1e-6
        vectors = np.divide(vectors, norm, out=np.zeros_like(vectors), where=has_vector[:, None])
    if evidence.interest_map is not None:
        clear = diags_array((evidence.interest_map.interest >= 0).astype(np.float32))
        share = diags_array((1 / np.maximum(np.diff(owner.indptr), 1)).astype(np.float32))
        interest = csr_matrix(share @ owner @ clear @ evidence.interest_map.clustering.membership, dtype=np.float32)
        interest.eliminate_zeros()
    return replace(dataset, item_vectors=vectors, has_vector=has_vector, item_interest=interest)


def main_interest(item_interest: csr_matrix | None, items: NDArray[np.intp]) -> NDArray[np.intp]:
    """(len(items),) the interest to which most of each item belongs, -1 = none."""
    if item_interest is None or item_interest.shape[1] == 0:
        return np.full(len(items), -1, dtype=np.intp)
    rows = item_interest[items].toarray()
    return np.where(rows.max(axis=1) > 0, rows.argmax(axis=1), -1).astype(np.intp)


def _owner(evidence: ItemEvidence, hidden: NDArray[np.intp] | None) -> csr_matrix:
    """(m, n) float32, 1 where the content belongs to the item and is not hidden."""
    known = evidence.item_of_content >= 0
    if hidden is not None:
        known = known.copy()
        known[hidden] = False
    contents = np.flatnonzero(known)
    ones = np.ones(len(contents), dtype=np.float32)
    shape = (evidence.items, len(known))
    return csr_matrix((ones, (evidence.item_of_content[contents], contents)), shape=shape)
