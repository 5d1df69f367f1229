"""The groups of the workspace, and which posts are in them on the map that is open."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from interestlab.errors import InterestLabError
from interestlab.home.groups import Group, groups_of, posts_of
from interestlab.home.workspace import Result
from interestlab.interests.groups import MappedPosts, Recipe
from interestlab.interests.selection import Selection, select
from interestlab.questions.meaning import Meaning
from interestlab.ui.per_map import opened_per_map, per_map
from interestlab.ui.services import desk


def all_groups(result: Result) -> tuple[Group, ...]:
    """Oldest first."""
    return groups_of(result).all()


def members(result: Result, group: Group) -> NDArray[np.bool_]:
    """(n,) which posts are in the group; raises InterestLabError where that cannot be worked out, such as a search without
    its encoder."""
    return mask_of(result, group.recipe)


@per_map(entries=64, spinner="Looking for the posts of the group …")
def mask_of(result: Result, recipe: Recipe) -> NDArray[np.bool_]:
    """(n,) which posts a recipe takes."""
    return recipe.mask(posts(result))


@opened_per_map(entries=2)
def posts(result: Result) -> MappedPosts:
    """What recipes are worked out on."""
    return posts_of(result, lambda query: desk().ask(result, Meaning(query)).meant)


def masks(result: Result, only: tuple[str, ...] | None = None) -> Mapping[str, NDArray[np.bool_]]:
    """(n,) masks by the groups' ids; a group that is gone, or that cannot be worked out, has no posts.

    only: these groups; None = all.
    """
    known = {group.id: group for group in all_groups(result)}
    found = {}
    for one in known if only is None else only:
        try:
            found[one] = members(result, known[one])
        except (KeyError, InterestLabError):  # its card says why
            found[one] = np.zeros(len(result.corpus), bool)
    return found


def named_masks(result: Result) -> dict[str, NDArray[np.bool_]]:
    """(n,) masks by the groups' names, for tables."""
    found = masks(result)
    return {group.name: found[group.id] for group in all_groups(result)}


def selected(result: Result, selection: Selection) -> NDArray[np.intp]:
    """The doc_ids (ascending) that a selection takes, with its groups."""
    return select(result.described, result.map, selection, masks(result, selection.groups) if selection.groups else None)
