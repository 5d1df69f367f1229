"""How faithful a picture is, beside chance, in words; worked out when all pictures of the page are there."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import streamlit as st

from interestlab.attention.kept import Description
from interestlab.questions.attention import AttentionAsExplanation
from interestlab.questions.explanation import Judging, Verdict
from interestlab.questions.verdict import AgainstChance
from interestlab.ui import say
from interestlab.ui.problems import errors_shown
from interestlab.ui.services import desk

_AT_ONCE, _COST = 64, 1.4e9  # tokens and cost of a text whose attention is judged unasked, in about a second at most
_DELETING = "Deleting words …"
_later: ContextVar[list[Callable[[], None]] | None] = ContextVar("verdicts that wait for the rest of the page", default=None)


@contextmanager
def verdicts_last() -> Iterator[None]:
    """Verdicts that are asked for inside are worked out at its end, each in its own place."""
    waiting: list[Callable[[], None]] = []
    mark = _later.set(waiting)
    try:
        yield
    finally:
        _later.reset(mark)
    for work in waiting:
        work()


def verdict_caption(encoder: str, judging: Judging, subject: str, *, lead: str = "") -> None:
    """The verdict on an explanation, with progress while it is worked out; what was judged in this session is known."""
    slot, place = f"_interestlab.verdict.{encoder}.{judging.digest}", st.empty()

    def work() -> None:
        if slot not in st.session_state:
            with place.container(), errors_shown():
                st.session_state[slot] = _judged(encoder, judging)
        if slot in st.session_state:
            say.caption("{verdict_words}", verdict_words=verdict_words(st.session_state[slot], subject, lead=lead), on=place)

    waiting = _later.get()
    if waiting is None or slot in st.session_state:
        work()
    else:
        say.caption("To be held against chance …", on=place)
        waiting.append(work)


def _judged(encoder: str, judging: Judging) -> Verdict:
    question = AgainstChance(encoder, judging)
    if judging.slices == 1:
        with say.spinner(_DELETING):
            return desk().ask(None, question)
    bar = say.progress(0.0, "{_DELETING}", _DELETING=_DELETING)

    def progress(done: int, total: int) -> None:
        say.progress(done / total, "{_DELETING}", _DELETING=_DELETING, on=bar)

    return desk().ask(None, question, progress)


def verdict_words(verdict: Verdict, subject: str, *, lead: str = "") -> say.Said:
    """How faithful it is, in one sentence after the lead; says so where it is no better than chance."""
    better = verdict.better_than_chance
    return say.words(
        "{deleting} the words that {subject} names lowers the similarity by {fall:.3f}, {than} deleting random words does "
        "({chance:.3f}; 95 % of {draws} draws between {low:.3f} and {high:.3f}); keeping only them lowers it by {kept:.3f} "
        "(random: {random:.3f}).{warning}",
        deleting=f"{lead}: deleting" if lead else "Deleting",
        subject=subject,
        fall=verdict.comprehensiveness,
        than=say.words("more than" if better else "**no more than**"),
        chance=verdict.chance,
        draws=verdict.draws,
        low=verdict.chance_low,
        high=verdict.chance_high,
        kept=verdict.sufficiency,
        random=verdict.chance_sufficiency,
        warning=say.words("" if better else " Do not rely on this picture."),
    )


@st.fragment
def attention_verdict(described: Description, encoder: str, question: AttentionAsExplanation | None) -> None:
    """What attention is worth as an explanation of one text; a long text is judged when the analyst asks."""
    say.caption("A high weight does not mean that a word decided anything.")
    if question is None:
        return
    slot = f"_interestlab.attention_judging.{described.revision}"
    soon = len(described) <= _AT_ONCE and described.cost <= _COST
    if slot not in st.session_state and (soon or _wanted()):
        with errors_shown():
            st.session_state[slot] = desk().ask(None, question)
    if slot in st.session_state:
        lead = "The mean attention of all heads as an explanation of the text's vector"
        verdict_caption(encoder, st.session_state[slot], "it", lead=lead)


def _wanted() -> bool:
    return say.button("Hold this attention against chance", icon=":material/balance:", type="tertiary", key="attention_judged")
