"""Settings are chosen on posts that were not learned from."""

import numpy as np

from interestlab.classify.models.centroid import Centroid, Directions
from interestlab.classify.models.logistic import TRIED, Logistic
from interestlab.classify.models.stacked import Stacked
from interestlab.classify.tuning import chosen_variant, drawn, held_apart, loss_of, placed
from interestlab.testing.classifiers import plain_examples


def test_everything_is_tried_once_and_no_unit_is_on_both_sides():
    examples = plain_examples()
    parts = list(held_apart(examples, 0))
    assert sorted(np.concatenate([one.tried for one in parts]).tolist()) == list(range(90))
    for one in parts:
        assert not set(examples.unit[one.learned].tolist()) & set(examples.unit[one.tried].tolist())


def test_the_variant_with_the_least_loss_on_what_is_tried_is_chosen():
    examples, tried = plain_examples(), plain_examples(seed=5)
    found = chosen_variant(Logistic(), examples, tried, seed=0)
    losses = {value: loss_of(Logistic(value).fit(examples, seed=0), tried) for value in TRIED}
    assert found.inverse_penalty == min(losses, key=losses.get)
    inside = chosen_variant(Logistic(), examples, None, seed=0)
    assert inside.inverse_penalty in TRIED


def test_what_has_no_settings_is_itself():
    one = Centroid()
    assert chosen_variant(one, plain_examples(), None, seed=0) is one


def test_scores_are_placed_and_unknown_classes_have_none():
    fitted = Directions(("b", "a"), np.eye(2, 8, dtype=np.float32))
    posts = plain_examples().posts.take(np.array([0]))
    found = placed(fitted, posts, ("a", "b", "c"))
    assert found[0, :2].tolist() == fitted.scores(posts)[0, ::-1].tolist()
    assert found[0, 2] == -np.inf


def test_of_many_rows_some_are_drawn_in_their_order():
    rng = np.random.default_rng(0)
    few = drawn(np.arange(100), 10, rng)
    assert len(set(few.tolist())) == 10
    assert (np.diff(few) > 0).all()
    assert drawn(np.arange(5), 10, rng).tolist() == list(range(5))


def test_what_settles_itself_does_so_once_so_that_scores_of_all_its_models_have_one_scale():
    examples = plain_examples()
    settled = chosen_variant(Stacked(), examples, None, seed=0)
    assert settled.weights is not None
    whole, half = settled.fit(examples, seed=0), settled.fit(examples.take(np.arange(45)), seed=5)
    assert whole.weights == half.weights == settled.weights
    assert Stacked().fit(examples, seed=0).weights == settled.weights
