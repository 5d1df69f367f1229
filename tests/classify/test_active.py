"""What is asked about next: each strategy on points whose answer can be seen, and what happens where nothing is known."""

import numpy as np
import pytest

from interestlab.classify.active import STRATEGIES, LabelPool, is_judged, margin, means_of, propose

NOBODY = np.empty(0, np.intp)


def groups(sizes, dimension=16, noise=0.05, seed=0):
    """Groups of points of these sizes, each around an axis."""
    rng = np.random.default_rng(seed)
    number = np.repeat(np.arange(len(sizes)), sizes)
    points = np.eye(dimension)[number] + noise * rng.standard_normal((len(number), dimension))
    return (points / np.linalg.norm(points, axis=1, keepdims=True)).astype(np.float32), number


def pool(vectors, labelled=NOBODY, target=NOBODY, classes=2, odds=None):
    return LabelPool(vectors, np.asarray(labelled, np.intp), np.asarray(target, np.intp), classes, odds)


def rows(found):
    return [one.row for one in found]


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_each_proposes_free_posts_once_and_the_same_for_a_seed(strategy):
    vectors, _ = groups([30, 20, 10])
    odds = np.random.default_rng(1).dirichlet(np.ones(3), len(vectors))
    asked = np.array([0, 1, 31, 32, 51, 52, 59])
    target = np.array([0, 0, 1, 1, 2, 2, -1])
    given = pool(vectors, asked, target, 3, odds)
    found = propose(given, strategy, 8, seed=3, of=1)
    assert rows(found) == rows(propose(given, strategy, 8, seed=3, of=1))
    assert len(set(rows(found))) == 8
    assert not set(rows(found)) & set(asked.tolist())
    everything = propose(given, strategy, 1_000, seed=3, of=None if strategy == "contrary" else 1)
    assert sorted(rows(everything)) == sorted(set(range(60)) - set(asked.tolist()))
    assert propose(pool(vectors[:2], [0, 1], [0, 1]), strategy, 3, seed=0) == []


def test_the_start_goes_where_no_label_is_the_largest_group_first():
    vectors, number = groups([40, 25, 12, 6])
    found = propose(pool(vectors, classes=4), "usual", 4, seed=0)
    assert len(set(number[rows(found)])) >= 3
    assert {one.way for one in found} == {"start"}
    known = pool(vectors, [0, 1, 2, 66], [0, 0, 0, 1], 9)  # of the groups 0 and 2
    for seed in range(5):
        assert number[propose(known, "usual", 4, seed=seed)[0].row] == 1


def test_the_usual_way_turns_to_margins_when_each_class_could_have_two_and_looks_in_several_groups():
    vectors, number = groups([30, 30])
    odds = np.stack([np.where(number == 0, 0.5 + 0.001 * np.arange(60), 0.52 + 0.001 * np.arange(60)), np.zeros(60)], axis=1)
    odds[:, 1] = 1 - odds[:, 0]
    taught = [28, 29, 58, 59]
    assert {one.way for one in propose(pool(vectors, taught[:3], [0, 0, 1], 2, odds), "usual", 2, seed=0)} == {"start"}
    found = propose(pool(vectors, taught, [0, 0, 1, 1], 2, odds), "usual", 4, seed=0)
    assert {one.way for one in found} == {"usual"}
    near = propose(pool(vectors, taught, [0, 0, 1, 1], 2, odds), "uncertain", 4, seed=0)
    assert rows(near) == [0, 1, 2, 3]
    assert set(number[rows(near)]) == {0}
    assert set(number[rows(found)]) == {0, 1}
    assert found[0].row == 0
    assert near[0].value == pytest.approx(margin(odds[:1])[0])


def test_contrary_are_the_least_likely_of_a_class_and_alike_the_nearest_to_its_posts():
    vectors, number = groups([20, 20])
    odds = np.stack([np.linspace(0.95, 0.05, 40), np.linspace(0.05, 0.95, 40)], axis=1)
    given = pool(vectors, [0, 39], [0, 1], 2, odds)
    found = propose(given, "contrary", 3, seed=0, of=0)
    assert rows(found) == [19, 18, 17]
    assert found[0].value == pytest.approx(odds[19, 0])
    near = propose(given, "alike", 10, seed=0, of=1)
    assert set(number[rows(near)]) == {1}
    nearness = vectors @ vectors[39]
    nearness[[0, 39]] = -1
    assert rows(near) == np.argsort(-nearness, kind="stable")[:10].tolist()
    assert {one.way for one in propose(pool(vectors), "alike", 2, seed=0, of=1)} == {"start"}


def test_diverse_goes_as_far_away_as_it_can():
    vectors, number = groups([10, 10, 10, 10])
    found = propose(pool(vectors, [0], [0]), "diverse", 3, seed=0)
    assert set(number[rows(found)]) == {1, 2, 3}
    assert np.isnan(propose(pool(vectors), "diverse", 1, seed=0)[0].value)


def test_the_margin_is_the_gap_between_the_two_likeliest():
    odds = np.array([[0.2, 0.5, 0.3], [1.0, 0.0, 0.0]])
    assert margin(odds) == pytest.approx([0.2, 1.0])
    assert margin(odds[:, :1]).tolist() == [1, 1]


def test_each_fifth_is_to_judge_by():
    assert [at for at in range(12) if is_judged(at)] == [4, 9]


def test_groups_are_found_also_among_equal_points():
    vectors, number = groups([20, 20, 20], noise=0.01)
    found = means_of(vectors, 3, np.random.default_rng(0))
    assert len({(a, b) for a, b in zip(found.group.tolist(), number.tolist(), strict=True)}) == 3
    assert np.allclose(np.linalg.norm(found.middles, axis=1), 1, atol=1e-5)
    same = np.ones((5, 4), np.float32) / 2
    assert means_of(same, 9, np.random.default_rng(0)).group.shape == (5,)
