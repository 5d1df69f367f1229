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
from interestlab.ui import say
from interestlab.ui.chart import show_chart
from interestlab.ui.look_of_interests import interest_look
from interestlab.ui.problems import errors_shown
from interestlab.ui.recommend.backends import backend_label
from interestlab.ui.services import desk
from interestlab.ui.text import plain_text
from interestlab.ui.theme import is_dark

_MOST_ATTENDED = 12  # bars


@say.dialog("Why this item?", width="large")
def why_dialog(result: Result, question: Slates, backend: Backend, item_id: str) -> None:
    """The answer of one backend for one item."""
    with errors_shown():
        with say.spinner("Taking the score apart …"):
            found = desk().ask(result, WhyItem(question, backend, item_id))
        _show(result, found, backend_label(backend))


def _show(result: Result, found: ItemReason, by: str) -> None:
    say.markdown("**{name:120}** · {by}", name=found.name, by=by)
    if found.interest >= 0:
        say.markdown(
            "It belongs to **{name:60}** with {membership:.0%}, and {share:.0%} of what this person likes lies there.",
            name=result.map.name(found.interest),
            membership=found.membership,
            share=found.share,
        )
    colour = interest_look(result).colours[found.interest] if found.interest >= 0 else look(dark=is_dark()).accent
    if found.fallback is not None:
        say.info("{fallback:400}", icon=":material/info:", fallback=found.fallback)
        say.caption(
            "It is here because {score:,.0f} {who} it.",
            score=found.score,
            who="user likes" if found.score == 1 else "users like",
        )
    elif not found.explained:
        say.caption("{by} cannot say which items of the history drove it.", by=by)
    elif found.parts:
        _parts(found, colour)
    else:
        say.caption("Nothing in the history speaks for it: it is shown for other reasons, such as popularity or chance.")
    if found.attention:
        _attention(found, colour)
    if found.passages:
        _passages(found, colour)


def _parts(found: ItemReason, colour: str) -> None:
    """The contributions as shares of the score where they sum to it, else of their own sum."""
    say.markdown("**What drove the score**")
    values = np.array([value for _, value in found.parts])
    whole, of_score = _whole(found, values)
    shares = values / whole
    names = [name for name, _ in found.parts]
    figure = contribution_bars(names, shares, colour=colour, dark=is_dark())
    show_chart(figure, key="why_parts")
    words = ", ".join(f"“{plain_text(name, 50)}” ({share:+.0%})" for name, share in list(zip(names, shares, strict=True))[:3])
    rest = f" The rest of the history adds {found.rest / whole:+.0%}." if abs(found.rest) > 0.005 * whole else ""
    exact = "The parts sum exactly to the score" if found.exact else "The score has other parts besides; it is"
    of = "Shares of the score" if of_score else "Shares of all that speaks for and against it"
    say.caption(
        "{of}: mostly {words}.{rest} {exact} {score:.3g}.", of=of, words=words, rest=rest, exact=exact, score=found.score
    )


def _whole(found: ItemReason, values: NDArray[np.float64]) -> tuple[float, bool]:
    """What the parts are shares of: the score (True), or the size of them all where they cancel each other (False)."""
    score = abs(found.score) if found.exact else abs(float(values.sum()) + found.rest)
    size = float(np.abs(values).sum()) + abs(found.rest)
    return (score, True) if score > 1e-3 * size else (size or 1.0, False)


def _attention(found: ItemReason, colour: str) -> None:
    """Where the network looks in the history before it names what comes next: the same for every item of the list."""
    say.markdown("**Where the network looks**")
    shown = sorted(sorted(enumerate(found.attention), key=lambda one: -one[1][1])[:_MOST_ATTENDED])
    names = [f"{at + 1} · {name}" for at, (name, _) in shown]
    weights = np.array([weight for _, (_, weight) in shown])
    figure = attention_bars(names, weights, colour=colour, dark=is_dark())
    show_chart(figure, key="why_attention")
    say.caption(
        "Attention of the last layer on {attention:,} history items, newest = 1; the {shown} largest weights, "
        "{sum:.0%} of all. Attention is not an explanation: it is where the network looks, not why it scores so.",
        attention=len(found.attention),
        shown=len(shown),
        sum=weights.sum(),
    )


def _passages(found: ItemReason, colour: str) -> None:
    say.markdown("**Texts that match**")
    for passage in found.passages:
        say.caption("cosine {cosine:.2f}", cosine=passage.cosine)
        left, right = st.columns(2, gap="small")
        say.markdown("of the item: {theirs:240}", theirs=passage.theirs, on=left)
        say.markdown("of the history: {mine:240}", mine=passage.mine, on=right)
    first = found.passages[0]
    if first.values:
        figure = contribution_bars(first.words, np.array(first.values), colour=colour, dark=is_dark())
        show_chart(figure, key="why_words")
        say.caption("What each word of the item's text adds to the first cosine (exact, frozen-linear decomposition).")
