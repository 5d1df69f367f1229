"""Slates side by side as cards, and the history that they came from."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import streamlit as st

from interestlab import registry
from interestlab.home.workspace import Result
from interestlab.questions.backend import Backend
from interestlab.questions.slate import BackendAnswer, Move, Slates
from interestlab.recommend.histories import user_indices
from interestlab.recommend.protocol import SlateItem
from interestlab.ui import say
from interestlab.ui.look_of_interests import interest_look
from interestlab.ui.recommend.backends import backend_label
from interestlab.ui.recommend.feedback import reaction_buttons
from interestlab.ui.recommend.inputs import History, UnitView
from interestlab.ui.recommend.saved import keep_dialog
from interestlab.ui.recommend.why import why_dialog
from interestlab.ui.text import plain_text

_MOST_HISTORY = 30
_HEAD = 68  # pixels over three lists or more, so that they begin side by side


@dataclass(frozen=True, eq=False)
class Shown:
    """What every card needs."""

    result: Result
    view: UnitView
    question: Slates
    feedback: str  # key
    index: dict[str, int]  # item id -> index in the dataset
    names: dict[str, str]


def slate_columns(result: Result, view: UnitView, question: Slates, feedback: str, answers: Sequence[BackendAnswer]) -> None:
    """One column a backend."""
    ids = view.dataset.items.tolist()
    index, names = {item: at for at, item in enumerate(ids)}, dict(zip(ids, view.names, strict=True))
    shown = Shown(result, view, question, feedback, index, names)
    for column, answer, backend in zip(st.columns(len(answers), gap="small"), answers, question.backends, strict=True):
        with column:
            info = registry.load("recommenders", answer.recommender).info
            with st.container(gap=None, height=_HEAD if len(answers) > 2 else "content", border=False):
                say.markdown(
                    "**{backend_label:60}**",
                    help=say.words("{source:300}", source=info.source),
                    backend_label=backend_label(backend),
                )
                say.caption("{title:90}", title=info.title)
            if answer.slate is None:
                say.warning("{problem:400}", icon=":material/info:", problem=answer.problem or "")
                continue
            if answer.note:
                say.caption(":material/info: {note:300}", note=answer.note)
            if answer.slate.fallback:
                say.badge("{fallback:240}", color="orange", icon=":material/info:", fallback=answer.slate.fallback)
            _invented(answer)
            if answer.slate.empty:
                say.info("{empty:240}", icon=":material/info:", empty=answer.slate.empty)
            moves: Sequence[Move | None] = answer.moves or [None] * len(answer.slate.items)
            for place, (item, move) in enumerate(zip(answer.slate.items, moves, strict=True), 1):
                _item(shown, backend, place, item, move)
            _gone(answer)
            if answer.savable and backend.file is None:
                key = f"keep_{backend.key}"
                if say.button("Keep", key=key, type="tertiary", icon=":material/save:", help="What was fitted, as a file"):
                    keep_dialog(result, question, backend)


def _invented(answer: BackendAnswer) -> None:
    for text, place, of in answer.invented:
        known = "would rank **{place:,}** of {of:,}" if place is not None else "cannot be scored by this recommender"
        where = say.words(known, place=place, of=of)
        say.caption(":material/science: “{typed:60}” {where}.", typed=text, where=where)


def _gone(answer: BackendAnswer) -> None:
    if not answer.gone:
        return
    lines = [
        say.words("{before} → {after} · {name:50}", before=one.before, after=one.after or "out", name=one.name)
        for one in answer.gone
    ]
    with say.expander("{lines} left the list", lines=len(lines)):
        say.caption(say.joined("  \n", lines))


def _item(shown: Shown, backend: Backend, place: int, item: SlateItem, move: Move | None) -> None:
    result, at = shown.result, f"{backend.key}_{place}"
    with st.container(border=True, gap="xxsmall"):
        say.markdown("{place} · **{name:90}**", place=place, name=item.name)
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            if item.interest_id >= 0:
                st.image(interest_look(result).dots[item.interest_id], width=16)
                say.caption("{name:40}", width="content", name=result.map.name(item.interest_id))
            if item.explored:
                chance = say.words("{chance}", chance=_chance(item.propensity))
                say.badge("exploring", color="violet", icon=":material/explore:", help=chance)
            _moved(place, move)
        if item.because:
            known = [shown.names.get(one, one) for one in item.because]
            say.caption("because of {known}", known=", ".join(f"“{plain_text(one, 50)}”" for one in known))
        if move is not None and move.before != place and move.because:
            say.caption("moved by “{because:50}” ({difference:+.2g})", because=move.because, difference=move.difference)
        with st.container(horizontal=True, gap="xxsmall", key=f"react_{at}"):
            if item.item_id in shown.index:
                reaction_buttons(shown.feedback, shown.index[item.item_id], at)
            if say.button("Why", key=f"why_{at}", type="tertiary", icon=":material/help:"):
                why_dialog(result, shown.question, backend, item.item_id)


def _chance(propensity: float | None) -> str:
    """What an item shown to learn is worth in a log."""
    if propensity is None:
        return "Shown to learn; with which probability is not known, since re-ranking drew its place by lot."
    if propensity == 1:
        return "Shown to learn, with propensity 1: nothing else could have been shown."
    return f"Shown to learn, with probability {propensity:.3f}."


def _moved(place: int, move: Move | None) -> None:
    """Where the item stood before the change."""
    if move is None or move.before == place:
        return
    if move.before is None:
        say.badge("new", color="green")
    else:
        up = move.before > place
        icon = ":material/arrow_upward:" if up else ":material/arrow_downward:"
        say.badge("{before} → {place}", color="green" if up else "gray", icon=icon, before=move.before, place=place)


def history_card(view: UnitView, items: Sequence[int], weights: dict[int, float], texts: Sequence[str]) -> None:
    """What the history holds, newest first."""
    with st.container(border=True, height=320, gap="xsmall"):
        say.markdown("**History · {count:,} items**", count=len(items) + len(texts))
        for text in texts:
            say.caption(":material/edit: {typed:90}", typed=text)
        for item in items[:_MOST_HISTORY]:
            weight = weights[item]
            mark = say.words("" if weight > 0 else " :red-badge[not liked]" if weight < 0 else " :gray-badge[neutral]")
            say.caption("{name:70}{mark}", name=view.names[item], mark=mark)
        if len(items) > _MOST_HISTORY:
            say.caption("and {count:,} more", count=len(items) - _MOST_HISTORY)


def history_items(view: UnitView, history: History) -> tuple[list[int], dict[int, float]]:
    """The items of the history, newest first, and the weight of each."""
    if history.user is None:
        return list(history.items), dict.fromkeys(history.items, 1.0)
    user = int(user_indices(view.dataset, [history.user])[0])
    rows = np.flatnonzero(view.dataset.event_user == user)[::-1]
    items = list(dict.fromkeys(view.dataset.event_item[rows].tolist()))
    row = view.dataset.matrix[[user]]
    return items, dict(zip(row.indices.tolist(), row.data.tolist(), strict=True))
