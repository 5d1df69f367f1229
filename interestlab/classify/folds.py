"""Rows dealt into parts so that classes are spread evenly and nobody has rows in two of them."""

import numpy as np

from interestlab.classify.protocol import Rows


def fold_of(target: Rows, unit: Rows, *, folds: int, seed: int) -> Rows:
    """(n,) the part of each row, 0..folds - 1.

    target (n,): class numbers. unit (n,): rows of one unit come into one part. The units with most rows are dealt first, each
    into the part that has least of its classes, then of everything; equal ones in an order drawn by the seed.
    """
    if not len(target):
        return np.empty(0, dtype=np.intp)
    rng = np.random.default_rng(seed)
    of_unit = np.unique(unit, return_inverse=True)[1]
    rows = np.argsort(of_unit, kind="stable")
    begins = np.flatnonzero(np.diff(of_unit[rows], prepend=-1))
    sizes = np.diff(np.append(begins, len(rows)))
    drawn = rng.permutation(len(sizes))
    order = drawn[np.argsort(-sizes[drawn], kind="stable")]

    total = np.bincount(target)
    have, size = np.zeros((folds, len(total))), np.zeros(folds)
    fold = np.empty(len(target), dtype=np.intp)
    for one in order.tolist():
        mine = rows[begins[one] : begins[one] + sizes[one]]
        classes = target[mine]
        full = (have[:, classes] / total[classes]).sum(axis=1)
        best = int(np.lexsort((size, full.round(12)))[0])
        fold[mine] = best
        np.add.at(have[best], classes, 1)
        size[best] += len(mine)
    return fold
