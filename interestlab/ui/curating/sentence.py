"""A new interest from a sentence: the posts near it in meaning, down to a threshold with examples for and against."""

import numpy as np
import streamlit as st

from interestlab.home.workspace import Result
from interestlab.questions.meaning import Hits, NearestTo
from interestlab.ui import say
from interestlab.ui.curating.acts import act
from interestlab.ui.curating.selected import make_interest
from interestlab.ui.per_map import per_map
from interestlab.ui.problems import errors_shown
from interestlab.ui.services import desk

_EXAMPLES = 4  # on each side of the threshold


def sentence_input(result: Result) -> None:
    """An expander with the sentence, the threshold and what it leaves in and out."""
    with say.expander("New interest from a sentence", icon=":material/format_quote:"):
        text = say.text_input("What it is about", key="sentence", max_chars=500, placeholder="As a post would say it")
        if not text.strip():
            return
        hits = None
        with errors_shown():
            hits = _near(result, text.strip())
        if hits is None or not len(hits.ids):
            return
        inside = _threshold(hits)
        free = say.toggle("Only posts of no interest", key="sentence_free", help="Posts of other interests stay there.")
        ids = hits.ids[inside]
        if free:
            ids = ids[np.asarray(result.map.interest)[ids] < 0]
        _examples(result, hits, int(inside.sum()))
        with st.form("sentence_interest", clear_on_submit=True, border=False):
            name = say.text_input("Name", max_chars=60, key="sentence_name", placeholder="Empty: a phrase of these posts")
            makes = say.form_submit_button("Make it of {ids:,} posts", ids=len(ids), disabled=not len(ids))
    if makes:
        act(result, lambda mine: make_interest(result, mine, ids, name))


@per_map(entries=8, of_interests=False, spinner="Looking for posts near in meaning …")
def _near(result: Result, text: str) -> Hits:
    return desk().ask(result, NearestTo(text))


def _threshold(hits: Hits) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """(h,) whether each post is near enough."""
    low, high = float(hits.cosines[-1]), float(hits.cosines[0])
    if high - low < 0.01:
        return np.ones(len(hits.ids), bool)
    proposed = min(max(hits.threshold, hits.floor, low), high)
    chosen = say.slider(
        "How near (cosine)", round(low, 2), round(high, 2), round(proposed, 2), 0.01, key="sentence_threshold",
        help="Further to the right: fewer posts, nearer in meaning.",
    )  # fmt: skip
    return np.asarray(hits.cosines >= chosen)


def _examples(result: Result, hits: Hits, count: int) -> None:
    """The last posts that are in, and the first that are not."""
    texts = result.corpus.contents["text"]
    left, right = st.columns(2)
    sides = ((left, slice(max(0, count - _EXAMPLES), count)), (right, slice(count, count + _EXAMPLES)))
    say.caption("**Just in**", on=left)
    say.caption("**Just out**", on=right)
    for side, part in sides:
        for post, cosine in zip(hits.ids[part], hits.cosines[part], strict=True):
            say.caption("{cosine:.2f} {text:110}", cosine=float(cosine), text=texts.iloc[int(post)], on=side)
