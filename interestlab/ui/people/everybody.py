"""Everybody in a table: how much there is of each, what they are mostly into, since when nobody heard of them."""

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray

from interestlab.home.export import csv_bytes
from interestlab.home.workspace import Result
from interestlab.ui import say
from interestlab.ui.look_of_interests import interest_look
from interestlab.ui.per_map import per_map
from interestlab.ui.text import plain_text

_SHOWN = 500
_OPEN, _CLICKED = " ", "everybody_open"


def everybody_table(result: Result, ids: NDArray[np.intp] | None) -> None:
    """A row a person, those with most first, each with a button that opens them; ids: only the authors of these posts."""
    table = _everybody(result, None if ids is None else tuple(ids.tolist()))
    if not len(table):
        say.caption("Nobody is known to have written these posts.")
        return
    say.download_button(
        "Download all {table:,} people",
        lambda: csv_bytes(table.drop(columns="interest")),
        "people.csv",
        "text/csv",
        icon=":material/download:",
        key="everybody_download",
        on_click="ignore",
        table=len(table),
    )
    shown, look = table.head(_SHOWN), interest_look(result)
    frame = shown.drop(columns="interest")
    frame["Person"] = [plain_text(person, 60) for person in shown["Person"]]
    frame["Main interest"] = [plain_text(name, 60) for name in shown["Main interest"]]
    frame["Share"] *= 100
    frame.insert(0, "", [look.dots[one] if one >= 0 else None for one in shown["interest"]])
    frame.insert(1, _OPEN, "Open")
    st.dataframe(
        frame, key="everybody", hide_index=True, height=480, column_config={
            "": st.column_config.ImageColumn(width=34),
            _OPEN: st.column_config.ButtonColumn(
                width=64, type="tertiary", key=_CLICKED, on_click=_open_row, args=(shown["Person"].tolist(),),
            ),
            "Main interest": st.column_config.TextColumn(width="large"),
            "Share": st.column_config.ProgressColumn(min_value=0, max_value=100, format="%.0f %%"),
            "Latest": st.column_config.DatetimeColumn(format="D MMM YYYY"),
        },
    )  # fmt: skip
    if len(table) > len(shown):
        say.caption("The {shown:,} with most of {table:,} people; the download has all.", shown=len(shown), table=len(table))


def _open_row(people: list[str]) -> None:
    st.session_state["person"] = people[st.session_state[_CLICKED]["row"]]


@per_map(entries=4)
def _everybody(result: Result, ids: tuple[int, ...] | None) -> pd.DataFrame:
    """Person, Posts (pieces behind their mix), Main interest and its Share (0..1, NaN = none), Latest, its number."""
    profiles, contents, found = result.profiles, result.corpus.contents, result.map
    share = profiles.share.tocsr()
    top = np.asarray(share.argmax(axis=1)).ravel() if share.shape[1] else np.zeros(len(profiles), np.intp)
    most = np.asarray(share.max(axis=1).todense()).ravel() if share.shape[1] else np.zeros(len(profiles))
    interest = np.where(most > 0, top, -1)
    times = pd.concat([contents[["user_id", "timestamp"]], result.corpus.events[["user_id", "timestamp"]]])
    latest = times.groupby("user_id")["timestamp"].max()
    users = list(profiles.users)
    table = pd.DataFrame({
        "Person": users,
        "Posts": np.rint(np.asarray(profiles.clear) + np.asarray(profiles.unclear)).astype(int),
        "Main interest": [found.name(int(one)) if one >= 0 else "" for one in interest],
        "Share": np.where(most > 0, most, np.nan),
        "Latest": latest.reindex(users).to_numpy(),
        "interest": interest,
    })  # fmt: skip
    if ids is not None:
        table = table[table["Person"].isin(set(contents["user_id"].iloc[list(ids)].dropna()))]
    if table["Latest"].isna().all():
        table = table.drop(columns="Latest")
    return table.sort_values("Posts", ascending=False, kind="stable", ignore_index=True)
