"""Mixes by class are those of interests where the classes are the interests, and counted by hand elsewhere."""

import numpy as np
import pytest

from interestlab.errors import UnknownName
from interestlab.users.class_mix import class_mixes


@pytest.fixture(scope="module")
def result(analysed_home):
    return analysed_home.open("sample").need_result()


def test_with_the_interests_as_classes_they_are_the_profiles(result):
    found = result.computed_map
    mixes = class_mixes(result.corpus, found, np.asarray(found.interest), found.count)
    assert mixes.users == result.profiles.users
    for user in mixes.users[:10]:
        assert [vars(one) for one in mixes.mix(user)] == [vars(one) for one in result.profiles.mix(user)]
    assert mixes.unknown == pytest.approx(np.asarray(result.profiles.unclear))


def test_posts_of_no_class_are_left_out_of_the_shares(result):
    contents = result.corpus.contents
    user = contents["user_id"].value_counts().index[0]
    mine = np.flatnonzero(contents["user_id"] == user)
    classes = np.full(len(contents), -1)
    classes[mine[:3]] = 1
    classes[mine[3]] = 0
    mixes = class_mixes(result.corpus, result.computed_map, classes, 5)
    shares = mixes.mix(user)
    assert [one.interest for one in shares] == [1, 0]
    assert [one.count for one in shares] == [3, 1]
    assert sum(one.share for one in shares) == pytest.approx(1)
    assert all(one.low <= one.share <= one.high for one in shares)
    row = result.profiles.index(user)
    assert mixes.unknown[row] == result.profiles.clear[row] + result.profiles.unclear[row] - 4
    other = next(one for one in mixes.users if one != user)
    assert mixes.mix(other) == ()
    with pytest.raises(UnknownName, match="There is no user “nobody”"):
        mixes.mix("nobody")
