"""Home: one question, an upload, a sample, and the workspaces."""

import streamlit as st

from interestlab.ui import pages, say
from interestlab.ui.assets import asset
from interestlab.ui.current import enter
from interestlab.ui.data.starting import press_continue, start_sample, started, upload_inputs
from interestlab.ui.next_run import open_page
from interestlab.ui.problems import errors_shown
from interestlab.ui.services import services
from interestlab.ui.workspace_cards import workspace_cards

with st.container(horizontal_alignment="center"), st.container(width=760):
    say.markdown("# What are people interested in?")
    say.markdown(
        "Upload posts, reviews or ratings. You get a map of the interests inside, who holds them, and what to recommend next."
    )
    say.caption(
        "Needed: a column of texts, or ratings with a person and an item. Better still with a person, a time and an item. "
        "Tables, chats and archives of many kinds are read. Everything is worked out on the machine that runs this app; "
        "nothing leaves it unless you connect a service."
    )
    files = upload_inputs()
    left, right = st.columns(2)
    with errors_shown():
        say.button(
            "Continue",
            type="primary",
            disabled=not files,
            width="stretch",
            icon=":material/arrow_forward:",
            on_click=press_continue,
            on=left,
        )
        if say.button(
            "Try the sample",
            width="stretch",
            icon=":material/science:",
            help="1,500 synthetic texts in two languages",
            on=right,
        ):
            enter(start_sample(services()).id)
            open_page(pages.DATA)
        if (workspace := started(services().home, files)) is not None:
            enter(workspace.id)
            open_page(pages.DATA)

    if not services().home.list():
        st.image(asset("first_map.svg"), width="stretch")
        say.caption(
            "What you get: every dot is a post, near ones mean similar things, colours are interests. "
            "Here: 500 of 3,000 news titles."
        )

workspace_cards(services().home)
