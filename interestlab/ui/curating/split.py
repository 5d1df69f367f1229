"""An interest in parts: what they would be, before it is split."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interestlab.home.workspace import Result
from interestlab.interests.describing import free_name
from interestlab.interests.splitting import MOST_PARTS, split_posts
from interestlab.ui import say
from interestlab.ui.curating.acts import act
from interestlab.ui.per_map import per_map

_EXAMPLE = 90  # characters


@dataclass(frozen=True, eq=False)
class Proposed:
    """A part that an interest could be split into."""

    posts: NDArray[np.intp]
    name: str
    example: int  # its most typical post


def split_input(result: Result, number: int) -> None:
    """How many parts, what they would be called and hold, and the button; worked out once they are asked for."""
    given = result.interest_ids[number]
    size = int((np.asarray(result.map.interest) == number).sum())
    if size < 2:
        say.caption("One post cannot be split.")
        return
    most = min(MOST_PARTS, size)
    parts = int(say.number_input("Split into", 2, most, 2, key=f"split_parts_{given}")) if most > 2 else 2
    if not say.toggle("Show the parts", key=f"split_show_{given}"):
        return
    proposed = _parts_of(result, number, parts)
    if len(proposed) < 2:
        say.caption("Its posts are too much alike to part them.")
        return
    texts, names = result.corpus.contents["text"], []
    for at, part in enumerate(proposed):
        names.append(say.text_input("Name", part.name, max_chars=60, key=f"split_name_{given}_{parts}_{at}",
                                    label_visibility="collapsed"))  # fmt: skip
        say.caption("{posts:,} posts, such as “{text:90}”", posts=len(part.posts), text=texts.iloc[part.example])
    if say.button("Split into {parts}", key="split_interest", type="primary", parts=len(proposed)):
        act(result, lambda mine: mine.split(given, [part.posts for part in proposed], names))


@per_map(entries=8, spinner="Looking where it parts …")
def _parts_of(result: Result, number: int, parts: int) -> list[Proposed]:
    """The parts, largest first, each with a name that nothing else has."""
    vectors = np.asarray(result.embedding.vectors)
    members = np.flatnonzero(np.asarray(result.map.interest) == number)
    part = split_posts(vectors[members], vectors.mean(axis=0), parts)
    core = np.asarray(result.map.clustering.core)
    taken = [one.name for at, one in enumerate(result.map.names.interests) if at != number]
    found = []
    for at in range(int(part.max()) + 1):
        posts = members[part == at]
        described = result.describer.describe(posts[core[posts]] if core[posts].any() else posts)
        name = free_name(described.name, taken)
        taken.append(name)
        found.append(Proposed(posts, name, described.typical[0]))
    return found
