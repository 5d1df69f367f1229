"""What is known of the person's interests, and how feedback narrows it."""

import numpy as np
import streamlit as st
from scipy.sparse import csr_matrix

from interestlab.charts.taste import taste_bars
from interestlab.home.workspace import Result
from interestlab.recommend.taste import Taste, taste_of
from interestlab.ui import say
from interestlab.ui.chart import show_chart
from interestlab.ui.look_of_interests import interest_look
from interestlab.ui.recommend.inputs import UnitView
from interestlab.ui.theme import is_dark

SHOWN = 8


def taste_card(result: Result, view: UnitView, weights: dict[int, float], feedback: dict[int, float]) -> None:
    """The interests with most evidence, those of the feedback first; weights: the history's, before the feedback."""
    interest = view.dataset.item_interest
    if interest is None or not interest.shape[1]:
        return
    before = taste_of(_row(weights, len(view.names)), interest)
    after = taste_of(_row(weights | feedback, len(view.names)), interest)
    order = _order(before, after)
    low, high = after.interval()
    start, stop = before.interval()
    looks = interest_look(result)
    figure = taste_bars(
        [result.map.name(one) for one in order],
        after.mean[order],
        low[order],
        high[order],
        earlier=(start[order], stop[order]) if feedback else None,
        colours=[looks.colours[one] for one in order],
        dark=is_dark(),
    )
    with st.container(border=True, key="taste"):
        say.markdown("**What is known of the taste**")
        show_chart(figure, key="taste_chart")
        shrunk = 1 - float(np.sqrt(after.variance).sum() / np.sqrt(before.variance).sum())
        moved = f" Your reactions narrowed it by {shrunk:.1%}; the thin lines are from before." if feedback else ""
        say.caption(
            "How likely an item of the interest is liked: 95 % intervals of a Beta posterior from likes and "
            "dislikes, begun from “nothing known”.{moved}",
            moved=moved,
        )


def _row(weights: dict[int, float], width: int) -> csr_matrix:
    items = np.array(sorted(weights), dtype=np.intp)
    values = np.array([weights[item] for item in items.tolist()], dtype=np.float32)
    return csr_matrix((values, (np.zeros(len(items), dtype=np.intp), items)), shape=(1, width))


def _order(before: Taste, after: Taste) -> list[int]:
    """The SHOWN interests with most evidence; those that the feedback told something about come first."""
    evidence = after.likes + after.dislikes
    told = np.abs(evidence - before.likes - before.dislikes) + np.abs(after.likes - before.likes)
    return [int(one) for one in np.lexsort((-evidence, -told))[:SHOWN]]
