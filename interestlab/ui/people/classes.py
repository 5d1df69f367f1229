"""A person's mix by the analyst's own classes, where a classifier is applied."""

import numpy as np
import streamlit as st

from interestlab.charts.mix import mix_bars
from interestlab.corpus.facets import PREFIX
from interestlab.home.workspace import Result
from interestlab.ui import say
from interestlab.ui.chart import show_chart
from interestlab.ui.map.colouring import colouring
from interestlab.ui.next_run import keep_to_one
from interestlab.ui.per_map import opened_per_map
from interestlab.ui.theme import is_dark
from interestlab.users.class_mix import ClassMixes, class_mixes

_MOST_BARS = 12
_GREY = "#9AA0AB"


def class_mix_card(result: Result, person: str) -> None:
    """The mix as bars; nothing where no classifier is applied."""
    if not result.classes:
        return
    with st.container(border=True, key="class_mix_card"):
        names = {scheme: one.name for scheme, one in result.classes.items()}
        keep_to_one("class_mix_of", names)
        say.markdown("**Classes**")
        scheme = next(iter(names))
        if len(names) > 1:
            scheme = say.selectbox("Scheme", list(names), key="class_mix_of", format_func=names.__getitem__)
        _bars(result, person, scheme)


def _bars(result: Result, person: str, scheme: str) -> None:
    trained, mixes = result.classes[scheme], _mixes(result, scheme)
    mix = mixes.mix(person) if person in mixes.users else ()
    if not mix:
        say.caption("None of this person's posts is known to be of a class.")
        return
    shown = colouring(result, f"{PREFIX}{trained.column}")
    look = dict(zip(shown.names, shown.palette, strict=True))
    names = [trained.classes[one.interest] for one in mix[:_MOST_BARS]]
    figure = mix_bars(
        names,
        np.array([one.share for one in mix[:_MOST_BARS]]),
        np.array([one.low for one in mix[:_MOST_BARS]]),
        np.array([one.high for one in mix[:_MOST_BARS]]),
        counts=np.array([round(one.count) for one in mix[:_MOST_BARS]]),
        colours=[look.get(name, _GREY) for name in names],
        dark=is_dark(),
    )
    show_chart(figure, key="class_mix")
    say.caption(
        "Classes by hand, or said by the classifier, whose errors are not in the 95 % intervals (Wilson). {unknown:,.0f} more "
        "posts or events are of no known class.",
        unknown=float(mixes.unknown[mixes.users.index(person)]),
    )


@opened_per_map(entries=4)
def _mixes(result: Result, scheme: str) -> ClassMixes:
    trained = result.classes[scheme]
    return class_mixes(result.corpus, result.map, trained.shown, len(trained.classes))
