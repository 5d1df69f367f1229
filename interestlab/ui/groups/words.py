"""What a group is, in words."""

from interestlab.corpus.facets import FacetCondition
from interestlab.corpus.languages import language_name
from interestlab.home.workspace import Result
from interestlab.interests.groups import AnyOf, NamedRecipe, Not, OfInterests, Recipe, Searched, These, Where, follows_data
from interestlab.interests.selection import Selection
from interestlab.ui import say

_NAMED = 3  # values that are named; the others are counted
_WAYS = {"words": "with the words", "meaning": "near in meaning to", "both": "with the words, or near in meaning to"}


def recipe_words(recipe: Recipe, result: Result) -> say.Said:
    """A phrase that goes on after “Posts”, such as "of the interest “Coffee”, and with the words “grinder”"."""
    found: say.Said
    if isinstance(recipe, Where):
        found = _conditions(recipe.selection)
    elif isinstance(recipe, OfInterests):
        found = _interests(recipe.ids, result)
    elif isinstance(recipe, Searched):
        found = say.words("{way} “{query:60}”", way=_WAYS[recipe.way], query=recipe.query)
    elif isinstance(recipe, These):
        found = say.words("that were picked, {count:,} of them", count=recipe.count)
    elif isinstance(recipe, NamedRecipe):
        found = say.words("of the group “{name:60}”", name=recipe.name)
    elif isinstance(recipe, Not):
        found = say.words("that are not ones {part}", part=recipe_words(recipe.part, result))
    else:
        parts = [recipe_words(part, result) for part in recipe.parts]
        found = say.joined(", or " if isinstance(recipe, AnyOf) else ", and ", parts)
    return found


def kind_words(recipe: Recipe) -> str:
    """Whether new posts come in."""
    return "Follows the data" if follows_data(recipe) else "Fixed posts"


def _interests(ids: tuple[int, ...], result: Result) -> say.Said:
    numbers = [result.interest_with(one) for one in ids]
    names = [result.map.name(one) for one in numbers if one is not None]
    gone = sum(number is None for one, number in zip(ids, numbers, strict=True) if one >= 0)
    parts = [_of("of the interest", names)] if names else []
    parts += [say.words("of {gone} interests that are here no more", gone=gone)] if gone else []
    parts += [say.words("of no clear interest")] if -1 in ids else []
    return say.joined(", or ", parts)


def _conditions(selection: Selection) -> say.Said:
    parts = []
    if selection.users:
        parts.append(_of("by", selection.users))
    if selection.labels:
        parts.append(_of("with the label", selection.labels))
    if selection.languages:
        parts.append(_of("in", [language_name(one) for one in selection.languages]))
    if selection.since:
        parts.append(say.words("from {day} on", day=f"{selection.since:%-d %b %Y}"))
    if selection.until:
        parts.append(say.words("until {day}", day=f"{selection.until:%-d %b %Y}"))
    if selection.words:
        parts.append(say.words("with the words “{words:60}”", words=selection.words))
    parts += [_facet(one) for one in selection.facets]
    return say.joined(", and ", parts)


def _facet(one: FacetCondition) -> say.Said:
    if one.values:
        return say.words("whose {column:40} is {values}", column=one.column, values=_some(one.values))
    if one.kind == "date":
        from interestlab.ui.facets import day_of

        low, high = (None if bound is None else f"{day_of(bound):%-d %b %Y}" for bound in (one.low, one.high))
    else:
        low, high = (None if bound is None else f"{bound:,.6g}" for bound in (one.low, one.high))
    if low is not None and high is not None:
        return say.words("whose {column:40} is {low} to {high}", column=one.column, low=low, high=high)
    if low is not None:
        return say.words("whose {column:40} is {low} or more", column=one.column, low=low)
    return say.words("whose {column:40} is {high} or less", column=one.column, high=high)


def _of(before: str, names: tuple[str, ...] | list[str]) -> say.Said:
    return say.words("{before} {names}", before=before, names=_some(names))


def _some(names: tuple[str, ...] | list[str]) -> say.Said:
    shown = [say.words("“{name:40}”", name=name) for name in names[:_NAMED]]
    if len(names) > _NAMED:
        shown.append(say.words("{more:,} others", more=len(names) - _NAMED))
    return say.joined(" or ", shown)
