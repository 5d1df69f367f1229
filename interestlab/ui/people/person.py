"""The parts of a person's page."""

from datetime import UTC, datetime

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray

from interestlab.charts.mix import mix_bars
from interestlab.charts.trends import timeline
from interestlab.corpus.sittings import Basis, basis_of
from interestlab.errors import NotApplicable
from interestlab.home.workspace import Result
from interestlab.interests.selection import Selection
from interestlab.ui import pages, say
from interestlab.ui.chart import show_chart
from interestlab.ui.groups.kept import selected
from interestlab.ui.look_of_interests import interest_look
from interestlab.ui.map.component import interest_map
from interestlab.ui.next_run import open_page
from interestlab.ui.per_map import per_map
from interestlab.ui.posts import posts_table
from interestlab.ui.text import plain_text
from interestlab.ui.theme import is_dark
from interestlab.users.drift import Drift, drift
from interestlab.users.nearest import nearest_users

_MOST_BARS = 8
_SITTINGS: dict[Basis, str] = {
    "gaps": "A sitting is what is done with gaps of less than 30 minutes, or written in one thread.",
    "days": "The times have no clock, so a sitting is a day, or what is written in one thread.",
    "posts": "There are no times, so each post is assumed to stand for itself, but for those in one thread.",
}
_DRIFT = (
    "The sittings are cut into two halves by their number and compared by the Jensen-Shannon divergence of their mixes; whole "
    "sittings are then dealt anew to the halves. Adjusted as in Benjamini & Hochberg 1995."
)


def person_facts(result: Result, person: str) -> None:
    """Who, how much, and how much of it says nothing of interests."""
    profiles = result.profiles
    row = profiles.index(person)
    clear, unclear = float(profiles.clear[row]), float(profiles.unclear[row])
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        say.markdown("#### {person:60}", width="content", person=person)
        say.badge("{clear:,.0f} of {all:,.0f} posts or events in an interest", color="green", clear=clear, all=clear + unclear)
        if profiles.disliked[row]:
            say.badge("{disliked:,} not liked, left out", color="gray", disliked=profiles.disliked[row])
        if profiles.unplaced[row]:
            say.badge("{unplaced:,} on items without a text", color="gray", unplaced=profiles.unplaced[row])
        if len(result.corpus.events) and say.button("Recommend", icon=":material/auto_awesome:", key="recommend_for"):
            open_page(pages.RECOMMEND, history="A person's", person=person)


def mix_card(result: Result, person: str) -> None:
    """The mix as bars with their intervals and the number of posts behind each."""
    say.markdown("**Interests**")
    found, mix = result.map, result.profiles.mix(person)[:_MOST_BARS]
    if not mix:
        say.caption("None of this person's posts has a clear interest.")
        return
    look = interest_look(result)
    figure = mix_bars(
        [found.name(one.interest) for one in mix],
        np.array([one.share for one in mix]),
        np.array([one.low for one in mix]),
        np.array([one.high for one in mix]),
        counts=np.array([round(one.count) for one in mix]),
        colours=[look.colours[one.interest] for one in mix],
        dark=is_dark(),
    )
    show_chart(figure, key="mix")
    rest = len(result.profiles.mix(person)) - len(mix)
    more = f" {rest} smaller interests are not shown." if rest > 0 else ""
    say.caption("{worth_sentence}{more}", worth_sentence=worth_sentence(result, person), more=more)


def worth_sentence(result: Result, person: str) -> str:
    """What the shares of a mix rest on: posts, sittings, and how many independent answers these are worth."""
    profiles = result.profiles
    row = profiles.index(person)
    pieces, count, worth = profiles.clear[row], int(profiles.sittings[row]), profiles.effective[row]
    sittings = f"{count:,} sitting{'s' if count != 1 else ''}"
    return (
        f"Shares of {pieces:,.0f} posts or events of a clear interest in {sittings}, which count like {worth:,.1f} independent "
        f"ones; lines are 95 % intervals (Wilson). {sitting_sentence(result)}"
    )


def sitting_sentence(result: Result) -> str:
    """What a sitting is in this file."""
    contents, events = result.corpus.contents, result.corpus.events
    return _SITTINGS[basis_of(contents["timestamp"], events["timestamp"])]


def person_map(result: Result, person: str, selection: Selection) -> None:
    """The person's posts lit on the greyed map."""
    found, look = result.map, interest_look(result)
    ids = person_ids(result, person, selection)
    titles = result.corpus.contents["title"]
    interest_map(
        found.points,
        found.interest,
        key="person_map",
        palette=look.colours,
        names=[name.name for name in found.names.interests],
        revision=f"{result.map_key} {result.revision} {is_dark()}",
        selected=ids,
        get_text=lambda content: str(titles.iloc[content]),
        height=330,
    )


def person_ids(result: Result, person: str, selection: Selection) -> NDArray[np.intp]:
    """Contents of the person, and those of the items they have events on, that meet the filter."""
    contents, events = result.corpus.contents, result.corpus.events
    theirs = (contents["user_id"] == person).to_numpy(bool)
    mine = events[(events["user_id"] == person) & (events["weight"] > 0)]
    if (contents["kind"] == "catalogue").any():
        theirs |= contents["item_id"].isin(mine["item_id"]).to_numpy(bool)
    ids = np.flatnonzero(theirs)
    if selection.empty:
        return ids
    return np.intersect1d(ids, selected(result, selection))


def person_time(result: Result, person: str) -> None:
    """The interests over time."""
    say.markdown("**Over time**")
    profiles, found = result.profiles, result.map
    counts = profiles.over_time(person) if len(profiles.slice_starts) else np.zeros((0, 0))
    if not counts.size or counts.sum() == 0 or len(counts) < 2:
        say.caption("There is no time column, or too short a span for a time line.")
        return
    top = np.argsort(-counts.sum(axis=0), kind="stable")[:_MOST_BARS]
    top = top[counts[:, top].sum(axis=0) > 0]
    look = interest_look(result)
    figure = timeline(
        np.asarray(profiles.slice_starts),
        np.rint(counts[:, top]).astype(np.int64),
        [found.name(int(i)) for i in top],
        [look.colours[int(i)] for i in top],
        dark=is_dark(),
    )
    show_chart(figure, key="person_time")


def drift_line(result: Result, person: str) -> None:
    """One sentence: did the mix change more than chance would change it?"""
    try:
        found = _drift(result, person)
    except NotApplicable as error:
        say.caption("{error:300}", error=str(error))
        return
    change = found.changes[0] if found.changes else None
    name = plain_text(result.map.name(change.interest), 60) if change else ""
    say.caption(
        "{drift_sentence}",
        help=say.words("{_DRIFT} {sitting_sentence}", _DRIFT=_DRIFT, sitting_sentence=sitting_sentence(result)),
        drift_sentence=drift_sentence(found, name),
    )


def drift_sentence(found: Drift, interest: str) -> str:
    """What the test says; interest: the name of the one that changed most."""
    many = f", adjusted {_p(found.adjusted)} for the {found.tested:,} people who could be tested" if found.tested > 1 else ""
    p = f"p = {_p(found.p_value)}{many}"
    if not found.drifted:
        return (
            f"No drift beyond chance: {p}. From {found.sittings:,} sittings, a mix that turned round half way would have "
            f"p ≤ 0.05 in {found.power:.0%} of cases."
        )
    change = found.changes[0]
    return (
        f"Their interests drifted, {p}: most of all “{interest}” went from {change.before:.0%} to {change.after:.0%} of the "
        f"sittings before and after {np.datetime_as_string(found.middle, unit='D')}."
    )


def _p(value: float) -> str:
    return f"{value:.2f}" if value >= 0.095 else f"{value:.3f}" if value >= 0.00095 else f"{value:.1e}"


@per_map(entries=64)
def _drift(result: Result, person: str):  # type: ignore[no-untyped-def]
    return drift(result.profiles, person)


def nearest_card(result: Result, person: str) -> None:
    """People with a similar mix and what they share."""
    say.markdown("**Most similar people**")
    try:
        near = nearest_users(result.profiles, person, k=20)
    except NotApplicable as error:
        say.caption("{error:300}", error=str(error))
        return
    if not near:
        say.caption("Nobody else with five posts or more shares an interest with them.")
        return
    found = result.map
    table = pd.DataFrame({
        "Person": [plain_text(one.user, 60) for one in near],
        "Likeness": [one.similarity for one in near],
        "Posts": [round(one.evidence) for one in near],
        "They share": [", ".join(plain_text(found.name(i), 40) for i in one.shared) for one in near],
    })  # fmt: skip
    event = st.dataframe(
        table,
        key="near_people",
        hide_index=True,
        height=340,
        on_select="rerun",
        selection_mode="single-row",
        column_config={"Likeness": st.column_config.ProgressColumn(min_value=0, max_value=1, format="%.2f")},
    )
    if rows := event["selection"]["rows"]:
        other = near[rows[0]].user
        label = f"Open {plain_text(other, 40)}"
        say.button("{label}", icon=":material/person:", key="open_person", on_click=_open, args=(other,), label=label)


def _open(person: str) -> None:
    st.session_state["person"] = person


def person_posts(result: Result, person: str, selection: Selection) -> None:
    """Their posts, newest first."""
    ids = person_ids(result, person, selection)
    times = result.corpus.contents["timestamp"].iloc[ids]
    order = ids[
        np.argsort(-times.fillna(pd.Timestamp(datetime(1970, 1, 1, tzinfo=UTC))).astype("int64").to_numpy(), kind="stable")
    ]
    with say.expander("{ids:,} posts", icon=":material/list:", ids=len(ids)):
        posts_table(result, order, key="person_posts")
