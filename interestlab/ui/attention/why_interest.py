"""Why does a text lie near an interest: what its words add, with how faithful that is beside it."""

import pandas as pd
import streamlit as st

from interestlab.attention.names import METHODS
from interestlab.charts.contributions import MOST, contribution_bars
from interestlab.home.workspace import Result
from interestlab.questions.explanation import AVERAGE, WordParts
from interestlab.questions.why import WhyNear
from interestlab.ui import say
from interestlab.ui.attention.verdict import verdict_caption
from interestlab.ui.chart import show_chart
from interestlab.ui.look_of_interests import interest_look
from interestlab.ui.problems import errors_shown
from interestlab.ui.services import desk
from interestlab.ui.text import plain_text
from interestlab.ui.theme import is_dark

_EXPLAIN = [name for name, info in METHODS.items() if info.explains]


def why_card(result: Result, text: str) -> None:
    """The card; the analyst chooses the interest and what it is held against."""
    say.markdown("**Why does it lie near an interest?**")
    with errors_shown():
        question = _question(result, text)
        with say.spinner("Splitting the similarity …"):
            found = desk().ask(result, question)
        _show(result, found)


def _question(result: Result, text: str) -> WhyNear:
    numbers = list(range(len(result.map.names.interests)))
    names: dict[int | None, str] = {number: plain_text(result.map.name(number), 60) for number in numbers}
    left, right, last = st.columns([3, 3, 1], vertical_alignment="bottom")
    near: dict[int | None, str] = {None: "the nearest interest", **names}
    towards = say.selectbox("Near", list(near), format_func=lambda one: near[one], key="why_interest", on=left)
    against: dict[int | None, str] = {AVERAGE: "the average post", None: "nothing: the plain cosine", **names}
    rather = say.selectbox("Rather than", list(against), format_func=lambda one: against[one], key="why_rather", on=right)
    with say.popover("Method", icon=":material/tune:", width="stretch", on=last):
        method = say.radio(
            "Split by", [None, *_EXPLAIN], key="why_method",
            format_func=lambda name: "The best that the encoder allows" if name is None else METHODS[name].title,
            captions=["", *(METHODS[name].source for name in _EXPLAIN)],
        )  # fmt: skip
    return WhyNear(text, towards, rather, method)


def _show(result: Result, found: WordParts) -> None:
    if not found.words:
        say.caption("The text has no word that the encoder reads.")
        return
    figure = contribution_bars(found.words, found.values, colour=interest_look(result).colours[found.interest], dark=is_dark())
    show_chart(figure, key="why")
    say.caption("{sums}", sums=_sums(result, found))
    verdict_caption(result.encoder["name"], found.judging, "it")
    table = pd.DataFrame({"word": found.words, "contribution": found.values})
    say.download_button("Download the words", table.to_csv(index=False), "contributions.csv", "text/csv", key="why_csv",
                       icon=":material/download:", type="tertiary", on_click="ignore")  # fmt: skip


def _sums(result: Result, found: WordParts) -> str:
    """What is explained, of what parts it is made, and by which method."""
    name, info = plain_text(result.map.name(found.interest), 60), METHODS[found.method]
    what = f"The cosine to the middle of “{name}” is {found.score:.3f}"
    if found.rather_than == AVERAGE:
        what = (
            f"The text is {found.score:+.3f} nearer to the middle of “{name}” than to the average of all posts (dot products)"
        )
    elif found.rather_than is not None:
        other = plain_text(result.map.name(found.rather_than), 60)
        what = f"The cosine to the middle of “{name}” is {found.score:+.3f} above that to “{other}”"
    none = f"{found.bias:+.3f}" if abs(found.bias) >= 5e-4 else "nothing"
    rest = f"special tokens {found.special:+.3f}, and {none} comes from no token"
    parts = f"its words add {found.values.sum():+.3f}, {rest}"
    source = f"{info.title} of the map's encoder, {plain_text(result.encoder['name'], 40)} ({info.source})."
    more = f" The {MOST} strongest of {len(found.words)} words are shown." if len(found.words) > MOST else ""
    cut = f" The encoder read {found.read:,} of {found.total:,} tokens." if found.read < found.total else ""
    if found.missed > 5e-4:
        source += f" The integral misses its true sum by {found.missed:.3f}."
    instead = f" {found.instead}" if found.instead else ""
    first = ""
    if found.bare and found.method in {"contributions", "gradients"}:
        first = " The encoder puts nothing before a text, so the first word also carries what any first word would."
    return f"{what}: {parts}. {source}{instead}{first}{more}{cut}"
