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


def test_five_pieces_are_enough_to_be_compared_and_four_are_not(posts):
    people = {"ada": [0] * 5, "bo": [0] * 4, "cy": [0] * 5 + [-1] * 3}
    profiles = posts([(user, interest, DAY) for user, interests in people.items() for interest in interests])
    assert [(near.user, near.similarity, near.evidence) for near in nearest_users(profiles, "ada")] == [("cy", 1, 5)]
    assert [near.user for near in nearest_users(profiles, "ada", minimum=4)] == ["bo", "cy"]
    with pytest.raises(NotApplicable, match="“bo” has 4 texts or events of a clear interest, and 5 are needed"):
        nearest_users(profiles, "bo")


def test_without_any_clear_interest_there_is_no_comparison(posts):
    profiles = posts([("ada", -1, DAY), ("bo", 0, DAY)])
    with pytest.raises(NotApplicable, match="“ada” has 0 texts or events of a clear interest, and 1 are needed"):
        nearest_users(profiles, "ada", minimum=0)
    assert nearest_users(profiles, "bo", minimum=0) == ()


def test_ten_people_by_id_where_equally_near_and_three_interests_each(posts):
    mix = [0] * 2 + [1] * 3 + [2] * 4 + [3] * 5
    people = [f"u{at:02d}" for at in range(12)]
    profiles = posts([(user, interest, DAY) for user in people for interest in mix])
    found = nearest_users(profiles, "u03")
    assert [near.user for near in found] == [user for user in people if user != "u03"][:10]
    assert {near.shared for near in found} == {(3, 2, 1)}
    assert {round(near.similarity, 6) for near in found} == {1}
    assert max(near.similarity for near in nearest_users(profiles, "u03", measure="cosine")) <= 1
    assert nearest_users(profiles, "u03", k=1, most_shared=9)[0].shared == (3, 2, 1, 0)


def test_interests_of_one_side_only_are_not_shared(posts):
    people = {"ada": [0] * 4 + [1] * 2, "bo": [1] * 3 + [2] * 5}
    profiles = posts([(user, interest, DAY) for user, interests in people.items() for interest in interests])
    near = nearest_users(profiles, "ada")[0]
    assert near.shared == (1,)
    assert near.similarity == pytest.approx(1 - np.sqrt(1 - np.sqrt(1 / 3 * 3 / 8)))
    cosine = nearest_users(profiles, "ada", measure="cosine")[0]
    assert cosine.similarity == pytest.approx(2 * 3 / np.sqrt((16 + 4) * (9 + 25)))
