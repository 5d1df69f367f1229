"""The parts of one interest's page."""

import numpy as np
import pandas as pd
import streamlit as st

from interestlab.charts.trends import activity
from interestlab.home.workspace import Result
from interestlab.interests.groups import OfInterests
from interestlab.interests.quality import centroids
from interestlab.ui import pages, say
from interestlab.ui.chart import show_chart
from interestlab.ui.curating.interest import interest_acts
from interestlab.ui.groups.save import save_button
from interestlab.ui.interests.figures import InterestFigures
from interestlab.ui.interests.table import ask_for
from interestlab.ui.look_of_interests import interest_look
from interestlab.ui.marked import marked
from interestlab.ui.next_run import open_page
from interestlab.ui.per_map import per_map
from interestlab.ui.posts import posts_table
from interestlab.ui.record.opening import open_record
from interestlab.ui.text import plain_text
from interestlab.ui.theme import is_dark

_EXAMPLE_LENGTH = 280  # characters
_NEAR = 0.05  # cosine up to which two interests have nothing in common
_EXAMPLES = 480  # pixels of the list of examples, whichever is shown


def interest_head(result: Result, interest: int, figures: InterestFigures) -> None:
    """Name, size and share, what can be done with it, what else is in it, keywords."""
    name = result.map.names.interests[interest]
    size = int(figures.sizes[interest])
    core = int((np.asarray(result.map.clustering.core) & (np.asarray(result.map.interest) == interest)).sum())
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.image(interest_look(result).dots[interest], width=22)
        say.markdown("#### {name:60}", width="content", name=name.name)
        say.badge("{size:,} of {total:,} posts", color="gray", size=size, total=figures.total)
        say.badge("{share:.1%}", color="blue", share=size / max(1, figures.total))
        if figures.people[interest]:
            say.badge("{people:,} people", color="green", people=int(figures.people[interest]))
        if name.generic:
            say.badge("generic", color="orange", help="Praise or small talk: its posts say little that could name anything.")
        _marked(result, interest)
        ids = np.flatnonzero(np.asarray(result.map.interest) == interest)
        if say.button("On the map", icon=":material/scatter_plot:", key="interest_on_map"):
            open_page(pages.MAP, {"interests": str(result.id_of(interest))})
        save_button(result, OfInterests((result.id_of(interest),)), ids, key="save_interest")
    interest_acts(result, interest)
    if note := result.curated.marks[interest].note:
        say.info("{note:2000}", note=note, icon=":material/sticky_note_2:")
    if name.also:
        say.caption("Also: {also}", also=say.joined(", ", [plain_text(phrase, 60) for phrase in name.also]))
    if name.parts:
        first, second = name.parts
        say.caption("It holds two groups that part cleanly: “{first:60}” and “{second:60}”.", first=first, second=second)
    with st.container(horizontal=True, gap="xsmall"):
        for word in name.keywords:
            say.badge("{word:30}", color="gray", word=word)
    say.caption("{core:,} posts lie in its core; the others of it were taken in from around.", core=core)


def _marked(result: Result, interest: int) -> None:
    """Whether it is pinned or set aside."""
    mark = result.curated.marks[interest]
    if mark.pinned:
        say.badge("pinned", icon=":material/keep:", color="violet")
    if mark.aside:
        say.badge("set aside", color="orange", help="It is left out of lists and of people's shares.")


def interest_time(result: Result, interest: int, figures: InterestFigures) -> None:
    """Posts over time."""
    say.markdown("**Over time**")
    if figures.activity.shape[1] < 2:
        say.caption("This data has no time column, or too short a span for a time line.")
        return
    figure = activity(
        figures.starts, figures.activity[interest], dark=is_dark(), colour=interest_look(result).colours[interest]
    )
    show_chart(figure, key="interest_time")


def interest_examples(result: Result, interest: int) -> None:
    """Typical posts, varied posts, or all."""
    name = result.map.names.interests[interest]
    way = say.segmented_control("Posts", ["Typical", "Varied", "All"], default="Typical", key="examples", required=True)
    if way == "All":
        members = np.flatnonzero(np.asarray(result.map.interest) == interest)
        strength = np.asarray(result.map.clustering.strength)[members]
        posts_table(result, members[np.argsort(-strength, kind="stable")], key="interest_posts", height=_EXAMPLES - 60)
        return
    say.caption("Nearest the middle of its core." if way == "Typical" else "Spread over all of it.")
    texts = result.corpus.contents["text"]
    with st.container(height=_EXAMPLES, border=False, gap="small"):
        examples = name.typical if way == "Typical" else name.varied
        for content in examples:
            left, right = st.columns([10, 1], gap="small")
            say.markdown("{shown}", shown=marked(str(texts.iloc[content]), name.keywords, _EXAMPLE_LENGTH), on=left)
            opens = int(content), examples
            say.button("Open", key=f"example_{content}", type="tertiary", on_click=open_record, args=opens, on=right)


def interest_people(result: Result, interest: int) -> None:
    """People with most of it."""
    say.markdown("**People with most of it**")
    profiles = result.profiles
    if not len(profiles):
        say.caption("This data has no person column.")
        return
    column = profiles.count[:, [interest]].toarray().ravel()
    order = np.argsort(-column, kind="stable")[:50]
    order = order[column[order] > 0]
    if result.curated.marks[interest].aside:
        say.caption("It is set aside, and has no part in people's shares.")
        return
    if not len(order):
        say.caption("Nobody's posts lie in it.")
        return
    share = profiles.share[:, [interest]].toarray().ravel()
    table = pd.DataFrame({
        "Person": [plain_text(profiles.users[at], 60) for at in order],
        "Posts": np.rint(column[order]).astype(int),
        "Share of theirs": 100 * share[order],
    })  # fmt: skip
    event = st.dataframe(
        table,
        key=f"people_of_{interest}",
        hide_index=True,
        height=250,
        on_select="rerun",
        selection_mode="single-row",
        column_config={"Share of theirs": st.column_config.ProgressColumn(min_value=0, max_value=100, format="%.0f %%")},
    )
    if rows := event["selection"]["rows"]:
        person = profiles.users[int(order[rows[0]])]
        if say.button("Open {person:40}", icon=":material/person:", key="to_person", person=person):
            open_page(pages.PEOPLE, {"person": person})


def neighbouring(result: Result, interest: int) -> None:
    """Interests near it in meaning."""
    say.markdown("**Neighbouring interests**")
    likeness = _likeness(result)[interest].copy()
    likeness[interest] = -np.inf
    order = np.argsort(-likeness, kind="stable")[: min(6, len(likeness) - 1)]
    order = order[likeness[order] > _NEAR]
    if not len(order):
        say.caption("No other interest is near in meaning." if len(likeness) > 1 else "There is no other interest.")
        return
    say.caption("Nearest in meaning first.")
    look, found = interest_look(result), result.map
    with st.container(gap=None):
        for other in order.tolist():
            with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
                st.image(look.dots[other], width=16)
                called, cosine = found.name(other), likeness[other]
                told = say.words("Cosine of the middles, less that of all posts: {cosine:.2f}", cosine=cosine)
                if say.button("{name:50}", key=f"near_{other}", type="tertiary", help=told, name=called):
                    ask_for(other)
                    st.rerun()


@per_map(entries=4)
def _likeness(result: Result):  # type: ignore[no-untyped-def]
    """(m, m) cosines of the interests' centres less the mean of all contents: some encoders put all texts close together."""
    vectors = np.asarray(result.embedding.vectors)
    centres = centroids(vectors, result.map.clustering) - vectors.mean(axis=0)
    centres /= np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), 1e-9)
    return centres @ centres.T
