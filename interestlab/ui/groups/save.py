"""“Save as group”: what is seen, kept under a name."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from interestlab.errors import InterestLabError
from interestlab.home.groups import MOST_LETTERS, MOST_NOTE, groups_of
from interestlab.home.workspace import Result
from interestlab.interests.groups import All, AnyOf, NamedRecipe, OfInterests, Recipe, Searched, These, Where, follows_data
from interestlab.interests.selection import Selection
from interestlab.ui import say
from interestlab.ui.door.browser import this_browser
from interestlab.ui.groups.kept import all_groups, mask_of, posts
from interestlab.ui.groups.words import recipe_words
from interestlab.ui.problems import show_error
from interestlab.ui.search import Found

_OUTCOME = "_interestlab.group_saved"  # the name, or the error


def recipe_of(result: Result, selection: Selection, *, found: Found | None = None, interests: tuple[int, ...] = ()) -> Recipe:
    """What filter, search and interests (by their numbers) take together."""
    conditions = Selection(**{**vars(selection), "groups": ()})
    parts: list[Recipe] = [] if conditions.empty else [Where(conditions)]
    known = {group.id: group for group in all_groups(result)}
    if selection.groups:
        kept = [known[one] for one in selection.groups if one in known]
        called = [NamedRecipe(group.name, group.recipe) for group in kept]
        parts.append(called[0] if len(called) == 1 else AnyOf(tuple(called)))
    if found is not None:
        parts.append(Searched(found.query, found.way))
    if interests:
        parts.append(OfInterests(tuple(result.id_of(one) for one in interests)))
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def save_button(result: Result, recipe: Recipe | None, ids: NDArray[np.intp], *, key: str) -> None:
    """Opens the dialog; recipe: what takes these posts, None where they were drawn or picked by hand."""
    if say.button("Save as group", icon=":material/bookmark_add:", key=key, disabled=not len(ids)):
        _dialog(result, recipe, ids)
    if (outcome := st.session_state.pop(_OUTCOME, None)) is not None:
        _tell(outcome)


@say.dialog("Save as group")
def _dialog(result: Result, recipe: Recipe | None, ids: NDArray[np.intp]) -> None:
    follows = recipe is not None and follows_data(recipe)
    say.caption("{ids:,} of {total:,} posts.", ids=len(ids), total=len(result.corpus))
    with st.form("save_group", border=False):
        say.text_input("Name", max_chars=MOST_LETTERS, key="group_name")
        say.text_area("Note", max_chars=MOST_NOTE, key="group_note", placeholder="Why it is kept, what was seen")
        if follows and recipe is not None:
            say.radio(
                "Later, with new posts or another map",
                ["recipe", "posts"],
                format_func={"recipe": "All posts that fit then", "posts": "These posts and no others"}.__getitem__,
                captions=[say.words("Posts {words}.", words=recipe_words(recipe, result)), "Known again by their texts."],
                key="group_way",
            )
        elif recipe is None:
            say.caption("They were drawn on this map, so exactly these posts are kept; another map lies otherwise.")
        say.form_submit_button(
            "Save", type="primary", icon=":material/bookmark_add:", on_click=_save, args=(result, recipe, follows, ids)
        )
    outcome = st.session_state.get(_OUTCOME)
    if isinstance(outcome, str):
        st.rerun()  # closes the window; the page says it
    if outcome is not None:
        _tell(st.session_state.pop(_OUTCOME))


def _save(result: Result, recipe: Recipe | None, follows: bool, ids: NDArray[np.intp]) -> None:
    """Keeps the group that the form describes; what came of it is told by the next run."""
    fixed = recipe is None or (follows and st.session_state["group_way"] == "posts")
    try:
        kept = These.of(posts(result), ids) if fixed or recipe is None else recipe
        group = groups_of(result).save(
            st.session_state["group_name"], kept, count=int(mask_of(result, kept).sum()), total=len(result.corpus),
            note=st.session_state["group_note"], by=this_browser(),
        )  # fmt: skip
    except InterestLabError as error:
        st.session_state[_OUTCOME] = error
    else:
        st.session_state[_OUTCOME] = group.name


def _tell(outcome: str | InterestLabError) -> None:
    if isinstance(outcome, InterestLabError):
        show_error(outcome)
    else:
        say.toast("Saved as group “{name:60}”.", icon=":material/bookmark_added:", name=outcome)
