"""Recommenders side by side on the evaluate page: what to judge and how, and what came of it."""

import streamlit as st

from interestlab.home.catalogue import JobRow
from interestlab.home.workspace import Result
from interestlab.questions.backend import Backend
from interestlab.questions.kept import study_folder
from interestlab.recommend.judging.splits import ProposedSplit
from interestlab.studies.evaluate import PROTOCOLS, Compare
from interestlab.ui import say
from interestlab.ui.empty import empty_state
from interestlab.ui.evaluate.figures import comparison_figures
from interestlab.ui.evaluate.held_out import PROTOCOL_NAMES, held_out_input
from interestlab.ui.recommend.backends import FIRST_CHOSEN, backend_parameters, backend_pills, recommender_name
from interestlab.ui.study import running_study, study_card


def comparison_view(result: Result, unit: str, proposed: ProposedSplit) -> None:
    """Inputs on the left, the comparison on the right: kept with the workspace, and found again with the same inputs."""
    left, right = st.columns([1, 2.5], gap="small")
    with left:
        question = _inputs(unit, proposed)
        earlier = _earlier(result, question)
    with right:
        if earlier is None and not question.backends:
            empty_state("balance", "No recommender chosen", "Choose at least one recommender to evaluate.", height=300)
            return
        asked = earlier or question
        found = study_card(result, asked, start="Evaluate", again="Evaluate again", primary=True)
        _other_work(result, asked)
        if found is not None:
            comparison_figures(result, found)
            return
        with st.container(border=True):
            advice = "Recommenders learn from one part of what people did and predict the rest. It takes seconds to minutes."
            empty_state("balance", "Nothing evaluated yet", advice, height=300)


def _earlier(result: Result, question: Compare) -> Compare | None:
    """A comparison made before with other settings, if the analyst picks one; after a reload these are gone from the left."""
    done = (job for job in _jobs(result) if job.state == "done")
    kept = [one for one in dict.fromkeys(Compare.of(job.settings) for job in done) if study_folder(result, one)]
    others = [one for one in kept if one != question]
    if not others:
        return None
    return say.selectbox(
        "Earlier comparisons",
        [None, *others],
        key="earlier_comparison",
        format_func=lambda one: "As set above" if one is None else _described(one),
    )


def _described(question: Compare) -> str:
    names = ", ".join(f"{recommender_name(one.name)}{'*' if one.parameters else ''}" for one in question.backends)
    changed = " (* parameters changed)" if any(one.parameters for one in question.backends) else ""
    seed = f", seed {question.seed}" if question.seed else ""
    return f"{names}{changed} · {PROTOCOL_NAMES[question.protocol]} · {question.k} items{seed} · {question.unit}"


def _other_work(result: Result, asked: Compare) -> None:
    """A comparison under way with other settings than those asked for, so that it can be seen and cancelled."""
    live = [job for job in _jobs(result) if job.live]
    if live and all(job.settings != asked.settings() for job in live):
        say.caption("Under way with other settings: {described:300}", described=_described(Compare.of(live[0].settings)))
        running_study(result.workspace, live[0].id)


def _jobs(result: Result) -> list[JobRow]:
    """Comparisons of this run, newest first."""
    return [job for job in result.workspace.jobs(kind=Compare.info.name) if job.run == result.run.id]


def _inputs(unit: str, proposed: ProposedSplit) -> Compare:
    """Which backends, the split, the length of the lists."""
    with st.container(border=True):
        picked = backend_pills(("popularity", *FIRST_CHOSEN), "judged")
        protocol = held_out_input(PROTOCOLS, "protocol", proposed)
        with say.popover("Advanced", icon=":material/tune:"):
            k = say.slider("Items in a list", 3, 30, 10, key="judged_k")
            seed = int(say.number_input("Seed", 0, 9999, 0, key="judged_seed"))
            backends = tuple(Backend(name, backend_parameters(name)) for name in picked)
    return Compare(unit, backends, protocol, k, seed)
