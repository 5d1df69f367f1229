"""Groups of posts: a recipe that is worked out anew on other data, or fixed members, and what can be made of several.

A recipe never changes once it is kept, and holds all that it is made of, so no two can rest on each other in a circle.
"""

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from interestlab.corpus.facets import PREFIX
from interestlab.corpus.model import Corpus
from interestlab.corpus.post_keys import post_keys
from interestlab.errors import InputError
from interestlab.interests.model import InterestMap
from interestlab.interests.selection import Selection, find_words, select

Mask = NDArray[np.bool_]
SearchWay = Literal["words", "meaning", "both"]
_DEEPEST = 60  # recipes within recipes


@dataclass(frozen=True, eq=False)
class MappedPosts:
    """What recipes are worked out on."""

    corpus: Corpus
    interest_map: InterestMap
    interest_ids: Sequence[int]  # (m,) the ids of the map's interests, which they keep in later maps
    meaning: Callable[[str], NDArray[np.intp]]  # the doc_ids of the posts that a query means

    def __len__(self) -> int:
        return len(self.corpus)

    @cached_property
    def keys(self) -> NDArray[np.uint64]:
        """(n,) see `post_keys`."""
        return post_keys(self.corpus.texts)


@dataclass(frozen=True)
class Where:
    """Posts that meet conditions; those of a map, an area or numbers of interests, stand in other recipes."""

    selection: Selection

    @classmethod
    def read(cls, values: Mapping[str, Any], depth: int) -> "Where":
        known = {field.name for field in fields(Selection)}
        if not set(values["where"]) <= known:
            raise ValueError(f"{set(values['where']) - known} are no conditions")
        return cls(Selection.from_json(values["where"]))

    def to_json(self) -> dict[str, Any]:
        return {"where": self.selection.to_json()}

    def mask(self, posts: MappedPosts) -> Mask:
        return _among(len(posts), select(posts.corpus, posts.interest_map, self.selection))

    def missing(self, posts: MappedPosts) -> tuple[str, ...]:
        columns = posts.corpus.contents.columns
        gone = [one.column for one in self.selection.facets if PREFIX + one.column not in columns]
        return tuple(f"this data has no column “{column}”" for column in gone)


@dataclass(frozen=True)
class OfInterests:
    """Posts of some interests, by their ids; -1 = of no clear interest."""

    ids: tuple[int, ...]

    @classmethod
    def read(cls, values: Mapping[str, Any], depth: int) -> "OfInterests":
        return cls(tuple(int(one) for one in values["interests"]))

    def to_json(self) -> dict[str, Any]:
        return {"interests": list(self.ids)}

    def mask(self, posts: MappedPosts) -> Mask:
        numbers = [number for number, one in enumerate(posts.interest_ids) if one in self.ids]
        return np.isin(posts.interest_map.interest, numbers + ([-1] if -1 in self.ids else []))

    def missing(self, posts: MappedPosts) -> tuple[str, ...]:
        gone = set(self.ids) - set(posts.interest_ids) - {-1}
        return (f"this map has no more {len(gone)} of its {len(self.ids)} interests",) if gone else ()


@dataclass(frozen=True)
class Searched:
    """The hits of a search."""

    query: str
    way: SearchWay

    @classmethod
    def read(cls, values: Mapping[str, Any], depth: int) -> "Searched":
        if values["way"] not in get_args(SearchWay):
            raise ValueError(f"{values['way']!r} is no way to search")
        return cls(str(values["searched"]), values["way"])

    def to_json(self) -> dict[str, Any]:
        return {"searched": self.query, "way": self.way}

    def mask(self, posts: MappedPosts) -> Mask:
        found = np.zeros(len(posts), bool)
        if self.way != "meaning":
            found |= find_words(posts.corpus.contents["text"], self.query)
        if self.way != "words":
            found |= _among(len(posts), posts.meaning(self.query))
        return found

    def missing(self, posts: MappedPosts) -> tuple[str, ...]:
        return ()


@dataclass(frozen=True)
class These:
    """Fixed members, known again in other data by their texts. packed: their `post_keys`, ascending, in base 64."""

    packed: str
    count: int

    @classmethod
    def of(cls, posts: MappedPosts, ids: NDArray[np.integer]) -> "These":
        keys = np.sort(posts.keys[np.asarray(ids, np.intp)])
        return cls(base64.b64encode(keys.astype("<u8").tobytes()).decode(), len(keys))

    @cached_property
    def keys(self) -> NDArray[np.uint64]:
        return np.frombuffer(base64.b64decode(self.packed), "<u8").astype(np.uint64)

    @classmethod
    def read(cls, values: Mapping[str, Any], depth: int) -> "These":
        return cls(values["posts"], len(base64.b64decode(values["posts"])) // 8)

    def to_json(self) -> dict[str, Any]:
        return {"posts": self.packed}

    def mask(self, posts: MappedPosts) -> Mask:
        return np.isin(posts.keys, self.keys)

    def missing(self, posts: MappedPosts) -> tuple[str, ...]:
        gone = self.count - int(np.isin(self.keys, posts.keys).sum())
        return (f"{gone:,} of its {self.count:,} posts are not in this data",) if gone else ()


@dataclass(frozen=True)
class NamedRecipe:
    """A recipe under the name that it had when another was made of it."""

    name: str
    recipe: "Recipe"

    @classmethod
    def read(cls, values: Mapping[str, Any], depth: int) -> "NamedRecipe":
        return cls(str(values["called"]), from_json(values["recipe"], depth))

    def to_json(self) -> dict[str, Any]:
        return {"called": self.name, "recipe": self.recipe.to_json()}

    def mask(self, posts: MappedPosts) -> Mask:
        return self.recipe.mask(posts)

    def missing(self, posts: MappedPosts) -> tuple[str, ...]:
        return self.recipe.missing(posts)


@dataclass(frozen=True)
class All:
    """Posts that are in every part; of no parts, all posts."""

    parts: tuple["Recipe", ...]

    @classmethod
    def read(cls, values: Mapping[str, Any], depth: int) -> "All":
        return cls(tuple(from_json(one, depth) for one in values["all"]))

    def to_json(self) -> dict[str, Any]:
        return {"all": [part.to_json() for part in self.parts]}

    def mask(self, posts: MappedPosts) -> Mask:
        found = np.ones(len(posts), bool)
        for part in self.parts:
            found &= part.mask(posts)
        return found

    def missing(self, posts: MappedPosts) -> tuple[str, ...]:
        return _all_missing(self.parts, posts)


@dataclass(frozen=True)
class AnyOf:
    """Posts that are in at least one part; of no parts, none."""

    parts: tuple["Recipe", ...]

    @classmethod
    def read(cls, values: Mapping[str, Any], depth: int) -> "AnyOf":
        return cls(tuple(from_json(one, depth) for one in values["any"]))

    def to_json(self) -> dict[str, Any]:
        return {"any": [part.to_json() for part in self.parts]}

    def mask(self, posts: MappedPosts) -> Mask:
        found = np.zeros(len(posts), bool)
        for part in self.parts:
            found |= part.mask(posts)
        return found

    def missing(self, posts: MappedPosts) -> tuple[str, ...]:
        return _all_missing(self.parts, posts)


@dataclass(frozen=True)
class Not:
    """Posts that are not in the part."""

    part: "Recipe"

    @classmethod
    def read(cls, values: Mapping[str, Any], depth: int) -> "Not":
        return cls(from_json(values["not"], depth))

    def to_json(self) -> dict[str, Any]:
        return {"not": self.part.to_json()}

    def mask(self, posts: MappedPosts) -> Mask:
        return ~self.part.mask(posts)

    def missing(self, posts: MappedPosts) -> tuple[str, ...]:
        return self.part.missing(posts)


Recipe = Where | OfInterests | Searched | These | NamedRecipe | All | AnyOf | Not
_KINDS: dict[str, type[Recipe]] = {
    "where": Where,
    "interests": OfInterests,
    "searched": Searched,
    "posts": These,
    "called": NamedRecipe,
    "all": All,
    "any": AnyOf,
    "not": Not,
}  # by the first field of their JSON


def follows_data(recipe: Recipe) -> bool:
    """Whether new posts can come in: not where all that it takes in is fixed members."""
    if isinstance(recipe, These):
        return False
    if isinstance(recipe, NamedRecipe):
        return follows_data(recipe.recipe)
    if isinstance(recipe, All):
        return all(follows_data(part) for part in recipe.parts)
    if isinstance(recipe, AnyOf):
        return any(follows_data(part) for part in recipe.parts)
    return True


def from_json(values: Mapping[str, Any], depth: int = 0) -> Recipe:
    """What `to_json` of a recipe gave; raises InputError for anything else."""
    if depth > _DEEPEST:
        raise InputError(f"A group cannot be made of more than {_DEEPEST} others within each other.")
    try:
        return _KINDS[next(iter(values))].read(values, depth + 1)
    except (KeyError, TypeError, ValueError, AttributeError, StopIteration) as error:
        raise InputError("The recipe of a group cannot be read; another version of InterestLab may have made it.") from error


def _all_missing(parts: Sequence[Recipe], posts: MappedPosts) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for part in parts for one in part.missing(posts)))


def _among(count: int, ids: NDArray[np.integer]) -> Mask:
    found = np.zeros(count, bool)
    found[ids] = True
    return found
