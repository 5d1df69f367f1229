"""Twelve colours, and who gets which: interests that lie beside each other never look alike.

With more interests than colours, colours repeat. They are handed out as on a political map: what counts is how far apart
*neighbours* are, seen by people with normal vision and with each of the three colour vision deficiencies, on the light and
on the dark theme alike. The name identifies an interest; colour only separates.

Sources: deficiencies by Machado, Oliveira and Fernandes, "A physiologically-based model for simulation of color vision
deficiency", IEEE TVCG 15 (2009), severity 1.0, applied to linear sRGB; distances in OKLab (Ottosson 2020).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interestlab.charts.labels import medians

# In the order of chartCategoricalColors in .streamlit/config.toml.
LIGHT = (
    "#2F5FD0", "#E4572E", "#12978B", "#8E3B9E", "#E3A008", "#3BA7E5",
    "#0B5D4E", "#D6589B", "#7A4E2D", "#8BB82D", "#1F2F6B", "#F08A7B",
)  # fmt: skip
DARK = (
    "#7AA2FF", "#FF7F5C", "#2CC7B8", "#C07BE0", "#FFC94A", "#5CC8FF",
    "#2E8B6F", "#FF8CC6", "#A8794A", "#B6E05A", "#5560C8", "#FFC3B5",
)  # fmt: skip
NONE_LIGHT, NONE_DARK = "#D5D3CE", "#3A4152"  # contents of no interest

VISIONS = {
    "normal": np.eye(3),
    "deutan": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    "protan": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    "tritan": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
}
_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)

NEIGHBOURS = 5  # how many nearest interests count as neighbours
ATTEMPTS = 256  # random orders that are tried side by side
SWEEPS = 4
ENOUGH = 0.085  # neighbours farther apart than this, in OKLab, gain nothing more; then the rarer colour is taken
MOST_UNEVEN = 1.5  # times its even share that a colour may be used, where colours must repeat
DEALS = 64  # random deals of twelve colours to at most twelve interests
SHARPNESS = 0.006  # OKLab distance
EVENNESS = 0.001  # how much a colour loses each time it is used, in OKLab distance


def colours(assigned: NDArray[np.intp], *, dark: bool) -> list[str]:
    """The hex colour of each interest on one theme; assigned (m,) as `assign_colours` gives it."""
    palette = DARK if dark else LIGHT
    return [palette[index] for index in assigned]


def none_colour(*, dark: bool) -> str:
    """The quiet colour of contents that belong to no interest."""
    return NONE_DARK if dark else NONE_LIGHT


def oklab(colours: Sequence[str], vision: str = "normal") -> NDArray[np.float64]:
    """OKLab coordinates (n, 3) of hex colours as seen with one of VISIONS."""
    srgb = np.array([[int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)] for colour in colours])
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    seen = np.clip(linear @ VISIONS[vision].T, 0, 1)
    return np.asarray(np.cbrt(seen @ _LMS.T) @ _LAB.T)


def distances(*palettes: Sequence[str]) -> NDArray[np.float64]:
    """(k, k) OKLab distance of each pair of colours where it is smallest: over the palettes and all visions."""
    spaces = [oklab(palette, vision) for palette in palettes for vision in VISIONS]
    return np.asarray(np.min([np.linalg.norm(s[:, None] - s[None], axis=2) for s in spaces], axis=0))


def neighbour_pairs(centres: NDArray[np.float64], neighbours: int = NEIGHBOURS) -> NDArray[np.intp]:
    """Pairs (e, 2), smaller number first, of interests one among the nearest of the other; nan centres have none."""
    known = np.flatnonzero(~np.isnan(centres).any(axis=1))
    if len(known) < 2:
        return np.empty((0, 2), np.intp)
    apart = np.linalg.norm(centres[known, None] - centres[None, known], axis=2)
    np.fill_diagonal(apart, np.inf)
    nearest = np.argsort(apart, axis=1, kind="stable")[:, : min(neighbours, len(known) - 1)]
    pairs = np.stack([np.repeat(np.arange(len(known)), nearest.shape[1]), nearest.ravel()], axis=1)
    return np.asarray(known[np.unique(np.sort(pairs, axis=1), axis=0)])


def assign_colours(points: NDArray[np.floating], interest: NDArray[np.integer]) -> NDArray[np.intp]:
    """The palette index (m,) of each interest, so that neighbouring interests are far apart in every vision and both themes.

    No colour is used twice before all have been used once. points (n, 2), interest (n,) with -1 = none. The same input gives
    the same answer.
    """
    count = int(interest.max(initial=-1)) + 1
    pairs = neighbour_pairs(medians(points, interest, count))
    apart = distances(LIGHT, DARK)
    return _each_its_own(count, pairs, apart) if count <= len(apart) else _spread(count, pairs, apart)


@dataclass(frozen=True, eq=False)
class Coloured:
    """An interest that has its colour."""

    centre: NDArray[np.float64]  # (2,) of its points; nan = it has none
    colour: int  # palette index


def colour_beside(points: NDArray[np.floating], others: Sequence[Coloured]) -> Coloured:
    """A colour for one interest more, of points (k, 2), k at least 1: the farthest from those of its neighbours.

    Of colours that are far enough, that which the fewest have.
    """
    centre = np.median(np.asarray(points, np.float64), axis=0)
    near = sorted((one for one in others if not np.isnan(one.centre).any()), key=lambda one: _apart(one.centre, centre))
    table = np.minimum(distances(LIGHT, DARK), ENOUGH)
    gain = np.full(len(LIGHT), ENOUGH)
    for one in near[:NEIGHBOURS]:
        gain = np.minimum(gain, table[one.colour])
    used = np.bincount([one.colour for one in others], minlength=len(LIGHT))
    return Coloured(centre, int((gain - EVENNESS * used).argmax()))


def _apart(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    return float(np.linalg.norm(one - other))


def _each_its_own(count: int, pairs: NDArray[np.intp], apart: NDArray[np.float64]) -> NDArray[np.intp]:
    """A colour of its own for each interest: many random deals side by side, improved by swapping two colours at a time."""
    places = len(apart)  # those from `count` on hold the colours that are left over
    dealt = np.random.default_rng(0).permuted(np.tile(np.arange(places), (DEALS, 1)), axis=1)
    if not len(pairs):
        return np.asarray(np.arange(count), np.intp)
    closeness = np.exp(-apart / SHARPNESS)  # nearly all of the sum over pairs comes from the closest of them
    cost = closeness[dealt[:, pairs[:, 0]], dealt[:, pairs[:, 1]]].sum(axis=1)
    for one, other in [pair for _ in range(SWEEPS) for pair in zip(*np.triu_indices(places, 1), strict=True)]:
        swapped = dealt.copy()
        swapped[:, [one, other]] = dealt[:, [other, one]]
        now = closeness[swapped[:, pairs[:, 0]], swapped[:, pairs[:, 1]]].sum(axis=1)
        better = now < cost
        dealt[better], cost[better] = swapped[better], now[better]
    return np.asarray(dealt[_best(dealt, pairs, apart), :count], np.intp)


def _spread(count: int, pairs: NDArray[np.intp], apart: NDArray[np.float64]) -> NDArray[np.intp]:
    """Greedy colouring in many orders side by side; the one whose closest pair is farthest apart wins."""
    beside, degree = _adjacency(count, pairs)
    attempts = np.array(_orders(count, degree))
    rows = np.arange(len(attempts))
    free = len(apart)  # the "colour" of an interest that has none yet: far from everything
    table = np.vstack([np.minimum(apart, ENOUGH), np.full(free, ENOUGH)])
    chosen = np.full((len(attempts), count + 1), free)  # the last column stands for "no neighbour"
    used = np.zeros((len(attempts), free + 1))
    most = int(np.ceil(MOST_UNEVEN * count / free))  # times that a colour may be used
    for step in range(SWEEPS * count):  # the first sweep colours, the others repair
        current = attempts[:, step % count]
        used[rows, chosen[rows, current]] -= 1
        near = chosen[rows[:, None], beside[current]]
        gain = table[near].min(axis=1) - EVENNESS * used[:, :free]
        best = np.where(used[:, :free] < most, gain, -np.inf).argmax(axis=1)
        chosen[rows, current] = best
        used[rows, best] += 1
    return np.asarray(chosen[_best(chosen, pairs, apart), :count], np.intp)


def _adjacency(count: int, pairs: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    both = np.vstack([pairs, pairs[:, ::-1]])
    degree = np.bincount(both[:, 0], minlength=count)
    beside = np.full((count, max(1, int(degree.max(initial=0)))), count)
    for number in range(count):
        found = both[both[:, 0] == number, 1]
        beside[number, : len(found)] = found
    return beside, degree


def _orders(count: int, degree: NDArray[np.intp]) -> list[Any]:
    random = np.random.default_rng(0)
    crowded_first = np.argsort(-degree, kind="stable")
    return [crowded_first, *(random.permutation(count) for _ in range(ATTEMPTS - 1))]


def _best(chosen: NDArray[np.intp], pairs: NDArray[np.intp], apart: NDArray[np.float64]) -> int:
    if not len(pairs):
        return 0
    each = apart[chosen[:, pairs[:, 0]], chosen[:, pairs[:, 1]]]
    worst = each.min(axis=1)
    return int(np.lexsort((-each.mean(axis=1), -worst))[0])
