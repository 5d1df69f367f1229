"""The record of a post in a window over the page: its text, where it lies, what lies near it, and the ways on."""

import streamlit as st

from interestlab.corpus.languages import UNKNOWN, language_name
from interestlab.home.record import Centres, PostRecord, centres_of, links_of, record_of
from interestlab.home.workspace import Result
from interestlab.ui import pages, say
from interestlab.ui.curating.acts import act
from interestlab.ui.curating.choices import target_input
from interestlab.ui.look_of_interests import interest_look
from interestlab.ui.marked import marked
from interestlab.ui.next_run import open_page, show_next
from interestlab.ui.per_map import opened_per_map
from interestlab.ui.record.opening import SHOWN, close_record, go_to, open_post, place_among
from interestlab.ui.record.parts import columns_part, nearest_part, why_part

_MOST_CHARACTERS = 50_000
_PARTS = ("Nearest posts", "All columns", "Why it lies here")


def record_dialog(result: Result, page: str) -> None:
    """Shows the post that the URL names over the page of this title; nothing where it names none."""
    if result.has_map and open_post(len(result.corpus)) is not None:
        _window(result, page)


@say.dialog("Post", width="large", icon=":material/article:", on_dismiss=close_record)
def _window(result: Result, page: str) -> None:
    post = open_post(len(result.corpus))
    if post is None:
        return
    record = record_of(result, post, _centres(result))
    _steps(result, record)
    _text(result, record)
    _facts(record)
    _place(result, record)
    _ways_on(result, record, page)
    part = say.segmented_control(
        "Part", _PARTS, default=_PARTS[0], key="record_part", required=True, label_visibility="collapsed"
    )
    if part == _PARTS[0]:
        nearest_part(result, record)
    elif part == _PARTS[1]:
        columns_part(result, record)
    else:
        why_part(result, record)


@opened_per_map(entries=2)
def _centres(result: Result) -> Centres:
    return centres_of(result)


def _steps(result: Result, record: PostRecord) -> None:
    """To the posts before and after it, by button and by key."""
    at, among = place_among(record.post, len(result.corpus))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for label, symbol, key, to in (
            ("Previous", ":material/arrow_back:", "Left", at - 1),
            ("Next", ":material/arrow_forward:", "Right", at + 1),
        ):
            there = 0 <= to < len(among)
            if say.button("{label}", icon=symbol, shortcut=key, disabled=not there, key=f"record_{key}", label=label):
                go_to(among[to])
                st.rerun(scope="fragment")
        say.caption(
            "{place:,} of {count:,} posts; row {row:,} of the file", place=at + 1, count=len(among), row=record.source_row,
            width="content",
        )  # fmt: skip


def _text(result: Result, record: PostRecord) -> None:
    """The whole text; the words that its interest is known by are bold."""
    keywords = result.map.names.interests[record.interest].keywords if record.interest >= 0 else ()
    with st.container(border=True, height=260 if len(record.text) > 900 else "content", key="record_text"):
        say.markdown("{text}", text=marked(record.text[:_MOST_CHARACTERS], keywords))
        if len(record.text) > _MOST_CHARACTERS:
            say.caption("The first {shown:,} of {all:,} characters.", shown=_MOST_CHARACTERS, all=len(record.text))


def _facts(record: PostRecord) -> None:
    """When, in what language, under what label, how often."""
    with st.container(horizontal=True, gap="small"):
        if record.time is not None:
            say.badge("{time}", icon=":material/schedule:", color="gray", time=f"{record.time:%-d %b %Y, %H:%M} UTC")
        if record.label is not None:
            say.badge("{label:60}", icon=":material/label:", color="gray", label=record.label)
        if record.item is not None:
            say.badge("{item:60}", icon=":material/inventory_2:", color="gray", item=record.item)
        if record.language != UNKNOWN:
            say.badge("{language}", icon=":material/translate:", color="gray", language=language_name(record.language))
        if record.copies:
            say.badge(
                "{count:,} more with the same text", icon=":material/content_copy:", color="orange", count=len(record.copies)
            )


def _place(result: Result, record: PostRecord) -> None:
    """Its interest, how clearly it belongs there, and the runners-up."""
    look = interest_look(result)
    if record.interest < 0 and record.by_hand:
        say.markdown("**No interest**: it was put out by hand. Nearest in meaning:")
    elif record.interest < 0:
        say.markdown("**No clear interest.** Nearest in meaning:")
    elif record.by_hand:
        say.markdown("**Interest**, and the runners-up. It was put here by hand.")
    elif record.in_core:
        say.markdown("**Interest**, and the runners-up. It lies in the core.")
    else:
        say.markdown(
            "**Interest**, and the runners-up. It was taken in from around; its membership is {share:.0%}.",
            share=record.membership,
        )
    with st.container(horizontal=True, gap="small", key="record_interests"):
        for near in record.interests:
            with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", width="content"):
                st.image(look.dots[near.number], width=16)
                label = say.words("{name:40} · {cosine:.2f}", name=result.map.name(near.number), cosine=near.cosine)
                if say.button(label, key=f"record_interest_{near.number}", type="tertiary"):
                    open_page(pages.INTERESTS, {"interest": str(result.interest_ids[near.number])})
    if record.interests:
        say.caption(
            "The figures are cosines to the middle of each interest, less the average post: 1 is the same direction, 0 is "
            "none of it."
        )


def _ways_on(result: Result, record: PostRecord, page: str) -> None:
    """To the pages that tell more of it."""
    with st.container(horizontal=True, gap="small", key="record_ways"):
        if say.button("Show on the map", icon=":material/scatter_plot:", key="record_map"):
            open_page(pages.MAP, {SHOWN: str(record.post)})
        with say.popover("Move to…", icon=":material/drive_file_move:"):
            target = target_input(result, f"record_move_{record.post}", without=(result.id_of(record.interest),))
            moves = say.button("Move", key="record_move", type="primary", disabled=target is None)
        if moves and target is not None:
            act(result, lambda mine: mine.move([record.post], target))
        if record.person is not None and say.button(
            "Open {person:30}", icon=":material/person:", key="record_person", person=record.person
        ):
            _open_person(record.person, page)
        if say.button("Attention", icon=":material/timeline:", key="record_attention"):
            open_page(pages.ATTENTION, {"post": str(record.post)})
        if len(result.corpus.events) and say.button("Recommend like this", icon=":material/auto_awesome:", key="record_like"):
            open_page(pages.RECOMMEND, history="Typed", typed_history=record.text[:2_000])
        for one in links_of(record.columns)[:3]:
            say.link_button("{name:20}", one.value, icon=":material/open_in_new:", name=one.name)


def _open_person(person: str, page: str) -> None:
    """To a person; where the page has the input of the person itself, that is told what to show, and the URL follows."""
    if page not in ("People", "Recommend"):
        open_page(pages.PEOPLE, {"person": person})
    close_record()
    show_next(person=person)
    if page == "People":
        st.rerun()
    open_page(pages.PEOPLE)
