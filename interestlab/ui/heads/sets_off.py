"""Heads switched off together: which, on how many texts, and what comes of it beside random sets of as many heads."""

from dataclasses import replace

import numpy as np
import streamlit as st

from interestlab.attention.head_sets import other_sets, set_mask
from interestlab.attention.survey import Survey
from interestlab.charts.set_dots import set_dots
from interestlab.home.export import csv_bytes
from interestlab.home.workspace import Result
from interestlab.studies.head_sets_off import (
    LEVEL,
    HeadSetEffects,
    HeadSetsOff,
    SetComparison,
    set_label,
    set_table,
)
from interestlab.studies.heads import HeadSurvey
from interestlab.studies.heads_off import EFFECTS, HeadEffects
from interestlab.ui import say
from interestlab.ui.chart import show_chart
from interestlab.ui.empty import empty_state
from interestlab.ui.heads.head_choice import Head, choose_heads
from interestlab.ui.study import study_card
from interestlab.ui.theme import is_dark

_HOW_MANY = (50, 100, 500)
_DRAWS = (40, 100)  # 39 is the fewest of which one set can be told at 5 %, two-sided
_KINDS = {False: "over all layers", True: "as many in each layer"}
_WHAT = {"shift": "The shift of the vector", "lost": "The loss of neighbours", "moved": "The change of the nearest interest"}


def head_sets_card(result: Result, question: HeadSurvey, found: Survey | None, alone: HeadEffects | None) -> None:
    """The choice of heads, the study, and its result."""
    say.markdown("**What are several heads needed for together?**")
    if found is None:
        empty_state("select_all", "No heads to choose from yet", "Read the texts above; then choose heads here.")
        return
    chosen = choose_heads(found, alone)
    asked = _question(result, question, chosen)
    if not chosen:
        say.caption("No head is chosen yet: choose some, and they are switched off together, beside random sets of as many.")
        return
    others = other_sets(set_mask(chosen, found.heads), by_layer=asked.by_layer)
    if not others:
        say.info("{alone}", icon=":material/info:", alone=_alone(all_heads=len(chosen) == np.prod(found.heads)))
        return
    effects = study_card(result, asked, start="Switch these heads off together")
    if effects is None:
        say.caption("Each text is encoded whole, without the chosen heads, and without each random set of as many.")
    else:
        _show(effects)


def _question(result: Result, question: HeadSurvey, chosen: tuple[Head, ...]) -> HeadSetsOff:
    texts, draws, kind, seed = st.columns(4)
    sizes: list[int | None] = [size for size in _HOW_MANY if size <= len(result.corpus.contents)]
    count = say.selectbox(
        "Texts to try", sizes or [None], key="set_texts", index=min(1, max(0, len(sizes) - 1)),
        format_func=lambda size: "all that are chosen" if size is None else f"{size:,} at random",
    on=texts)  # fmt: skip
    drawn = say.selectbox("Random sets", _DRAWS, key="set_draws", on=draws)
    by_layer = say.selectbox(
        "Drawn", list(_KINDS), key="set_kind", format_func=_KINDS.__getitem__,
        help="Heads of late layers often matter more than those of early ones: with as many in each layer, that makes no "
        "difference between the sets.",
    on=kind)  # fmt: skip
    start = say.number_input(
        "Seed", 0, 2**31 - 1, 1, key="set_seed",
        help="Draws the texts and the random sets. The grid above drew its texts with 0, so with another seed heads that "
        "were picked by a figure are judged on other texts.",
    on=seed)  # fmt: skip
    read = replace(question, texts=count, seed=int(start))
    return HeadSetsOff.on(read, chosen, draws=drawn, by_layer=by_layer)


def _alone(*, all_heads: bool) -> str:
    if all_heads:
        return "All heads are chosen, so there is no other set to hold them against; leave at least one on."
    return "Every layer is wholly off or wholly on, so no other set has as many heads in each; draw over all layers."


def _show(found: HeadSetEffects) -> None:
    names = [set_label(mask) for mask in found.sets[1:]]
    for effect in found.effects():
        one = found.compared(effect)
        figure = set_dots(
            EFFECTS[effect].title, (one.chosen.value, one.chosen.low, one.chosen.high), one.random, names,
            share=effect != "shift", dark=is_dark(),
        )  # fmt: skip
        say.markdown("{verdict}", verdict=verdict(found, effect))
        show_chart(figure, key=f"set_{effect}")
    say.caption("{method}", method=_method(found))
    say.download_button(
        "Download every set", csv_bytes(set_table(found)), "heads_off_together.csv", "text/csv", key="set_csv",
        icon=":material/download:", type="tertiary", on_click="ignore",
    )  # fmt: skip


def verdict(found: HeadSetEffects, effect: str) -> say.Said:
    """One sentence in Markdown: whether the chosen heads are told from random ones, and the figures."""
    one = found.compared(effect)
    value, random, low, high = (
        _shown(number, effect) for number in (one.chosen.value, one.random.mean(), one.random.min(), one.random.max())
    )
    by, start, end = (_shown(number, effect) for number in (one.difference.value, one.difference.low, one.difference.high))
    heads, as_many = ("this head", "a random one")
    if found.size > 1:
        heads, as_many = f"these {found.size} heads", "as many random ones"
    return say.words(
        "**{what}: {standing}.** {figures}",
        what=_WHAT[effect],
        standing=_standing(found, one),
        figures=f"{value} without {heads}, {random} on average without {as_many} ({low} to {high}); difference {by} "
        f"[{start}, {end}].",
    )


def _shown(number: float, effect: str) -> str:
    return (f"{number:.4f}" if effect == "shift" else f"{number:.1%}").replace("-", "−")


def _standing(found: HeadSetEffects, one: SetComparison) -> str:
    if found.texts < 2:
        return "one text cannot tell"
    rank = _rank(one, f"{found.draws} random sets of as many heads")
    if one.told:
        return rank
    if 2 / (1 + found.draws) > LEVEL:
        return f"{rank}, too few to tell"
    if one.chance > LEVEL:
        return f"within the noise, since random sets scatter as far: {rank}"
    return f"within the noise of {found.texts:,} texts: {rank}"


def _rank(one: SetComparison, sets: str) -> str:
    parts = [f"more than {one.below}"] if one.below else []
    parts += [f"less than {one.above}"] if one.above else []
    return f"{' and '.join(parts) or 'as much as all'} of {sets}"


def _method(found: HeadSetEffects) -> str:
    means = "; ".join(f"{EFFECTS[name].title.lower()}: {EFFECTS[name].meaning}" for name in found.effects())
    kind = "with as many heads in each layer as the chosen ones" if found.by_layer else "drawn over all layers"
    every = ", all that there are beside the chosen one" if found.draws == found.others else ""
    other = "" if len(found.effects()) > 1 else " Neighbours and interests are those of the map, which another encoder drew."
    return (
        f"Means over {found.texts:,} texts ({means}). Whisker: 95 % interval over texts; each dot a random set, {kind}{every}, "
        f"on the same texts. In brackets: 95 % interval of the difference, paired over texts, for the random sets as drawn. "
        f"A set is told from random ones where this leaves out 0 and the set lies further out than 95 % of them (two-sided); "
        f"each effect is tested for itself. Off together can be more or less than the sum of off alone: other heads may do the "
        f"same work.{other}"
    )
