"""Slates side by side as cards, and the history that they came from."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from interestlab import registry
from interestlab.recommend.histories import user_indices
from interestlab.recommend.protocol import SlateItem
from interestlab.ui.look_of_interests import interest_look
from interestlab.ui.recommend_inputs import History, UnitView, recommender_name, unit_view
from interestlab.ui.text import safe_text
from interestlab.workspace.slate_questions import BackendAnswer
from interestlab.workspace.workspace import Result

_MOST_HISTORY = 30
_HEAD = 68  # pixels over three lists or more, so that they begin side by side


def slate_columns(result: Result, unit: str, answers: Sequence[BackendAnswer]) -> None:
    """One column a backend."""
    view = unit_view(result, unit)
    names = dict(zip(view.dataset.items.tolist(), view.names, strict=True))
    for column, answer in zip(st.columns(len(answers), gap="small"), answers, strict=True):
        with column:
            info = registry.load("recommenders", answer.recommender).info
            with st.container(gap=None, height=_HEAD if len(answers) > 2 else "content", border=False):
                st.markdown(f"**{safe_text(recommender_name(answer.recommender))}**", help=safe_text(info.source, 300))
                st.caption(safe_text(info.title, 90))
            if answer.slate is None:
                st.warning(safe_text(answer.problem or "", 400), icon=":material/info:")
                continue
            if answer.slate.fallback:
                st.badge(safe_text(answer.slate.fallback, 120), color="orange", icon=":material/info:")
            if not answer.slate.items:
                st.caption("Nothing left to recommend: this person has seen everything.")
            for place, item in enumerate(answer.slate.items, 1):
                _item(result, place, item, names)


def _item(result: Result, place: int, item: SlateItem, names: dict[str, str]) -> None:
    with st.container(border=True, gap="xxsmall"):
        st.markdown(f"{place} · **{safe_text(item.name, 90)}**")
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            if item.interest_id >= 0:
                st.image(interest_look(result).dots[item.interest_id], width=16)
                st.caption(safe_text(result.map.name(item.interest_id), 40), width="content")
            if item.explored:
                st.badge(
                    "exploring",
                    color="violet",
                    icon=":material/explore:",
                    help=f"Drawn with probability {item.propensity:.3f}.",
                )
        if item.because:
            st.caption("because of " + ", ".join(f"“{safe_text(names.get(one, one), 50)}”" for one in item.because))


def history_card(result: Result, unit: str, history: History) -> None:
    """What the history holds, newest first."""
    view = unit_view(result, unit)
    items, liked = _history(view, history)
    with st.container(border=True, height=360, gap="xsmall"):
        st.markdown(f"**History · {len(items):,} items**")
        for item, weight in list(zip(items, liked, strict=True))[:_MOST_HISTORY]:
            mark = "" if weight > 0 else " :red-badge[not liked]" if weight < 0 else " :gray-badge[neutral]"
            st.caption(f"{safe_text(view.names[item], 70)}{mark}")
        if len(items) > _MOST_HISTORY:
            st.caption(f"and {len(items) - _MOST_HISTORY:,} more")


def _history(view: UnitView, history: History) -> tuple[list[int], list[float]]:
    if history.user is None:
        return list(history.items), [1.0] * len(history.items)
    user = int(user_indices(view.dataset, [history.user])[0])
    rows = np.flatnonzero(view.dataset.event_user == user)[::-1]
    items = list(dict.fromkeys(view.dataset.event_item[rows].tolist()))
    weights = view.dataset.matrix[user].toarray()[0]
    return items, [float(weights[item]) for item in items]
