"""Why this item? Its interest, the history that drove it, the passages that match: in words and as bars."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from interestlab.charts.attention_bars import attention_bars
from interestlab.charts.contributions import contribution_bars
from interestlab.charts.style import look
from interestlab.home.workspace import Result
from interestlab.questions.backend import Backend
from interestlab.questions.slate import Slates
from interestlab.questions.why_item import ItemReason, WhyItem
from interestlab.ui.chart import show_chart
from interestlab.ui.look_of_interests import interest_look
from interestlab.ui.problems import errors_shown
from interestlab.ui.recommend.backends import backend_label
from interestlab.ui.services import desk
from interestlab.ui.text import safe_text
from interestlab.ui.theme import is_dark

_MOST_ATTENDED = 12  # bars


@st.dialog("Why this item?", width="large")
def why_dialog(result: Result, question: Slates, backend: Backend, item_id: str) -> None:
    """The answer of one backend for one item."""
    with errors_shown():
        with st.spinner("Taking the score apart …"):
            found = desk().ask(result, WhyItem(question, backend, item_id))
        _show(result, found, backend_label(backend))


def _show(result: Result, found: ItemReason, by: str) -> None:
    st.markdown(f"**{safe_text(found.name, 120)}** · {safe_text(by)}")
    if found.interest >= 0:
        name = safe_text(result.map.name(found.interest), 60)
        st.markdown(
            f"It belongs to **{name}** with {found.membership:.0%}, and {found.share:.0%} of what this person likes lies there."
        )
    colour = interest_look(result).colours[found.interest] if found.interest >= 0 else look(dark=is_dark()).accent
    if found.fallback is not None:
        st.info(safe_text(found.fallback, 400), icon=":material/info:")
        st.caption(f"It is here because {found.score:,.0f} {'user likes' if found.score == 1 else 'users like'} it.")
    elif not found.explained:
        st.caption(f"{safe_text(by)} cannot say which items of the history drove it.")
    elif found.parts:
        _parts(found, colour)
    else:
        st.caption("Nothing in the history speaks for it: it is shown for other reasons, such as popularity or chance.")
    if found.attention:
        _attention(found, colour)
    if found.passages:
        _passages(found, colour)


def _parts(found: ItemReason, colour: str) -> None:
    """The contributions as shares of the score where they sum to it, else of their own sum."""
    st.markdown("**What drove the score**")
    values = np.array([value for _, value in found.parts])
    whole, of_score = _whole(found, values)
    shares = values / whole
    names = [name for name, _ in found.parts]
    figure = contribution_bars(names, shares, colour=colour, dark=is_dark())
    show_chart(figure, key="why_parts")
    words = ", ".join(f"“{safe_text(name, 50)}” ({share:+.0%})" for name, share in list(zip(names, shares, strict=True))[:3])
    rest = f" The rest of the history adds {found.rest / whole:+.0%}." if abs(found.rest) > 0.005 * whole else ""
    exact = "The parts sum exactly to the score" if found.exact else "The score has other parts besides; it is"
    of = "Shares of the score" if of_score else "Shares of all that speaks for and against it"
    st.caption(f"{of}: mostly {words}.{rest} {exact} {found.score:.3g}.")


def _whole(found: ItemReason, values: NDArray[np.float64]) -> tuple[float, bool]:
    """What the parts are shares of: the score (True), or the size of them all where they cancel each other (False)."""
    score = abs(found.score) if found.exact else abs(float(values.sum()) + found.rest)
    size = float(np.abs(values).sum()) + abs(found.rest)
    return (score, True) if score > 1e-3 * size else (size or 1.0, False)


def _attention(found: ItemReason, colour: str) -> None:
    """Where the network looks in the history before it names what comes next: the same for every item of the list."""
    st.markdown("**Where the network looks**")
    shown = sorted(sorted(enumerate(found.attention), key=lambda one: -one[1][1])[:_MOST_ATTENDED])
    names = [f"{at + 1} · {name}" for at, (name, _) in shown]
    weights = np.array([weight for _, (_, weight) in shown])
    figure = attention_bars(names, weights, colour=colour, dark=is_dark())
    show_chart(figure, key="why_attention")
    st.caption(
        f"Attention of the last layer on {len(found.attention):,} history items, newest = 1; the {len(shown)} largest weights, "
        f"{weights.sum():.0%} of all. Attention is not an explanation: it is where the network looks, not why it scores so."
    )


def _passages(found: ItemReason, colour: str) -> None:
    st.markdown("**Texts that match**")
    for passage in found.passages:
        st.caption(f"cosine {passage.cosine:.2f}")
        left, right = st.columns(2, gap="small")
        left.markdown(f"of the item: {safe_text(passage.theirs, 240)}")
        right.markdown(f"of the history: {safe_text(passage.mine, 240)}")
    first = found.passages[0]
    if first.values:
        figure = contribution_bars(first.words, np.array(first.values), colour=colour, dark=is_dark())
        show_chart(figure, key="why_words")
        st.caption("What each word of the item's text adds to the first cosine (exact, frozen-linear decomposition).")
