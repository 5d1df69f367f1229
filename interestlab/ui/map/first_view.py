"""What the first view of the map shows, and which posts lie so far out that it leaves them to marks at its edge."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

OUTSIDE = 0.005  # share of the posts that the first view may leave out
_STEPS = 25  # in which they are left out
_SPARED = 0.02  # of the frame's side: what lies that near to it is taken in again
FAR = 0.1  # of the frame's side: what lies farther out counts as far
MOST_MARKS = 8

Points = NDArray[np.floating] | NDArray[np.integer]
Box = tuple[float, float, float, float]  # x0, y0, x1, y1


def first_view(points: Points) -> Box:
    """A small box around at least 99.5 % of the points (n, 2); n of 0 gives a box of side 0.

    From the box around all, the side goes inwards that gains most room for each point left out, until the share is spent.
    """
    if not len(points):
        return (0.0, 0.0, 0.0, 0.0)
    places = np.asarray(points, np.float64)
    budget = int(OUTSIDE * len(places))
    rows, left = np.arange(len(places)), budget
    while left > 0:
        outer = _outermost(places[rows], left, at_least=min(left, max(1, budget // _STEPS)))
        if not len(outer):
            break
        rows, left = np.delete(rows, outer), left - len(outer)
    low, high = places[rows].min(axis=0), places[rows].max(axis=0)
    spared = _SPARED * (high - low)
    near = places[((places >= low - spared) & (places <= high + spared)).all(axis=1)]
    x0, y0, x1, y1 = (float(value) for value in (*near.min(axis=0), *near.max(axis=0)))
    return (x0, y0, x1, y1)


def _outermost(places: NDArray[np.float64], most: int, *, at_least: int) -> NDArray[np.intp]:
    """The outermost points of one side, from `at_least` to `most` of them, that gain most of the width or height each.

    None of them where no point can be left out, or none gains any.
    """
    best, chosen = 0.0, np.zeros(0, np.intp)
    if len(places) <= most:
        return chosen
    for axis in (0, 1):
        along = places[:, axis]
        width = float(np.ptp(along))
        for outwards in (along, -along) if width > 0 else ():
            outer = np.argpartition(outwards, most)[: most + 1]
            outer = outer[np.argsort(outwards[outer], kind="stable")]
            gained = (outwards[outer[1:]] - outwards[outer[0]]) / width / np.arange(1, most + 1)  # by leaving out 1, 2, …
            count = at_least - 1 + int(np.argmax(gained[at_least - 1 :]))
            if gained[count] > best:
                best, chosen = float(gained[count]), outer[: count + 1]
    return chosen


def far_groups(points: Points, home: Box) -> list[list[float]]:
    """Boxes [x0, y0, x1, y1, posts] around what lies far outside the first view, most posts first, at most eight.

    Points are together where they lie in the same square of the frame's size, or in two that touch and do not touch the frame;
    the smallest groups join the nearest of the rest.
    """
    places = np.asarray(points, np.float64)
    low, high = np.array(home[:2]), np.array(home[2:])
    side = max(float((high - low).max()), 1e-9)
    far = places[((places < low - FAR * side) | (places > high + FAR * side)).any(axis=1)]
    if not len(far):
        return []
    squares, own = np.unique(np.floor((far - low) / side), axis=0, return_inverse=True)
    number = _touching(squares)[own.ravel()]
    counts = np.bincount(number)
    centres = np.stack([np.bincount(number, weights=far[:, axis]) / counts for axis in (0, 1)], axis=1)
    kept = np.argsort(-counts, kind="stable")[:MOST_MARKS]
    joins = kept[np.argmin(np.square(centres[:, None] - centres[kept][None]).sum(axis=2), axis=1)]
    return _boxes(far, joins[number], kept)


def _touching(squares: NDArray[np.float64]) -> NDArray[np.intp]:
    """(k,) number of the group of each square (k, 2), given by its column and row; the frame is in column and row 0."""
    apart = np.abs(squares[:, None] - squares[None]).max(axis=2)
    away = np.abs(squares).max(axis=1) > 1
    joined = csr_matrix((apart <= 1) & away[:, None] & away[None])
    return np.asarray(connected_components(joined, directed=False)[1], np.intp)


def _boxes(far: NDArray[np.float64], number: NDArray[np.intp], kept: Sequence[int] | NDArray[np.intp]) -> list[list[float]]:
    boxes = []
    for group in kept:
        part = far[number == group]
        boxes.append([*part.min(axis=0).tolist(), *part.max(axis=0).tolist(), len(part)])
    return sorted(boxes, key=lambda box: -box[4])
