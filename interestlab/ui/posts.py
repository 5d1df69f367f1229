"""Contents as a table: text, interest, person, time; opened, searched, sorted and downloaded."""

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray

from interestlab.corpus.facets import PREFIX
from interestlab.home.export import csv_bytes, documents_table
from interestlab.home.workspace import Result
from interestlab.ui import say
from interestlab.ui.groups.kept import named_masks
from interestlab.ui.look_of_interests import interest_look
from interestlab.ui.record.opening import open_record
from interestlab.ui.text import plain_text

A_PAGE = 200
_LENGTH = 300
_OPEN = " "  # a column without a title


def posts_table(result: Result, ids: NDArray[np.intp], *, key: str, height: int = 360, numbered: bool = False) -> list[int]:
    """Shows the contents in the order given, a page at a time; returns the doc_ids of the rows on the page."""
    if not len(ids):
        say.caption("No posts here.")
        return []
    pages = -(-len(ids) // A_PAGE)
    page = 1
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        if pages > 1:
            page = int(say.number_input("Page of {pages:,}", 1, pages, 1, key=f"{key}_page", width=140, pages=pages))
        say.download_button(
            "Download all {ids:,}",
            lambda: csv_bytes(download_table(result, ids)),
            "posts.csv",
            "text/csv",
            icon=":material/download:",
            key=f"{key}_download",
            on_click="ignore",
            ids=len(ids),
        )
        extra = _extra_columns(result, key)
    shown, clicked = ids[(page - 1) * A_PAGE : page * A_PAGE], f"{key}_open"
    st.dataframe(
        _rows(result, shown, extra, numbered=numbered), key=f"{key}_table", hide_index=True, height=height, column_config={
            _OPEN: st.column_config.ButtonColumn(
                width=64, type="tertiary", key=clicked, on_click=_open_row, args=(clicked, shown, ids),
            ),
            "№": st.column_config.NumberColumn(width=44),
            "": st.column_config.ImageColumn(width=34),
            "Post": st.column_config.TextColumn(width="large"),
            "Time": st.column_config.DatetimeColumn(format="D MMM YYYY"),
        },
    )  # fmt: skip
    return [int(i) for i in shown]


def _open_row(clicked: str, shown: NDArray[np.intp], ids: NDArray[np.intp]) -> None:
    """Opens the post whose button was pressed; “next” goes on through the whole table."""
    row = st.session_state[clicked]["row"]
    open_record(int(shown[row]), ids)


def _extra_columns(result: Result, key: str) -> list[str]:
    """The file's other columns that the analyst wants to see in the table."""
    names = [name.removeprefix(PREFIX) for name in result.described.contents.columns if name.startswith(PREFIX)]
    if not names:
        return []
    with say.popover("Columns", icon=":material/view_column:"):
        return say.multiselect(
            "Other columns",
            names,
            default=[one.column for one in result.classes.values()],
            key=f"{key}_columns",
            format_func=lambda n: plain_text(n, 60),
        )


def _rows(result: Result, ids: NDArray[np.intp], extra: list[str], *, numbered: bool) -> pd.DataFrame:
    contents, found, look = result.described.contents.iloc[ids], result.map, interest_look(result)
    interests = [int(found.interest[i]) for i in ids]
    table = pd.DataFrame({"": [look.dots[i] if i >= 0 else None for i in interests]})
    if numbered:
        table.insert(0, "№", np.arange(1, len(ids) + 1))
    table[_OPEN] = "Open"
    table["Post"] = [plain_text(text, _LENGTH) for text in contents["text"]]
    table["Interest"] = [plain_text(found.name(i), 60) for i in interests]
    if contents["user_id"].notna().any():
        table["Person"] = [None if pd.isna(user) else plain_text(user, 60) for user in contents["user_id"]]
    if contents["timestamp"].notna().any():
        table["Time"] = contents["timestamp"].to_numpy()
    if contents["label"].notna().any():
        table["Label"] = [None if pd.isna(label) else plain_text(label, 60) for label in contents["label"]]
    for name in extra:
        title = plain_text(name, 40)
        values = [None if pd.isna(value) else plain_text(value, 200) for value in contents[PREFIX + name]]
        table[title if title not in table else f"{title} (column)"] = _as_numbers(values)
    return table


def _as_numbers(values: list[str | None]) -> pd.Series:
    """As numbers where all are, so that they can be sorted."""
    found = pd.Series(values, dtype="object")
    numbers = pd.to_numeric(found, errors="coerce")
    return numbers if (numbers.notna() == found.notna()).all() else found


def download_table(result: Result, ids: NDArray[np.intp]) -> pd.DataFrame:
    """The posts as they are downloaded: what the table of all documents says of them, and their texts."""
    table = documents_table(result, named_masks(result)).iloc[ids].copy()
    table["text"] = result.corpus.contents["text"].iloc[ids].to_numpy()
    return table
