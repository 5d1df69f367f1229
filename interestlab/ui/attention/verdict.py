"""How faithful a picture is, beside chance, in words."""

from collections.abc import Callable

import streamlit as st

from interestlab.attention.kept import Description
from interestlab.ui.problems import errors_shown
from interestlab.workspace.parts import Verdict

_AT_ONCE, _COST = 64, 1.4e9  # tokens and cost of a text whose attention is judged unasked, in about a second at most


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
def attention_verdict(described: Description, judge: Callable[[], Verdict] | None) -> None:
    """What attention is worth as an explanation of one text; a long text is judged when the analyst asks."""
    st.caption("A high weight does not mean that a word decided anything.")
    if judge is None:
        return
    slot = f"_interestlab.attention_verdict.{described.revision}"
    soon = len(described) <= _AT_ONCE and described.cost <= _COST
    if slot not in st.session_state and (soon or _wanted()):
        with errors_shown(), st.spinner("Deleting words …"):
            st.session_state[slot] = judge()
    if slot in st.session_state:
        lead = "The mean attention of all heads as an explanation of the text's vector"
        st.caption(verdict_words(st.session_state[slot], "it", lead=lead))


def _wanted() -> bool:
    label = "Hold this attention against chance"
    return bool(st.button(label, icon=":material/balance:", type="tertiary", key="attention_judged"))
