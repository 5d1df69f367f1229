"""What the heads page shows of a survey: a grid of all heads, what one of them attends to, and all of it as a table."""

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray

from interestlab.attention.heads import FIGURES
from interestlab.attention.survey import RARE, Averages, Survey
from interestlab.charts.head_grid import HeadValues, head_grid
from interestlab.home.classes import PROBABILITY
from interestlab.home.workspace import Result
from interestlab.interests.selection import Selection
from interestlab.intervals import half_widths
from interestlab.studies.heads import HeadSurvey
from interestlab.studies.heads_off import EFFECTS, HeadEffects, HeadsOff
from interestlab.ui import say
from interestlab.ui.chart import show_chart
from interestlab.ui.study import study_card
from interestlab.ui.text import plain_text
from interestlab.ui.theme import is_dark

_HOW_MANY = (500, 2_000, 20_000)
_HOW_MANY_OFF = (50, 100, 500)
_LONGEST = {64: "64 tokens", 128: "128 tokens", 256: "256 tokens"}


def survey_question(result: Result, encoder: str, selection: Selection) -> HeadSurvey:
    """How many texts are read, and how far."""
    count = len(result.corpus.contents)
    sizes = [size for size in _HOW_MANY if size < count]
    left, right = st.columns(2)
    texts = say.selectbox(
        "Texts", [*sizes, None], key="heads_texts", index=min(1, len(sizes)),
        format_func=lambda size: "all that are chosen" if size is None else f"{size:,} at random",
    on=left)  # fmt: skip
    most = say.selectbox(
        "Read at most", list(_LONGEST), key="heads_tokens", index=1, format_func=_LONGEST.__getitem__,
        help="A longer text is cut there. The time grows with the square of it.",
    on=right)  # fmt: skip
    columns = {one.column for one in result.classes.values()} | {f"{one.name}{PROBABILITY}" for one in result.classes.values()}
    on_classes = bool(selection.groups) or any(one.column in columns for one in selection.facets)
    return HeadSurvey(encoder, texts, most, selection, classes=result.applied if on_classes else ())


def survey_facts(found: Survey) -> None:
    """How much was read."""
    texts = int(found.texts.sum())
    with st.container(horizontal=True, gap="small"):
        say.badge("{texts:,} texts", color="blue", texts=texts)
        say.badge("{own_tokens:,} tokens of theirs", color="gray", own_tokens=found.own_tokens)
        if found.cut:
            say.badge(
                "{cut:,} texts cut ({share:.0%})",
                color="orange",
                icon=":material/content_cut:",
                cut=found.cut,
                share=found.cut / texts,
            )


def compare(result: Result, found: Survey) -> tuple[int, int]:
    """The grid of one figure, over all texts, one interest, or the difference of two; returns layer and head to look into."""
    left, middle, right = st.columns([2, 2, 2])
    name = say.selectbox(
        "Figure", list(FIGURES), key="heads_figure", bind="query-params", format_func=lambda n: FIGURES[n].title, on=left
    )
    read = [number for number in range(len(found.texts) - 1) if found.texts[number] > 1]
    labels = {number: f"{plain_text(result.map.name(number), 50)} ({found.texts[number]:,})" for number in read}
    of = say.selectbox("Of", [None, *read], key="heads_of", format_func=lambda n: labels.get(n, "all texts"), on=middle)
    against = say.selectbox(
        "Less that of", [None, *[n for n in read if n != of]] if of is not None else [None], key="heads_against",
        format_func=lambda n: labels.get(n, "nothing"), disabled=of is None,
    on=right)  # fmt: skip
    values = _values(found, name, of, against)
    chosen = _chosen(values)
    figure = head_grid(values, signed=against is not None, chosen=[chosen], dark=is_dark())
    show_chart(figure, key="head_grid", on_select=_pick, selection_mode="points")
    say.caption("{what}", what=_what(name, values, against is not None))
    return chosen


def _values(found: Survey, name: str, of: int | None, against: int | None) -> HeadValues:
    one = found.of(None if of is None else [of])
    mean, error = getattr(one.mean, name), getattr(one.error, name)
    if against is None:
        return HeadValues(FIGURES[name].title, mean, half_widths(error, one.texts), np.ones(mean.shape, bool))
    other = found.of([against])
    difference = mean - getattr(other.mean, name)
    spread, texts = np.hypot(error, getattr(other.error, name)), min(one.texts, other.texts)
    clear = np.abs(difference) > half_widths(spread, texts, looks=mean.size)
    return HeadValues(FIGURES[name].title, difference, half_widths(spread, texts), clear)


def _chosen(values: HeadValues) -> tuple[int, int]:
    """What was picked last, else the head with the largest figure."""
    layers, heads = values.values.shape
    picked = st.session_state.get("heads_picked")
    if picked is not None and picked[0] < layers and picked[1] < heads:
        return int(picked[0]), int(picked[1])
    layer, head = np.unravel_index(int(np.nanargmax(np.abs(values.values))), values.values.shape)
    return int(layer), int(head)


def _pick() -> None:
    points = st.session_state["head_grid"]["selection"]["points"]
    if points:
        st.session_state["heads_picked"] = (int(points[0]["y"]) - 1, int(points[0]["x"]) - 1)


def _what(name: str, values: HeadValues, compared: bool) -> str:
    figure = FIGURES[name]
    meaning = f"{figure.title}: {figure.meaning}. Mean over texts; each is the mean over its own tokens."
    if not compared:
        return f"{meaning} Hover for the 95 % interval; pick a head to see what it attends to."
    clear = int(values.clear.sum())
    return (
        f"{meaning} Differences; {clear:,} of {values.clear.size:,} heads are told apart (two-sided, 5 % over all heads "
        "together, Bonferroni); the others are left blank."
    )


def effects_card(result: Result, question: HeadSurvey) -> HeadEffects | None:
    """The study of heads that are switched off: started here, then one grid a kind of effect. Returns it once it is there."""
    say.markdown("**What is each head needed for?**")
    left, right = st.columns([2, 1])
    sizes: list[int | None] = [size for size in _HOW_MANY_OFF if size <= len(result.corpus.contents)]
    texts = say.selectbox(
        "Texts to try", sizes or [None], key="off_texts",
        format_func=lambda size: "all that are chosen" if size is None else f"{size:,} at random",
    on=right)  # fmt: skip
    off = HeadsOff(question.encoder, texts, question.most_tokens, question.selection, question.seed, question.classes)
    found = study_card(result, off, start="Switch heads off, one at a time")
    if found is None:
        say.caption("Each text is encoded once whole, and once without each of the heads.")
        return None
    names = [name for name in EFFECTS if not np.isnan(getattr(found, name)).all()]
    name = say.selectbox("Effect", names, key="off_effect", format_func=lambda n: EFFECTS[n].title, on=left)
    values = getattr(found, name)
    grid = HeadValues(EFFECTS[name].title, values, getattr(found, f"{name}_half"), np.ones(values.shape, bool))
    figure = head_grid(grid, signed=False, chosen=(), dark=is_dark())
    show_chart(figure, key="off_grid")
    others = "" if len(names) > 1 else " Neighbours and interests are those of the map, which another encoder drew."
    say.caption(
        "{title}: {meaning}. Mean over {texts:,} texts; hover for the interval.{others}",
        title=EFFECTS[name].title,
        meaning=EFFECTS[name].meaning,
        texts=found.texts,
        others=others,
    )
    return found


def attended_tokens(found: Survey, layer: int, head: int) -> None:
    """What one head attends to most: by its share of all attention, and against even attention."""
    say.markdown("**Layer {layer}, head {head}: what it attends to**", layer=layer + 1, head=head + 1)
    left, right = st.columns(2)
    shares, lifts = found.shares[layer, head], found.lifts[layer, head]
    with left:
        say.caption("Most of all its attention")
        _token_table(found, np.argsort(-shares, kind="stable")[:20], layer, head, "share")
    with right:
        say.caption("Most for how often they occur")
        _token_table(found, np.argsort(-lifts, kind="stable")[:20], layer, head, "lift")
    say.caption(
        "Share: of all attention that the texts' own tokens give in this head. Lift: times what the token would get"
        " if attention were even. Tokens that occur fewer than {RARE} times, and special ones, are not listed.",
        RARE=RARE,
    )


def _token_table(found: Survey, order: NDArray[np.intp], layer: int, head: int, key: str) -> None:
    table = pd.DataFrame({
        "Token": [plain_text(found.tokens[at], 30) for at in order],
        "Share": 100 * found.shares[layer, head, order],
        "Lift": found.lifts[layer, head, order],
        "Occurs": found.occurrences[order],
    })  # fmt: skip
    config = {
        "Share": st.column_config.NumberColumn(format="%.2f %%"),
        "Lift": st.column_config.NumberColumn(format="%.1f ×"),
        "Occurs": st.column_config.NumberColumn(format="localized"),
    }
    st.dataframe(table, hide_index=True, height=330, key=f"tokens_{key}", column_config=config)


def all_heads(averages: Averages) -> None:
    """Every head and figure with its error, to read and to download."""
    layers, heads = averages.mean.entropy.shape
    table = pd.DataFrame(
        {"layer": np.repeat(np.arange(1, layers + 1), heads), "head": np.tile(np.arange(1, heads + 1), layers)}
    )
    for name in FIGURES:
        table[name] = getattr(averages.mean, name).ravel()
        table[f"{name} ±"] = half_widths(getattr(averages.error, name), averages.texts).ravel()
    with say.expander("All {count} heads in figures", icon=":material/table:", count=layers * heads):
        st.dataframe(table.round(4), hide_index=True, height=320, key="all_heads")
        say.caption("± is half the width of the 95 % interval of the mean over texts.")
    say.download_button(
        "Download the figures", table.to_csv(index=False), "heads.csv", "text/csv", key="heads_csv",
        icon=":material/download:", type="tertiary", on_click="ignore",
    )  # fmt: skip
