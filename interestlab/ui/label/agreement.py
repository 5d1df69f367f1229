"""How far those agree who label the same texts."""

import pandas as pd
import streamlit as st

from interestlab.classify.agreement import Agreement, agreement
from interestlab.classify.labels import SETTLED, HandLabel
from interestlab.home.labels import SchemeState
from interestlab.home.workspace import Result
from interestlab.ui import say
from interestlab.ui.label.card import texts_of
from interestlab.ui.text import plain_text
from interestlab.users.units import units_of

_NOBODY = frozenset({"column", "interest"})  # authors that are no people
_FEWEST = 2  # texts in common


def agreement_card(result: Result, state: SchemeState) -> None:
    """The coefficients; nothing where no two people have labelled the same texts."""
    votes = votes_of(state.said)
    if sum(len(one) > 1 for one in votes.values()) < _FEWEST:
        return
    found = _agreement(result, votes)
    with say.expander("Agreement of those who label", icon=":material/group:", key="label_agreement"):
        say.markdown(
            "Krippendorff's alpha **{alpha}** over {texts:,} texts that two or more have labelled.",
            alpha=str(found.alpha), texts=found.texts,
        )  # fmt: skip
        table = pd.DataFrame({
            "One": [plain_text(one.first, 40) for one in found.pairs],
            "Another": [plain_text(one.second, 40) for one in found.pairs],
            "Texts": [one.texts for one in found.pairs],
            "Same class": [f"{one.same / one.texts:.0%}" for one in found.pairs],
            "Cohen's kappa": [str(one.kappa) for one in found.pairs],
        })  # fmt: skip
        st.dataframe(table, hide_index=True, key="label_agreement_pairs")
        rough = found.alpha.rough or not found.alpha.bounded
        say.caption(
            "1 is full agreement, 0 what chance would give; 95 % intervals resample the people whose texts they are. {few}",
            few="There are too few for the interval to be trusted." if rough else "",
        )
        say.caption("Disagreements are gone through one by one under “What comes next”.")


def votes_of(said: tuple[HandLabel, ...]) -> dict[str, dict[str, str]]:
    """The last class that each person gave each text, by digest and author, before anything was settled."""
    votes: dict[str, dict[str, str]] = {}
    for one in said:
        if one.label is not None and one.chosen != SETTLED and one.author not in _NOBODY:
            votes.setdefault(one.text, {})[one.author] = one.label
    return votes


def _agreement(result: Result, votes: dict[str, dict[str, str]]) -> Agreement:
    texts, unit = texts_of(result), units_of(result.corpus)
    there = [text for text in votes if text in texts.place]
    return agreement([votes[text] for text in there], [int(unit[texts.place[text]]) for text in there])
