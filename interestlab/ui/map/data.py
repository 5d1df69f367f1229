"""What travels between Python and the map in the browser, as bytes and plain JSON.

Down, once a revision: u32 length of the header, header (JSON, padded with spaces to a multiple of 4), uint16 x, y (n, 2),
uint16 interest (n,), all little endian: 6 bytes a point. Contents are sent in *wire order*: those of no interest first, because
they are drawn below, and at random within both parts, so that every prefix is a fair sample to draw while the map moves.
Down and up, whenever a selection changes: one bit a content in wire order, base64.
"""

import base64
import binascii
import json
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interestlab.charts.labels import medians
from interestlab.ui.map.first_view import far_groups, first_view

STEPS = 65535  # of the grid that points are rounded to
NO_INTEREST = 65535
MOST_VERTICES = 40

Polygon = tuple[tuple[float, float], ...]


@dataclass(frozen=True, eq=False)
class Frame:
    """The square that the grid covers, in the units of the points."""

    low: NDArray[np.float64]  # (2,), its lower left corner
    span: float  # its side, above 0

    def to_grid(self, points: NDArray[np.floating]) -> NDArray[np.float64]:
        """Grid coordinates, rounded to whole steps; 0..STEPS for points inside the square."""
        return np.asarray(np.rint((np.asarray(points, np.float64) - self.low) / self.span * STEPS))

    def to_units(self, grid: NDArray[np.floating]) -> NDArray[np.float64]:
        """Back to the units of the points, rounded to no more digits than it takes to find the same step again."""
        digits = int(np.ceil(-np.log10(self.span / STEPS))) + 1
        return np.asarray(np.round(np.asarray(grid, np.float64) / STEPS * self.span + self.low, digits))


@dataclass(frozen=True, eq=False)
class PackedMap:
    """A map ready to be sent."""

    payload: bytes
    order: NDArray[np.intp]  # (n,), wire position -> content
    frame: Frame
    revision: str

    def __len__(self) -> int:
        return len(self.order)


@dataclass(frozen=True, eq=False)
class Lasso:
    """What was drawn around in the browser."""

    selected: NDArray[np.intp]  # contents, ascending
    polygon: Polygon  # in the units of the points


def frame_of(points: NDArray[np.floating]) -> Frame:
    """The smallest square around all points, centred on them."""
    if not len(points):
        return Frame(np.zeros(2), 1.0)
    low, high = points.min(axis=0).astype(np.float64), points.max(axis=0).astype(np.float64)
    span = float((high - low).max()) or 1.0
    return Frame((low + high) / 2 - span / 2, span)


def wire_order(interest: NDArray[np.integer]) -> NDArray[np.intp]:
    """(n,) wire position -> content: no interest first, at random within both parts, the same every time."""
    shuffled = np.random.default_rng(0).permutation(len(interest))
    return np.asarray(np.concatenate([shuffled[interest[shuffled] < 0], shuffled[interest[shuffled] >= 0]]), np.intp)


def pack_map(
    points: NDArray[np.floating],
    interest: NDArray[np.integer],
    names: Sequence[str],
    palette: Sequence[str],
    revision: str,
    *,
    settings: Mapping[str, Any] = MappingProxyType({}),
) -> PackedMap:
    """The map as bytes. points (n, 2) finite; interest (n,), -1 = none; one name and one hex colour an interest.

    settings join the header: what the browser needs to know beside the points.
    """
    count = int(interest.max(initial=-1)) + 1
    if len(points) != len(interest):
        raise ValueError(f"{len(points)} points, but {len(interest)} interests")
    if min(len(names), len(palette)) < count or count >= NO_INTEREST:
        raise ValueError(f"{count} interests, but {len(names)} names and {len(palette)} colours")
    frame, order = frame_of(points), wire_order(interest)
    grid = frame.to_grid(points).astype("<u2")
    header = _header(grid, interest, names, palette) | {
        "revision": revision,
        "frame": [*frame.low.tolist(), frame.span],
        **settings,
    }
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    numbers = np.where(interest < 0, NO_INTEREST, interest).astype("<u2")
    body = grid[order].tobytes() + numbers[order].tobytes()
    return PackedMap(struct.pack("<I", len(text)) + text + body, order, frame, revision)


def _header(
    grid: NDArray[np.uint16], interest: NDArray[np.integer], names: Sequence[str], palette: Sequence[str]
) -> dict[str, Any]:
    centres = medians(grid.astype(np.float64), interest, len(names))
    sizes = np.bincount(interest[interest >= 0], minlength=len(names))
    home = first_view(grid) if len(grid) else (0, 0, STEPS, STEPS)
    return {
        "n": len(grid),
        "none": int((interest < 0).sum()),
        "names": list(names),
        "palette": list(palette),
        "sizes": sizes.tolist(),
        "centres": [None if np.isnan(c).any() else [round(float(v)) for v in c] for c in centres],
        "home": [round(value) for value in home],
        "far": far_groups(grid, home),
    }


def encode_ids(packed: PackedMap, selected: NDArray[np.intp] | NDArray[np.bool_]) -> str:
    """Contents, as ids or as a mask (n,), as base64 of one bit a content in wire order."""
    mask = np.zeros(len(packed), bool)
    mask[selected] = True
    return base64.b64encode(np.packbits(mask[packed.order], bitorder="little").tobytes()).decode()


def decode_ids(packed: PackedMap, bits: str) -> NDArray[np.intp]:
    """Ascending ids of the contents whose bit is set; ValueError where the length is wrong."""
    try:
        raw = np.frombuffer(base64.b64decode(bits, validate=True), np.uint8)
    except binascii.Error as error:
        raise ValueError("not base64") from error
    if len(raw) != (len(packed) + 7) // 8:
        raise ValueError(f"{len(raw)} bytes for {len(packed)} contents")
    return np.sort(packed.order[np.unpackbits(raw, bitorder="little", count=len(packed)).astype(bool)])


def wire_positions(packed: PackedMap, ids: Sequence[int]) -> list[int]:
    """Where contents stand in wire order, in the order of ids."""
    position = np.empty(len(packed), np.intp)
    position[packed.order] = np.arange(len(packed))
    return [int(position[number]) for number in ids if 0 <= number < len(packed)]


def decode_lasso(packed: PackedMap, state: object) -> Lasso | None:
    """The selection that the browser reports; None if there is none, if it is of another revision, or not well-formed."""
    if not isinstance(state, dict) or state.get("revision") != packed.revision or not isinstance(state.get("bits"), str):
        return None
    try:
        corners = np.array(state.get("polygon"), np.float64)
        selected = decode_ids(packed, state["bits"])
    except (TypeError, ValueError):
        return None
    if corners.ndim != 2 or corners.shape[1] != 2 or not 3 <= len(corners) <= MOST_VERTICES or not np.isfinite(corners).all():
        return None
    return Lasso(selected, to_polygon(packed.frame, corners))


def to_polygon(frame: Frame, corners: NDArray[np.floating]) -> Polygon:
    """Grid corners (m, 2) as a polygon in the units of the points."""
    return tuple((float(x), float(y)) for x, y in frame.to_units(corners))


def from_polygon(frame: Frame, polygon: Polygon) -> list[list[int]]:
    """A polygon in the units of the points as whole grid corners."""
    return [[int(x), int(y)] for x, y in frame.to_grid(np.array(polygon))]
