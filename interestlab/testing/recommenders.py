"""What every recommender must do, built in or not: call `check_recommender(YourClass)` in a test of your own."""

import inspect
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, issparse, vstack

from interestlab.recommend.histories import histories_of, made_up_history, take
from interestlab.recommend.protocol import Dataset, Explains, Histories, Recommender, RecommenderInfo, Saves
from interestlab.testing.datasets import GROUPS, taste_dataset
from interestlab.testing.refusals import refused

Factory = Callable[[], Recommender]
TOLERANCE = 1e-4  # float32 sums in another order


def check_recommender(factory: Factory) -> None:
    """Runs all checks on recommenders made by `factory()`; raises AssertionError saying what is wrong."""
    for check in CHECKS:
        refused(check, factory)


def check_info(factory: Factory) -> None:
    """`info` is there before fit, complete, and a title and a source are given."""
    info = factory().info
    assert isinstance(info, RecommenderInfo), "info must be a RecommenderInfo"
    assert info.name, "info.name must not be empty"
    assert info.title, "info.title must not be empty"
    assert info.max_items is None or info.max_items > 0, f"info.max_items must be above 0; it is {info.max_items}"


def check_signatures(factory: Factory) -> None:
    """`fit` and `score` take what they are called with: fit(dataset, seed=…), score(histories, candidates)."""
    model = factory()
    for called, given, named, form in (
        (model.fit, (None,), {"seed": 0}, "fit must take (dataset, *, seed)"),
        (model.score, (None, None), {}, "score must take (histories, candidates)"),
    ):
        try:
            inspect.signature(called).bind(*given, **named)
        except TypeError as error:
            raise AssertionError(f"{form}: {error}") from error


def check_shapes(factory: Factory) -> None:
    """`fit` returns the recommender; `score` gives (q, c) float32 without NaN or +inf, also for no people and no items."""
    dataset = taste_dataset()
    model = factory()
    fitted = model.fit(dataset, seed=0)
    assert fitted is model, "fit must return the recommender itself"
    people = _people(dataset)
    for histories in (people, take(people, np.array([], dtype=np.intp))):
        for candidates in (_everything(dataset), np.array([4, 1], dtype=np.intp), np.array([], dtype=np.intp)):
            _scores(fitted, histories, candidates)


def check_seed(factory: Factory) -> None:
    """The same data and seed give the same scores, bit for bit."""
    dataset = taste_dataset()
    people, candidates = _people(dataset), _everything(dataset)
    first, second = (_scores(factory().fit(dataset, seed=7), people, candidates) for _ in range(2))
    assert np.array_equal(first, second), "two fits with the same seed must give the same scores"


def check_subset(factory: Factory) -> None:
    """The scores of some candidates are the same columns of the scores of all, in the order asked."""
    dataset = taste_dataset()
    fitted, people = factory().fit(dataset, seed=0), _people(dataset)
    some = np.array([9, 2, 11, 0], dtype=np.intp)
    every = _scores(fitted, people, _everything(dataset))
    assert _close(_scores(fitted, people, some), every[:, some]), "scores of some candidates must be columns of all scores"


def check_batch(factory: Factory) -> None:
    """A person's scores do not depend on who else is in the batch."""
    dataset = taste_dataset()
    fitted, people, candidates = factory().fit(dataset, seed=0), _people(dataset), _everything(dataset)
    batch = _scores(fitted, people, candidates)
    for row in range(len(people)):
        alone = _scores(fitted, take(people, np.array([row], dtype=np.intp)), candidates)
        assert _close(alone[0], batch[row]), f"person {row} must get the same scores alone and in a batch"


def check_unseen_people(factory: Factory) -> None:
    """A recommender for new users scores a made-up history as it scores the same history under a known id."""
    if not factory().info.new_users or factory().info.uses_user_id:
        return
    dataset = taste_dataset()
    fitted, candidates = factory().fit(dataset, seed=0), _everything(dataset)
    known = histories_of(dataset, np.array([3], dtype=np.intp))
    same = replace(known, users=(None,))
    assert _close(_scores(fitted, known, candidates), _scores(fitted, same, candidates)), (
        "info.new_users: the same history must get the same scores without an id"
    )


def check_empty_history(factory: Factory) -> None:
    """A person of whom nothing is known gets a row of the right form rather than an error."""
    dataset = taste_dataset()
    fitted = factory().fit(dataset, seed=0)
    _scores(fitted, made_up_history(dataset, []), _everything(dataset))


def check_inputs_untouched(factory: Factory) -> None:
    """Neither `fit` nor `score` changes the dataset, the histories or the candidates."""
    dataset, untouched = taste_dataset(), taste_dataset()
    people, candidates = _people(dataset), _everything(dataset)
    fitted = factory().fit(dataset, seed=0)
    fitted.score(people, candidates)
    _assert_same(dataset, untouched, "fit or score must not change the dataset")
    _assert_same(people, _people(untouched), "score must not change the histories")
    assert np.array_equal(candidates, _everything(dataset)), "score must not change the candidates"


def check_taste(factory: Factory) -> None:
    """A personal recommender ranks items of the liked taste above the others, on data where tastes are plain."""
    if not factory().info.personal:
        return
    dataset = taste_dataset()
    fitted, candidates = factory().fit(dataset, seed=0), np.arange(3, 15, dtype=np.intp)
    for taste in range(GROUPS):
        person = made_up_history(dataset, [taste]) if fitted.info.new_users else histories_of(dataset, np.array([taste]))
        scores = _scores(fitted, person, candidates)[0]
        own = candidates % GROUPS == taste
        assert scores[own].mean() > scores[~own].mean(), f"somebody who liked item {taste} must get items of that taste"


def check_dislikes(factory: Factory) -> None:
    """A dislike is never taken for a like: it must not raise the scores of the disliked taste as liking does."""
    if not factory().info.personal or not factory().info.new_users:
        return
    dataset = taste_dataset()
    fitted, candidates = factory().fit(dataset, seed=0), np.arange(3, 15, dtype=np.intp)
    base = made_up_history(dataset, [0])
    plain = _scores(fitted, base, candidates)[0]
    against = replace(base, matrix=_with_dislike(base.matrix, 1))
    disliking = _scores(fitted, against, candidates)[0]
    hated = candidates % GROUPS == 1
    assert disliking[hated].mean() <= plain[hated].mean() + TOLERANCE, "a disliked item must not raise items like it"


def check_explanation(factory: Factory) -> None:
    """`explain`, where there is one, gives (asked, m) parts that lie on the person's history only."""
    dataset = taste_dataset()
    fitted, people = factory().fit(dataset, seed=0), _people(dataset)
    if not isinstance(fitted, Explains):
        return
    items = np.array([5, 2, 8], dtype=np.intp)
    for row in range(3):
        parts = fitted.explain(people, row, items)
        assert issparse(parts), "explain must return a sparse matrix"
        assert parts.shape == (3, len(dataset.items)), f"explain gave {parts.shape}; {(3, len(dataset.items))} was asked"
        outside = np.setdiff1d(csr_matrix(parts).nonzero()[1], people.matrix[[row]].indices)
        assert not len(outside), f"explain named item {outside[:1]}, which is not in the history"


def check_saving(factory: Factory) -> None:
    """`save` and `load`, where there are, take what was learned over: `load` returns the recommender, with the same scores."""
    dataset = taste_dataset()
    fitted, people, candidates = factory().fit(dataset, seed=0), _people(dataset), _everything(dataset)
    if not isinstance(fitted, Saves):
        return
    fresh = factory()
    assert isinstance(fresh, Saves), "save and load must be there before fit, too"
    with TemporaryDirectory() as made:
        fitted.save(Path(made))
        loaded = fresh.load(Path(made))
    assert loaded is fresh, f"load must return the recommender itself, not {loaded!r:.60}"
    assert _close(_scores(loaded, people, candidates), _scores(fitted, people, candidates)), (
        "what was saved and loaded must give the same scores"
    )


CHECKS: tuple[Callable[[Factory], None], ...] = (
    check_info,
    check_signatures,
    check_shapes,
    check_seed,
    check_subset,
    check_batch,
    check_unseen_people,
    check_empty_history,
    check_inputs_untouched,
    check_taste,
    check_dislikes,
    check_explanation,
    check_saving,
)


def _people(dataset: Dataset) -> Histories:
    return histories_of(dataset, np.arange(0, len(dataset.users), 3, dtype=np.intp))


def _everything(dataset: Dataset) -> NDArray[np.intp]:
    return np.arange(len(dataset.items), dtype=np.intp)


def _scores(fitted: Recommender, histories: Histories, candidates: NDArray[np.intp]) -> NDArray[np.float32]:
    """The scores, asserted to have the right form."""
    scores = fitted.score(histories, candidates)
    shape = (len(histories), len(candidates))
    assert isinstance(scores, np.ndarray), f"score must return an array, not {type(scores).__name__}"
    assert scores.shape == shape, f"score gave the shape {scores.shape}; {shape} was asked"
    assert scores.dtype == np.float32, f"score must give float32; it gave {scores.dtype}"
    assert not np.isnan(scores).any(), "score must not give NaN; -inf says that it cannot score"
    assert not np.isposinf(scores).any(), "score must not give +inf"
    return scores


def _close(a: NDArray[np.float32], b: NDArray[np.float32]) -> bool:
    return bool(np.allclose(a, b, rtol=TOLERANCE, atol=TOLERANCE))


def _with_dislike(matrix: csr_matrix, item: int) -> csr_matrix:
    """The one history with a dislike added."""
    changed = matrix.tolil(copy=True)
    changed[0, item] = -1.0
    return csr_matrix(vstack([changed]), dtype=np.float32)


def _assert_same(a: Dataset | Histories, b: Dataset | Histories, message: str) -> None:
    """All fields of two dataclasses are equal, arrays and sparse matrices included."""
    for one in fields(a):
        left, right = getattr(a, one.name), getattr(b, one.name)
        if isinstance(left, csr_matrix):
            same = left.shape == right.shape and all(
                np.array_equal(getattr(left, part), getattr(right, part)) for part in ("data", "indices", "indptr")
            )
        elif isinstance(left, np.ndarray):
            same = np.array_equal(left, right, equal_nan=left.dtype.kind == "f")
        else:
            same = left == right
        assert same, f"{message} ({one.name} differs)"
