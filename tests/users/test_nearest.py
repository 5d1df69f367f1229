import numpy as np
import pytest

from interestlab.errors import InvalidSetting, NotApplicable
from interestlab.users.nearest import nearest_users

DAY = "2024-03-05"
PEOPLE = {"ada": [0] * 6 + [1] * 2, "bo": [0] * 5 + [1] * 5, "cy": [2] * 8, "di": [0, 0], "eve": [0] * 2 + [1] * 2 + [2] * 4}


@pytest.fixture
def profiles(posts):
    return posts([(user, interest, DAY) for user, interests in PEOPLE.items() for interest in interests])


def test_similarity_is_one_minus_the_hellinger_distance(profiles):
    found = nearest_users(profiles, "ada")
    mixes = {user: np.bincount(interests, minlength=3) / len(interests) for user, interests in PEOPLE.items()}
    assert [near.user for near in found] == ["bo", "eve"]
    for near in found:
        distance = np.sqrt(((np.sqrt(mixes["ada"]) - np.sqrt(mixes[near.user])) ** 2).sum() / 2)
        assert near.similarity == pytest.approx(1 - distance)
        assert near.evidence == len(PEOPLE[near.user])
    assert found[0].shared == (0, 1)


def test_cosine_where_asked(profiles):
    found = nearest_users(profiles, "ada", measure="cosine", k=1)
    expected = (0.75 * 0.5 + 0.25 * 0.5) / np.hypot(0.75, 0.25) / np.hypot(0.5, 0.5)
    assert found[0].similarity == pytest.approx(expected)


def test_too_little_evidence_is_left_out_or_refused(profiles):
    assert "di" in [near.user for near in nearest_users(profiles, "ada", minimum=2)]
    with pytest.raises(NotApplicable, match=r"“di” has 2 texts or events.*and 5 are needed"):
        nearest_users(profiles, "di")


def test_nobody_without_a_common_interest_is_near(profiles):
    assert "cy" not in [near.user for near in nearest_users(profiles, "ada", minimum=1)]
    with pytest.raises(InvalidSetting, match="at least 1; it is 0"):
        nearest_users(profiles, "ada", k=0)
