"""The inputs of the recommend page: what is recommended, and whose history."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from interestlab.errors import NotApplicable
from interestlab.home.workspace import Result
from interestlab.questions.opened import dataset_of
from interestlab.recommend.dataset import item_names, sharing, units
from interestlab.recommend.protocol import Dataset
from interestlab.ui import say
from interestlab.ui.people.choice import choose_person
from interestlab.ui.per_map import opened_per_map, per_map
from interestlab.ui.text import plain_text

_MOST_UNITS = 6
_MOST_ITEMS = 5_000


@dataclass(frozen=True)
class History:
    """A person's, or a made-up one of items (indices into the dataset's)."""

    user: str | None
    items: tuple[int, ...]
    texts: tuple[str, ...] = ()  # typed, as if they were liked items


@dataclass(frozen=True, eq=False)
class UnitView:
    """The items of a unit as the page shows them."""

    dataset: Dataset
    names: tuple[str, ...]


def unit_view(result: Result, unit: str) -> UnitView:
    """The dataset of a unit with its names; made once a session."""
    return _unit_view(result, unit)


@opened_per_map(entries=4, spinner="Collecting what people did …")
def _unit_view(result: Result, unit: str) -> UnitView:
    dataset = dataset_of(result, unit)
    return UnitView(dataset, item_names(result.corpus, dataset, unit=unit))


def unit_input(result: Result) -> str:
    """What is recommended, with the number of items that two people or more share."""
    options = _units(result)
    labels = {unit: f"{_unit_name(unit)} · {shared:,} of {items:,} shared" for unit, (items, shared) in options.items()}
    best = "item" if options.get("item", (0, 0))[1] else max(options, key=lambda unit: _part(options[unit]))
    picked = say.segmented_control(
        "What is recommended", list(options), default=best, format_func=labels.__getitem__, key="unit", required=True
    )
    if options[picked][1] == 0:
        say.info(
            "0 of {total:,} items are shared by two people: only backends that look at content can be personal "
            "here. Choose another column, or the content backend.",
            icon=":material/info:",
            total=options[picked][0],
        )
    return str(picked)


def _part(counts: tuple[int, int]) -> float:
    """Share of the items that are shared."""
    return counts[1] / max(1, counts[0])


@per_map(entries=4, of_interests=False)
def _units(result: Result) -> dict[str, tuple[int, int]]:
    """For each unit its items and how many are shared; extra columns only where items repeat."""
    contents, found = result.corpus.contents, {}
    for unit in units(result.corpus):
        if unit == "content" and not result.corpus.events["doc_id"].notna().any():
            continue
        if unit.startswith("extra."):
            column = contents[unit].dropna()
            if contents.groupby("item_id")[unit].nunique().max() <= 1 and column.nunique() == contents["item_id"].nunique():
                continue  # another name of the items
            if not 10 <= column.nunique() <= 0.8 * len(column) or column.str.len().mean() > 60 or _numeric(column):
                continue
        try:
            shared = sharing(dataset_of(result, unit))
        except NotApplicable:  # a column of a catalogue, whose contents are nobody's
            continue
        found[unit] = (shared.items, shared.shared)
        if len(found) == _MOST_UNITS:
            break
    return found


def _numeric(column: Any) -> bool:
    return bool(column.head(500).str.fullmatch(r"[\d.,\s-]+").mean() > 0.9)


def _unit_name(unit: str) -> str:
    return {"item": "Items", "content": "Posts"}.get(unit, plain_text(unit.removeprefix("extra.").capitalize(), 30))


def history_inputs(result: Result, unit: str) -> History:
    """A person's history or one that the analyst makes up."""
    with st.container(border=True):
        source = say.segmented_control(
            "History", ["A person's", "Made up", "Typed"], default="A person's", key="history", required=True
        )
        if source == "A person's":
            return History(choose_person(result, None), ())
        if source == "Typed":
            return History(None, (), _typed_sentences())
        view = unit_view(result, unit)
        options = _by_use(view)
        items = say.multiselect(
            "Items they liked",
            options,
            key=f"made_up_{unit}",
            format_func=lambda i: plain_text(view.names[i], 70),
            placeholder="Search and add",
        )
        if len(view.names) > _MOST_ITEMS:
            say.caption("The {most:,} most used of {names:,} items.", most=_MOST_ITEMS, names=len(view.names))
        return History(None, tuple(int(i) for i in items))


def _typed_sentences() -> tuple[str, ...]:
    """What a new user says about themselves, a line an item."""
    text = say.text_area(
        "What they like",
        key="typed_history",
        height=120,
        placeholder="One sentence a line",
        help="Each line counts as an item that is liked; recommenders that read texts answer it, others show popular items.",
    )
    return tuple(line.strip()[:2_000] for line in text.splitlines() if line.strip())[:20]


def _by_use(view: UnitView) -> list[int]:
    import numpy as np

    used = np.bincount(view.dataset.event_item, minlength=len(view.names))
    return [int(i) for i in np.argsort(-used, kind="stable")[:_MOST_ITEMS]]
