"""What came of judging: classifiers as rows, what their differences allow to say, the confusions that open their posts."""

import numpy as np
import pandas as pd
import streamlit as st

from interestlab.charts.confusion import calibration_curve, confusion_grid
from interestlab.classify.judging.judge import JudgedClassifier, Judgement
from interestlab.home.workspace import Result
from interestlab.intervals import Estimate
from interestlab.ui import say
from interestlab.ui.chart import show_chart
from interestlab.ui.posts import posts_table
from interestlab.ui.text import plain_text
from interestlab.ui.theme import is_dark

_MOST_DRAWN = 30  # classes of a grid that can still be read
_FIGURES = {"accuracy": "Accuracy", "macro_f1": "Macro-F1", "log_loss": "Log loss", "calibration_error": "Calibration error"}


def judgement_figures(result: Result, found: Judgement) -> None:
    """The table, the verdict, and one classifier in detail."""
    with st.container(border=True):
        _facts(found)
        st.dataframe(models_table(found), hide_index=True, key="classifier_table")
        for one in found.models:
            if one.skipped is not None:
                say.caption("{name:40} was skipped: {why:300}", name=one.name, why=one.skipped)
        _verdict(found)
    shown = [one.name for one in found.models if one.skipped is None]
    if not shown:
        return
    start = shown.index(found.chosen) if found.chosen in shown else 0
    name = say.selectbox("In detail", shown, key="judged_shown", index=start)
    model = next(one for one in found.models if one.name == name)
    with st.container(border=True):
        _confusions(result, found, model)
    left, right = st.columns(2, gap="small")
    with left, st.container(border=True):
        say.markdown("**Are its probabilities right?**")
        show_chart(calibration_curve(model.curve, dark=is_dark()), key="calibration")
        error = model.metrics["calibration_error"]
        before = model.metrics["calibration_error_before"].value
        say.caption(
            "Calibration error {before:.3f} before temperature scaling, {error} after it.", before=before, error=str(error)
        )
    with right, st.container(border=True):
        say.markdown("**Each class**")
        st.dataframe(classes_table(model), hide_index=True, height=320, key="class_table")


def models_table(found: Judgement) -> pd.DataFrame:
    """A row a classifier: figures with 95 % intervals, and the sets of 90 %."""
    rows = []
    for one in found.models:
        if one.skipped is not None:
            continue
        row = {"Classifier": plain_text(one.name, 40)}
        row |= {title: str(one.metrics[name]) for name, title in _FIGURES.items()}
        sets = one.coverage["90"]
        row["Sets of 90 %"] = f"{sets.share.value:.1%} hold the class, {sets.size:.2f} classes each"
        if one.unknown is not None:
            row["Unknown"] = f"AUROC {one.unknown.auroc:.3f}, {one.unknown.rejected_unknown:.0%} rejected"
        row["Seconds"] = f"{one.seconds:.1f}"
        rows.append(row)
    return pd.DataFrame(rows)


def classes_table(model: JudgedClassifier) -> pd.DataFrame:
    """A row a class, most posts first."""
    ordered = sorted(model.per_class.items(), key=lambda item: -item[1].n)
    return pd.DataFrame(
        {
            "Class": [plain_text(name, 60) for name, _ in ordered],
            "Posts": [one.n for _, one in ordered],
            "Precision": [one.precision for _, one in ordered],
            "Recall": [one.recall for _, one in ordered],
            "F1": [one.f1 for _, one in ordered],
            "Average precision": [one.average_precision for _, one in ordered],
        }
    ).round(3)


def confusion_counts(found: Judgement, model: JudgedClassifier) -> "np.ndarray[tuple[int, int], np.dtype[np.int64]]":
    """(c, c) posts by true class (rows) and the one that was said."""
    count = len(found.classes)
    cells = np.bincount(found.target * count + model.predicted, minlength=count * count)
    return cells.reshape(count, count).astype(np.int64)


def _facts(found: Judgement) -> None:
    split = found.split
    kept = {"user": "Nobody's posts are on both sides.", "none": "", "time": "The later are judged by the earlier."}
    say.caption(
        "{test:,} posts judged, each by what about {train:,} others taught. {kept} {copies}",
        test=split.test,
        train=split.train,
        kept=kept[split.group],
        copies=say.words("{n:,} of them have an equal or nearly equal post on the other side.", n=split.copies_across)
        if split.copies_across
        else "",
    )
    for reason, number in found.left_out.items():
        say.caption("{number:,} left out: {reason:80}", number=number, reason=reason)
    for note in found.notes:
        say.caption("{note:400}", note=note)


def _verdict(found: Judgement) -> None:
    """Which one validation posts alone would choose, and what chance could explain."""
    if found.chosen is None:
        return
    gaps = [_against(found.chosen, pair.a, pair.b, pair.gap) for pair in found.pairs if pair.metric == "accuracy"]
    equal = [name for name, gap in filter(None, gaps) if not gap.side]
    say.markdown("Chosen on validation posts alone: **{name:40}**.", name=found.chosen)
    if equal:
        say.caption("On the posts judged, chance could explain its difference to {names:200}.", names=", ".join(equal))


def _against(chosen: str, a: str, b: str, gap: Estimate) -> tuple[str, Estimate] | None:
    if chosen not in (a, b):
        return None
    return (b if a == chosen else a), gap


def _confusions(result: Result, found: Judgement, model: JudgedClassifier) -> None:
    """The grid, or the list where there are too many classes; a square or two choices open the posts."""
    say.markdown("**What is taken for what?**")
    classes = list(found.classes)
    counts = confusion_counts(found, model)
    if len(classes) <= _MOST_DRAWN:
        show_chart(
            confusion_grid(counts, classes, dark=is_dark()), key="confusions", on_select=_picked, selection_mode="points"
        )
        say.caption("Rows are what posts are, columns what is said of them. A square opens its posts.")
    wrong = counts * (1 - np.eye(len(classes), dtype=np.int64))
    start = np.unravel_index(int(wrong.argmax()), wrong.shape)
    left, right = st.columns(2, gap="small")
    numbers = range(len(classes))
    true = say.selectbox(
        "Posts of", numbers, key="confused_true", index=int(start[0]), format_func=lambda at: classes[at], on=left
    )
    said = say.selectbox(
        "said to be", numbers, key="confused_said", index=int(start[1]), format_func=lambda at: classes[at], on=right
    )
    mine = np.flatnonzero((found.target == true) & (model.predicted == said))
    order = mine[np.argsort(-model.sure[mine], kind="stable")]
    say.caption("{n:,} posts, those that it is surest of first.", n=len(order))
    posts_table(result, found.row[order].astype(np.intp), key="confused", height=280)


def _picked() -> None:
    points = st.session_state["confusions"]["selection"]["points"]
    if points:
        true, said = points[0]["customdata"]
        st.session_state["confused_true"], st.session_state["confused_said"] = int(true), int(said)
