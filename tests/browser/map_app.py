"""A page with nothing but a map of 20,000 synthetic posts, for the browser tests."""

import numpy as np
import streamlit as st

from interestlab.charts.palette import assign_colours, colours
from interestlab.ui.map.component import clear_drawing, interest_map

N, INTERESTS = 20_000, 33
WORDS = [
    "Bitcoin & debt",
    "Chess",
    "Dress & shoes",
    "Climbing & trips",
    "Photography & photos",
    "Engine & oil",
    "Garden & harvest",
]


def cloud():
    random = np.random.default_rng(7)
    centres = random.uniform(-9, 9, (INTERESTS, 2)) * [1.25, 1]
    size = random.gamma(2.0, 1.0, INTERESTS)
    interest = random.choice(INTERESTS, N, p=size / size.sum())
    spread = random.gamma(3.0, 0.16, INTERESTS)
    points = centres[interest] + random.normal(size=(N, 2)) * spread[interest, None]
    lonely = random.random(N) < 0.3
    points[lonely] = random.normal(size=(lonely.sum(), 2)) * [5.5, 4.5]
    interest[lonely] = -1
    return points.astype(np.float32), interest


def far_out():
    """The same posts, of which .3 % lie ten widths away in two directions."""
    points, interest = cloud()
    moved = np.random.default_rng(5).choice(N, 3 * N // 1_000, replace=False)
    away = 10 * np.ptp(points, axis=0)
    points[moved[:40]] += away * [1, 0]
    points[moved[40:]] += away * [-1, -1]
    return points, interest


def text_of(number):
    return f"post {number} <img src=x onerror=\"document.title='broken in'\"> and more"


MANY = 700


def many_colours():
    return [f"#{40 + i % 25 * 8:02x}{40 + i // 25 * 7:02x}{(i * 37) % 200 + 20:02x}" for i in range(MANY)]


def many():
    """More interests than a small colour table holds, each a dense spot."""
    interest = np.repeat(np.arange(MANY), 30)
    points = np.stack([interest % 28, interest // 28], axis=1).astype(np.float32)
    names = [str(i) for i in range(MANY)]
    interest_map(points, interest, key="many", palette=many_colours(), names=names, revision="m", show_names=False)


def main():
    st.set_page_config(layout="wide")
    if "many" in st.query_params:
        return many()
    points, interest = far_out() if "far" in st.query_params else cloud()
    st.session_state.runs = st.session_state.get("runs", 0) + 1
    picked = st.radio("Lit by the page", ["nothing", "interest 3", "none at all"], horizontal=True)
    shown = {"nothing": None, "interest 3": interest == 3, "none at all": np.empty(0, int)}[picked]
    numbers = np.flatnonzero(interest == 5)[:9].tolist() if st.checkbox("Numbers") else []
    revision = "r2" if st.checkbox("Other revision") else "r1"
    palette = colours(assign_colours(points, interest), dark=st.context.theme.type == "dark")
    names = [f"{WORDS[i % 7]} {i}" for i in range(INTERESTS)]
    if st.checkbox("Away"):
        return st.text("elsewhere")
    polygon = ((-4.0, -4.0), (4.0, -4.0), (4.0, 4.0), (-4.0, 4.0)) if st.checkbox("Polygon of the URL") else None
    with st.container(border=True):
        event = interest_map(
            points,
            interest,
            key="map",
            palette=palette,
            names=names,
            revision=revision,
            selected=shown,
            polygon=polygon,
            numbers=numbers,
            get_text=text_of,
            height=560,
        )
    st.button("Rerun")
    st.button("Forget the drawing", on_click=clear_drawing, args=["map"])
    total = int(event.selected.sum()) if event.selected is not None else 0
    st.text(f"count={event.count} total={total} cleared={event.cleared} runs={st.session_state.runs}")
    return st.text(f"polygon={event.polygon}")


if __name__ == "__main__":
    main()
