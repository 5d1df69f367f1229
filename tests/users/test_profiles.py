from datetime import datetime

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest

from interestlab.corpus.model import Corpus
from interestlab.corpus.sittings import find_sittings
from interestlab.errors import InvalidSetting, UnknownName
from interestlab.users.profiles import build_profiles

DAY = "2024-03-05"


def test_shares_are_of_the_clear_interests_and_sum_to_one(posts):
    profiles = posts([("ada", 0, DAY)] * 3 + [("ada", 1, DAY), ("ada", -1, DAY), ("bo", -1, DAY)])
    mix = profiles.mix("ada")
    assert [(one.interest, one.share, one.count) for one in mix] == [(0, 0.75, 3.0), (1, 0.25, 1.0)]
    assert profiles.unclear.tolist() == [1, 1]
    assert profiles.mix("bo") == ()


def test_intervals_are_wilsons(posts):
    profiles = posts([("ada", interest, f"2024-03-0{day}") for day, interest in enumerate([0, 0, 0, 1], 1)])
    for one in profiles.mix("ada"):
        expected = binomtest(round(one.count), 4).proportion_ci(method="wilson")
        assert (one.low, one.high) == pytest.approx((expected.low, expected.high))
    assert profiles.high_absent[0] == pytest.approx(binomtest(0, 4).proportion_ci(method="wilson").high)


def test_a_post_with_its_event_counts_once_and_one_without_counts_too(a_corpus, a_map):
    corpus = a_corpus([("ada", "x", DAY), ("ada", "y", DAY)], [("ada", "x", 0, DAY, 1)])
    profiles = build_profiles(corpus, a_map([0, 1]))
    assert [one.count for one in profiles.mix("ada")] == [1, 1]


def test_an_event_without_a_content_takes_the_items_interests_in_parts(a_corpus, a_map):
    contents = [(None, "film", None), (None, "film", None), (None, "film", None), (None, "book", None)]
    corpus = a_corpus(contents, [("ada", "film", None, DAY, 1), ("ada", "nothing", None, DAY, 1)])
    profiles = build_profiles(corpus, a_map([0, 0, -1, 1]))
    assert [(one.interest, one.count) for one in profiles.mix("ada")] == [(0, pytest.approx(2 / 3))]
    assert profiles.unclear[0] == pytest.approx(1 / 3)
    assert profiles.unplaced[0] == 1
    assert profiles.users == ("ada",)


def test_dislikes_are_no_interest_and_counted_apart(a_corpus, a_map):
    corpus = a_corpus([(None, "a", None), (None, "b", None)], [("ada", "a", None, DAY, 2), ("ada", "b", None, DAY, -1)])
    profiles = build_profiles(corpus, a_map([0, 1]))
    assert [one.interest for one in profiles.mix("ada")] == [0]
    assert profiles.disliked.tolist() == [1]


def test_weights_move_shares_and_lower_the_effective_number(a_corpus, a_map):
    events = [("ada", "a", None, DAY, 3), ("ada", "b", None, "2024-03-07", 1)]
    profiles = build_profiles(a_corpus([(None, "a", None), (None, "b", None)], events), a_map([0, 1]))
    assert [one.share for one in profiles.mix("ada")] == [0.75, 0.25]
    assert profiles.effective[0] == pytest.approx(16 / 10)


@pytest.mark.parametrize(
    ("last", "unit", "labels"),
    [
        ("2024-04-01", "month", ["2024-02", "2024-03", "2024-04"]),
        ("2026-05-01", "quarter", ["2024 Q1", "2024 Q2", "2024 Q3"]),
        ("2034-05-01", "year", ["2024", "2025", "2026"]),
    ],
)
def test_the_span_chooses_the_slices(posts, last, unit, labels):
    profiles = posts([("ada", 0, "2024-02-29"), ("ada", 1, last)])
    assert profiles.slice_unit == unit
    assert list(profiles.slice_labels[:3]) == labels
    over_time = profiles.over_time("ada")
    assert over_time[0].tolist() == [1, 0]
    assert over_time[-1].tolist() == [0, 1]


def test_undated_evidence_counts_in_the_mix_and_in_no_slice(posts):
    profiles = posts([("ada", 0, DAY), ("ada", 0, None), ("ada", -1, DAY)], unit="year")
    assert profiles.mix("ada")[0].count == 2
    assert profiles.over_time("ada").tolist() == [[1]]
    assert profiles.slice_unclear.tolist() == [[1]]
    undated = posts([("ada", 0, None)])
    assert undated.over_time("ada").shape == (0, 1)


def test_times_before_1970_have_their_slice(posts):
    profiles = posts([("ada", 0, "1969-11-02"), ("ada", 0, "1970-02-01")])
    assert profiles.slice_labels == ("1969-11", "1969-12", "1970-01", "1970-02")
    quarter = posts([("ada", 0, "1969-11-02")], unit="quarter")
    assert quarter.slice_labels == ("1969 Q4",)
    assert quarter.slice_starts.tolist() == [datetime(1969, 10, 1)]


def test_unknown_users_and_foreign_maps_are_refused(posts, a_corpus, a_map):
    with pytest.raises(UnknownName, match="“eve” among the 1 users"):
        posts([("ada", 0, DAY)]).mix("eve")
    with pytest.raises(InvalidSetting, match="of 2 contents and the file has 1"):
        build_profiles(a_corpus([("ada", "x", DAY)], []), a_map([0, 1]))


def test_many_users_add_up(a_map):
    rng, size = np.random.default_rng(0), 150_000
    user = pd.Series(rng.integers(14_000, size=size).astype("U"), dtype="str")
    moment = pd.Series(pd.to_datetime(rng.integers(1_700_000_000, 1_730_000_000, size=size), unit="s", utc=True))
    moment = moment.astype("datetime64[us, UTC]")
    shared = {"user_id": user, "item_id": user, "timestamp": moment}
    contents = pd.DataFrame({"doc_id": np.arange(size), **shared})
    events = pd.DataFrame({**shared, "doc_id": pd.array(np.arange(size), dtype="Int64"), "weight": np.ones(size, "f4")})
    contents["sitting"], events["sitting"] = find_sittings(contents, events)
    profiles = build_profiles(Corpus(contents, pd.DataFrame(), events), a_map(rng.integers(-1, 120, size=size)))
    assert profiles.share.shape == (user.nunique(), 120)
    assert profiles.count.sum() + profiles.unclear.sum() == pytest.approx(size)
    assert profiles.slice_count.sum() == pytest.approx(profiles.count.sum())


def test_slices_and_sittings_are_of_each_user_alone(posts):
    profiles = posts(
        [
            ("ada", 0, "2024-01-05"),
            ("ada", 1, "2024-02-05"),
            ("ada", -1, "2024-02-06"),
            ("bo", 1, "2024-01-07"),
            ("bo", 1, "2024-03-07"),
        ]
    )
    assert profiles.interests == 2
    assert profiles.over_time("ada").tolist() == [[1, 0], [0, 1], [0, 0]]
    assert profiles.over_time("bo").tolist() == [[0, 1], [0, 0], [0, 1]]
    assert profiles.slice_unclear.tolist() == [[0, 1, 0], [0, 0, 0]]
    pieces, moments = profiles.sittings_of("bo")
    assert pieces.tolist() == [[0, 1], [0, 1]]
    assert moments.view("datetime64[us]").astype("datetime64[D]").astype(str).tolist() == ["2024-01-07", "2024-03-07"]
    assert profiles.sittings_of("ada")[0].tolist() == [[1, 0], [0, 1]]
    assert (profiles.clear.tolist(), profiles.unplaced.tolist(), profiles.sittings.tolist()) == ([2, 2], [0, 0], [2, 2])


def test_a_mix_is_sorted_by_share_with_the_figures_of_each_interest(posts):
    rows = [("ada", interest, f"2024-03-{day:02d}") for day, interest in enumerate([0, 2, 2, 2, 1, 1, 2, 1, 2, 2], 1)]
    mix = posts(rows).mix("ada")
    assert [(one.interest, one.share, one.count) for one in mix] == [(2, 0.6, 6), (1, 0.3, 3), (0, 0.1, 1)]
    for one in mix:
        expected = binomtest(round(one.count), 10).proportion_ci(method="wilson")
        assert (one.low, one.high) == pytest.approx((expected.low, expected.high))
