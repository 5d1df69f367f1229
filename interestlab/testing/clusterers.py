"""What every clusterer must do, built in or not: call `check_clusterer(YourClass)` in a test of your own."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from interestlab.interests.density import Clusterer, ClustererInfo, cut
from interestlab.interests.model import Clustering

Factory = Callable[[], Clusterer]
GROUPS = (60, 50, 40)  # points of the clouds in `clouds`
STRAYS = 12


def clouds(seed: int = 0) -> NDArray[np.float32]:
    """Points (162, 5): three clouds far apart, largest first, and a few strays between them."""
    rng = np.random.default_rng(seed)
    centres = np.eye(3, 5) * 20
    parts = [centre + rng.normal(size=(size, 5)) for centre, size in zip(centres, GROUPS, strict=True)]
    return np.concatenate([*parts, rng.uniform(-40, 40, size=(STRAYS, 5))]).astype(np.float32)


def check_clusterer(factory: Factory) -> None:
    """Runs all checks on clusterers made by `factory()`; raises AssertionError saying what is wrong."""
    for check in CHECKS:
        check(factory)


def check_info(factory: Factory) -> None:
    """`info` is there before clustering, and complete."""
    info = factory().info
    assert isinstance(info, ClustererInfo), "info must be a ClustererInfo"
    assert info.name, "info.name must not be empty"
    assert info.title, "info.title must not be empty"


def check_form(factory: Factory) -> None:
    """Every part of the Clustering has its shape, type and range, and interests are numbered largest first."""
    points = clouds()
    found = factory().cluster(points, min_size=10, seed=0)
    _check_parts(found, len(points))
    sizes = np.bincount(found.interest[found.interest >= 0], minlength=found.count)
    assert np.all(sizes > 0), "no interest may be empty"
    assert np.all(np.diff(sizes) <= 0), f"interests must be numbered largest first; their sizes are {sizes.tolist()}"


def check_finds_clouds(factory: Factory) -> None:
    """Three clouds far apart are never one interest, and two contents of different clouds never share one."""
    found = factory().cluster(clouds(), min_size=10, seed=0)
    cloud = np.repeat(np.arange(3), GROUPS)
    inside = found.interest[: sum(GROUPS)]
    assert found.count >= 3, f"three clouds far apart gave {found.count} interests"
    for interest in range(found.count):
        assert len(set(cloud[inside == interest].tolist())) <= 1, "an interest must not span clouds that are far apart"
    assert (inside >= 0).mean() > 0.5, "most contents of dense clouds must get an interest"


def check_smallest(factory: Factory) -> None:
    """No interest has fewer contents than the minimum, and a larger minimum gives no more interests."""
    few = factory().cluster(clouds(), min_size=45, seed=0)
    many = factory().cluster(clouds(), min_size=10, seed=0)
    for found, least in ((few, 45), (many, 10)):
        sizes = np.bincount(found.interest[found.interest >= 0], minlength=found.count)
        fewest = int(sizes.min())
        assert found.count == 1 or fewest >= least, f"an interest has {fewest} contents; at least {least} were asked"
    assert few.count <= many.count, "a larger minimum size must not give more interests"


def check_seed(factory: Factory) -> None:
    """The same points and seed give the same interests, from a new clusterer and from the same one; inputs stay as they are."""
    points, before = clouds(), clouds()
    one = factory()
    first, again, other = (who.cluster(points, min_size=10, seed=3) for who in (one, one, factory()))
    for found in (again, other):
        assert np.array_equal(first.interest, found.interest), "the same seed must give the same interests"
        assert np.array_equal(first.strength, found.strength), "the same seed must give the same strengths"
    assert np.array_equal(points, before), "cluster must not change the points"


def check_even_cloud(factory: Factory) -> None:
    """One even cloud has at least one interest: an empty map helps nobody."""
    points = np.random.default_rng(1).uniform(size=(80, 5)).astype(np.float32)
    found = factory().cluster(points, min_size=30, seed=0)
    _check_parts(found, 80)
    assert found.count >= 1, "one even cloud must have at least one interest"


def check_search(factory: Factory) -> None:
    """The host's search for a number of interests finds the three clouds."""
    found = cut(factory(), clouds(), target=3, seed=0)
    assert found.count == 3, f"three interests were looked for in three clouds; {found.count} were found"


CHECKS: tuple[Callable[[Factory], None], ...] = (
    check_info,
    check_form,
    check_finds_clouds,
    check_smallest,
    check_seed,
    check_even_cloud,
    check_search,
)


def _check_parts(found: Clustering, n: int) -> None:
    assert isinstance(found, Clustering), f"cluster must return a Clustering, not {type(found).__name__}"
    for name in ("interest", "strength", "core"):
        assert getattr(found, name).shape == (n,), f"{name} must have the shape ({n},)"
    assert found.membership.shape == (n, found.count), f"membership must have {n} rows"
    assert found.core.dtype == np.bool_, "core must be boolean"
    assert np.issubdtype(found.interest.dtype, np.integer), "interest must be integers"
    assert found.interest.min() >= -1, "interests are numbered from 0; -1 = none"
    assert found.interest.max() < found.count, "an interest must have a column of membership"
    assert np.all((found.strength >= 0) & (found.strength <= 1)), "strength must lie in 0..1"
    assert np.all(found.strength[found.interest < 0] == 0), "strength is 0 where there is no interest"
    total = np.asarray(found.membership.sum(axis=1)).ravel()
    assert found.membership.nnz == 0 or found.membership.data.min() >= 0, "membership must not be below 0"
    assert total.max(initial=0) <= 1 + 1e-5, "a row of membership sums to at most 1"
