import io
import re
from importlib import import_module

import pandas as pd
import pytest

from interestlab.sample import sample_csv
from interestlab.sample.generate import COLUMNS, NAMES
from interestlab.sample.people import CHINESE_USERS, ENGLISH_USERS


@pytest.fixture(scope="module")
def sample():
    return pd.read_csv(io.BytesIO(sample_csv()), dtype={"rating": "float64"})


@pytest.fixture(params=NAMES)
def topic(request):
    return import_module(f"interestlab.sample.topics.{request.param}").TOPIC


def test_the_same_bytes_on_every_call():
    assert sample_csv() == sample_csv()


def test_size_and_columns(sample):
    assert tuple(sample.columns) == COLUMNS
    assert 1400 <= len(sample) <= 1600
    assert sample["user_id"].nunique() == 60
    assert 190 <= sample["item_id"].nunique() <= 210
    assert sample["label"].nunique() == 12
    assert sample["label"].value_counts().min() >= 60


def test_texts_differ_and_are_short(sample):
    assert sample["text"].is_unique
    english = sample[sample["user_id"].isin(ENGLISH_USERS)]
    assert english["text"].str.split().str.len().between(8, 30).all()
    chinese = sample[sample["user_id"].isin(CHINESE_USERS)]
    assert chinese["text"].str.len().between(8, 60).all()
    assert chinese["text"].str.contains(r"[\u4e00-\u9fff]{4}").all()
    assert 0.25 < len(chinese) / len(sample) < 0.4


def test_no_slot_is_left_open(sample):
    assert not sample["text"].str.contains(r"[{}]").any()


def test_the_year_is_2024_in_order(sample):
    moments = pd.to_datetime(sample["created_at"], utc=True)
    assert moments.is_monotonic_increasing
    assert (moments.min().year, moments.max().year) == (2024, 2024)
    assert moments.dt.month.nunique() == 12


def test_ratings_are_one_to_five_and_some_are_missing(sample):
    assert set(sample["rating"].dropna()) == {1, 2, 3, 4, 5}
    assert 0.1 < sample["rating"].isna().mean() < 0.25


def test_threads_have_one_name_and_several_people(sample):
    assert (sample.groupby("item_id")["thread"].nunique() == 1).all()
    assert (sample.groupby("item_id")["user_id"].nunique() >= 2).mean() > 0.8


def test_people_have_one_to_four_interests_at_a_time_and_some_drift(sample):
    month = pd.to_datetime(sample["created_at"], utc=True).dt.month
    for part in (sample[month <= 4], sample[month >= 9]):
        assert part.groupby("user_id")["label"].nunique().max() <= 4
    early = sample[month <= 4].groupby("user_id")["label"].agg(set)
    late = sample[month >= 9].groupby("user_id")["label"].agg(set)
    apart = sum(not early[user] & late[user] for user in early.index.intersection(late.index))
    assert 3 <= apart <= 12


def test_patterns_and_slots_fit(topic):
    assert len(topic.english) >= 14
    assert len(topic.chinese) >= 8
    patterns = topic.english + topic.chinese
    assert len(set(patterns)) == len(patterns)
    used = set(re.findall(r"\{(\w+)\}", " ".join(patterns)))
    assert used == set(topic.slots)
    for words in topic.slots.values():
        assert len(set(words)) == len(words) >= 3
