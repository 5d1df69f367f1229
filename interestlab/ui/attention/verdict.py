"""How faithful a picture is, beside chance, in words; worked out when all pictures of the page are there."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import streamlit as st

from interestlab.attention.kept import Description
from interestlab.questions.attention import AttentionAsExplanation
from interestlab.questions.explanation import Judging, Verdict
from interestlab.questions.verdict import AgainstChance
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
            place.caption(verdict_words(st.session_state[slot], subject, lead=lead))

    waiting = _later.get()
    if waiting is None or slot in st.session_state:
        work()
    else:
        place.caption("To be held against chance …")
        waiting.append(work)


def _judged(encoder: str, judging: Judging) -> Verdict:
    question = AgainstChance(encoder, judging)
    if judging.slices == 1:
        with st.spinner(_DELETING):
            return desk().ask(None, question)
    bar = st.progress(0.0, _DELETING)

    def progress(done: int, total: int) -> None:
        bar.progress(done / total, _DELETING)

    return desk().ask(None, question, progress)


def verdict_words(verdict: Verdict, subject: str, *, lead: str = "") -> str:
    """How faithful it is, in one sentence after the lead; says so where it is no better than chance."""
    better = verdict.better_than_chance
    return (
        f"{f'{lead}: deleting' if lead else 'Deleting'} the words that {subject} names lowers the similarity by "
        f"{verdict.comprehensiveness:.3f}, {'more than' if better else '**no more than**'} deleting random words does "
        f"({verdict.chance:.3f}; 95 % of {verdict.draws} draws between {verdict.chance_low:.3f} and {verdict.chance_high:.3f});"
        f" keeping only them lowers it by {verdict.sufficiency:.3f} (random: {verdict.chance_sufficiency:.3f})."
        + ("" if better else " Do not rely on this picture.")
    )


@st.fragment
def attention_verdict(described: Description, encoder: str, question: AttentionAsExplanation | None) -> None:
    """What attention is worth as an explanation of one text; a long text is judged when the analyst asks."""
    st.caption("A high weight does not mean that a word decided anything.")
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
    label = "Hold this attention against chance"
    return bool(st.button(label, icon=":material/balance:", type="tertiary", key="attention_judged"))
