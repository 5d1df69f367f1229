"""Map: every post as a point, interests by name, and what is picked."""

import numpy as np
import streamlit as st

from interestlab.ui import say
from interestlab.ui.columns.panel import columns_panel
from interestlab.ui.curating.acts import edit_line
from interestlab.ui.curating.selected import selected_acts
from interestlab.ui.current import need_result
from interestlab.ui.empty import no_map
from interestlab.ui.groups.save import recipe_of, save_button
from interestlab.ui.interests.figures import interest_figures
from interestlab.ui.map.component import clear_drawing
from interestlab.ui.map.details import details_card
from interestlab.ui.map.screen import (
    AREA,
    KEY,
    besides,
    drawn_posts,
    list_of,
    map_card,
    map_header,
    picked_before_drawing,
    polygon_to_url,
)
from interestlab.ui.map.table import clear_ticks, interests_legend
from interestlab.ui.people.people_of import people_table
from interestlab.ui.posts import posts_table

NUMBERS = "_interestlab.map_numbers"  # the posts whose numbers stand on the map

result = need_result()
if not result.has_map:
    no_map("scatter_plot")
header = map_header(result)
figures = interest_figures(result, header.ids)
left, right = st.columns([2.1, 1], gap="small")
with right:
    ticked = interests_legend(result, figures)
base = picked_before_drawing(result, header, ticked)
with left.container(border=True):
    numbers = st.session_state.get(NUMBERS, []) if st.session_state.get("see_posts") else []
    event = map_card(result, header, base, numbers)
polygon_to_url(event)
if event.cleared:
    clear_ticks()
    st.rerun()

drawn = drawn_posts(result, event)
chosen = drawn if base is None else base if drawn is None else np.intersect1d(base, drawn)
with right:
    only_ticked = header.ids is None and header.found is None and drawn is None
    details_card(result, ticked, None if only_ticked and len(ticked) <= 1 else chosen, figures)

with left:
    edit_line(result)
columns_panel(result, header.selection, besides(result, header, ticked, drawn))
if chosen is not None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        see = say.toggle("See posts and people", key="see_posts", help="The posts' numbers stand on the map as well.")
        recipe = None if drawn is not None else recipe_of(result, header.selection, found=header.found, interests=ticked)
        save_button(result, recipe, chosen, key="save_selected")
        selected_acts(result, chosen)
        if drawn is not None and say.button("Clear the drawing", icon=":material/close:", key="clear_drawing"):
            st.query_params.pop(AREA, None)
            clear_drawing(KEY)
            st.rerun()
        if header.found is not None:
            say.caption("{sentence}", width="content", sentence=header.found.sentence)
    if see and result.report.users and list_of() == "People":
        people_table(result, chosen)
    elif see:
        order = header.found.ids if header.found is not None else chosen
        shown = posts_table(result, order[np.isin(order, chosen)], key="map_posts", numbered=True)[:50]
        if st.session_state.get(NUMBERS) != shown:
            st.session_state[NUMBERS] = shown
            st.rerun()
