from dataclasses import replace

import numpy as np
import pytest

from interestlab.errors import InvalidSetting, NotApplicable
from interestlab.recommend.backends.ials import IALS
from interestlab.recommend.backends.popularity import Popularity
from interestlab.recommend.dataset import build_dataset, dataset_of, item_evidence
from interestlab.recommend.judging.audit import audit
from interestlab.recommend.judging.cross_validation import fold_splits
from interestlab.recommend.judging.evaluate import evaluate
from interestlab.recommend.judging.splits import DEFAULT_SPLIT, default_split, proposed_split, split_dataset


def events(rows):
    """A dataset of (user, item, time, weight) rows."""
    user, item, time, weight = (np.array(column) for column in zip(*sorted(rows, key=lambda row: row[2]), strict=True))
    return dataset_of(
        users=np.arange(user.max() + 1).astype(np.str_),
        items=np.arange(item.max() + 1).astype(np.str_),
        event_user=user,
        event_item=item,
        event_time=time.astype(np.int64),
        event_weight=weight.astype(np.float32),
        event_value=weight.astype(np.float32),
    )


def pairs(matrix):
    return set(zip(*(part.tolist() for part in matrix.nonzero()), strict=True))


def test_random_holds_out_a_quarter_of_each_users_items(taste):
    split = split_dataset(taste, "random", seed=1)
    before, after = np.diff(taste.matrix.indptr), np.diff(split.train.matrix.indptr)
    assert (before - after).tolist() == np.rint(before * 0.25).astype(int).tolist()
    assert not pairs(split.relevant) & pairs(split.train.matrix)
    assert pairs(split.relevant) <= pairs(taste.matrix > 0)
    assert pairs(split_dataset(taste, "random", seed=1).relevant) == pairs(split.relevant)
    assert pairs(split_dataset(taste, "random", seed=2).relevant) != pairs(split.relevant)


def test_all_repeats_of_a_held_out_pair_are_held_out():
    repeated = events([(0, item, time, 1) for item in range(4) for time in (item, item + 10)])
    split = split_dataset(repeated, "random")
    held = split.relevant.indices[0]
    assert held not in split.train.event_item
    assert len(split.train.event_item) == 6


def repeated_and_joined(seed=0):
    """Twelve people with nine items each, every pair one to four times with changing weights; and only the last of each."""
    rng = np.random.default_rng(seed)
    rows, last = [], []
    for user in range(12):
        for item in rng.choice(30, size=9, replace=False).tolist():
            times = np.sort(rng.choice(10_000, size=int(rng.integers(1, 5)), replace=False)).tolist()
            pair = [(user, item, time, float(rng.choice([-1, 1, 2]))) for time in times]
            rows, last = rows + pair, [*last, pair[-1]]
    return events([*rows, (0, 29, -1, 1)]), events([*last, (0, 29, -1, 1)])


def same_sides(one, other):
    assert pairs(one.relevant) == pairs(other.relevant)
    assert (one.train.matrix != other.train.matrix).nnz == 0
    assert set(one.relevant.data.tolist()) == {1.0}


@pytest.mark.parametrize("name", ["random", "leave-last"])
@pytest.mark.parametrize("seed", range(3))
def test_repeats_are_joined_before_the_split(name, seed):
    repeated, joined = repeated_and_joined(seed)
    assert len(repeated.event_item) > 1.5 * len(joined.event_item)
    same_sides(split_dataset(repeated, name, seed=seed), split_dataset(joined, name, seed=seed))


def test_repeats_are_joined_before_the_folds():
    for one, other in zip(*(fold_splits(dataset, 3, seed=1) for dataset in repeated_and_joined()), strict=True):
        same_sides(one, other)


def test_a_pair_is_never_on_both_sides_of_a_time_split_and_its_past_is_kept():
    repeated, _ = repeated_and_joined()
    split = split_dataset(repeated, "time")
    cut = np.quantile(repeated.event_time[repeated.event_time != -1], 0.8, method="higher")
    past = repeated.event_time < cut
    known = dict(zip(zip(repeated.event_user[past].tolist(), repeated.event_item[past].tolist(), strict=True),
                     repeated.event_weight[past].tolist(), strict=True))  # fmt: skip
    matrix = split.train.matrix.tocoo()
    assert dict(zip(zip(matrix.row.tolist(), matrix.col.tolist(), strict=True), matrix.data.tolist(), strict=True)) == known
    later = set(zip(repeated.event_user[~past].tolist(), repeated.event_item[~past].tolist(), strict=True))
    assert later & set(known), "some pair has events on both sides of the cut"
    assert not pairs(split.relevant) & set(known)


def test_users_with_one_item_are_learned_from_and_not_judged():
    split = split_dataset(events([(0, 0, 1, 1), (1, 0, 2, 1), (1, 1, 3, 1)]), "random")
    assert split.test_users.tolist() == [1]
    assert 0 in split.train.event_user


def test_time_holds_out_the_latest_fifth_and_nothing_seen_before():
    rows = [(0, item, item, 1) for item in range(8)] + [(0, 3, 98, 1), (1, 9, 99, 1)]
    split = split_dataset(events(rows), "time")
    assert pairs(split.relevant) == {(1, 9)}
    assert split.train.event_time.max() == 7
    assert "1970-01-01T00:00:00" in split.rule


def test_a_moment_is_never_cut_in_two():
    split = split_dataset(events([(0, item, item // 5, 1) for item in range(20)]), "time")
    assert set(split.train.event_time.tolist()) == {0, 1, 2}


def test_leave_last_takes_the_last_liked_item_and_counts_ties():
    rows = [(0, 0, 1, 1), (0, 1, 5, 1), (0, 2, 9, -1), (1, 3, 1, 1), (1, 4, 7, 1), (1, 5, 7, 1), (2, 0, 1, 1)]
    split = split_dataset(events(rows), "leave-last")
    relevant = pairs(split.relevant)
    assert (0, 1) in relevant
    assert len(relevant & {(1, 4), (1, 5)}) == 1
    assert len(relevant) == 2
    assert "1 of 2 users have several at their last moment" in split.rule
    drawn = {tuple(sorted(pairs(split_dataset(events(rows), "leave-last", seed=seed).relevant))) for seed in range(20)}
    assert len(drawn) == 2


@pytest.mark.parametrize("name", ["time", "leave-last"])
def test_splits_by_time_need_dates(taste, name):
    undated = replace(taste, event_time=np.full(len(taste.event_time), -1))
    with pytest.raises(NotApplicable, match=r"0 of [\d,]+ events have one: choose the random split"):
        split_dataset(undated, name)


def test_unknown_and_empty_splits_are_refused(taste):
    with pytest.raises(InvalidSetting, match="no split “weekly”; there are random, time, leave-last"):
        split_dataset(taste, "weekly")
    with pytest.raises(NotApplicable, match="None of the 2 events is a like"):
        split_dataset(events([(0, 0, 1, -1), (0, 1, 2, -1)]), "random")


def test_held_out_texts_are_hidden_from_the_vectors(corpus, embedding):
    dataset = build_dataset(corpus, embedding=embedding)
    evidence = item_evidence(corpus, embedding=embedding)
    split = split_dataset(dataset, "leave-last", evidence=evidence)
    assert (0, 0) in pairs(split.relevant)  # al's post 1 in thread t1 is to be predicted
    assert np.allclose(split.train.item_vectors[0], embedding.vectors[3])
    flattered = split_dataset(dataset, "leave-last")
    assert np.array_equal(flattered.train.item_vectors, dataset.item_vectors)
    assert "flatters" in flattered.rule
    assert "flatters" not in split.rule


@pytest.mark.parametrize("name", ["random", "leave-last"])
def test_people_of_one_item_each_leave_nothing_to_predict(name):
    one_each = events([(user, user % 3, 10 + user, 1) for user in range(5)])
    with pytest.raises(NotApplicable, match="None of 5 people has two items"):
        split_dataset(one_each, name)
    with pytest.raises(NotApplicable, match="None of 5 people has two items"):
        fold_splits(one_each, 5)


@pytest.mark.parametrize("rows", [
    [(user, item, 10, 1) for user in range(4) for item in range(6)],
    [(0, item, 10, 1) for item in range(6)],  # one person
    [(user, 0, 10, 1) for user in range(6)],  # one item
])  # fmt: skip
def test_events_of_one_moment_have_no_past(rows):
    with pytest.raises(NotApplicable, match="All events are of one moment: nothing is left to learn from"):
        split_dataset(events(rows), "time")


def test_of_two_moments_the_later_is_predicted():
    rows = [(user, item, 10 + (item > 2), 1) for user in range(4) for item in range(6)]
    assert len(split_dataset(events(rows), "time").test_users) == 4


@pytest.mark.parametrize("name", ["random", "time", "leave-last"])
def test_without_a_like_nothing_is_predicted(name):
    hated = events([(user, item, 10 + item, -1) for user in range(3) for item in range(4)])
    with pytest.raises(NotApplicable, match="None of the 12 events is a like"):
        split_dataset(hated, name)


def test_a_split_that_holds_out_every_like_is_refused():
    late = events([(user, item, 10 + item, 1 if item > 3 else -1) for user in range(3) for item in range(5)])
    with pytest.raises(NotApplicable, match="holds out every like: nothing is left to learn from"):
        split_dataset(late, "time")


HOUR = 3_600_000_000


@pytest.mark.parametrize(("moments", "name", "why"), [
    ([HOUR, 2 * HOUR], "time", "2 of 2 events have a time: the latest are held out"),
    ([-1, -1, HOUR, 2 * HOUR], "time", "2 of 4 events have a time: the latest are held out"),
    ([-1, -1, -1, HOUR, 2 * HOUR], "random", "2 of 5 events have a time: too few to hold out the latest."),
    ([HOUR] * 3, "random", "3 of 3 events have a time, all the same one: none is the latest."),
    ([-1, HOUR, HOUR], "random", "2 of 3 events have a time, all the same one: none is the latest."),
    ([-HOUR, HOUR], "time", "2 of 2 events have a time: the latest are held out"),  # before 1970
    ([-1, -1], "random", "0 of 2 events have a time: too few to hold out the latest."),
    ([], "random", "0 of 0 events have a time: too few to hold out the latest."),
])  # fmt: skip
def test_the_times_decide_what_is_proposed(moments, name, why):
    found = proposed_split(np.array(moments, dtype=np.int64))
    assert found.name == name
    assert found.why.startswith(why)


def test_what_is_proposed_never_lets_the_future_help(sample):
    """The audit finds at random what the default avoids."""
    proposed = proposed_split(sample.event_time).name
    assert (proposed, DEFAULT_SPLIT) == ("time", "time")
    assert audit(sample, split_dataset(sample, proposed)).before == 0
    assert audit(sample, split_dataset(sample, "random")).before > 0.9


@pytest.mark.parametrize(("moments", "name"), [([1, 2, 3, 4], "time"), ([-1, -1, -1, 4], "random"), ([5] * 4, "random")])
def test_the_default_split_is_the_one_that_is_proposed(sample, moments, name):
    found = default_split(sample, np.array(moments, dtype=np.int64), seed=2)
    wanted = split_dataset(sample, name, seed=2)
    assert (found.name, found.rule, pairs(found.relevant)) == (name, wanted.rule, pairs(wanted.relevant))


def test_where_the_latest_leave_nothing_to_judge_the_default_split_is_random():
    late = events([(user, item, 10 + item, 1 if item > 3 else -1) for user in range(3) for item in range(6)])
    with pytest.raises(NotApplicable):
        split_dataset(late, "time")
    assert default_split(late, late.event_time).name == "random"


@pytest.mark.parametrize("seed", range(5))
def test_what_the_pages_begin_with_is_above_popularity_on_the_sample(sample, seed):
    """Of the recommenders chosen first on the pages, the one that needs no encoder."""
    found = evaluate(sample, [IALS(), Popularity()], proposed_split(sample.event_time).name, seed=seed)
    assert next(pair.gap for pair in found.pairs if pair.metric == "ndcg").side > 0


@pytest.mark.parametrize(("items", "held"), [(1, 0), (2, 1), (3, 1), (5, 1), (6, 2), (7, 2), (9, 2), (10, 2), (11, 3), (20, 5)])
def test_a_quarter_is_rounded_and_one_at_least(items, held):
    rows = [(0, item, item, 1) for item in range(items)] + [(1, 0, 1, 1), (1, 1, 2, 1)]
    split = split_dataset(events(rows), "random")
    assert np.diff(split.relevant.indptr).tolist() == [held, 1]


def test_every_item_is_held_out_by_some_seed():
    rows = [(user, item, item, 1) for user in range(2) for item in range(5)]
    found = [pairs(split_dataset(events(rows), "random", seed=seed).relevant) for seed in range(40)]
    assert set.union(*found) == {(user, item) for user in range(2) for item in range(5)}
    assert {len(one) for one in found} == {2}


@pytest.mark.parametrize("moments", [5, 10, 11])
def test_the_latest_fifth_begins_at_the_quantile(moments):
    split = split_dataset(events([(0, item, 1_000_000 * item, 1) for item in range(moments)]), "time")
    first = int(np.ceil(0.8 * (moments - 1)))
    assert pairs(split.relevant) == {(0, item) for item in range(first, moments)}
    assert split.rule.startswith(f"Events from 1970-01-01T00:00:{first:02d} UTC on are held out; ")


def test_leave_last_leaves_who_has_one_item_and_holds_out_one_of_two():
    rows = [(0, 0, 5, 1), (1, 0, 1, 1), (1, 1, 2, 1), (2, 1, 3, -1), (2, 0, 2, 1), (3, 2, -1, 1), (3, 0, 4, 1)]
    split = split_dataset(events(rows), "leave-last")
    assert pairs(split.relevant) == {(1, 1), (2, 0), (3, 0)}
    assert "0 of 3 users have several at their last moment" in split.rule


def test_a_like_that_is_weak_is_a_like_and_a_weight_of_nothing_is_none():
    rows = [(0, item, item, 0.25) for item in range(8)] + [(1, item, item, 0) for item in range(8)]
    assert split_dataset(events(rows), "random").test_users.tolist() == [0]


def test_a_fold_each_and_none_for_a_single_item():
    rows = [(0, item, item, 1) for item in range(7)] + [(1, 0, 1, 1), (2, 0, 1, 1), (2, 1, 2, 1)]
    splits = fold_splits(events(rows), 3, seed=5)
    assert sorted(len(one.relevant[0].indices) for one in splits) == [2, 2, 3]
    assert sum(len(one.relevant[1].indices) for one in splits) == 0
    assert sorted(len(one.relevant[2].indices) for one in splits) == [0, 1, 1]
    assert {one.rule for one in splits} == {
        "Of each user with two or more items, one of 3 parts drawn from the seed is held out, each in its turn."
    }
    assert len(fold_splits(events(rows), 2)) == 2
    assert len(fold_splits(events(rows), 20)) == 20
    for folds in (1, 21):
        with pytest.raises(InvalidSetting, match=f"2 to 20 folds; {folds} were asked"):
            fold_splits(events(rows), folds)


def test_a_weight_of_nothing_is_never_held_out_as_the_last():
    rows = [(0, 0, 1, 1), (0, 1, 2, 1), (0, 2, 3, 0), (1, 0, 1, 1), (1, 1, 2, 1), (1, 2, 3, -0.5)]
    assert pairs(split_dataset(events(rows), "leave-last").relevant) == {(0, 1), (1, 1)}


def test_weights_of_nothing_are_no_likes_to_learn_from():
    with pytest.raises(NotApplicable, match="None of the 2 events is a like"):
        split_dataset(events([(0, 0, 1, 0), (0, 1, 2, 0)]), "random")
    late = events([(user, item, 10 + item, 1 if item > 3 else 0) for user in range(3) for item in range(5)])
    with pytest.raises(NotApplicable, match="holds out every like: nothing is left to learn from"):
        split_dataset(late, "time")
