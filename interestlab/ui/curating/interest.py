"""What can be done with one interest: rename, merge, split, note, pin, set aside, mark as none."""

import streamlit as st

from interestlab.home.curating import LONGEST_NOTE, Curating
from interestlab.home.workspace import Result
from interestlab.ui import say
from interestlab.ui.curating.acts import act
from interestlab.ui.curating.choices import names_by_id
from interestlab.ui.curating.split import split_input


def interest_acts(result: Result, number: int) -> None:
    """A row of popovers for the interest of that number."""
    given, name = result.interest_ids[number], result.map.name(number)
    mixture = bool(result.map.names.interests[number].parts)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="interest_acts"):
        with say.popover("Rename", icon=":material/edit:"), st.form("rename_interest", border=False):
            wanted = say.text_input("Name", name, max_chars=60, key=f"rename_{given}")
            renames = say.form_submit_button("Rename") and wanted != name
        with say.popover("Merge with…", icon=":material/merge:"):
            others = names_by_id(result, without=(given,))
            picked = say.multiselect(
                "Interests that go into this one",
                list(others),
                key=f"merge_{given}",
                format_func=lambda one: others.get(one, ""),
            )
            merges = say.button("Merge", key="merge_interests", type="primary", disabled=not picked)
        if mixture:
            with say.popover("Split…", icon=":material/call_split:"):
                split_input(result, number)
        with say.popover("More", icon=":material/more_horiz:"):
            _marks(result, number)
            if not mixture:
                split_input(result, number)
    _rename(result, given, wanted if renames else None)  # outside of the popover, which closes where the page above has changed
    if merges:
        act(result, lambda mine: mine.merge(given, picked))


def _rename(result: Result, given: int, wanted: str | None) -> None:
    """Gives the interest the name that was sent, unless somebody else renamed it after this page was shown."""
    slot, now = f"_interestlab.rename.{result.map_key}.{given}", Curating(result.log).revision_of(given)
    seen = st.session_state.get(slot, now)
    st.session_state[slot] = now
    if wanted is not None:
        act(result, lambda mine: mine.rename(given, wanted, seen=seen))


def _marks(result: Result, number: int) -> None:
    """Note, pin, set aside, no interest."""
    given, mark = result.interest_ids[number], result.curated.marks[number]
    with st.form("note_interest", border=False):
        text = say.text_area("Note", mark.note, max_chars=LONGEST_NOTE, height=90, key=f"note_{given}")
        notes = say.form_submit_button("Keep the note")
    with st.container(horizontal=True, gap="small"):
        pin = say.button("Unpin" if mark.pinned else "Pin", icon=":material/keep:", key="pin_interest")
        aside = say.button(
            "Count it again" if mark.aside else "Set aside", icon=":material/visibility_off:", key="aside_interest",
            help="It stays on the map, and is left out of lists and of people's shares.",
        )  # fmt: skip
        none = say.button(
            "No interest", icon=":material/block:", key="none_interest", help="Its posts belong to no interest any more."
        )
    if notes and text.strip() != mark.note:
        act(result, lambda mine: mine.note(given, text))
    if pin:
        act(result, lambda mine: mine.pin(given, not mark.pinned))
    if aside:
        act(result, lambda mine: mine.set_aside(given, not mark.aside))
    if none:
        act(result, lambda mine: mine.dismiss(given))
