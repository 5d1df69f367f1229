import numpy as np
import pytest

from interestlab.errors import InvalidSetting, UnknownName
from interestlab.recommend.histories import histories_of, keep_items, liked, made_up_history, take, user_indices


def test_each_person_gets_the_own_events_in_order_of_time(taste):
    people = histories_of(taste, np.array([4, 1]))
    assert people.users == ("user04", "user01")
    for row, user in enumerate([4, 1]):
        mine = slice(people.indptr[row], people.indptr[row + 1])
        assert people.item[mine].tolist() == taste.event_item[taste.event_user == user].tolist()
        assert (np.diff(people.time[mine]) >= 0).all()
        assert np.array_equal(people.matrix[row].toarray(), taste.matrix[user].toarray())


def test_taking_rows_takes_their_events_along(taste):
    people = histories_of(taste, np.array([4, 1, 7]))
    some = take(people, np.array([2, 0]))
    assert some.users == ("user07", "user04")
    assert some.item.tolist() == np.concatenate([people.item[people.indptr[2] :], people.item[: people.indptr[1]]]).tolist()
    assert len(take(people, np.array([], dtype=np.intp))) == 0


def test_a_made_up_history_keeps_order_and_repeats_but_weighs_once(taste):
    one = made_up_history(taste, [5, 2, 5], weight=2.0)
    assert one.item.tolist() == [5, 2, 5]
    assert one.matrix.nnz == 2
    assert one.matrix[0, 5] == 2.0
    assert one.users == (None,)


def test_a_made_up_history_of_a_missing_item_is_refused(taste):
    with pytest.raises(InvalidSetting, match=r"Item 99 does not exist.*0 to 35"):
        made_up_history(taste, [0, 99])


def test_unknown_users_are_named(taste):
    assert user_indices(taste, ["user03", "user00"]).tolist() == [3, 0]
    with pytest.raises(UnknownName, match="“nobody” among the 60"):
        user_indices(taste, ["nobody"])


def test_keeping_items_renumbers_them_everywhere(taste):
    one = made_up_history(taste, [5, 2, 9, 5])
    kept = keep_items(one, np.array([2, 5]))
    assert kept.item.tolist() == [1, 0, 1]
    assert kept.indptr.tolist() == [0, 3]
    assert kept.matrix.toarray().tolist() == [[1, 1]]


def test_liked_drops_dislikes_and_leaves_the_original_alone(taste):
    before = taste.matrix.copy()
    assert (liked(taste.matrix).data > 0).all()
    assert liked(taste.matrix).nnz == (before.data > 0).sum()
    assert np.array_equal(taste.matrix.data, before.data)
