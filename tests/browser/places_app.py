"""A page with every sentence of the code in its door, each place filled with the payload that the address names."""

from typing import Any

import streamlit as st

from interestlab.ui import say
from interestlab.ui.server import middleware
from tests.browser.places import CHOICES, PAYLOADS, Place, places

app = st.App(__file__, middleware=middleware())

BESIDES: dict[str, tuple[Any, ...]] = {
    "number_input": (1, 9, 3),
    "download_button": (b"x",),
    "link_button": ("https://example.org",),
}


def show(number: int, place: Place, payload: str) -> None:
    """The place with the payload; what is no element itself stands in a paragraph."""
    filled, door = place.fillings(payload), getattr(say, place.door)
    keyed = (
        {} if place.door in {"caption", "markdown", "badge", "warning", "info", "error", "metric"} else {"key": f"at_{number}"}
    )
    match place.door:
        case "joined":
            say.markdown(say.joined(place.sentence, [payload, payload]))
        case "listed":
            say.markdown(say.listed([payload, payload]))
        case "code":
            say.markdown("`{command}`", command=say.code(payload))
        case "words":
            said = say.words(place.sentence, **filled)
            say.markdown(said, help=said)
        case "progress":
            door(0.5, place.sentence, **filled)
        case "toast":
            door(place.sentence, **filled)
            say.markdown(place.sentence, **filled)
        case "metric":
            door(place.sentence, payload, payload, **filled)
        case "form_submit_button":
            with st.form(f"form_{number}"):
                door(place.sentence, **filled)
        case "radio":
            door(place.sentence, [payload, "another"], captions=[payload, payload], **keyed, **filled)
        case name if name in CHOICES:
            door(place.sentence, [payload, "another"], **keyed, **filled)
        case _:
            door(place.sentence, *BESIDES.get(place.door, ()), **keyed, **filled)


if __name__ == "__main__":
    payload = PAYLOADS[int(st.query_params["payload"])]
    shown = places()
    for number, place in enumerate(shown):
        with st.container(key=f"place_{number}"):
            show(number, place, payload)
    st.text(f"all {len(shown)} places")
