"""Labels that are probably wrong: confident learning (Northcutt, Jiang & Chuang 2021, JAIR 70:1373).

A class's threshold is the mean probability that posts labelled so have of it. A post that reaches the threshold of another
class, and has that one as its likeliest among those reached, is in doubt. The doubtful are ordered by how much likelier the
other class is than the label.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interestlab.classify.protocol import Floats, Rows


@dataclass(frozen=True, eq=False)
class Doubts:
    """The labels in doubt, the most doubtful first."""

    row: Rows  # (k,) of the probabilities
    other: Rows  # (k,) the class that the post seems to be of
    gap: NDArray[np.float64]  # (k,) probability of the other class less that of the label, -1..1


def doubtful_labels(odds: Floats, target: Rows) -> Doubts:
    """The doubts about n labels.

    odds (n, c): probabilities by models that have not learned from the row asked about. target (n,): the labels, 0..c - 1.
    """
    count = odds.shape[1]
    own = odds[np.arange(len(target)), target]
    labelled = np.bincount(target, minlength=count)
    total = np.bincount(target, weights=own, minlength=count)
    least = np.where(labelled > 0, total / np.maximum(labelled, 1), np.inf)

    reached = np.where(odds >= least - 1e-12, odds, -1.0)
    likeliest = np.asarray(reached.argmax(axis=1), np.intp)
    rows = np.flatnonzero((reached.max(axis=1, initial=-1) >= 0) & (likeliest != target))
    gap = odds[rows, likeliest[rows]] - own[rows]
    order = np.argsort(-gap, kind="stable")
    return Doubts(rows[order], likeliest[rows][order], gap[order])
