"""A small picture of a map for its card."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from interestlab.charts.palette import assign_colours, colours, none_colour
from interestlab.interests.model import InterestMap

WIDTH, HEIGHT = 320, 128
_POINTS = 500


def thumbnail_svg(
    interest_map: InterestMap, *, dark: bool, lit: NDArray[np.bool_] | None = None, palette: Sequence[str] | None = None
) -> str:
    """An SVG of at most 500 points in the colours of their interests, evenly sampled; no text.

    palette: the colour of each interest; None = as they are handed out for this map. lit: (n,) the points that are shown so, at
    most 500 of them; the others, 500 at most as well, lie grey below.
    """
    points, interest = interest_map.points, interest_map.interest
    rows = _sampled(np.arange(len(points)))
    if lit is not None:
        rows = np.concatenate([_sampled(np.flatnonzero(~lit)), _sampled(np.flatnonzero(lit))])
        interest = np.where(lit, interest, -1)
    low, high = np.quantile(points, 0.005, axis=0), np.quantile(points, 0.995, axis=0)
    place = np.clip((points[rows] - low) / np.maximum(high - low, 1e-9), 0, 1)
    given = colours(assign_colours(points, interest), dark=dark) if palette is None else palette
    shown = [*given, none_colour(dark=dark)]
    dots = "".join(
        f'<circle cx="{4 + x * (WIDTH - 8):.1f}" cy="{4 + (1 - y) * (HEIGHT - 8):.1f}" r="1.8" fill="{shown[number]}"/>'
        for (x, y), number in zip(place.tolist(), interest[rows].tolist(), strict=True)
    )
    size = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="100%" height="{HEIGHT}"'
    return f'<svg {size} role="img" aria-label="Map" opacity=".85">{dots}</svg>'


def _sampled(rows: NDArray[np.intp]) -> NDArray[np.intp]:
    return rows[:: max(1, len(rows) // _POINTS)]
