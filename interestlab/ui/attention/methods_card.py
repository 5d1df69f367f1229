"""Which explanation is most faithful on this data: a study, then a table with intervals that names no winner in the noise."""

import pandas as pd
import streamlit as st

from interestlab.attention.names import METHODS
from interestlab.charts.estimates import interval_dots
from interestlab.home.workspace import Result
from interestlab.studies.methods import RANDOM, MethodFigures, TrialOfMethods
from interestlab.ui import say
from interestlab.ui.chart import show_chart
from interestlab.ui.study import study_card
from interestlab.ui.text import plain_text
from interestlab.ui.theme import is_dark

_SIZES = (10, 20, 40)


def methods_card(result: Result) -> None:
    """The card; the map's own encoder is judged, whatever is shown above."""
    left, right = st.columns([2.4, 1], vertical_alignment="bottom")
    say.markdown("**Which explanation is most faithful on this data?**", on=left)
    texts = say.selectbox(
        "Texts", _SIZES, index=1, key="methods_texts", format_func=lambda n: f"{n} posts at random",
        label_visibility="collapsed",
    on=right)  # fmt: skip
    found = study_card(result, TrialOfMethods(texts), start="Try every method")
    if found is None:
        say.caption(
            "Every method explains the same posts; what it names is deleted, and the fall of the similarity is measured."
        )
        return
    _show(result, found)


def _title(method: str) -> str:
    return "Random tokens" if method == RANDOM else METHODS[method].title


def _show(result: Result, found: MethodFigures) -> None:
    order = sorted(found.methods, key=lambda method: -found.mean(method).value)
    figure = interval_dots(
        [_title(method) for method in order], [found.mean(method) for method in order], what="Fall of the similarity",
        dark=is_dark(), zero=True, strong=[method != RANDOM for method in order],
    )  # fmt: skip
    show_chart(figure, key="methods")
    say.caption("{verdict}", verdict=_verdict(result, found, order))
    table = pd.DataFrame({
        "method": order,
        **{
            f"{measure}{column}": [getattr(found.mean(method, measure), end) for method in order]
            for measure in ("comprehensiveness", "sufficiency")
            for column, end in (("", "value"), ("_low", "low"), ("_high", "high"))
        },
    })  # fmt: skip
    say.download_button("Download the table", table.to_csv(index=False), "methods.csv", "text/csv", key="methods_csv",
                       icon=":material/download:", type="tertiary", on_click="ignore")  # fmt: skip


def _verdict(result: Result, found: MethodFigures, order: list[str]) -> say.Said:
    """What the figures allow to be said."""
    best, texts = order[0], found.comprehensiveness.shape[1]
    near = [one for one in order[1:] if found.mean(best, against=one).side <= 0]
    alike = [_title(one) for one in near if one != RANDOM]
    chance = [_title(one) for one in order if one != RANDOM and found.mean(one, against=RANDOM).side <= 0]
    what = (
        f"Comprehensiveness (DeYoung et al. 2020): mean fall of the similarity to the middle of a post's own interest, "
        f"less that to the average post, when the tokens that a method names are deleted (10, 20 and 50 % of them); "
        f"{texts:,} posts, one a sitting, 95 % intervals over them, read by {plain_text(result.encoder['name'], 40)}."
    )
    if best == RANDOM or RANDOM in near:
        return say.words("{what} No method is told from random tokens on so few posts.", what=what)
    lead = f"{_title(best)} leads" + (f", within the noise with {_list(alike)}." if alike else " beyond the noise.")
    weak = say.words(" **No better than random tokens here: {names}.**", names=_list(chance)) if chance else ""
    return say.words("{what} {lead}{weak}", what=what, lead=lead, weak=weak)


def _list(names: list[str]) -> str:
    lowered = [name[0].lower() + name[1:] for name in names]
    return lowered[0] if len(lowered) == 1 else ", ".join(lowered[:-1]) + " and " + lowered[-1]
