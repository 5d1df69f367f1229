"""The attention of one text as a component: its tokens with bars beside them, its heads as small pictures to choose from."""

import json
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from interestlab.attention.capture import Attention
from interestlab.attention.heads import head_pictures
from interestlab.ui.assets import asset
from interestlab.ui.text import plain_text

_NAME = "interestlab.attention"

_view = st.components.v2.component(
    _NAME,
    html=asset("attention_view.html"),
    css=asset("attention_view.css"),
    js=asset("attention_view.js"),
)


@dataclass(frozen=True)
class AttentionChoice:
    """What the analyst looks at."""

    layer: int | None  # None = the mean over all layers
    head: int | None  # None = the mean over all heads
    token: int  # whose attention is shown
    specials: bool  # whether special tokens are kept


def attention_view(attention: Attention, *, key: str) -> AttentionChoice:
    """Shows the attention and says what is chosen. Only the chosen layer travels, in a byte a weight."""
    revision = _revision(attention)
    state = st.session_state.get(key)
    choice = read_choice(attention, state.get("choice") if isinstance(state, Mapping) else None, revision)
    _view(data=pack_attention(attention, choice, revision), key=key, on_choice_change=lambda: None)
    return choice


def read_choice(attention: Attention, state: object, revision: str) -> AttentionChoice:
    """The choice that the browser reports; where it is missing, of another text or impossible: all heads, the first word."""
    first = int(np.argmin(attention.special))
    default = AttentionChoice(None, None, first, True)
    if not isinstance(state, Mapping) or state.get("revision") != revision:
        return default
    layers, heads, count = attention.weights.shape[:3]
    layer, head, token = (_index(state.get(name), end) for name, end in (("layer", layers), ("head", heads), ("token", count)))
    return AttentionChoice(layer, head, first if token is None else token, bool(state.get("specials", True)))


def pack_attention(attention: Attention, choice: AttentionChoice, revision: str) -> bytes:
    """u32 length of the header, header (JSON), weights of the chosen layer (heads, T, T), pictures (layers, heads, s, s).

    Weights are uint8 of 255 times the square root, which keeps small ones apart.
    """
    weights = attention.weights
    layer = weights[choice.layer] if choice.layer is not None else weights.mean(axis=0, dtype=np.float64)
    pictures = head_pictures(attention)
    header = {
        "revision": revision,
        "layers": weights.shape[0],
        "heads": weights.shape[1],
        "side": pictures.shape[-1],
        "tokens": [plain_text(token, 40) or "␣" for token in attention.tokens],
        "words": attention.words.tolist(),
        "special": attention.special.astype(int).tolist(),
        "unknown": attention.unknown.astype(int).tolist(),
        "total": attention.total,
        "choice": {"layer": choice.layer, "head": choice.head, "token": choice.token, "specials": choice.specials},
    }
    text = json.dumps(header).encode()
    return struct.pack("<I", len(text)) + text + _quantised(layer) + _quantised(pictures)


def _quantised(weights: NDArray[Any]) -> bytes:
    encoded: NDArray[np.uint8] = np.rint(np.sqrt(np.clip(weights, 0, 1)) * 255).astype(np.uint8)
    return encoded.tobytes()


def _index(value: object, end: int) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < end else None


def _revision(attention: Attention) -> str:
    digest = zlib.crc32(json.dumps([attention.tokens, attention.total]).encode())
    return f"{zlib.crc32(attention.weights[0, 0].tobytes(), digest):08x}"
