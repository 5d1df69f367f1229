"""The live loop: what the analyst likes, dislikes, skips or changes while looking at slates, kept for the session."""

from dataclasses import dataclass

import streamlit as st

from interestlab.home.workspace import Result
from interestlab.recommend.whatif import Change
from interestlab.ui import say
from interestlab.ui.next_run import keep_to
from interestlab.ui.recommend.inputs import History, UnitView
from interestlab.ui.text import plain_text

_KEPT = "_interestlab.feedback"
REACTIONS = {"like": (1.0, "thumb_up", "Like"), "dislike": (-1.0, "thumb_down", "Dislike"), "skip": (0.0, "skip_next", "Skip")}


@dataclass(frozen=True)
class WhatIf:
    """What is changed about the person and the items."""

    change: Change
    texts: tuple[str, ...]
    invented: tuple[str, ...]
    muted: tuple[int, ...]


def feedback_key(result: Result, unit: str, history: History) -> str:
    """Whose feedback it is: a person's in a workspace, on items of a unit."""
    return "|".join([result.workspace.id, result.map_key, unit, repr(history)])


def feedback_of(key: str) -> dict[int, float]:
    """Weights by item index, in the order given."""
    kept: dict[str, dict[int, float]] = st.session_state.setdefault(_KEPT, {})
    return kept.setdefault(key, {})


def reaction_buttons(key: str, item: int, place: str) -> None:
    """Like, dislike and skip; the next slate follows at once."""
    for name, (weight, icon, title) in REACTIONS.items():
        say.button(
            "",
            key=f"{name}_{place}",
            icon=f":material/{icon}:",
            type="tertiary",
            help=say.words("{title}", title=title),
            on_click=_react,
            args=(key, item, weight),
        )


def _react(key: str, item: int, weight: float) -> None:
    feedback_of(key)[item] = weight


def feedback_line(key: str) -> None:
    """What was said so far, and the way back."""
    said = list(feedback_of(key).values())
    if not said:
        return
    counts = [sum(weight > 0 for weight in said), sum(weight < 0 for weight in said), sum(weight == 0 for weight in said)]
    words = [f"{count} {word}" for count, word in zip(counts, ("liked", "disliked", "skipped"), strict=True) if count]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        say.caption("Just now: {said}", width="content", said=", ".join(words))
        say.button("Take back", key="take_back", type="tertiary", icon=":material/undo:", on_click=_take_back, args=(key,))
        say.button("Forget all", key="forget_feedback", type="tertiary", on_click=feedback_of(key).clear)


def _take_back(key: str) -> None:
    feedback_of(key).popitem()


def what_if_inputs(result: Result, view: UnitView, history: History, items: list[int], key: str) -> WhatIf:
    """Interests muted, items left out, texts typed, beside what was said on the cards."""
    scope = f"{history.user}_{hash(history.items) % 10_000}"
    with say.expander("What if …", icon=":material/science:", key="what_if"):
        numbers = {given: number for number, given in enumerate(result.interest_ids)}  # by ids, which no edit shifts
        keep_to("muted", numbers)
        muted = say.multiselect(
            "Mute interests",
            list(numbers),
            key="muted",
            format_func=lambda one: plain_text(result.map.name(numbers[one]), 40) if one in numbers else "",
            placeholder="None",
        )
        removed = say.multiselect(
            "Leave out of the history",
            items,
            key=f"removed_{scope}",
            format_func=lambda one: plain_text(view.names[one], 60),
            placeholder="Nothing",
        )
        text = say.text_input("Also likes something like", key="typed_like", placeholder="A sentence, as if it were an item")
        invented = say.text_input("Where would this rank?", key="typed_item", placeholder="An item that does not exist yet")
    change = Change(tuple(feedback_of(key).items()), tuple(int(one) for one in removed))
    return WhatIf(change, history.texts + _lines(text), _lines(invented), tuple(numbers[one] for one in muted))


def _lines(text: str) -> tuple[str, ...]:
    return (text.strip(),) if text.strip() else ()
