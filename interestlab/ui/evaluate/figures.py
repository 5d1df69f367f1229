"""What a comparison found: the verdict, dots with whiskers, tables, the audit."""

from math import isnan

import pandas as pd
import streamlit as st

from interestlab.charts.estimates import interval_dots
from interestlab.home.workspace import Result
from interestlab.intervals import ROUGH_BELOW
from interestlab.recommend.fallback import percent
from interestlab.recommend.judging.audit import Audit
from interestlab.recommend.judging.evaluate import Evaluation, Judged
from interestlab.recommend.judging.measures import METRICS, OF_A_PERSON
from interestlab.studies.evaluate import Compared
from interestlab.ui import say
from interestlab.ui.chart import show_chart
from interestlab.ui.recommend.backends import recommender_name
from interestlab.ui.text import plain_text
from interestlab.ui.theme import is_dark

_MOST_REASONS = 3  # why popular items stood in, the most frequent first
_MOST_ROWS = 7  # of a table before it scrolls


def verdict(found: Evaluation, metric: str) -> say.Said:
    """One sentence: who is ahead on the metric, or that nobody is."""
    definition = METRICS[metric]
    if len(found.recommenders) < 2:
        return say.words("One recommender alone is neither ahead nor behind: choose another to compare it with.")
    if metric not in OF_A_PERSON:
        return say.words(
            "{title} belongs to all lists together, so there is no paired comparison over people.", title=definition.title
        )
    if definition.better == "neither":
        return say.words("More {title} is neither better nor worse in itself.", title=definition.title.lower())
    people = min((pair.gap.n for pair in found.pairs if pair.metric == metric), default=found.users)
    if people < ROUGH_BELOW:
        return say.words(
            "No verdict on {title}: {people} people are too few, at least {least} are needed. Intervals from so few are rough.",
            title=definition.title,
            people=people,
            least=ROUGH_BELOW,
        )
    best = found.best(metric)
    if best is None:
        return say.words(
            "No winner on {title}: the lead over another recommender could be chance, as its interval holds 0.",
            title=definition.title,
        )
    return say.words(
        "**{name}** is ahead on {title}: its paired intervals leave out 0.",
        name=recommender_name(best),
        title=definition.title,
    )


def comparison_figures(result: Result, compared: Compared) -> None:
    """The whole answer."""
    found = compared.evaluation
    for name, problem in compared.problems.items():
        say.warning(
            "{recommender_name}: {problem:400}",
            icon=":material/info:",
            recommender_name=recommender_name(name),
            problem=problem,
        )
    shown = [name for name in METRICS if name in found.recommenders[0].metrics]
    with st.container(border=True):
        metric = say.pills(
            "Metric", shown, default="ndcg", key="metric", format_func=lambda name: METRICS[name].title, required=True
        )
        say.markdown("{verdict}", verdict=verdict(found, metric))
        stood_in = [_with_fallback(one) for one in found.recommenders if one.stood_in]
        if stood_in:
            say.caption(
                "Popular items fill a part of the lists of {join:400}: that part says nothing about the recommender itself.",
                join=", ".join(stood_in),
            )
        left, right = st.columns([1.15, 1], gap="medium")
        with left:
            _dots(found, metric)
        with right:
            _pairs(found, metric)
        say.caption("{about} Whiskers are 95 % intervals over people.", about=METRICS[metric].about)
    _table(found)
    left, right = st.columns(2, gap="small")
    with left.container(border=True, height="stretch"):
        _audit(compared)
    with right.container(border=True, height="stretch"):
        _cohorts(result, compared)
    with say.expander("What the metrics mean"):
        say.markdown(
            say.listed(say.words("**{title}**: {about}", title=one.title, about=one.about) for one in METRICS.values())
        )


def _dots(found: Evaluation, metric: str) -> None:
    estimates = [one.metrics[metric] for one in found.recommenders]
    figure = interval_dots(
        [_with_fallback(one) for one in found.recommenders],
        estimates,
        what=METRICS[metric].title,
        dark=is_dark(),
    )
    show_chart(figure, key="metric_dots")


def _with_fallback(one: Judged) -> str:
    """The recommender's name, with the share of the lists that are not its own, since its figures hold those, too."""
    name = recommender_name(one.name)
    return f"{name} ({percent(one.stood_in)} popular)" if one.stood_in else name


def _pairs(found: Evaluation, metric: str) -> None:
    pairs = [pair for pair in found.pairs if pair.metric == metric]
    if not pairs:
        return
    figure = interval_dots(
        [f"{recommender_name(pair.a)} − {recommender_name(pair.b)}" for pair in pairs],
        [pair.gap for pair in pairs],
        what=f"Differences in {METRICS[metric].title} over the same people",
        dark=is_dark(),
        zero=True,
        strong=[pair.gap.side != 0 for pair in pairs],
    )
    show_chart(figure, key="pair_dots")
    say.caption("Differences over the same people; grey where chance could explain them.")


def _table(found: Evaluation) -> None:
    rows = [
        {"Recommender": plain_text(recommender_name(one.name), 40)}
        | {METRICS[name].title: str(estimate) for name, estimate in one.metrics.items()}
        | {"Fallback": percent(one.stood_in), "Fitted in": f"{one.seconds:.1f} s"}
        for one in found.recommenders
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True, key="trial_table")
    for one in found.recommenders:
        name = plain_text(recommender_name(one.name))
        if one.note:
            say.caption("{name}: {note:300}", name=name, note=one.note)
        for reason, lists in list(one.fallbacks.items())[:_MOST_REASONS]:
            say.caption(":material/info: {name}, {lists:,} lists: {reason:300}", name=name, lists=lists, reason=reason)


def _audit(compared: Compared) -> None:
    found = compared.evaluation
    say.markdown("**Audit of the split**")
    lines: list[str] = [plain_text(found.rule, 400), f"{found.users:,} people have something to predict."]
    if compared.audit is not None:
        lines += _audit_lines(compared.audit, found)
    tied = max(one.tied for one in found.recommenders)
    lines.append(f"{tied:.0%} of the lists of one recommender end in a tie. {found.tie_rule}")
    say.markdown(say.listed(lines))


def _audit_lines(audit: Audit, found: Evaluation) -> list[str]:
    """Sentences on leakage, repeats, ties and cold shares."""
    leak = say.words(
        "**{leaked:,} held-out pairs are also learned from.**" if audit.leaked else "No held-out pair is also learned from.",
        leaked=audit.leaked,
    )
    lines: list[str] = [
        leak,
        f"{audit.repeated:,} of {audit.events:,} events repeat an earlier one of the same person and item; they were joined.",
        f"{audit.cold_users:.0%} of these people are cold: nothing liked to learn from, so popular items answer for them.",
        f"{audit.cold_items:.0%} of the held-out likes are on cold items, which nobody liked in the training part.",
    ]
    if not isnan(audit.before) and audit.before > 0:
        lines.append(
            f"{audit.before:.0%} of the held-out likes are older than something learned from the same person: "
            "the future helps to predict the past, as in no real use. Holding out the latest fifth avoids this."
        )
    if not isnan(audit.tied_moments) and audit.tied_moments > 0:
        lines.append(f"{audit.tied_moments:.0%} of the people have two events at their last moment.")
    return lines


def _cohorts(result: Result, compared: Compared) -> None:
    say.markdown("**For whom it works: nDCG by group of people**")
    if not compared.cohorts:
        say.caption("Choose a single split to see groups of people; groups are shown from ten people on.")
        return
    names = [recommender_name(one.name) for one in compared.evaluation.recommenders]
    rows = []
    for cohort in compared.cohorts:
        name = cohort.name or f"Main interest: {result.map.name(cohort.interest or 0)}"
        row = {"Group": plain_text(name, 60), "People": cohort.ndcg[0].n}
        rows.append(row | {plain_text(one, 40): str(value) for one, value in zip(names, cohort.ndcg, strict=True)})
    st.dataframe(pd.DataFrame(rows), hide_index=True, key="cohort_table", height=300 if len(rows) > _MOST_ROWS else "content")
