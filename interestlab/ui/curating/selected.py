"""What can be made of selected posts: put into an interest, or a new one."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from interestlab.home.curating import Curating
from interestlab.home.workspace import Result
from interestlab.interests.describing import free_name
from interestlab.ui import say
from interestlab.ui.curating.acts import act
from interestlab.ui.curating.choices import target_input


def selected_acts(result: Result, ids: NDArray[np.intp]) -> None:
    """Two popovers in a row of the page; nothing where nothing is selected."""
    if not len(ids):
        return
    with say.popover("Move to…", icon=":material/drive_file_move:"):
        target = target_input(result, "move_to")
        moves = say.button("Move {ids:,} posts", key="move_selected", type="primary", disabled=target is None, ids=len(ids))
    with (
        say.popover("New interest from these", icon=":material/add_circle:"),
        st.form("new_interest", clear_on_submit=True, border=False),
    ):
        name = say.text_input("Name", max_chars=60, key="new_interest_name", placeholder="Empty: a phrase of these posts")
        makes = say.form_submit_button("Make it of {ids:,} posts", ids=len(ids))
    if moves and target is not None:
        act(result, lambda mine: mine.move(ids, target))
    if makes:
        act(result, lambda mine: make_interest(result, mine, ids, name))


def make_interest(result: Result, mine: Curating, ids: NDArray[np.intp], name: str) -> None:
    """A new interest of posts, called by a phrase of them where no name is given."""
    called = name.strip()
    if not called and len(ids):
        own = result.describer.describe(np.sort(np.asarray(ids, np.intp))).name
        called = free_name(own, [one.name for one in result.map.names.interests])
    mine.new(ids, called)
