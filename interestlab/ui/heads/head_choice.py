"""Choosing heads: squares of a grid, a list, or a rule; with undo. The choice stands in the URL."""

from collections.abc import Iterable

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from interestlab.attention.heads import FIGURES
from interestlab.attention.survey import Survey
from interestlab.charts.head_grid import HeadValues, head_grid
from interestlab.intervals import half_widths
from interestlab.studies.heads_off import EFFECTS, HeadEffects
from interestlab.ui import say
from interestlab.ui.chart import show_chart
from interestlab.ui.next_run import keep_to
from interestlab.ui.theme import is_dark

KEY = "heads_off"  # in the URL too: layer.head, from 1
_STEPS = "_interestlab.heads_off_steps"  # earlier choices, the newest last
_BEFORE = "_interestlab.heads_off_before"  # the choice as the last run showed it
_MOST_STEPS = 50
_CLICK, _BOX = _TOOLS = ("Clicking squares", "Drawing a box")  # in a chart of Streamlit's, either but not both
Head = tuple[int, int]


def choose_heads(found: Survey, alone: HeadEffects | None) -> tuple[Head, ...]:
    """The heads that are chosen, layer and head from 0, in order. `alone`: what each is needed for, where that is known."""
    layers, heads = found.heads
    options = [_label((layer, head)) for layer in range(layers) for head in range(heads)]
    keep_to(KEY, options)  # the choice may be of an encoder with more heads
    figures = _figures(found, alone)
    left, right = st.columns([3, 2], gap="medium")
    with right:
        by = say.selectbox("Figure", list(figures), key="off_by", index=_start(figures), format_func=lambda n: figures[n].title)
        _rules(figures[by].values)
        chosen = _listed_heads(options)
    with left:
        _grid(figures[by], chosen)
    st.session_state[_BEFORE] = [_label(head) for head in chosen]
    return chosen


def largest(values: NDArray[np.float64], count: int) -> list[Head]:
    """The `count` heads with the largest values (layers, heads); of equal ones the first."""
    order = np.argsort(-values.ravel(), kind="stable")[:count]
    return [(int(at) // values.shape[1], int(at) % values.shape[1]) for at in order]


def toggled(chosen: Iterable[Head], picked: Iterable[Head]) -> list[Head]:
    """Picked heads join the choice; where all of them belong to it already, they leave it."""
    kept, new = set(chosen), set(picked)
    return sorted(kept - new if new <= kept else kept | new)


def _label(head: Head) -> str:
    return f"{head[0] + 1}.{head[1] + 1}"


def _parsed(labels: Iterable[str]) -> list[Head]:
    heads = ([int(part) - 1 for part in label.split(".")] for label in labels)
    return sorted((layer, head) for layer, head in heads)


def _figures(found: Survey, alone: HeadEffects | None) -> dict[str, HeadValues]:
    """All that heads can be coloured by, and picked by, by name."""
    of = found.of()
    clear = np.ones(found.heads, bool)
    figures = {
        name: HeadValues(one.title, getattr(of.mean, name), half_widths(getattr(of.error, name), of.texts), clear)
        for name, one in FIGURES.items()
    }
    if alone is not None and alone.shift.shape == found.heads:
        for name, effect in EFFECTS.items():
            if not np.isnan(getattr(alone, name)).all():
                title = f"{effect.title}, off alone"
                figures[name] = HeadValues(title, getattr(alone, name), getattr(alone, f"{name}_half"), clear)
    return figures


def _grid(values: HeadValues, chosen: tuple[Head, ...]) -> None:
    tool = say.segmented_control("Choose by", _TOOLS, default=_CLICK, key="off_tool", required=True)
    figure = head_grid(values, signed=False, chosen=chosen, dark=is_dark())
    figure.update_layout(dragmode=False if tool == _CLICK else "select")
    show_chart(figure, key="off_choice", on_select=_grid_picked, selection_mode=("points", "box"))
    say.caption("Squares with a dot are chosen; what is clicked or boxed once more is left on.")


def _grid_picked() -> None:
    points = st.session_state["off_choice"]["selection"]["points"]
    if points:
        _change(toggled(_parsed(st.session_state[KEY]), [(int(one["y"]) - 1, int(one["x"]) - 1) for one in points]))


def _rules(values: NDArray[np.float64]) -> None:
    """Buttons that add heads by a rule."""
    (layers, heads), most = values.shape, max(1, values.size - 1)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        count = say.number_input("How many", 1, most, min(6, most), key="off_count", width=130)
        say.button(
            "Add those with most", key="off_add_most", on_click=_add, args=(largest(values, count),), icon=":material/add:"
        )
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        layer = say.number_input("Layer", 1, layers, layers, key="off_layer", width=130)
        whole = [(layer - 1, head) for head in range(heads)]
        say.button("Add the whole layer", key="off_add_layer", on_click=_add, args=(whole,), icon=":material/add:")


def _listed_heads(options: list[str]) -> tuple[Head, ...]:
    labels = say.multiselect(
        "Heads off together (layer.head)", options, key=KEY, bind="query-params", persist_state="session",
        placeholder="none chosen", on_change=_listed,
    )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        say.badge("{labels} of {all} heads", color="blue" if labels else "gray", labels=len(labels), all=len(options))
        say.button("Undo", key="off_undo", on_click=_undo, disabled=not st.session_state.get(_STEPS), icon=":material/undo:",
                  type="tertiary")  # fmt: skip
        say.button("Clear", key="off_clear", on_click=_change, args=([],), disabled=not labels, icon=":material/close:",
                  type="tertiary")  # fmt: skip
    return tuple(_parsed(labels))


def _start(figures: Iterable[str]) -> int:
    """Where the figure stands that the page shows above."""
    return next((at for at, name in enumerate(figures) if name == st.session_state.get("heads_figure")), 0)


def _add(heads: list[Head]) -> None:
    _change(sorted({*_parsed(st.session_state[KEY]), *heads}))


def _change(heads: list[Head]) -> None:
    _remember(st.session_state[KEY])
    st.session_state[KEY] = [_label(head) for head in heads]


def _listed() -> None:
    _remember(st.session_state.get(_BEFORE, []))


def _remember(labels: list[str]) -> None:
    steps = [*st.session_state.get(_STEPS, []), list(labels)]
    st.session_state[_STEPS] = steps[-_MOST_STEPS:]


def _undo() -> None:
    *earlier, last = st.session_state[_STEPS]
    st.session_state[_STEPS], st.session_state[KEY] = earlier, last
