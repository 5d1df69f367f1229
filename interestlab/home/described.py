"""Keywords and examples of interests that were changed by hand: worked out on reading, kept while the process lives."""

from collections.abc import Callable, Hashable
from dataclasses import replace

import numpy as np

from interestlab.home.latest import Latest
from interestlab.interests.curation import Curated
from interestlab.interests.describing import Describer
from interestlab.interests.model import InterestName, Names

_describers: Latest[Describer] = Latest(2)
_found: Latest[InterestName] = Latest(1_000)
_views: Latest[Curated] = Latest(4)


def described(view: Curated, map_key: tuple[Hashable, ...], revision: str, describer: Callable[[], Describer]) -> Curated:
    """The view with all that is known of the posts of its changed interests.

    map_key: of the computed map, in this process; revision: of the view.
    """
    return _views.get((*map_key, revision), lambda: _with_names(view, map_key, describer)) if view.changed else view


def describer_of(map_key: tuple[Hashable, ...], make: Callable[[], Describer]) -> Describer:
    """What describes posts of a map; opened once in a while."""
    return _describers.get(map_key, make)


def _with_names(view: Curated, map_key: tuple[Hashable, ...], describer: Callable[[], Describer]) -> Curated:
    clustering = view.map.clustering
    names = list(view.map.names.interests)
    for number in view.changed:
        core = np.flatnonzero((clustering.interest == number) & clustering.core)
        key = (*map_key, core.tobytes())
        found = _found.get(key, lambda core=core: describer_of(map_key, describer).describe(core))  # type: ignore[misc]
        names[number] = replace(found, name=names[number].name)
    return replace(view, map=replace(view.map, names=Names(tuple(names))))
