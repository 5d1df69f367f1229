"""Fewer – more interests: another cut of the same map, in seconds."""

from dataclasses import replace

import streamlit as st

from interestlab.home.workspace import Result
from interestlab.interests.density import target_count
from interestlab.ui import say
from interestlab.ui.services import services

STEPS = {-2.0: "far fewer", -1.0: "fewer", 0.0: "as found", 1.0: "more", 2.0: "far more"}


def nearest_step(granularity: float) -> float:
    return min(STEPS, key=lambda step: abs(step - granularity))


def granularity_input(result: Result) -> None:
    """A popover with the choice; a change starts a job that only cuts, names and describes anew."""
    now = nearest_step(result.request.settings.granularity)
    with say.popover("Fewer – more", icon=":material/grain:"):
        key = f"granularity_{result.run.id}"
        chosen = say.select_slider("Interests", list(STEPS), value=now, format_func=STEPS.__getitem__, key=key)
        about = target_count(len(result.corpus), chosen)
        say.caption(
            "About {about} interests; the points stay where they are. Names that you gave go with their interests.", about=about
        )
        if say.button("Apply", key="apply_granularity", disabled=chosen == now, type="primary"):
            settings = replace(result.request.settings, granularity=chosen)
            run = result.workspace.add_run(replace(result.request, settings=settings))
            services().jobs.submit(result.workspace, run.id)
            st.rerun()
