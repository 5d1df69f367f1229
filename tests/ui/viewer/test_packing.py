"""What is sent of an attention, what of the browser's answer is believed, and what a link restores."""

import json
import struct

import numpy as np
import pytest

from interestlab.attention.heads import head_pictures
from interestlab.attention.kept import describe
from interestlab.ui.viewer.packing import (
    AttentionChoice,
    asked_plane,
    choice_query,
    pack_attention,
    query_choice,
    query_names,
    read_choice,
)
from tests.browser.attention_app import SECOND, large, looked, made, plane_answer

FIRST = AttentionChoice(token=1)


@pytest.fixture(scope="module")
def attention():
    return made()


@pytest.fixture(scope="module")
def described(attention):
    return describe(looked(attention))


def unpack(payload):
    (length,) = struct.unpack_from("<I", payload)
    header = json.loads(payload[4 : 4 + length])
    count, plane = len(header["tokens"]), header["plane"]
    body = (np.frombuffer(payload, np.uint8, offset=4 + length) / 255) ** 2
    weights, pictures = np.split(body, [plane["n"] * plane["rows"] * count])
    weights = weights.reshape(plane["n"], plane["rows"], count)
    pictures = pictures.reshape(header["layers"], header["heads"], header["side"], -1)
    return header, weights / weights.sum(axis=-1, keepdims=True), pictures


@pytest.mark.parametrize("layer", [0, 4])
def test_one_layer_travels_and_comes_back(attention, described, layer):
    choice = AttentionChoice(layer, 2, 1)
    header, weights, pictures = unpack(pack_attention(described, plane_answer(attention, choice.plane), choice))
    np.testing.assert_allclose(weights, attention.weights[layer], atol=0.004)
    np.testing.assert_allclose(pictures, head_pictures(attention), atol=0.004)
    assert header["tokens"][3] == "<img src=x onerror=alert(1)>"
    assert header["words"][1] == "playing"
    assert header["choice"]["layer"] == layer


@pytest.mark.parametrize("name", ["all", "mean", "layers", "rollout", "flow:4"])
def test_other_planes_travel_in_the_same_form(attention, described, name):
    header, weights, _ = unpack(pack_attention(described, plane_answer(attention, name), FIRST))
    depth = {"all": 1, "mean": 12, "layers": 6, "rollout": 1, "flow:4": 1}[name]
    assert weights.shape == (depth, 1 if name == "flow:4" else 11, 11)
    assert header["plane"]["name"] == name
    if name == "mean":
        np.testing.assert_allclose(weights, attention.weights.mean(axis=0), atol=0.004)


def test_at_512_tokens_a_layer_takes_little_more_than_a_byte_a_weight():
    attention = large(512, 2)
    payload = pack_attention(describe(looked(attention)), plane_answer(attention, "1"), AttentionChoice(1))
    assert len(payload) / (12 * 512 * 512) < 1.1


def test_a_choice_is_read(described):
    state = {"layer": 1, "head": 2, "token": 4, "specials": False, "view": "matrix", "words": True, "threshold": 0.05}
    assert read_choice(described, state) == AttentionChoice(1, 2, 4, False, "matrix", True, 0.05)
    assert read_choice(described, {"layer": "rollout", "head": 3}).head is None


@pytest.mark.parametrize(
    "state",
    [
        None,
        "x",
        {"layer": 6, "head": 12, "token": 11, "view": "<b>", "threshold": "0.1"},
        {"layer": -1, "head": "2", "token": True, "threshold": -1},
        {"layer": "flows", "threshold": float("nan")},
    ],
)
def test_what_cannot_be_chosen_is_the_mean_and_the_first_word(described, state):
    assert read_choice(described, state) == FIRST


def test_another_text_keeps_the_view_and_begins_with_its_first_word(described):
    assert read_choice(described, {"layer": 3, "token": 5, "words": True}, keep_token=False) == AttentionChoice(
        3, None, 1, words=True
    )


@pytest.mark.parametrize(
    ("asked", "given"),
    [("rollout", "rollout"), ("5", "5"), ("6", "2"), ("flow:3", "flow:3"), ("flow:11", "2"), ("../x", "2"), (None, "2")],
)
def test_only_a_plane_that_there_is_is_asked_for(described, asked, given):
    assert asked_plane(described, {"plane": asked}, AttentionChoice(2)) == given


@pytest.mark.parametrize(
    "choice",
    [
        FIRST,
        AttentionChoice(0, 11, 10, False, "matrix", True, 0.002),
        AttentionChoice("flow", None, 3),
        AttentionChoice("rollout", None, 0, view="layers"),
    ],
)
def test_a_link_restores_the_exact_view(described, choice):
    assert read_choice(described, query_choice(choice_query(choice))) == choice


def test_which_text_is_looked_at_is_asked_of_pairs_only(described):
    pair = describe(looked(made(second=SECOND)))
    for looks, of_pair in (("own", "own"), ("other", "other"), ("<b>", "both"), (None, "both")):
        assert read_choice(pair, query_choice({"looks": looks or ""})).looks == of_pair
        assert read_choice(described, {"looks": looks}).looks == "both"
    assert choice_query(AttentionChoice(looks="own"))["looks"] == "own"
    header, _, _ = unpack(pack_attention(pair, plane_answer(made(second=SECOND), "mean"), FIRST))
    assert header["second"] == [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 0]
    assert (header["read"], header["totals"]) == ([4, 5], [300, 700])


def test_nonsense_in_a_link_is_the_usual_view(described):
    query = {"layer": "x", "head": "-1", "token": "٣", "view": "<script>", "threshold": "much", "specials": "no"}
    assert read_choice(described, query_choice(query)) == FIRST


def test_the_layout_is_a_length_a_header_and_a_byte_a_weight(attention, described):
    plane = plane_answer(attention, "2")
    payload = pack_attention(described, plane, FIRST, encoder="a\u202eb\n" + "c" * 100)
    (length,) = struct.unpack("<I", payload[:4])
    header = json.loads(payload[4 : 4 + length])
    assert (header["encoder"][:4], len(header["encoder"])) == ("ab c", 80)
    assert header["plane"] == {"name": "2", "n": 12, "rows": 11, "among": 11}
    assert payload[4 + length : 4 + length + 12 * 11 * 11] == plane.weights
    assert len(payload) == 4 + length + 12 * 11 * 11 + 6 * 12 * 11 * 11
    assert (header["layers"], header["heads"], header["side"]) == (6, 12, 11)


def test_long_and_invisible_tokens_are_shown_short_and_visible():
    tokens = ("[CLS]", "x" * 41, "y" * 40, "\u202e", "[SEP]")
    odd = describe(looked(made(tokens=tokens, words=(-1, 0, 1, 2, -1))))
    header, _, _ = unpack(pack_attention(odd, plane_answer(made(tokens=tokens, words=(-1, 0, 1, 2, -1)), "all"), FIRST))
    assert header["tokens"][1:4] == ["x" * 39 + "…", "y" * 40, "␣"]


def test_the_first_and_the_last_that_there_are_can_be_chosen(described):
    last = {"layer": 5, "head": 11, "token": 10, "threshold": 1}
    assert read_choice(described, last) == AttentionChoice(5, 11, 10, threshold=1.0)
    assert read_choice(described, {"layer": 0, "head": 0, "token": 0, "threshold": 0}) == AttentionChoice(0, 0, 0)
    assert read_choice(described, {"token": 1, "threshold": 1.001}) == FIRST


@pytest.mark.parametrize(
    ("choice", "plane"),
    [
        (AttentionChoice(), "all"),
        (AttentionChoice(head=0), "mean"),
        (AttentionChoice(0, 3), "0"),
        (AttentionChoice("rollout"), "rollout"),
        (AttentionChoice("flow", token=4), "flow:4"),
        (AttentionChoice(2, view="layers"), "layers"),
    ],
)
def test_each_choice_has_the_plane_that_shows_it(described, choice, plane):
    assert choice.plane == plane
    assert asked_plane(described, None, choice) == plane


def test_a_link_counts_from_one_and_leaves_out_what_is_as_usual():
    assert choice_query(AttentionChoice(token=0)) == {"token": "1"}
    link = choice_query(AttentionChoice(1, 0, 2, False, "matrix", True, 0.25, "other"))
    assert link == {
        "token": "3", "layer": "2", "head": "1", "view": "matrix", "specials": "0", "words": "1", "threshold": "0.25",
        "looks": "other",
    }  # fmt: skip
    assert set(link) == set(query_names())
    assert query_choice({"layer": "2", "token": "3"}) == {"layer": 1, "token": 2, "threshold": 0.0, "view": "", "looks": ""}
