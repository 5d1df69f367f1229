"""A search for parameters on the evaluate page: every trial on validation, and the one touch of the test part."""

import pandas as pd
import streamlit as st

from interestlab import registry
from interestlab.charts.attempts import attempt_dots
from interestlab.home.workspace import Result
from interestlab.recommend.judging.search import MOST_TRIALS, Search, tunable
from interestlab.recommend.judging.splits import SPLITS, ProposedSplit
from interestlab.studies.search import ParameterSearch, setting_text
from interestlab.ui import say
from interestlab.ui.chart import show_chart
from interestlab.ui.evaluate.held_out import held_out_input
from interestlab.ui.recommend.backends import recommender_name
from interestlab.ui.study import study_card
from interestlab.ui.text import plain_text
from interestlab.ui.theme import is_dark

_ABOUT = (
    "Settings are drawn at random and judged on a validation part alone. The test part is touched once, at the end, by the "
    "defaults and by the chosen setting."
)


def search_view(result: Result, unit: str, proposed: ProposedSplit) -> None:
    """Inputs on the left, the search on the right."""
    left, right = st.columns([1, 2.5], gap="small")
    with left.container(border=True):
        question = _inputs(unit, proposed)
    with right:
        say.caption(_ABOUT)
        found = study_card(result, question, start="Search")
        if found is not None:
            _report(found)


def _inputs(unit: str, proposed: ProposedSplit) -> ParameterSearch:
    """The study that is asked for."""
    names = [name for name in registry.usable("recommenders") if tunable(name)]
    recommender = say.selectbox(
        "Recommender", names, names.index("ials") if "ials" in names else 0, key="search_backend", format_func=recommender_name
    )
    trials = say.slider("Trials", 5, MOST_TRIALS, 20, 5, key="search_trials")
    split = held_out_input(list(SPLITS), "search_split", proposed)
    with say.popover("Advanced", icon=":material/tune:"):
        k = say.slider("Items in a list", 3, 30, 10, key="search_k")
        seed = int(say.number_input("Seed", 0, 9999, 0, key="search_seed"))
    searched = ", ".join(one.name.replace("_", " ") for one in tunable(str(recommender)))
    say.caption("Searched: {searched:200}.", searched=searched)
    return ParameterSearch(unit, str(recommender), split, trials, k, seed)


def _report(found: Search) -> None:
    with st.container(border=True, key="searched"):
        say.markdown("{search_verdict}", search_verdict=search_verdict(found))
        figure = attempt_dots(
            [one.score for one in found.trials],
            [setting_text(one) for one in found.trials],
            chosen=found.chosen,
            dark=is_dark(),
        )
        show_chart(figure, key="search_dots")
        say.caption(
            "Test part: {rule:300} Validation: the same again within the rest. nDCG at {k} with 95 % intervals by "
            "resampling people. The best of many trials looks better on validation than it is. Random search, "
            "Bergstra & Bengio 2012; numbers are drawn log-uniformly within a factor of 30 of their defaults.",
            rule=found.rule,
            k=found.k,
        )
    rows = [
        {
            "Trial": at,
            "Setting": plain_text(setting_text(one), 200),
            "nDCG on validation": "–" if one.score is None else str(one.score),
            "Took": f"{one.seconds:.1f} s",
            "Problem": plain_text(one.problem or "", 200),
        }
        for at, one in enumerate(found.trials, 1)
    ]  # fmt: skip
    table = pd.DataFrame(rows)
    if not any(one.problem for one in found.trials):
        table = table.drop(columns="Problem")
    st.dataframe(table, hide_index=True, key="search_table")


def search_verdict(found: Search) -> say.Said:
    """Which setting was chosen and whether it beats the defaults on the test part."""
    name = recommender_name(found.recommender)
    if found.chosen == 0:
        return say.words(
            "**{name}** keeps its defaults: none of {others} other settings did better on validation. On the test part they "
            "reach {reached}.",
            name=name,
            others=len(found.trials) - 1,
            reached=found.test_default,
        )
    gap = found.difference
    return say.words(
        "**{name}** with {setting:200} did best on validation. On the test part it reaches {reached} against {default:.3f} of "
        "the defaults: {gap}, {standing}.",
        name=name,
        setting=setting_text(found.trials[found.chosen]),
        reached=found.test_chosen,
        default=found.test_default.value,
        gap=gap.signed(),
        standing=gap.standing,
    )
