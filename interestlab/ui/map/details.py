"""The card beside the map: one interest, or what is selected, or how to select; it keeps its place and height."""

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray

from interestlab.home.workspace import Result
from interestlab.ui import pages, say
from interestlab.ui.empty import empty_state
from interestlab.ui.interests.figures import InterestFigures
from interestlab.ui.interests.table import ask_for
from interestlab.ui.look_of_interests import interest_look
from interestlab.ui.next_run import open_page
from interestlab.ui.text import plain_text

HEIGHT = 369  # so that it ends where the map's card does


def details_card(result: Result, ticked: tuple[int, ...], ids: NDArray[np.intp] | None, figures: InterestFigures) -> None:
    """One interest where one is ticked alone; the selection where there is one; else what can be done."""
    with st.container(border=True, height=HEIGHT):
        if len(ticked) == 1 and ids is None:
            _interest(result, ticked[0], figures)
        elif ids is not None:
            _selection(result, ids)
        else:
            empty_state(
                "lasso_select",
                "Nothing selected",
                "Tick an interest, or draw around points with the lasso.",
                height=HEIGHT - 40,
            )


def _interest(result: Result, interest: int, figures: InterestFigures) -> None:
    name, size = result.map.names.interests[interest], int(figures.sizes[interest])
    trend = figures.activity[interest].tolist() if figures.activity.shape[1] > 2 else None
    say.metric(
        "{name:60}",
        say.words("{size:,} posts", size=size),
        say.words("{share:.1%} of {total:,}", share=size / max(1, figures.total), total=figures.total),
        name=name.name,
        delta_color="off",
        delta_arrow="off",
        chart_data=trend,
        chart_type="area",
    )
    with st.container(horizontal=True, gap="xsmall"):
        for word in name.also or name.keywords[:6]:
            say.badge("{word:30}", color="gray", word=word)
    titles = result.corpus.contents["title"]
    for content in name.typical[:3]:
        say.caption("“{title:100}”", title=titles.iloc[content])
    if say.button("Open this interest", icon=":material/category:", key="open_interest"):
        ask_for(interest)
        open_page(pages.INTERESTS)


def _selection(result: Result, ids: NDArray[np.intp]) -> None:
    found, look = result.map, interest_look(result)
    say.markdown("#### {ids:,} posts selected", ids=len(ids))
    interest = np.asarray(found.interest)[ids]
    inside = interest[interest >= 0]
    people = result.corpus.contents["user_id"].iloc[ids].nunique()
    by = f" by {people:,} people" if people else ""
    if not len(inside):
        say.caption("None of {ids:,}{by} belongs to an interest.", ids=len(ids), by=by)
        return
    counts = np.bincount(inside, minlength=found.count)
    top = np.argsort(-counts, kind="stable")[: min(20, int((counts > 0).sum()))]
    outside = len(ids) - len(inside)
    say.caption(
        "{inside:,} of {all:,}{by} inside an interest, mostly {name:40}; {outside:,} belong to no interest.",
        inside=len(inside),
        all=len(ids),
        by=by,
        name=found.name(int(top[0])),
        outside=outside,
    )
    table = pd.DataFrame({"": [look.dots[i] for i in top], "Interest": [plain_text(found.name(int(i)), 40) for i in top],
                          "Posts": counts[top]})  # fmt: skip
    height = min(212, 34 * (len(table) + 1) + 3)
    st.dataframe(table, hide_index=True, height=height, row_height=34, key="selected_interests", column_config={
        "": st.column_config.ImageColumn(width=30),
        "Posts": st.column_config.ProgressColumn(format="%d", min_value=0, max_value=len(ids)),
    })  # fmt: skip
