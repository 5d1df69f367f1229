"""What was read and how the map was made, with the settings that can be changed."""

from dataclasses import replace
from datetime import UTC, datetime

import streamlit as st

from interestlab.home.workspace import Result, Workspace
from interestlab.interests.settings import MapSettings
from interestlab.ui.data.check import show_report
from interestlab.ui.map.granularity import STEPS, nearest_step
from interestlab.ui.running import duration
from interestlab.ui.services import services
from interestlab.ui.text import safe_text


def result_section(workspace: Workspace, result: Result) -> None:
    """The report of the current run, its encoder and its settings."""
    file = safe_text(result.request.upload.name, 60)
    st.markdown(f"#### {file}")
    show_report(result.report, lambda: result.findings)
    if not result.has_map:
        st.info("These are ratings without texts: Recommend and Evaluate work, and there is no map.", icon=":material/star:")
        return
    left, right = st.columns(2)
    with left.container(border=True, height="stretch"):
        _encoder(result)
        _quality(result)
    with right.container(border=True, height="stretch"):
        _settings(workspace, result)
    _history(workspace, result)


def _encoder(result: Result) -> None:
    tokens = result.encoder["tokens"]
    st.markdown(f"**Encoder: {safe_text(result.encoder['name'], 60)}**")
    if tokens:
        share, cut = tokens["unknown"] / max(1, tokens["tokens"]), tokens["truncated"] / max(1, tokens["texts"])
        st.caption(f"{share:.1%} of the tokens are unknown to it, {cut:.0%} of the texts are cut at its limit "
                   f"(in a sample of {tokens['texts']:,} texts).")  # fmt: skip
        if share > 0.05:
            st.warning(
                "Many of these words are unknown to this encoder; try the multilingual one.", icon=":material/translate:"
            )
    else:
        st.caption("It cuts no text into tokens, so it cannot say which words it does not know.")


def _quality(result: Result) -> None:
    quality = result.quality
    st.markdown("**The map**")
    low, high = quality["neighbours_kept_low"], quality["neighbours_kept_high"]
    st.caption(
        f"{quality['core_share']:.0%} of the texts lie in the core of an interest, {quality['taken_share']:.0%} were taken in "
        f"around one, {quality['unclear_share']:.0%} have no clear interest. Of the nearest texts on the map, "
        f"{quality['neighbours_kept']:.0%} (95 % interval {low:.0%} to {high:.0%}) are among the nearest in meaning: two "
        "dimensions cannot keep them all."
    )
    seconds = result.run.summary["seconds"]
    st.caption("Time: " + ", ".join(f"{step} {duration(value)}" for step, value in seconds.items() if value >= 0.5))


def _settings(workspace: Workspace, result: Result) -> None:
    """A form; only the steps that depend on a changed setting run again."""
    now = result.request.settings
    steps = list(STEPS)
    with st.form("settings", border=False):
        st.markdown("**Settings**")
        found = nearest_step(now.granularity)
        granularity = st.select_slider("Interests", steps, value=found, format_func=STEPS.__getitem__)
        around = "Lower takes in more; 1 leaves everything outside the cores without a clear interest."
        threshold = st.slider(
            "Take in texts around an interest from a membership of", 0.0, 1.0, now.threshold, 0.05, help=around
        )
        neighbours = st.slider("Neighbours of a text", 5, 50, now.neighbours, help="More draws broader strokes, on a new map.")
        seed = st.number_input("Seed", 0, 9999, result.request.seed, help="Another seed draws another map of the same texts.")
        if st.form_submit_button("Apply", icon=":material/refresh:"):
            settings = MapSettings(neighbours, now.clusterer, granularity, threshold)
            request = replace(result.request, settings=settings, seed=int(seed))
            services().jobs.submit(workspace, workspace.add_run(request).id)
            st.rerun()


def _history(workspace: Workspace, result: Result) -> None:
    finished = [run for run in workspace.runs() if run.summary]
    if len(finished) < 2:
        return
    with st.expander(f"{len(finished)} runs", icon=":material/history:"):
        for run in finished[:20]:
            when = datetime.fromtimestamp(run.created, UTC).strftime("%-d %b %Y %H:%M UTC")
            left, right = st.columns([5, 1], vertical_alignment="center")
            settings, summary = run.request["settings"], run.summary
            figures = (
                f"granularity {settings['granularity']:g}, threshold {settings['threshold']:g}, seed {run.request['seed']}"
            )
            left.caption(f"{when} · {summary['encoder']} · {len(summary['interests'])} interests · {figures}")
            if run.id != result.run.id and right.button("Show this one", key=f"run_{run.id}"):
                workspace.catalogue.set_current_run(workspace.id, run.id)
                st.rerun()
            elif run.id == result.run.id:
                right.caption("shown now")
