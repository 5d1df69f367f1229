"""Off-policy estimates on the evaluate page: a log of feedback, the policy in question, what it would have earned."""

from pathlib import Path

import pandas as pd
import streamlit as st

from interestlab.charts.estimates import interval_dots
from interestlab.home.export import csv_bytes
from interestlab.home.reading import Preview, preview
from interestlab.home.request import Upload
from interestlab.home.workspace import Workspace
from interestlab.questions.logged import LogFacts, counted_sentence, gap_sentence, gap_values, judge_logged, policy_verdict
from interestlab.recommend.judging.logged import ALWAYS, COLUMN, UNIFORM, LogColumns, Target
from interestlab.recommend.judging.off_policy import OffPolicy
from interestlab.recommend.judging.support import NEAREST, Support
from interestlab.sample.feedback_log import TRUTH, feedback_log_csv
from interestlab.ui import say
from interestlab.ui.chart import show_chart
from interestlab.ui.empty import empty_state
from interestlab.ui.text import plain_text
from interestlab.ui.theme import is_dark

_SYNTHETIC = "synthetic_feedback.csv"
_KEPT = "_interestlab.log"
_ABOUT = (
    "What would another policy have earned? Each row of the log is one item that was shown, with the probability (propensity) "
    "with which it was shown and what it earned, such as 1 for a like. Without propensities nothing can be estimated."
)
_NAMES = {
    "action": ("action", "item", "item_id", "arm", "shown"),
    "reward": ("reward", "click", "clicked", "like", "liked", "value"),
    "propensity": ("propensity", "pscore", "action_prob", "probability", "prob"),
    "context": ("context", "user", "user_id", "group", "segment"),
    "person": ("person", "person_id", "user", "user_id", "reader"),
    "target": ("target_propensity", "target", "new_propensity"),
}
_OPTIONAL = {
    "context": "Context, such as the group of the person",
    "person": "Person, whose rows count together",
    "target": "Propensity under the policy in question",
}
_EXAMPLES = 5  # contexts of which nothing is known
_TARGETS = {COLUMN: "As the log says", UNIFORM: "Any action with equal chance", ALWAYS: "Always one action"}


def logged_view(workspace: Workspace) -> None:
    """The log and its columns on the left, the estimates on the right."""
    folder = str(workspace.store.folder)
    left, right = st.columns([1, 2.5], gap="small")
    with left.container(border=True):
        upload = _upload_input(workspace)
        seen = None if upload is None else _preview(folder, upload)
        asked = None if seen is None else _question(seen)
    with right:
        say.caption(_ABOUT)
        if upload is None or asked is None:
            advice = "Upload a log as CSV, JSON or Parquet, or try the synthetic one."
            empty_state("history", "No log yet", advice, height=240)
            return
        columns, target = asked
        found, facts = _judged(folder, upload, columns, target)
        _estimates(found, facts, synthetic=upload.name == _SYNTHETIC, target=target)


def _upload_input(workspace: Workspace) -> Upload | None:
    """The log that was given in this session."""
    kept: dict[str, Upload] = st.session_state.setdefault(_KEPT, {})
    file = say.file_uploader("A log of feedback", type=["csv", "tsv", "json", "jsonl", "parquet", "gz"], key="log_file")
    if file is not None:
        return Upload(file.name, workspace.store.add_upload(file))
    if say.button("Try a synthetic log", key="synthetic_log", icon=":material/science:"):
        kept[workspace.id] = Upload(_SYNTHETIC, workspace.store.add_upload(feedback_log_csv()))
    say.download_button(
        "Download the synthetic log", feedback_log_csv, _SYNTHETIC, "text/csv", key="download_log", type="tertiary"
    )
    return kept.get(workspace.id)


@st.cache_data(scope="session", max_entries=4, show_spinner="Reading the log …")
def _preview(folder: str, upload: Upload) -> Preview:
    return preview(Path(folder) / "uploads", upload)


@st.cache_data(scope="session", max_entries=8, show_spinner="Weighing what was logged …")
def _judged(folder: str, upload: Upload, columns: LogColumns, target: Target) -> tuple[OffPolicy, LogFacts]:
    return judge_logged(Path(folder) / "uploads", upload, columns, target, seed=0)


def _question(seen: Preview) -> tuple[LogColumns, Target] | None:
    """What each column is, and the policy in question; None while a column is still to be chosen."""
    picked = {}
    for role, title in (("action", "What was shown"), ("reward", "What it earned"), ("propensity", "Propensity")):
        picked[role] = _column(seen, role, title)
    for role, title in _OPTIONAL.items():
        picked[role] = _column(seen, role, title)
    kinds = [kind for kind in _TARGETS if kind != COLUMN or picked["target"]]
    kind = say.selectbox("Policy in question", kinds, key="log_target", format_func=_TARGETS.__getitem__)
    action = ""
    if kind == ALWAYS and picked["action"]:
        shown = sorted({str(row[picked["action"]]) for row in seen.rows if row[picked["action"]] is not None})
        action = str(say.selectbox("Which action", shown, key="log_action", format_func=_short, accept_new_options=True) or "")
    if not (picked["action"] and picked["reward"] and picked["propensity"]):
        return None
    columns = LogColumns(
        picked["action"],
        picked["reward"],
        picked["propensity"],
        picked["context"],
        picked["target"] if kind == COLUMN else None,
        picked["person"],
    )
    return columns, Target(str(kind), action)


def _column(seen: Preview, role: str, title: str) -> str | None:
    """The column for a role, guessed from its name."""
    names = {name.casefold(): name for name in seen.columns}
    guess = next((names[name] for name in _NAMES[role] if name in names), None)
    at = seen.columns.index(guess) if guess is not None else None
    chosen = say.selectbox(
        "{title}", seen.columns, at, key=f"log_{role}_column", format_func=_short, placeholder="None", title=title
    )
    return None if chosen is None else str(chosen)


def _short(name: str) -> str:
    return plain_text(name, 50)


def _estimates(found: OffPolicy, facts: LogFacts, *, synthetic: bool, target: Target) -> None:
    with st.container(border=True, key="off_policy"):
        if synthetic:
            known = f" Its truth is known: the target policy earns {TRUTH:.3f} a row." if target.kind == COLUMN else ""
            say.badge("Synthetic log", icon=":material/science:", color="orange", help="Drawn by a program; nobody did this.")
            say.caption("Drawn by a program from three made-up groups of people and four made-up items.{known}", known=known)
        for sentence in filter(None, (*found.no_verdict, found.warning)):
            say.warning("{sentence:400}", icon=":material/warning:", sentence=sentence)
        one = {"IPS": found.ips, "SNIPS": found.snips} | ({"Doubly robust": found.dr} if found.dr else {})
        figure = interval_dots(
            list(one),
            list(one.values()),
            what="Mean reward under the policy in question",
            dark=is_dark(),
        )
        say.markdown("**Mean reward under the policy in question**")
        show_chart(figure, key="off_policy_dots")
        say.markdown("{off_policy_sentence}", off_policy_sentence=off_policy_sentence(found, facts))
        if facts.no_model:
            say.caption("{no_model:300}", no_model=facts.no_model)
        if facts.support is not None and facts.support.gaps:
            _gaps(facts.support)
        say.caption(
            "IPS: Horvitz & Thompson 1952. SNIPS: Swaminathan & Joachims 2015. Doubly robust: Dudík, Langford & Li "
            "2011, with the mean reward of each action in its context as the model, cross-fitted on halves. "
            "Whiskers are 95 % intervals over {units}. Effective sample size: Kish 1965.",
            units="rows" if found.people is None else "people",
        )
    if facts.refused:
        say.caption("{refused:,} rows of the file could not be read and are left out.", refused=facts.refused)


def _gaps(support: Support) -> None:
    """The contexts of which the log says nothing for this policy: some by name, all to download."""
    where = f"looked at with their {NEAREST} nearest rows" if support.nearest else "each by its exact value"
    say.markdown(
        "**What was never logged** in {gaps:,} of {contexts:,} contexts, {where}",
        gaps=len(support.gaps),
        contexts=support.contexts,
        where=where,
    )
    for gap in support.gaps[:_EXAMPLES]:
        say.caption("{gap_sentence:400}", gap_sentence=gap_sentence(gap))
    say.download_button(
        "Download all of these contexts", lambda: _gaps_csv(support), "contexts_without_support.csv", "text/csv", key="log_gaps"
    )


def _gaps_csv(support: Support) -> bytes:
    return csv_bytes(pd.DataFrame(gap_values(support.gaps)))


def off_policy_sentence(found: OffPolicy, facts: LogFacts) -> str:
    """What was logged and for how much it counts, and what that allows to be said."""
    return f"{counted_sentence(found, facts)} {policy_verdict(found)}"
