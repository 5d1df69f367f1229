"""What was read and how the map was made, with the settings that can be changed."""

from dataclasses import replace
from datetime import UTC, datetime

import streamlit as st

from interestlab import registry
from interestlab.home.workspace import Result, Workspace
from interestlab.interests.settings import MapSettings
from interestlab.ui import say
from interestlab.ui.data.check import show_report
from interestlab.ui.map.granularity import STEPS, nearest_step
from interestlab.ui.running import duration
from interestlab.ui.services import services


def result_section(workspace: Workspace, result: Result) -> None:
    """The report of the current run, its encoder and its settings."""
    say.markdown("#### {file:60}", file=result.request.upload.name)
    show_report(result.report, lambda: result.findings)
    if not result.has_map:
        say.info("These are ratings without texts: Recommend and Evaluate work, and there is no map.", icon=":material/star:")
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
    say.markdown("**Encoder: {name:60}**", name=result.encoder["name"])
    if tokens:
        share, cut = tokens["unknown"] / max(1, tokens["tokens"]), tokens["truncated"] / max(1, tokens["texts"])
        say.caption(
            "{share:.1%} of the tokens are unknown to it, {cut:.0%} of the texts are cut at its limit (in a sample of "
            "{texts:,} texts).",
            share=share,
            cut=cut,
            texts=tokens["texts"],
        )
        if share > 0.05:
            say.warning(
                "Many of these words are unknown to this encoder; try the multilingual one.", icon=":material/translate:"
            )
    else:
        say.caption("It cuts no text into tokens, so it cannot say which words it does not know.")


def _quality(result: Result) -> None:
    quality = result.quality
    say.markdown("**The map**")
    low, high = quality["neighbours_kept_low"], quality["neighbours_kept_high"]
    say.caption(
        "{core_share:.0%} of the texts lie in the core of an interest, {taken_share:.0%} were taken in around one, "
        "{unclear_share:.0%} have no clear interest. Of the nearest texts on the map, {neighbours_kept:.0%} (95 % "
        "interval {low:.0%} to {high:.0%}) are among the nearest in meaning: two dimensions cannot keep them all.",
        core_share=quality["core_share"],
        taken_share=quality["taken_share"],
        unclear_share=quality["unclear_share"],
        neighbours_kept=quality["neighbours_kept"],
        low=low,
        high=high,
    )
    seconds = result.run.summary["seconds"]
    say.caption(
        "Time: {steps}", steps=", ".join(f"{step} {duration(value)}" for step, value in seconds.items() if value >= 0.5)
    )


def _settings(workspace: Workspace, result: Result) -> None:
    """A form; only the steps that depend on a changed setting run again."""
    now = result.request.settings
    steps = list(STEPS)
    with st.form("settings", border=False):
        say.markdown("**Settings**")
        found = nearest_step(now.granularity)
        granularity = say.select_slider("Interests", steps, value=found, format_func=STEPS.__getitem__)
        threshold = say.slider(
            "Take in texts around an interest from a membership of",
            0.0,
            1.0,
            now.threshold,
            0.05,
            help="Lower takes in more; 1 leaves everything outside the cores without a clear interest.",
        )
        neighbours = say.slider("Neighbours of a text", 5, 50, now.neighbours, help="More draws broader strokes, on a new map.")
        namers = registry.usable("namers")
        namer = say.selectbox(
            "Names",
            namers,
            index=namers.index(now.namer) if now.namer in namers else 0,
            format_func=lambda name: registry.label("namers", name),
            help="What an interest is called by. Names that you gave stay.",
        )
        seed = say.number_input("Seed", 0, 9999, result.request.seed, help="Another seed draws another map of the same texts.")
        if say.form_submit_button("Apply", icon=":material/refresh:"):
            settings = MapSettings(neighbours, now.clusterer, granularity, threshold, namer)
            request = replace(result.request, settings=settings, seed=int(seed))
            services().jobs.submit(workspace, workspace.add_run(request).id)
            st.rerun()


def _history(workspace: Workspace, result: Result) -> None:
    finished = [run for run in workspace.runs() if run.summary]
    if len(finished) < 2:
        return
    with say.expander("{finished} runs", icon=":material/history:", finished=len(finished)):
        for run in finished[:20]:
            when = datetime.fromtimestamp(run.created, UTC).strftime("%-d %b %Y %H:%M UTC")
            left, right = st.columns([5, 1], vertical_alignment="center")
            settings, summary = run.request["settings"], run.summary
            figures = (
                f"granularity {settings['granularity']:g}, threshold {settings['threshold']:g}, seed {run.request['seed']}"
            )
            say.caption(
                "{when} · {encoder} · {interests} interests · {figures}",
                when=when,
                encoder=summary["encoder"],
                interests=len(summary["interests"]),
                figures=figures,
                on=left,
            )
            if run.id != result.run.id and say.button("Show this one", key=f"run_{run.id}", on=right):
                workspace.catalogue.set_current_run(workspace.id, run.id)
                st.rerun()
            elif run.id == result.run.id:
                say.caption("shown now", on=right)
