"""What every exploration policy must do, built in or not: call `check_policy(YourClass)` in a test of your own."""

import inspect
from collections.abc import Callable

import numpy as np

from interestlab.recommend.protocol import Policy, PolicyInfo, Selected
from interestlab.testing.refusals import refused

Factory = Callable[[], Policy]
DRAWS = 4000  # enough that a propensity off by 0.05 shows
LEAST, RARE = 40, 0.02  # draws that showed an item, and a propensity, below which its mean says nothing


def check_policy(factory: Factory) -> None:
    """Runs all checks on policies made by `factory()`; raises AssertionError saying what is wrong."""
    for check in CHECKS:
        refused(check, factory)


def check_info(factory: Factory) -> None:
    """It says what it is, so that pages can list it."""
    info = getattr(factory(), "info", None)
    assert isinstance(info, PolicyInfo), "`info` must be a PolicyInfo"
    assert all((info.name, info.title)), "the info needs a name and a title"


def check_signature(factory: Factory) -> None:
    """`select` takes what it is called with: mean, std and k in that order, explore and rng by name."""
    select = inspect.signature(factory().select)
    try:
        select.bind(None, None, 1, explore=0.0, rng=None)
    except TypeError as error:
        raise AssertionError(f"select must take (mean, std, k, *, explore, rng): {error}") from error


def check_form(factory: Factory) -> None:
    """At most k distinct items, none of them scored -inf, with propensities in 0..1 and flags, at any exploration."""
    mean = np.array([0.5, -np.inf, 2.0, 2.0, -1.0, -np.inf, 0.1], dtype=np.float32)
    for k in (1, 3, 20):
        for explore in (0.0, 0.3, 1.0):
            picked = _select(factory, mean, k, explore, seed=1)
            asked = min(k, 5)
            assert len(picked.items) == asked, f"{asked} items can be picked; the policy picked {len(picked.items)}"
            assert len(set(picked.items.tolist())) == asked, "no item may be picked twice"
            assert np.all(mean[picked.items] > -np.inf), "an item scored -inf must not be picked"
            assert picked.propensities.shape == (asked,), "there must be one propensity an item"
            assert np.all((picked.propensities > 0) & (picked.propensities <= 1)), "propensities must lie in 0..1, above 0"
            assert picked.explored.shape == (asked,), "there must be one explored flag an item"
            assert picked.explored.dtype == np.bool_, "explored must be boolean"


def check_nothing_to_pick(factory: Factory) -> None:
    """Where every item is scored -inf, nothing is picked."""
    picked = _select(factory, np.full(4, -np.inf, dtype=np.float32), 3, 0.5, seed=0)
    assert len(picked.items) == 0, "nothing can be picked where every score is -inf"


def check_exploit(factory: Factory) -> None:
    """Without exploration: the best items in order, nothing flagged, every propensity 1."""
    mean = np.array([0.2, 0.9, -0.4, 0.5], dtype=np.float32)
    picked = _select(factory, mean, 3, 0.0, seed=5)
    assert picked.items.tolist() == [1, 3, 0], f"without exploration the best items come in order, not {picked.items}"
    assert not picked.explored.any(), "without exploration nothing is explored"
    assert np.allclose(picked.propensities, 1), "without exploration every propensity is 1"


def check_seed(factory: Factory) -> None:
    """The same generator state gives the same picks; inputs stay as they are."""
    mean = np.linspace(0, 1, 30, dtype=np.float32)
    before = mean.copy()
    first, second = (_select(factory, mean, 10, 0.5, seed=3) for _ in range(2))
    assert np.array_equal(first.items, second.items), "the same seed must give the same items"
    assert np.array_equal(first.propensities, second.propensities), "the same seed must give the same propensities"
    assert np.array_equal(mean, before), "select must not change the scores"


def check_explores(factory: Factory) -> None:
    """At full exploration something other than the best list is shown, and flagged, where poor items are the least sure."""
    if not getattr(factory(), "explores", True):
        return
    mean = np.linspace(0, 1, 30, dtype=np.float32)
    std = np.linspace(2, 0, 30, dtype=np.float32)
    picked = factory().select(mean, std, 10, explore=1.0, rng=np.random.default_rng(2))
    assert picked.items.tolist() != list(range(29, 19, -1)), "at full exploration the list must differ from the best one"
    assert picked.explored.any(), "at full exploration something must be flagged as explored"


def check_propensities(factory: Factory) -> None:
    """Said propensities match how often items are shown, in every slot, given the slots before it.

    For every item a, among the draws that have not shown it yet, the mean of 1[a in this slot] / propensity is 1 (Horvitz &
    Thompson 1952), where a can be shown at all. An error of a twentieth, and five standard errors of the draws, are let pass.
    """
    mean = np.array([0.1, 0.7, 0.3, 0.2, 0.45], dtype=np.float32)
    for std in (None, np.array([0.5, 0.1, 0.3, 0.2, 0.4], dtype=np.float32)):
        rng, policy = np.random.default_rng(11), factory()
        shown = np.zeros((DRAWS, len(mean), len(mean)))  # draw, slot, item: 1 / propensity where it was shown
        for draw in range(DRAWS):
            picked = policy.select(mean, std, len(mean), explore=0.6, rng=rng)
            shown[draw, np.arange(len(mean)), picked.items] = 1 / picked.propensities
        for slot in range(len(mean)):
            _assert_weighed(shown[:, slot], before=np.asarray(shown[:, :slot].any(axis=1)), slot=slot)


def _assert_weighed(shown: np.ndarray, before: np.ndarray, slot: int) -> None:
    """1 / propensity (draws, items) of what one slot showed averages to 1 for each item over the draws that had it left."""
    for item in range(shown.shape[1]):
        values = shown[~before[:, item], item]
        rare = values.max(initial=0) > 1 / RARE  # its mean is too noisy to judge
        if np.count_nonzero(values) < LEAST or rare:
            continue
        error = abs(float(values.mean()) - 1)
        allowed = 0.05 + 5 * float(values.std()) / np.sqrt(len(values))
        assert error < allowed, (
            f"propensities in slot {slot + 1} do not match how often items are shown: the mean of 1 / propensity is "
            f"{values.mean():.2f}, not 1"
        )


def check_deterministic(factory: Factory) -> None:
    """`info.deterministic` means it: any generator gives the same list, with every propensity 1; without it lists differ."""
    said = bool(getattr(getattr(factory(), "info", None), "deterministic", False))
    mean = np.linspace(0, 1, 30, dtype=np.float32)
    drawn = [_select(factory, mean, 5, 0.8, seed=seed) for seed in range(20)]
    same = len({tuple(picked.items.tolist()) for picked in drawn}) == 1
    certain = all(np.all(picked.propensities == 1) for picked in drawn)
    if said:
        assert same, "info.deterministic: any generator must give the same list"
        assert certain, "info.deterministic: every propensity must be 1"
    else:
        assert not (same and certain), "a policy that leaves nothing to chance must say so: info.deterministic"


def check_ties(factory: Factory) -> None:
    """Where all scores are equal nothing is given up for what is shown, so that nothing is flagged as explored."""
    for explore in (0.3, 1.0):
        picked = _select(factory, np.ones(12, dtype=np.float32), 4, explore, seed=7)
        assert not picked.explored.any(), "an item whose score equals the best one left must not be flagged as explored"


CHECKS: tuple[Callable[[Factory], None], ...] = (
    check_info,
    check_signature,
    check_form,
    check_nothing_to_pick,
    check_exploit,
    check_seed,
    check_explores,
    check_propensities,
    check_ties,
    check_deterministic,
)


def _select(factory: Factory, mean: np.ndarray, k: int, explore: float, *, seed: int) -> Selected:
    return factory().select(mean, None, k, explore=explore, rng=np.random.default_rng(seed))
