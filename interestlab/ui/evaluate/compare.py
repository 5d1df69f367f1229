"""The evaluate page: what to judge and how, and the trial that was run last."""

from dataclasses import dataclass

import streamlit as st

from interestlab.home.workspace import Result
from interestlab.questions.opened import Backend
from interestlab.studies.evaluate import PROTOCOLS, Trial, TrialQuestion
from interestlab.ui.empty import empty_state
from interestlab.ui.evaluate.figures import trial_figures
from interestlab.ui.recommend.backends import backend_parameters, backend_pills, recommender_name
from interestlab.ui.services import services

_KEPT = "_interestlab.trial"
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


@dataclass(frozen=True)
class Asked:
    """The inputs of the page."""

    question: TrialQuestion
    pressed: bool


def trial_inputs(unit: str) -> Asked:
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
        pressed = st.button("Evaluate", type="primary", key="run_trial", disabled=not picked, width="stretch")
    return Asked(TrialQuestion(unit, backends, str(protocol), k, seed), pressed)


def comparison_view(result: Result, unit: str) -> None:
    """Inputs on the left, the last trial on the right."""
    left, right = st.columns([1, 2.5], gap="small")
    with left:
        asked = trial_inputs(unit)
    with right:
        if asked.pressed:
            run_trial(result, asked.question)
        trial = kept_trial(result, asked.question)
        if trial is not None:
            trial_figures(result, trial)
            return
        with st.container(border=True):
            advice = "Recommenders learn from one part of what people did and predict the rest. It takes seconds to minutes."
            empty_state("balance", "Nothing evaluated yet", advice, height=300)


def run_trial(result: Result, question: TrialQuestion) -> None:
    """Judges the backends with a bar that names the one under way, and keeps what was found for this session."""
    bar = st.progress(0.0, "Splitting …")

    def progress(name: str, done: int, total: int) -> None:
        bar.progress(done / total, f"Judging {recommender_name(name)} · {done + 1} of {total}")

    st.session_state[_KEPT] = _key(result, question), services().trials.evaluate(result, question, progress)
    bar.empty()


def kept_trial(result: Result, question: TrialQuestion) -> Trial | None:
    """The last trial, if it was of this result and question."""
    key, trial = st.session_state.get(_KEPT, (None, None))
    return trial if key == _key(result, question) else None


def _key(result: Result, question: TrialQuestion) -> tuple[str, str, TrialQuestion]:
    return result.workspace.id, result.map_key, question
