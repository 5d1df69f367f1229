"""What speaks for a column being the person, the item, the value: names and values together."""

import pandas as pd

from interestlab.corpus.columns.evidence import (
    certainty,
    counts_votes,
    group_of,
    is_person_name,
    item_score,
    user_score,
    value_score,
)
from interestlab.corpus.columns.profiles import profile_columns


def profile(name, values):
    return profile_columns(pd.DataFrame({name: pd.Series(values, dtype="str")}))[name]


STARS = [str(n % 5 + 1) for n in range(40)]


def test_what_a_student_gave_and_how_many_members_there_are_is_no_person():
    assert user_score(profile("student_difficult", STARS), "") < 0
    assert user_score(profile("members", [str(n * 900) for n in range(40)]), "") < 0
    assert user_score(profile("post_author", [str(n % 4 + 1) for n in range(40)]), "") >= 2


def test_a_score_is_ones_own_beside_things_that_several_rate_or_without_other_votes():
    score = profile("score", [str(n % 10 + 1) for n in range(40)])
    assert value_score(score, has_items=True) >= 2
    assert value_score(score, has_items=False) >= 2
    assert value_score(score, has_items=False, has_votes=True) < 0
    assert value_score(profile("score", [str(n * 7 - 3) for n in range(40)]), has_items=False) < 0


def test_plays_are_values_of_things_but_not_those_that_others_played():
    plays = profile("plays", [str(n * n) for n in range(1, 200)])
    assert value_score(plays, has_items=True) >= 2
    assert value_score(plays, has_items=True, has_votes=True) < 0
    assert value_score(plays, has_items=False) < 0


def test_an_address_that_many_records_share_is_a_thing():
    assert item_score(profile("thread_url", [f"https://x.org/{n % 5}" for n in range(40)]), False) >= 2
    assert item_score(profile("thread_url", [f"https://x.org/{n}" for n in range(40)]), False) < 2


def test_likes_count_votes_and_names_look_like_names():
    assert counts_votes(profile("likeCount", STARS))
    assert not counts_votes(profile("rating", STARS))
    assert is_person_name(profile("name", ["Ada Lee", "Ben Roy", "Eva Orr"] * 5))
    assert not is_person_name(profile("name", ["A long title about the gardens of an old town"] * 3 + ["Other words"]))


def test_certainty_and_the_group_of_a_column():
    assert [certainty(5, 2), certainty(3.5, 3), certainty(2.1, 2)] == ["certain", "likely", "a guess"]
    assert (group_of("reviews.text"), group_of("text")) == ("reviews", "")
