"""A page with nothing but the attention of a made-up model, for the browser tests and the benchmark.

Query parameters: `tokens` and `layers` for a large one, `causal=1` for a model that reads in one direction, `pair=1` for two
texts; `heads=1` for the choice of heads instead; `wait=S` for a text that takes S seconds to read.
"""

import time

import numpy as np
import streamlit as st

from interestlab.attention.capture import Attention
from interestlab.attention.kept import Looked, describe
from interestlab.attention.planes import plane, row_bytes
from interestlab.attention.survey import Survey
from interestlab.attention.tokens import Tokens
from interestlab.questions.attention import PlaneAnswer
from interestlab.ui.heads.head_choice import choose_heads
from interestlab.ui.viewer.view import attention_view, reading

TOKENS = ("[CLS]", "play", "ing", "<img src=x onerror=alert(1)>", "chess", "open", "ings", "at", "魑", "midnight", "[SEP]")
WORDS = (-1, 0, 0, 1, 2, 3, 3, 4, 5, 6, -1)
SECOND = (*[False] * 5, *[True] * 5, False)


def made(layers=6, heads=12, *, tokens=TOKENS, words=WORDS, causal=False, second=None):
    words, count = np.array(words), len(tokens)
    scores = np.random.default_rng(3).gamma(0.4, 1.0, (layers, heads, count, count)).astype(np.float32) + 0.001
    scores[1, 2] = np.eye(count, k=-1) + 1e-6  # looks at the token before
    scores[..., 0] *= 4
    if causal:
        scores = np.tril(scores)
    weights = scores / scores.sum(axis=-1, keepdims=True)
    unknown = np.array([token == "魑" for token in tokens])
    special = words < 0
    second = np.array(second or [False] * count)
    totals = 1002, second, 700 if second.any() else 0
    return Attention(tokens, words, special, unknown, np.zeros(count, bool), weights, *totals, causal)


def large(tokens, layers):
    """As `made`, of many tokens."""
    texts = ("[CLS]", *(f"word{i}" for i in range(tokens - 2)), "[SEP]")
    return made(layers, tokens=texts, words=(-1, *range(tokens - 2), -1))


def looked(attention):
    """With a text in which the pieces of a word stand together."""
    text, spans = "", []
    for at, (piece, word) in enumerate(zip(attention.tokens, attention.words, strict=True)):
        text += " " if at and word != attention.words[at - 1] and word > 0 else ""
        spans.append((len(text), len(text) + len(piece)) if word >= 0 else (0, 0))
        text += piece if word >= 0 else ""
    flags = attention.special, attention.unknown, attention.prefix
    ids, spans = np.arange(len(attention)), np.array(spans)
    totals = attention.total, attention.second, attention.second_total
    return Looked(attention, Tokens(ids, attention.tokens, attention.words, *flags, spans, text, *totals))


def read():
    """What a survey of 4 layers of 5 heads might say."""
    means = np.random.default_rng(0).random((2, 7, 4, 5))
    nothing = np.zeros((4, 5, 0), np.float32)
    return Survey(np.array([30, 0]), means, means**2, (), np.zeros(0, np.int64), nothing, nothing, own_tokens=900, cut=0)


def plane_answer(attention, name):
    found = plane(attention, name)
    return PlaneAnswer(name, found.weights.shape[1], found.among, row_bytes(found.weights))


@st.cache_resource
def shown(tokens, layers, causal, pair):
    attention = large(tokens, layers) if tokens else made(causal=causal, second=SECOND if pair else None)
    return attention, describe(looked(attention))


def main():
    st.set_page_config(layout="wide")
    query = st.query_params
    if query.get("heads") == "1":
        choose_heads(read(), None)
        return
    tokens, layers = int(query.get("tokens", 0)), int(query.get("layers", 12))
    if "wait" in query:
        with reading("attention"):
            time.sleep(float(query["wait"]))
    attention, described = shown(tokens, layers, query.get("causal") == "1", query.get("pair") == "1")
    with st.container(border=True):
        attention_view(described, lambda name: plane_answer(attention, name), key="attention", encoder="made up")


if __name__ == "__main__":
    main()
