"""The parts of a record that are looked at one at a time."""

import pandas as pd
import streamlit as st

from interestlab.attention.names import METHODS
from interestlab.charts.contributions import MOST, contribution_bars
from interestlab.home.record import PostRecord
from interestlab.home.workspace import Result
from interestlab.questions.explanation import AVERAGE
from interestlab.questions.why import WhyNear
from interestlab.ui import say
from interestlab.ui.chart import show_chart
from interestlab.ui.look_of_interests import interest_look
from interestlab.ui.problems import errors_shown
from interestlab.ui.record.opening import go_to
from interestlab.ui.services import desk
from interestlab.ui.text import plain_text
from interestlab.ui.theme import is_dark

_LENGTH = 110
_MOST_COPIES = 5


def nearest_part(result: Result, record: PostRecord) -> None:
    """The nearest posts, and those with the same text; each opens."""
    with st.container(gap=None):
        for near in record.nearest:
            _line(result, near.number, say.words("{cosine:.2f}", cosine=near.cosine))
        for copy in record.copies[:_MOST_COPIES]:
            _line(result, copy, say.words("same text"))
    if not record.nearest:
        say.caption("There is no other post with another text.")
    if len(record.copies) > _MOST_COPIES:
        say.caption("And {more:,} more with the same text.", more=len(record.copies) - _MOST_COPIES)


def _line(result: Result, post: int, nearness: say.Said) -> None:
    """One post in a line: its interest, its beginning, how near it is."""
    interest = int(result.map.interest[post])
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        if interest >= 0:
            st.image(interest_look(result).dots[interest], width=16)
        label = say.words("{text:110}", text=result.corpus.contents["text"].iloc[post])
        if say.button(label, key=f"record_near_{post}", type="tertiary"):
            go_to(post)
            st.rerun(scope="fragment")
        say.caption("{nearness}", nearness=nearness, width="content")


def columns_part(result: Result, record: PostRecord) -> None:
    """The file's other columns as they stand there."""
    if not record.columns:
        say.caption("The file has no other column with a value in this row.")
        return
    table = pd.DataFrame({
        "Column": [plain_text(one.name, 80) for one in record.columns],
        "Value": [plain_text(one.value, 2_000) for one in record.columns],
    })  # fmt: skip
    st.dataframe(table, hide_index=True, key=f"record_columns_{record.post}")


def why_part(result: Result, record: PostRecord) -> None:
    """What its words add to its nearness to its interest."""
    if not record.interests:
        say.caption("The map has no interest.")
        return
    near = record.interests[0]
    with errors_shown(), say.spinner("Splitting the similarity …"):
        found = desk().ask(result, WhyNear(record.text, near.number, AVERAGE, None))
        if not found.words:
            say.caption("The text has no word that the encoder reads.")
            return
        colour = interest_look(result).colours[found.interest]
        show_chart(contribution_bars(found.words, found.values, colour=colour, dark=is_dark()), key="record_why")
        say.caption(
            "What words add to its being {score:+.3f} nearer to the middle of “{name:60}” than to the average of all posts; "
            "the {most} strongest of {words:,}. {method} ({source}). The page Attention tells how faithful that is.",
            score=found.score,
            name=result.map.name(found.interest),
            most=min(MOST, len(found.words)),
            words=len(found.words),
            method=METHODS[found.method].title,
            source=METHODS[found.method].source,
        )
