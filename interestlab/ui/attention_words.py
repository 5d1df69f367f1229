"""What is seen on the attention page, in words and in a table of heads."""

import numpy as np
import pandas as pd
import streamlit as st

from interestlab.attention.capture import Attention
from interestlab.attention.heads import head_overview
from interestlab.ui.text import safe_text


def attention_facts(attention: Attention, encoder: str) -> None:
    """Tokens, truncation, unknown tokens."""
    count, unknown = len(attention), int(attention.unknown.sum())
    words = int((~attention.special).sum())
    with st.container(horizontal=True, gap="small"):
        st.badge(f"{count:,} tokens", color="gray")
        if attention.truncated:
            st.badge(f"cut: the first {count:,} of {attention.total:,} tokens", color="orange", icon=":material/content_cut:")
        if unknown:
            st.badge(f"{unknown:,} of {words:,} unknown to the encoder", color="red", icon=":material/question_mark:")
    if unknown > 0.2 * max(words, 1):
        st.warning(
            f"“{safe_text(encoder, 40)}” cannot read most of this text: unknown tokens all look alike to it. Choose an "
            "encoder that knows the language.",
            icon=":material/translate:",
        )


def what_it_does_not_mean() -> None:
    """The sentence that keeps the picture from being taken for an explanation."""
    st.caption(
        "A high weight does not mean that a word decided anything: deleting the most attended words changes the vector of "
        "MiniLM less than deleting those that a gradient-based explanation names."
    )


def head_table(attention: Attention) -> None:
    """Every head in figures."""
    overview = head_overview(attention)
    layers, heads = overview.entropy.shape
    names = {
        "to_special": "To special tokens",
        "to_previous": "To the one before",
        "to_next": "To the next",
        "to_same": "To itself",
        "entropy": "Spread (entropy)",
    }
    table = pd.DataFrame(
        {"Layer": np.repeat(np.arange(1, layers + 1), heads), "Head": np.tile(np.arange(1, heads + 1), layers)}
    )
    for field, name in names.items():
        table[name] = getattr(overview, field).ravel()
    with st.expander(f"All {layers * heads} heads in figures", icon=":material/table:"):
        config = {name: st.column_config.ProgressColumn(min_value=0, max_value=1, format="%.2f") for name in names.values()}
        st.dataframe(table, hide_index=True, height=320, column_config=config, key="heads")
        st.caption(
            "Mean over the tokens of this text that are not special; shares are of a head's attention, spread is the entropy "
            "of its rows divided by that of even attention."
        )
