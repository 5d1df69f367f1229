"""The people behind a selection of posts: how many of the selected are theirs, and what part of their posts that is."""

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray

from interestlab.home.export import csv_bytes
from interestlab.home.workspace import Result
from interestlab.ui import pages, say
from interestlab.ui.next_run import open_page
from interestlab.ui.text import plain_text

_SHOWN = 500


def people_table(result: Result, ids: NDArray[np.intp]) -> None:
    """A row a person, most selected posts first, to search, sort, download and open."""
    table = _people(result.corpus.contents["user_id"], ids)
    if not len(table):
        say.caption("Nobody is known to have written these posts.")
        return
    say.download_button(
        "Download all {table:,} people",
        lambda: csv_bytes(table),
        "people.csv",
        "text/csv",
        icon=":material/download:",
        key="selection_people_download",
        on_click="ignore",
        table=len(table),
    )
    shown = table.head(_SHOWN)
    event = st.dataframe(
        shown.assign(Person=[plain_text(person, 60) for person in shown["Person"]]),
        key="selection_people",
        hide_index=True,
        height=360,
        on_select="rerun",
        selection_mode="single-row",
        column_config={"Share of theirs": st.column_config.ProgressColumn(min_value=0, max_value=1, format="percent")},
    )
    if len(table) > len(shown):
        say.caption("The {shown:,} with most of {table:,} people; the download has all.", shown=len(shown), table=len(table))
    if rows := event["selection"]["rows"]:
        person = str(shown["Person"].iloc[rows[0]])
        if say.button("Open {person:40}", icon=":material/person:", key="selection_open_person", person=person):
            open_page(pages.PEOPLE, {"person": person})


def _people(authors: "pd.Series[str]", ids: NDArray[np.intp]) -> pd.DataFrame:
    """Person, posts among the selected, all posts, share of theirs (0..1)."""
    selected = authors.iloc[ids].value_counts()
    written = authors.value_counts().reindex(selected.index)
    counts = {"Person": selected.index, "Selected": selected.to_numpy(), "All": written.to_numpy()}
    return pd.DataFrame(counts).assign(**{"Share of theirs": selected.to_numpy() / written.to_numpy()})
