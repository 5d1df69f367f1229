"""What belongs to one sitting: gaps of a clock, days without one, threads; and what each post alone."""

import numpy as np
import pandas as pd
import pytest

from interestlab.corpus.sittings import basis_of, find_sittings, one_a_sitting

NIGHT = "2024-03-05 20:00"


def moments(*times):
    return pd.to_datetime(pd.Series(times, dtype="object"), utc=True, format="mixed").astype("datetime64[us, UTC]")


def tables(posts, events=()):
    """posts: (user, item, time); events: (user, item, doc_id, time)."""
    users, items, times = zip(*posts, strict=True) if posts else ((),) * 3
    contents = pd.DataFrame({"doc_id": np.arange(len(posts)), "item_id": pd.Series(items, dtype="str")})
    contents["user_id"], contents["timestamp"] = pd.Series(users, dtype="str"), moments(*times)
    users, items, docs, times = zip(*events, strict=True) if events else ((),) * 4
    happened = pd.DataFrame({"user_id": pd.Series(users, dtype="str"), "item_id": pd.Series(items, dtype="str")})
    happened["doc_id"], happened["timestamp"] = pd.array(docs, dtype="Int64"), moments(*times)
    return contents, happened


def groups(numbers):
    """Rows that share a sitting."""
    return sorted(numbers.dropna().groupby(numbers.dropna()).groups.values(), key=lambda rows: rows[0])


def found(*posts):
    contents, events = tables(posts)
    return [list(rows) for rows in groups(find_sittings(contents, events)[0])]


def test_gaps_of_less_than_half_an_hour_are_one_sitting():
    times = ["2024-03-05 20:00", "2024-03-05 20:29", "2024-03-05 20:58:59", "2024-03-05 21:29", "2024-03-06 20:00"]
    assert found(*(("ada", f"i{at}", time) for at, time in enumerate(times))) == [[0, 1, 2], [3], [4]]


def test_half_an_hour_is_a_gap():
    assert found(("ada", "a", "2024-03-05 20:00"), ("ada", "b", "2024-03-05 20:30"), ("ada", "c", "2024-03-05 20:59:59")) == [
        [0],
        [1, 2],
    ]


def test_others_and_nobody_are_not_in_it():
    contents, events = tables([("ada", "a", NIGHT), ("bo", "b", NIGHT), (None, "c", NIGHT), ("ada", "d", NIGHT)])
    numbers = find_sittings(contents, events)[0]
    assert numbers.iloc[0] == numbers.iloc[3] != numbers.iloc[1]
    assert numbers.isna().tolist() == [False, False, True, False]


def test_rows_in_any_order():
    assert found(("ada", "a", "2024-03-07 08:01"), ("ada", "b", NIGHT), ("ada", "c", "2024-03-07 08:00")) == [[0, 2], [1]]


@pytest.mark.parametrize("zone", ["", "+02:00", "-08:00", "+12:00"])
def test_without_a_clock_it_is_a_day_of_the_files_zone(zone):
    days = ["2024-03-05", "2024-03-05", "2024-03-06", "2024-03-07", "2024-03-07"]
    posts = [("ada", f"i{at}", f"{day} 00:00{zone}") for at, day in enumerate(days)]
    assert basis_of(tables(posts)[0]["timestamp"]) == "days"
    assert found(*posts) == [[0, 1], [2], [3, 4]]


def test_dates_over_the_change_of_clocks_have_no_clock():
    assert basis_of(moments("2024-03-30 00:00+01:00", "2024-03-31 00:00+01:00", "2024-04-01 00:00+02:00")) == "days"
    assert basis_of(moments("2024-03-30 08:15", "2024-03-31 08:15", "2024-04-01 09:16")) == "gaps"
    assert basis_of(moments(None, None)) == basis_of() == "posts"


def test_without_times_each_post_stands_alone_but_for_threads():
    assert found(("ada", "a", None), ("ada", "b", None), ("ada", "a", None)) == [[0, 2], [1]]


def test_a_thread_is_one_sitting_however_long_it_goes_on():
    posts = [("ada", "thread", "2024-03-05 20:00"), ("bo", "thread", "2024-03-05 20:05"), ("ada", "thread", "2024-05-01 09:00")]
    assert found(*posts, ("ada", "other", "2024-05-01 09:10")) == [[0, 2, 3], [1]]


def test_an_item_that_one_text_describes_is_no_thread():
    """A film that somebody rates twice is seen twice."""
    contents, events = tables(
        [(None, "film", None)], [("ada", "film", pd.NA, "2024-01-05 20:00"), ("ada", "film", pd.NA, "2024-06-05 20:00")]
    )
    assert find_sittings(contents, events)[1].nunique() == 2


def test_a_post_and_its_event_are_one_piece():
    contents, events = tables([("ada", "a", NIGHT), ("ada", "b", NIGHT)], [("ada", "a", 0, NIGHT)])
    of_content, of_event = find_sittings(contents, events)
    assert of_content.iloc[0] == of_content.iloc[1] == of_event.iloc[0]
    assert (of_content.dtype, of_event.dtype) == ("Int64", "Int64")


def test_nothing_is_nothing():
    contents, events = tables([])
    of_content, of_event = find_sittings(contents, events)
    assert len(of_content) == len(of_event) == 0


def test_a_sample_may_hold_one_of_each_sitting():
    """And all of those whose person is not known."""
    numbers = pd.Series([0, 0, 1, pd.NA, pd.NA, 1], dtype="Int64")
    assert one_a_sitting(numbers, np.array([5, 3, 1, 0, 4, 2])).tolist() == [5, 3, 1, 4]


@pytest.mark.parametrize(
    ("hours", "basis"),
    [
        ([], "posts"),
        (["00:00"], "days"),
        (["00:15"], "days"),
        (["00:10"], "gaps"),
        (["22:00", "23:00"], "days"),  # midnights of a zone that puts its clocks forward
        (["00:00", "23:00"], "days"),
        (["00:00", "02:00"], "gaps"),
        (["00:00", "22:00"], "gaps"),
        (["22:00", "23:00", "23:30"], "gaps"),
        (["22:10", "23:10"], "gaps"),
        (["22:00:00.000001"], "gaps"),
    ],
)
def test_what_tells_sittings_apart(hours, basis):
    assert basis_of(moments(*(f"2024-03-{at + 1:02} {hour}" for at, hour in enumerate(hours * 2)), None)) == basis
    assert basis_of() == "posts"


def test_thirty_minutes_to_the_microsecond():
    assert found(("ada", "a", "2024-03-05 20:00:01"), ("ada", "b", "2024-03-05 20:30:00.999999")) == [[0, 1]]
    assert found(("ada", "a", "2024-03-05 20:00:01"), ("ada", "b", "2024-03-05 20:30:01")) == [[0], [1]]


def test_a_day_is_the_nearest_midnight_and_people_are_apart():
    days = [("ada", "a", "2024-03-05"), ("ada", "b", "2024-03-05"), ("ada", "c", "2024-03-06"), ("bo", "d", "2024-03-05")]
    assert found(*days) == [[0, 1], [2], [3]]
    zone = [("ada", "a", "2024-03-04 23:00"), ("ada", "b", "2024-03-05 22:00"), ("ada", "c", "2024-03-04 23:00")]
    assert found(*zone) == [[0, 2], [1]]
