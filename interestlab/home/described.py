"""Keywords and examples of interests that were changed by hand: worked out on reading, kept while the process lives."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from interestlab.home.latest import Latest
from interestlab.interests.curation import Curated
from interestlab.interests.describing import Describer
from interestlab.interests.model import InterestMap, InterestName, Names

SAME = 0.95  # share of core posts in both, of those in either, from which an interest is still what it was found to be
_FEWEST_EXAMPLES = 3

_describers: Latest[Describer] = Latest(2)
_found: Latest[InterestName] = Latest(1_000)
_views: Latest[Curated] = Latest(4)


@dataclass(frozen=True, eq=False)
class Computed:
    """The map that a view is of."""

    key: tuple[Hashable, ...]  # what tells it from others in this process
    map: InterestMap
    ids: tuple[int, ...]  # (m,) of its interests
    describer: Callable[[], Describer]  # makes what describes its posts


def described(view: Curated, revision: str, computed: Callable[[], Computed]) -> Curated:
    """The view with all that is known of the posts of its changed interests; revision: of the view.

    An interest whose core is nearly what it was keeps its words, less the examples that left it: to collect words anew takes
    20 ms an interest, and 200 posts may come from forty.
    """
    if not view.changed:
        return view
    of = computed()
    return _views.get((*of.key, revision), lambda: _with_names(view, of))


def describer_of(of: Computed) -> Describer:
    """What describes posts of a map; opened once in a while."""
    return _describers.get(of.key, of.describer)


def _with_names(view: Curated, of: Computed) -> Curated:
    clustering = view.map.clustering
    names = list(view.map.names.interests)
    for number in view.changed:
        core = np.flatnonzero((clustering.interest == number) & clustering.core)
        kept = _nearly_the_same(view, number, core, of)
        found = kept or _found.get((*of.key, core.tobytes()), lambda core=core: describer_of(of).describe(core))  # type: ignore[misc]
        names[number] = replace(found, name=names[number].name)
    return replace(view, map=replace(view.map, names=Names(tuple(names))))


def _nearly_the_same(view: Curated, number: int, core: NDArray[np.intp], of: Computed) -> InterestName | None:
    """What was found of the interest, less examples that are not in it any more; None where it is another one now."""
    given = view.ids[number]
    if given not in of.ids:
        return None
    place, before = of.ids.index(given), of.map.clustering
    own = np.flatnonzero((before.interest == place) & before.core)
    both = len(np.intersect1d(core, own, assume_unique=True))
    if both < SAME * (len(core) + len(own) - both):
        return None
    name, there = of.map.names.interests[place], set(core.tolist())
    typical, varied = (tuple(post for post in posts if post in there) for posts in (name.typical, name.varied))
    if min(len(typical), len(varied)) < min(_FEWEST_EXAMPLES, len(core)):
        return None
    return replace(name, typical=typical, varied=varied)
