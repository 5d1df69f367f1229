"""What every classifier must do, built in or not: call `check_classifier(YourClass)` in a test of your own."""

import inspect
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from interestlab.classify.calibration import softmax
from interestlab.classify.protocol import Classifier, ClassifierInfo, Examples, FittedClassifier, Floats, Posts, Tunable
from interestlab.testing.refusals import refused

Factory = Callable[[], Classifier]
TOLERANCE = 1e-5
CLASSES = ("baking", "chess", "astronomy")
_WORDS = {
    "baking": ("dough", "oven", "flour", "crust", "yeast", "bread"),
    "chess": ("knight", "opening", "bishop", "rook", "endgame", "mate"),
    "astronomy": ("telescope", "planet", "comet", "galaxy", "eclipse", "star"),
}
_COMMON = ("the", "today", "again", "with", "about", "my")
_DIMENSION = 8


def check_classifier(factory: Factory) -> None:
    """Runs all checks on classifiers made by `factory()`; raises AssertionError saying what is wrong."""
    for check in CHECKS:
        refused(check, factory)


def plain_examples(*, posts: int = 90, seed: int = 0) -> Examples:
    """Posts of three classes that are easily told apart, by their words and by their vectors; every person has three."""
    rng = np.random.default_rng(seed)
    target = np.arange(posts) % len(CLASSES)
    own = [rng.choice(_WORDS[CLASSES[one]], 3, replace=False) for one in target.tolist()]
    texts = [" ".join(rng.permutation([*words, *rng.choice(_COMMON, 3)])) for words in own]
    directions = np.eye(len(CLASSES), _DIMENSION)
    vectors = directions[target] + 0.25 * rng.standard_normal((posts, _DIMENSION))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return Examples(
        posts=Posts(texts, vectors.astype(np.float32)),
        classes=CLASSES,
        target=target.astype(np.intp),
        unit=(np.arange(posts) // 3).astype(np.intp),
        class_vectors=directions.astype(np.float32),
    )


def check_info(factory: Factory) -> None:
    """`info` is there before fit, complete, and says what is needed."""
    info = factory().info
    assert isinstance(info, ClassifierInfo), "info must be a ClassifierInfo"
    assert info.name, "info.name must not be empty"
    assert info.title, "info.title must not be empty"
    assert set(info.needs) <= {"texts", "vectors", "sentences"}, f"info.needs names what is not known: {info.needs}"


def check_signature(factory: Factory) -> None:
    """`fit` takes (examples, *, seed, progress)."""
    try:
        inspect.signature(factory().fit).bind(None, seed=0, progress=None)
    except TypeError as error:
        raise AssertionError(f"fit must take (examples, *, seed, progress): {error}") from error


def check_form(factory: Factory) -> None:
    """Scores are (n, classes) float64 and finite, also for no posts, an empty text and a very long one."""
    examples = plain_examples()
    fitted = factory().fit(examples, seed=0)
    assert isinstance(fitted, FittedClassifier), "fit must return what has classes, scores and save"
    assert tuple(fitted.classes) == examples.classes, "classes must be those of the examples, in their order"
    nothing = np.zeros((2, _DIMENSION), np.float32)
    nothing[:, 0] = 1
    odd = Posts(["", "a longer text " * 8_000], nothing)
    for posts in (examples.posts, examples.posts.take(np.array([], dtype=np.intp)), odd):
        _scores(fitted, posts)


def check_seed(factory: Factory) -> None:
    """The same examples and seed give the same scores, bit for bit."""
    examples = plain_examples()
    first, second = (_scores(factory().fit(examples, seed=7), examples.posts) for _ in range(2))
    assert np.array_equal(first, second), "two fits with the same seed must give the same scores"


def check_alone(factory: Factory) -> None:
    """A post's scores do not depend on who else is asked about."""
    examples = plain_examples()
    fitted = factory().fit(examples, seed=0)
    together = _scores(fitted, examples.posts)
    for row in (0, 17, 44):
        alone = _scores(fitted, examples.posts.take(np.array([row], dtype=np.intp)))
        assert _close(alone[0], together[row]), f"post {row} must get the same scores alone and among others"


def check_counted(factory: Factory) -> None:
    """Scores are the same whether the terms of the posts were counted before or not."""
    examples = plain_examples()
    posts = Posts(examples.posts.texts, examples.posts.vectors, examples.posts.terms)
    counted = Examples(posts, examples.classes, examples.target, examples.unit, examples.class_vectors)
    one, other = factory().fit(examples, seed=0), factory().fit(counted, seed=0)
    expected = _scores(one, examples.posts)
    assert _close(_scores(other, posts), expected), "counted terms must not change the scores"
    assert _close(_scores(other, examples.posts), expected), "counted terms must not change the scores"


def check_inputs_untouched(factory: Factory) -> None:
    """Neither `fit` nor `scores` changes what it is given."""
    examples, before = plain_examples(), plain_examples()
    factory().fit(examples, seed=0).scores(examples.posts)
    for one in fields(examples):
        left, right = getattr(examples, one.name), getattr(before, one.name)
        if isinstance(left, np.ndarray):
            assert np.array_equal(left, right), f"{one.name} must not be changed"
    assert np.array_equal(examples.posts.vectors, before.posts.vectors), "the vectors must not be changed"
    assert list(examples.posts.texts) == list(before.posts.texts), "the texts must not be changed"


def check_learns(factory: Factory) -> None:
    """Of classes that are easily told apart, most new posts are told rightly, by a classifier that reads posts."""
    if not factory().info.needs:
        return
    new = plain_examples(seed=1)
    fitted = factory().fit(plain_examples(), seed=0)
    share = float((_scores(fitted, new.posts).argmax(axis=1) == new.target).mean())
    assert share > 0.9, f"of posts that are easily told apart only {share:.0%} were told rightly"


def check_probabilities(factory: Factory) -> None:
    """Softmax of the scores are probabilities."""
    examples = plain_examples()
    odds = softmax(_scores(factory().fit(examples, seed=0), examples.posts))
    assert np.allclose(odds.sum(axis=1), 1), "softmax of the scores must sum to 1"


def check_missing_class(factory: Factory) -> None:
    """It learns from two classes of three posts each, too."""
    whole = plain_examples()
    few = whole.take(np.flatnonzero(whole.target < 2)[:6].astype(np.intp))
    fitted = factory().fit(few, seed=0)
    assert _scores(fitted, whole.posts).shape == (len(whole), 2), "there must be a column for each class of the examples"


def check_variants(factory: Factory) -> None:
    """Variants are classifiers of the same name."""
    model = factory()
    if isinstance(model, Tunable):
        names = {one.info.name for one in model.variants()}
        assert names == {model.info.name}, f"variants must have the name of the classifier, not {names}"


def check_saving(factory: Factory) -> None:
    """What was saved and loaded, by another object, gives equal scores; nothing that is saved is a pickle."""
    examples = plain_examples()
    fitted = factory().fit(examples, seed=0)
    with TemporaryDirectory() as made:
        fitted.save(Path(made))
        files = [path for path in Path(made).rglob("*") if path.is_file()]
        assert files, "save must write into the folder"
        for path in files:
            assert path.suffix in (".safetensors", ".json", ".npz", ".npy"), f"{path.name} is no safetensors, npz or JSON"
        loaded = factory().load(Path(made))
    assert tuple(loaded.classes) == tuple(fitted.classes), "load must bring the classes back"
    same = np.array_equal(_scores(loaded, examples.posts), _scores(fitted, examples.posts))
    assert same, "what was saved and loaded must give equal scores"


CHECKS: tuple[Callable[[Factory], None], ...] = (
    check_info,
    check_signature,
    check_form,
    check_seed,
    check_alone,
    check_counted,
    check_inputs_untouched,
    check_learns,
    check_probabilities,
    check_missing_class,
    check_variants,
    check_saving,
)


def _scores(fitted: FittedClassifier, posts: Posts) -> Floats:
    """The scores, asserted to have the right form."""
    scores = fitted.scores(posts)
    shape = (len(posts), len(fitted.classes))
    assert isinstance(scores, np.ndarray), f"scores must be an array, not {type(scores).__name__}"
    assert scores.shape == shape, f"scores have the shape {scores.shape}; {shape} was asked"
    assert scores.dtype == np.float64, f"scores must be float64; they are {scores.dtype}"
    assert np.isfinite(scores).all(), "scores must be finite"
    return scores


def _close(a: Floats, b: Floats) -> bool:
    return bool(np.allclose(a, b, rtol=TOLERANCE, atol=TOLERANCE))
