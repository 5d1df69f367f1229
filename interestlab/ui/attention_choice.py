"""Which encoder reads which text."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from interestlab import registry
from interestlab.encode.run import find_encoder
from interestlab.interests.selection import find_words
from interestlab.ui.text import plain_text, safe_text
from interestlab.workspace.workspace import Result

_MOST_FOUND = 100
MOST_CHARACTERS = 20_000


def choose_encoder(result: Result | None) -> str | None:
    """An encoder that shows attention; says so where the workspace's own has none."""
    own = result.encoder["name"] if result is not None else None
    names = [name for name in registry.usable("encoders") if find_encoder(name).info.shows_attention]
    if own is not None and own not in names and find_encoder(own).info.shows_attention:
        names.insert(0, own)
    if not names:
        st.info("No installed encoder shows attention; install one, or give a folder as encoder on the data page.")
        return None
    if own is not None and own not in names:
        st.info(
            f"This workspace was encoded with “{safe_text(own, 40)}”, which has no attention to show. The texts can be "
            f"read with “{names[0]}” instead: what you see is that encoder's behaviour, not the one that drew the map.",
            icon=":material/info:",
        )
    start = names.index(own) if own in names else 0
    return str(st.selectbox("Encoder", names, index=start, key="attention_encoder", format_func=lambda n: plain_text(n, 60)))


def choose_text(result: Result | None, encoder: str | None) -> str:
    """One of the posts, those in a language that the encoder knows first, or what the analyst types."""
    source = "My own text"
    if result is not None:
        source = st.segmented_control(
            "Text", ["A post", "My own text"], default="A post", key="attention_source", required=True
        )
    if source == "My own text" or result is None:
        return st.text_area("Type a text", key="attention_typed", height=160, max_chars=MOST_CHARACTERS,
                            placeholder="She parked the bike at the bank of the river.").strip()  # fmt: skip
    words = st.text_input("Find a post", key="attention_words", icon=":material/search:", placeholder="words in it")
    titles = result.corpus.contents["title"]
    texts = result.corpus.contents["text"]
    found = np.flatnonzero(find_words(texts, words)) if words.strip() else np.arange(len(texts))
    if not len(found):
        st.caption(f"No post of {len(texts):,} has these words.")
        return ""
    shown = [int(i) for i in _readable_first(result, found, encoder)[:_MOST_FOUND]]
    if words.strip():
        st.caption(f"{len(found):,} of {len(texts):,} posts have these words.")
    wanted = st.query_params.get("post", "")
    start = shown.index(int(wanted)) if wanted.isdigit() and int(wanted) in shown else 0
    picked = st.selectbox(
        "Post", shown, index=start, key="attention_post", format_func=lambda i: plain_text(titles.iloc[i], 80)
    )
    return str(texts.iloc[picked])[:MOST_CHARACTERS]


def _readable_first(result: Result, found: NDArray[np.intp], encoder: str | None) -> NDArray[np.intp]:
    known = find_encoder(encoder).info.languages if encoder is not None else ()
    if not known:
        return found
    readable = result.corpus.contents["language"].iloc[found].isin(known).to_numpy(bool)
    return np.concatenate([found[readable], found[~readable]])
