"""One group of several: posts in all of them, in any, in the first alone, in none."""

import numpy as np
import pandas as pd
import streamlit as st

from interestlab.home.groups import Group
from interestlab.home.workspace import Result
from interestlab.interests.groups import All, AnyOf, NamedRecipe, Not, Recipe
from interestlab.ui import say
from interestlab.ui.groups.kept import all_groups, mask_of, members
from interestlab.ui.groups.save import save_button
from interestlab.ui.problems import errors_shown
from interestlab.ui.text import plain_text

_WAYS = {"all": "All of them", "any": "Any of them", "first": "The first, and no other", "none": "None of them"}


def combine_card(result: Result) -> None:
    """The choice of groups, how many posts come out, and “Save as group”."""
    known = {group.id: group for group in all_groups(result)}
    if len(known) < 2:
        return
    with st.container(border=True, key="combine"):
        say.markdown("**Make one of several**")
        left, right = st.columns([1.4, 1], vertical_alignment="bottom")
        chosen = say.multiselect(
            "Groups", list(known), key="combined", format_func=lambda one: known[one].name, placeholder="Two or more", on=left
        )
        way = say.segmented_control(
            "Posts that are in", list(_WAYS), default="all", format_func=_WAYS.__getitem__, key="combined_way", required=True,
            on=right,
        )  # fmt: skip
        if len(chosen) < 2:
            say.caption("Pick at least two groups. What they have in common is shown here.")
            return
        with errors_shown():
            _outcome(result, [known[one] for one in chosen], way)


def _outcome(result: Result, groups: list[Group], way: str) -> None:
    recipe = combined(groups, way)
    ids = np.flatnonzero(mask_of(result, recipe))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        say.badge("{ids:,} of {total:,} posts", color="blue", ids=len(ids), total=len(result.corpus))
        save_button(result, recipe, ids, key="save_combined")
    say.caption("Posts that two of them share; on the diagonal, all posts of one.")
    st.dataframe(_shared(result, groups), key="shared")


def combined(groups: list[Group], way: str) -> Recipe:
    """What is made of the groups: "all", "any", "first" or "none"."""
    called = tuple(NamedRecipe(group.name, group.recipe) for group in groups)
    if way == "all":
        return All(called)
    if way == "any":
        return AnyOf(called)
    if way == "first":
        return All((called[0], *(Not(one) for one in called[1:])))
    return All(tuple(Not(one) for one in called))


def _shared(result: Result, groups: list[Group]) -> pd.DataFrame:
    """(g, g) how many posts each two have in common."""
    inside = np.stack([members(result, group) for group in groups]).astype(np.int64)
    names = [plain_text(group.name, 40) for group in groups]
    return pd.DataFrame(inside @ inside.T, index=pd.Index(names), columns=pd.Index(names))
