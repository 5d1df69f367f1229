"""The map's arithmetic in JavaScript against the same in numpy."""

import base64

import numpy as np
import pytest

from interestlab.ui.map.data import encode_ids, pack_map
from interestlab.ui.modules import joined


@pytest.fixture(scope="module")
def run(browser):
    page = browser.new_page()
    page.add_script_tag(content=joined("map/geometry.js"))
    yield page.evaluate
    page.close()


@pytest.fixture(scope="module")
def packed():
    random = np.random.default_rng(4)
    return pack_map(random.normal(size=(77, 2)), random.integers(-1, 4, 77), ["ä"] * 4, ["#010203"] * 4, "r")


def test_the_payload_is_read_at_any_offset(run, packed):
    shifted = base64.b64encode(b"xyz" + packed.payload).decode()
    found = run(
        """(text) => {
            const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).subarray(3);
            const data = decodePayload(bytes);
            return [data.header.names[0], [...data.grid], [...data.interest]]; }""",
        shifted,
    )
    body = np.frombuffer(packed.payload[-6 * 77 :], "<u2")
    assert found[0] == "ä"
    assert found[1] + found[2] == body.tolist()


@pytest.mark.parametrize("picked", [[], [0], [3, 70, 76], list(range(77))])
def test_bits_mean_the_same_on_both_sides(run, packed, picked):
    bits = encode_ids(packed, np.array(picked, int))
    flags = run("([bits, n]) => [...unpackBits(bits, n)]", [bits, 77])
    assert sorted(packed.order[np.flatnonzero(flags)].tolist()) == picked
    assert run("(flags) => packBits(Uint8Array.from(flags))", flags) == bits


def test_a_long_lasso_is_simplified_without_changing_its_shape(run):
    angle = np.linspace(0, 2 * np.pi, 600, endpoint=False)
    path = np.stack([30000 + 9000 * np.cos(angle), 30000 + 5000 * np.sin(angle)], axis=1)
    corners = np.array(run("(path) => simplify(path)", path.tolist()))
    assert len(corners) == 40
    assert (corners == corners.astype(int)).all()
    x, y = corners.T
    area = abs((x * np.roll(y, -1) - y * np.roll(x, -1)).sum()) / 2
    assert area == pytest.approx(np.pi * 9000 * 5000, rel=0.01)


def test_corners_on_a_straight_line_go_first(run):
    square = [[0, 0], [5, 0], [10, 0], [10, 10], [5, 10], [0, 10]]
    assert run("(path) => simplify(path)", square) == [[0, 0], [10, 0], [10, 10], [0, 10]]


def test_the_nearest_point_is_the_nearest_and_within_reach(run):
    random = np.random.default_rng(5)
    grid = random.integers(0, 65536, (3000, 2))
    asked = random.uniform(-500, 66000, (60, 2))
    found = run(
        """([grid, asked]) => { const g = Uint16Array.from(grid.flat()), cells = buildCells(g, grid.length);
            return asked.map(([x, y]) => nearestPoint(cells, g, x, y, 900, (i) => i % 3 > 0)); }""",
        [grid.tolist(), asked.tolist()],
    )
    allowed = np.arange(3000) % 3 > 0
    apart = np.where(allowed, np.linalg.norm(asked[:, None] - grid[None], axis=2), np.inf)
    expected = np.where(apart.min(axis=1) <= 900, apart.argmin(axis=1), -1)
    assert found == expected.tolist()
    assert (expected >= 0).any()
    assert (expected < 0).any()


@pytest.mark.parametrize(("n", "size"), [(12_000, 4.5), (50_000, 3.0), (1_000_000, 1.28), (10, 6.5)])
def test_points_have_the_size_they_should(run, n, size):
    assert run("(n) => pointSize(n, 1, 1200)", n) == pytest.approx(size, abs=0.03)
    assert run("(n) => pointSize(n, 1, 390)", n) < size
