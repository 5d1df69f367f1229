"""Groups take the posts that their recipes say, and expressions of them agree with pandas."""

import json
from datetime import date

import numpy as np
import pandas as pd
import pytest

from interestlab.corpus.facets import FacetCondition
from interestlab.errors import InputError
from interestlab.interests.groups import (
    All,
    AnyOf,
    MappedPosts,
    NamedRecipe,
    Not,
    OfInterests,
    Searched,
    These,
    Where,
    follows_data,
    from_json,
)
from interestlab.interests.selection import Selection
from tests.interests.test_selection import corpus, interest_map

__all__ = ["corpus", "interest_map"]


@pytest.fixture
def posts(corpus, interest_map):
    return MappedPosts(
        corpus, interest_map, (7, 4), lambda query: np.array([2, 3]) if query == "cafés" else np.zeros(0, np.intp)
    )


def ids(recipe, posts):
    return np.flatnonzero(recipe.mask(posts)).tolist()


RECIPES = [
    (Where(Selection(users=("al", "cy"))), [0, 3, 5]),
    (Where(Selection(since=date(2020, 1, 2), facets=(FacetCondition("score", "number", low=3),))), [1, 5]),
    (OfInterests((7,)), [0, 1, 5]),
    (OfInterests((4, -1)), [2, 3, 4]),
    (OfInterests((99,)), []),
    (Searched("red", "words"), [0, 1, 5]),
    (Searched("cafés", "meaning"), [2, 3]),
    (Searched("cafés", "both"), [2, 3]),
    (NamedRecipe("Reds", Searched("red", "words")), [0, 1, 5]),
    (All((Searched("red", "words"), OfInterests((7,)), Where(Selection(users=("al",))))), [0]),
    (All(()), [0, 1, 2, 3, 4, 5]),
    (AnyOf((Searched("cafés", "meaning"), Where(Selection(labels=("y",))))), [2, 3, 4]),
    (AnyOf(()), []),
    (Not(AnyOf((OfInterests((7,)), OfInterests((-1,))))), [2, 4]),
]


@pytest.mark.parametrize(("recipe", "expected"), RECIPES)
def test_a_recipe_takes_its_posts_and_comes_back_from_json(posts, recipe, expected):
    assert ids(recipe, posts) == expected
    again = from_json(json.loads(json.dumps(recipe.to_json())))
    assert again == recipe
    assert ids(again, posts) == expected


def test_fixed_members_are_found_in_other_data_by_their_texts(posts, corpus, interest_map):
    kept = These.of(posts, np.array([4, 1]))
    assert kept.count == 2
    assert from_json(kept.to_json()) == kept
    assert ids(kept, posts) == [1, 4]
    fewer = type(corpus)(corpus.contents.iloc[[5, 4, 0]].reset_index(drop=True), corpus.items, corpus.events)
    other = MappedPosts(fewer, interest_map, (7, 4), posts.meaning)
    assert ids(kept, other) == [1]
    assert kept.missing(other) == ("1 of its 2 posts are not in this data",)
    assert kept.missing(posts) == ()


def test_2_000_random_expressions_agree_with_pandas():
    draw = np.random.default_rng(0)
    names = ["a", "b", "c", "d", "e"]
    table = pd.DataFrame(draw.random((400, len(names))) < [0.1, 0.3, 0.5, 0.7, 0.95], columns=names)
    contents = pd.DataFrame({"text": [f"post {i}" for i in range(400)]})
    for name in names:
        contents[f"extra.{name}"] = np.where(table[name], "yes", "no")
    from interestlab.corpus.model import Corpus

    posts = MappedPosts(Corpus(contents.assign(timestamp=pd.NaT), pd.DataFrame(), pd.DataFrame()), None, (), lambda query: None)
    leaf = {
        name: NamedRecipe(name, Where(Selection(facets=(FacetCondition(name, "yes-no", values=("yes",)),)))) for name in names
    }
    fixed = {name: These.of(posts, np.flatnonzero(table[name])) for name in names}

    def drawn(depth):
        """A recipe, and the same as pandas writes it."""
        if depth == 0 or draw.random() < 0.2:
            name = str(draw.choice(names))
            return (leaf if draw.random() < 0.5 else fixed)[name], name
        if draw.random() < 0.25:
            recipe, text = drawn(depth - 1)
            return Not(recipe), f"~({text})"
        parts, texts = zip(*(drawn(depth - 1) for _ in range(draw.integers(2, 4))), strict=True)
        if draw.random() < 0.5:
            return All(parts), "(" + " & ".join(texts) + ")"
        return AnyOf(parts), "(" + " | ".join(texts) + ")"

    sizes = set()
    masks = {recipe: recipe.mask(posts) for recipe in (*leaf.values(), *fixed.values())}
    for _ in range(2_000):
        recipe, text = drawn(int(draw.integers(1, 4)))
        found = _quick(recipe, masks)
        assert (found == table.eval(text, engine="python").to_numpy()).all(), text
        sizes.add(int(found.sum()))
    assert len(sizes) > 100  # neither always all nor always none

    for _ in range(20):  # without the shortcut for the leaves
        recipe, text = drawn(3)
        assert (recipe.mask(posts) == table.eval(text, engine="python").to_numpy()).all(), text


def _quick(recipe, masks):
    """The recipe's own mask, with its leaves looked up instead of worked out 20,000 times."""

    class Known:
        def __init__(self, mask):
            self.found = mask

        def mask(self, posts):
            return self.found

    class Sized:
        def __len__(self):
            return 400

    def replaced(one):
        if one in masks:
            return Known(masks[one])
        if isinstance(one, Not):
            return Not(replaced(one.part))
        return type(one)(tuple(replaced(part) for part in one.parts))

    return replaced(recipe).mask(Sized())


def test_what_is_missing_is_said_once(posts):
    gone = Where(Selection(facets=(FacetCondition("colour", "category", values=("red",)),)))
    both = All((gone, Not(NamedRecipe("x", AnyOf((gone, OfInterests((7, 99))))))))
    assert both.missing(posts) == ("this data has no column “colour”", "this map has no more 1 of its 2 interests")
    assert ids(gone, posts) == []
    assert OfInterests((-1,)).missing(posts) == ()
    assert Searched("x", "words").missing(posts) == ()


def test_what_follows_new_data(posts):
    fixed, rule = These.of(posts, np.array([1])), Searched("red", "words")
    assert follows_data(rule)
    assert not follows_data(fixed)
    assert not follows_data(NamedRecipe("x", fixed))
    assert not follows_data(All((rule, fixed)))  # nothing new can come in
    assert follows_data(AnyOf((rule, fixed)))
    assert not follows_data(AnyOf((fixed, fixed)))
    assert follows_data(Not(fixed))


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"some": 1},
        {"interests": ["x"]},
        {"searched": "a", "way": "smell"},
        {"searched": "a"},
        {"where": {"colour": 1}},
        {"posts": 5},
        {"all": [{"not": {}}]},
        {"called": "x"},
        {"any": 3},
    ],
)
def test_what_cannot_be_read_is_one_sentence(values):
    with pytest.raises(InputError, match="cannot be read"):
        from_json(values)


def test_recipes_that_lie_too_deep_within_each_other():
    values = {"interests": [1]}
    for _ in range(100):
        values = {"not": values}
    with pytest.raises(InputError, match="60 others"):
        from_json(values)
