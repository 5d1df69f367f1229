"""Recommenders side by side on the evaluate page: what to judge and how, and what came of it."""

import streamlit as st

from interestlab.home.workspace import Result
from interestlab.questions.backend import Backend
from interestlab.studies.evaluate import PROTOCOLS, Compare
from interestlab.ui.empty import empty_state
from interestlab.ui.evaluate.figures import comparison_figures
from interestlab.ui.recommend.backends import backend_parameters, backend_pills
from interestlab.ui.study import study_card

PROTOCOL_NAMES = {
    "random": "Random quarter",
    "time": "Latest fifth",
    "leave-last": "Last item",
    PROTOCOLS[-1]: "5 folds",
}
_PROTOCOL_HELP = (
    "What is held out and has to be predicted: of each person a random quarter of the items; the latest fifth of all events; "
    "each person's last liked item; or each of five parts in its turn."
)


def comparison_view(result: Result, unit: str) -> None:
    """Inputs on the left, the comparison on the right: kept with the workspace, and found again with the same inputs."""
    left, right = st.columns([1, 2.5], gap="small")
    with left:
        question = _inputs(unit)
    with right:
        if not question.backends:
            empty_state("balance", "No recommender chosen", "Choose at least one recommender to evaluate.", height=300)
            return
        found = study_card(result, question, start="Evaluate", again="Evaluate again", primary=True)
        if found is not None:
            comparison_figures(result, found)
            return
        with st.container(border=True):
            advice = "Recommenders learn from one part of what people did and predict the rest. It takes seconds to minutes."
            empty_state("balance", "Nothing evaluated yet", advice, height=300)


def _inputs(unit: str) -> Compare:
    """Which backends, the split, the length of the lists."""
    with st.container(border=True):
        picked = backend_pills(("popularity", "content", "ials"), "judged")
        protocol = st.segmented_control(
            "Held out", PROTOCOLS, default="random", key="protocol", format_func=PROTOCOL_NAMES.__getitem__, required=True,
            help=_PROTOCOL_HELP,
        )  # fmt: skip
        with st.popover("Advanced", icon=":material/tune:"):
            k = st.slider("Items in a list", 3, 30, 10, key="judged_k")
            seed = int(st.number_input("Seed", 0, 9999, 0, key="judged_seed"))
            backends = tuple(Backend(name, backend_parameters(name)) for name in picked)
    return Compare(unit, backends, str(protocol), k, seed)
