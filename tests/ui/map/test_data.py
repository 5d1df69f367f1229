"""What Python sends to the map must come back as the same contents."""

import base64
import json
import struct

import numpy as np
import pytest

from interestlab.ui.map.data import (
    NO_INTEREST,
    STEPS,
    decode_ids,
    decode_lasso,
    encode_ids,
    from_polygon,
    pack_map,
    to_polygon,
    wire_order,
    wire_positions,
)


@pytest.fixture(scope="module")
def cloud():
    random = np.random.default_rng(1)
    return random.normal(size=(1003, 2)).astype(np.float32) * [3, 1], random.integers(-1, 5, 1003)


@pytest.fixture(scope="module")
def packed(cloud):
    return pack_map(*cloud, names=[f"interest {i}" for i in range(5)], palette=["#112233"] * 5, revision="r1")


def unpack(payload):
    (length,) = struct.unpack_from("<I", payload)
    header = json.loads(payload[4 : 4 + length])
    n = header["n"]
    grid = np.frombuffer(payload, "<u2", 2 * n, 4 + length).reshape(n, 2)
    return header, grid, np.frombuffer(payload, "<u2", n, 4 + length + 4 * n)


def test_points_come_back_to_half_a_step(cloud, packed):
    points, interest = cloud
    header, grid, numbers = unpack(packed.payload)
    half_step = packed.frame.span / STEPS / 2
    np.testing.assert_allclose(grid / STEPS * packed.frame.span + packed.frame.low, points[packed.order], atol=1.01 * half_step)
    np.testing.assert_array_equal(np.where(numbers == NO_INTEREST, -1, numbers.astype(int)), interest[packed.order])
    assert header["none"] == (interest < 0).sum()
    assert header["sizes"] == np.bincount(interest[interest >= 0]).tolist()


def test_six_bytes_a_point_and_an_aligned_body(packed):
    (length,) = struct.unpack_from("<I", packed.payload)
    assert length % 4 == 0
    assert len(packed.payload) == 4 + length + 6 * len(packed)


def test_names_and_centres_stand_in_the_header(cloud, packed):
    points, interest = cloud
    header, _, _ = unpack(packed.payload)
    assert header["names"][3] == "interest 3"
    expected = packed.frame.to_grid(np.median(points[interest == 3], axis=0))
    np.testing.assert_allclose(header["centres"][3], expected, atol=1)


def test_an_interest_without_contents_has_no_centre():
    packed = pack_map(np.eye(2), np.array([0, 2]), ["a", "b", "c"], ["#000000"] * 3, "r")
    assert unpack(packed.payload)[0]["centres"][1] is None


def test_wire_order_is_no_interest_first_and_every_prefix_fair():
    interest = np.repeat([-1, 0, 1], [2000, 6000, 2000])
    order = wire_order(interest)
    np.testing.assert_array_equal(np.sort(order), np.arange(10_000))
    assert (interest[order[:2000]] == -1).all()
    sample = interest[order[2000:2800]]
    assert (sample == 0).mean() == pytest.approx(0.75, abs=0.06)


def test_far_outliers_do_not_shrink_the_first_view():
    random = np.random.default_rng(0)
    points = np.vstack([random.normal(size=(5000, 2)), [[500.0, 500.0]]])
    header, _, _ = unpack(pack_map(points, np.zeros(5001, int), ["a"], ["#000000"], "r").payload)
    x0, _, x1, _ = header["home"]
    assert x1 - x0 < STEPS / 20


@pytest.mark.parametrize("picked", [[], [0], [5, 1002, 7], list(range(1003))])
def test_ids_survive_the_way_down_and_up(packed, picked):
    bits = encode_ids(packed, np.array(picked, int))
    np.testing.assert_array_equal(decode_ids(packed, bits), sorted(picked))


def test_a_mask_means_the_same_as_ids(packed):
    mask = np.zeros(1003, bool)
    mask[[4, 900]] = True
    assert encode_ids(packed, mask) == encode_ids(packed, np.array([900, 4]))


def test_bits_are_in_wire_order(packed):
    bits = np.zeros(126, np.uint8)
    bits[1] = 0b100  # wire position 10
    assert decode_ids(packed, base64.b64encode(bits).decode()).tolist() == [packed.order[10]]
    assert wire_positions(packed, [int(packed.order[10]), 99_999]) == [10]


def lasso(packed, **changes):
    state = {"revision": "r1", "id": "a", "count": 2, "bits": encode_ids(packed, np.array([3, 8]))}
    return state | {"polygon": [[0, 0], [100, 0], [0, 100]]} | changes


def test_a_lasso_gives_contents_and_polygon(packed):
    found = decode_lasso(packed, lasso(packed))
    assert found.selected.tolist() == [3, 8]
    assert len(found.polygon) == 3
    np.testing.assert_allclose(found.polygon[0], packed.frame.low, atol=packed.frame.span / STEPS)


@pytest.mark.parametrize(
    "changes",
    [
        {"revision": "r0"},
        {"bits": None},
        {"bits": "AAAA"},
        {"bits": "not base64!"},
        {"polygon": None},
        {"polygon": [[0, 0], [1, 1]]},
        {"polygon": [[0, 0]] * 41},
        {"polygon": [[0, 0], [1, "x"], [2, 2]]},
        {"polygon": [[0, 0], [1, float("nan")], [2, 2]]},
    ],
)
def test_stale_or_damaged_messages_are_no_selection(packed, changes):
    assert decode_lasso(packed, lasso(packed, **changes)) is None


@pytest.mark.parametrize("state", [None, "x", [], {}])
def test_no_message_is_no_selection(packed, state):
    assert decode_lasso(packed, state) is None


@pytest.mark.parametrize("scale", [1e-3, 1.0, 1e4])
def test_a_rounded_polygon_finds_the_same_grid_corners(scale):
    random = np.random.default_rng(2)
    packed = pack_map(random.normal(size=(50, 2)) * scale, np.zeros(50, int), ["a"], ["#000000"], "r")
    corners = random.integers(-2000, STEPS + 2000, (40, 2))
    assert from_polygon(packed.frame, to_polygon(packed.frame, corners)) == corners.tolist()


def test_mismatched_inputs_say_both_numbers():
    with pytest.raises(ValueError, match="2 points, but 1"):
        pack_map(np.zeros((2, 2)), np.array([0]), ["a"], ["#000000"], "r")
    with pytest.raises(ValueError, match="2 interests, but 1 names"):
        pack_map(np.zeros((2, 2)), np.array([0, 1]), ["a"], ["#000000"], "r")


def test_an_empty_map_can_be_sent():
    packed = pack_map(np.empty((0, 2)), np.empty(0, int), [], [], "r")
    assert unpack(packed.payload)[0]["n"] == 0
    assert decode_ids(packed, encode_ids(packed, np.empty(0, int))).tolist() == []
