"""A page with nothing but the attention of a made-up model, for the browser tests."""

import numpy as np
import streamlit as st

from interestlab.attention.capture import Attention
from interestlab.ui.attention_view import attention_view


def made(layers=6, heads=12):
    tokens = ("[CLS]", "play", "ing", "<img src=x onerror=alert(1)>", "chess", "open", "ings", "at", "魑", "midnight", "[SEP]")
    words = np.array([-1, 0, 0, 1, 2, 3, 3, 4, 5, 6, -1])
    count = len(tokens)
    scores = np.random.default_rng(3).gamma(0.4, 1.0, (layers, heads, count, count)) + 0.001
    scores[1, 2] = np.eye(count, k=-1) + 1e-6  # looks at the token before
    scores[..., 0] *= 4
    weights = (scores / scores.sum(axis=-1, keepdims=True)).astype(np.float32)
    unknown = np.array([token == "魑" for token in tokens])
    return Attention(tokens, words, words < 0, unknown, np.zeros(count, bool), weights, 1002)


def main():
    st.set_page_config(layout="wide")
    with st.container(border=True):
        choice = attention_view(made(), key="attention")
    st.text(f"choice={choice}")


if __name__ == "__main__":
    main()
