"""What is sent of an attention, and what of the browser's answer is believed."""

import json
import struct

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from interestlab.attention.capture import row
from interestlab.attention.heads import head_pictures
from interestlab.ui.attention_view import AttentionChoice, pack_attention, read_choice
from tests.browser.attention_app import made


@pytest.fixture(scope="module")
def attention():
    return made()


def unpack(payload):
    (length,) = struct.unpack_from("<I", payload)
    header = json.loads(payload[4 : 4 + length])
    count, heads = len(header["tokens"]), header["heads"]
    body = (np.frombuffer(payload, np.uint8, offset=4 + length) / 255) ** 2
    layer, pictures = np.split(body, [heads * count**2])
    return header, layer.reshape(heads, count, count), pictures.reshape(header["layers"], heads, header["side"], -1)


@pytest.mark.parametrize("layer", [0, 4])
def test_one_layer_travels_and_comes_back_to_a_third_of_a_percent(attention, layer):
    header, weights, pictures = unpack(pack_attention(attention, AttentionChoice(layer, 2, 1, True), "r"))
    np.testing.assert_allclose(weights, attention.weights[layer], atol=0.004)
    np.testing.assert_allclose(pictures, head_pictures(attention), atol=0.004)
    assert header["tokens"][3] == "<img src=x onerror=alert(1)>"
    assert header["choice"] == {"layer": layer, "head": 2, "token": 1, "specials": True}


def test_all_layers_travel_as_their_mean(attention):
    _, weights, _ = unpack(pack_attention(attention, AttentionChoice(None, None, 1, True), "r"))
    np.testing.assert_allclose(weights.mean(axis=0)[1], row(attention, 1).weights, atol=0.004)


def test_a_choice_is_read(attention):
    state = {"revision": "r", "layer": 1, "head": 2, "token": 4, "specials": False}
    assert read_choice(attention, state, "r") == AttentionChoice(1, 2, 4, False)


@pytest.mark.parametrize(
    "state",
    [
        None,
        "x",
        {"revision": "old", "layer": 1, "head": 2, "token": 4, "specials": False},
        {"revision": "r", "layer": 6, "head": 12, "token": 11},
        {"revision": "r", "layer": -1, "head": "2", "token": True},
    ],
)
def test_what_cannot_be_chosen_is_the_mean_and_the_first_word(attention, state):
    assert read_choice(attention, state, "r") == AttentionChoice(None, None, 1, True)


def test_the_view_stands_in_an_app():
    def app():
        import streamlit as st

        from interestlab.ui.attention_view import attention_view
        from tests.browser.attention_app import made

        st.text(attention_view(made(), key="attention"))

    test = AppTest.from_function(app).run()
    assert not test.exception
    assert "token=1" in test.text[0].value
