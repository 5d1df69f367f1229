"""People: one person's mix of interests, their texts on the map and in time, and who is like them."""

import streamlit as st

from interestlab.ui import say
from interestlab.ui.current import need_result
from interestlab.ui.empty import read_again
from interestlab.ui.filters import filter_popover
from interestlab.ui.masks import filtered
from interestlab.ui.people.choice import choose_person
from interestlab.ui.people.classes import class_mix_card
from interestlab.ui.people.everybody import everybody_table
from interestlab.ui.people.person import drift_line, mix_card, nearest_card, person_facts, person_map, person_posts, person_time

result = need_result()
if not len(result.profiles):
    advice = "This data has no person column. Choose one, and each person gets a profile."
    read_again("group", "Nobody here yet", advice, button="Choose a person column")

with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
    say.markdown("### People", width="content")
    selection = filter_popover(result)
    ids = filtered(result, selection)
    person = choose_person(result, ids)
if person is None:
    say.caption("Nobody chosen: open a person below, or search for one above.")
    everybody_table(result, ids)
    st.stop()

person_facts(result, person)
left, right = st.columns([1, 1.3], gap="small")
with left.container(border=True, height="stretch"):
    mix_card(result, person)
with right.container(border=True, height="stretch"):
    person_map(result, person, selection)
class_mix_card(result, person)
left, right = st.columns([1.3, 1], gap="small")
with left.container(border=True, height="stretch"):
    person_time(result, person)
    drift_line(result, person)
with right.container(border=True, height=420):
    nearest_card(result, person)
person_posts(result, person, selection)
