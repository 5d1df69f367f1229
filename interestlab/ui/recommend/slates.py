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
from interestlab.ui.look_of_interests import interest_look
from interestlab.ui.recommend.backends import backend_label
from interestlab.ui.recommend.feedback import reaction_buttons
from interestlab.ui.recommend.inputs import History, UnitView
from interestlab.ui.recommend.saved import keep_dialog
from interestlab.ui.recommend.why import why_dialog
from interestlab.ui.text import safe_text

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
                st.markdown(f"**{safe_text(backend_label(backend), 60)}**", help=safe_text(info.source, 300))
                st.caption(safe_text(info.title, 90))
            if answer.slate is None:
                st.warning(safe_text(answer.problem or "", 400), icon=":material/info:")
                continue
            if answer.note:
                st.caption(f":material/info: {safe_text(answer.note, 300)}")
            if answer.slate.fallback:
                st.badge(safe_text(answer.slate.fallback, 240), color="orange", icon=":material/info:")
            _invented(answer)
            if answer.slate.empty:
                st.info(safe_text(answer.slate.empty, 240), icon=":material/info:")
            moves: Sequence[Move | None] = answer.moves or [None] * len(answer.slate.items)
            for place, (item, move) in enumerate(zip(answer.slate.items, moves, strict=True), 1):
                _item(shown, backend, place, item, move)
            _gone(answer)
            if answer.savable and backend.file is None:
                key = f"keep_{backend.key}"
                if st.button("Keep", key=key, type="tertiary", icon=":material/save:", help="What was fitted, as a file"):
                    keep_dialog(result, question, backend)


def _invented(answer: BackendAnswer) -> None:
    for text, place, of in answer.invented:
        where = f"would rank **{place:,}** of {of:,}" if place is not None else "cannot be scored by this recommender"
        st.caption(f":material/science: “{safe_text(text, 60)}” {where}.")


def _gone(answer: BackendAnswer) -> None:
    if not answer.gone:
        return
    lines = [f"{one.before} → {one.after if one.after else 'out'} · {safe_text(one.name, 50)}" for one in answer.gone]
    with st.expander(f"{len(lines)} left the list"):
        st.caption("  \n".join(lines))


def _item(shown: Shown, backend: Backend, place: int, item: SlateItem, move: Move | None) -> None:
    result, at = shown.result, f"{backend.key}_{place}"
    with st.container(border=True, gap="xxsmall"):
        st.markdown(f"{place} · **{safe_text(item.name, 90)}**")
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            if item.interest_id >= 0:
                st.image(interest_look(result).dots[item.interest_id], width=16)
                st.caption(safe_text(result.map.name(item.interest_id), 40), width="content")
            if item.explored:
                chance = _chance(item.propensity)
                st.badge("exploring", color="violet", icon=":material/explore:", help=chance)
            _moved(place, move)
        if item.because:
            known = [shown.names.get(one, one) for one in item.because]
            st.caption("because of " + ", ".join(f"“{safe_text(one, 50)}”" for one in known))
        if move is not None and move.before != place and move.because:
            st.caption(f"moved by “{safe_text(move.because, 50)}” ({move.difference:+.2g})")
        with st.container(horizontal=True, gap="xxsmall", key=f"react_{at}"):
            if item.item_id in shown.index:
                reaction_buttons(shown.feedback, shown.index[item.item_id], at)
            if st.button("Why", key=f"why_{at}", type="tertiary", icon=":material/help:"):
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
        st.badge("new", color="green")
    else:
        up = move.before > place
        icon = ":material/arrow_upward:" if up else ":material/arrow_downward:"
        st.badge(f"{move.before} → {place}", color="green" if up else "gray", icon=icon)


def history_card(view: UnitView, items: Sequence[int], weights: dict[int, float], texts: Sequence[str]) -> None:
    """What the history holds, newest first."""
    with st.container(border=True, height=320, gap="xsmall"):
        st.markdown(f"**History · {len(items) + len(texts):,} items**")
        for text in texts:
            st.caption(f":material/edit: {safe_text(text, 90)}")
        for item in items[:_MOST_HISTORY]:
            weight = weights[item]
            mark = "" if weight > 0 else " :red-badge[not liked]" if weight < 0 else " :gray-badge[neutral]"
            st.caption(f"{safe_text(view.names[item], 70)}{mark}")
        if len(items) > _MOST_HISTORY:
            st.caption(f"and {len(items) - _MOST_HISTORY:,} more")


def history_items(view: UnitView, history: History) -> tuple[list[int], dict[int, float]]:
    """The items of the history, newest first, and the weight of each."""
    if history.user is None:
        return list(history.items), dict.fromkeys(history.items, 1.0)
    user = int(user_indices(view.dataset, [history.user])[0])
    rows = np.flatnonzero(view.dataset.event_user == user)[::-1]
    items = list(dict.fromkeys(view.dataset.event_item[rows].tolist()))
    row = view.dataset.matrix[[user]]
    return items, dict(zip(row.indices.tolist(), row.data.tolist(), strict=True))
