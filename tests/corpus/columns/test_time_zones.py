"""What follows a clock."""

import pytest

from interestlab.corpus.columns.time_zones import AMBIGUOUS, read_zone


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("z", 0),
        (" utc", 0),
        ("+02:00", 120),
        (" +0530", 330),
        ("-03", -180),
        (" gmt+1", 60),
        (" utc-08:00", -480),
        (" cest", 120),
        (" msk", 180),
        (" gmt+0100 (central european standard time)", 60),
        (" +0000 (utc)", 0),
        (" (utc)", 0),
        (" uhr mez", 60),
    ],
)
def test_offsets(text, minutes):
    assert read_zone(text).minutes == minutes


def test_places_of_the_database():
    assert read_zone(" europe/berlin").place == "Europe/Berlin"
    assert read_zone("[america/new_york]").place == "America/New_York"


@pytest.mark.parametrize("text", ["", " uhr", " г.", " (thu)", ",", "]"])
def test_no_zone(text):
    assert not read_zone(text).named


@pytest.mark.parametrize("text", [" foo", " +99", " i rode home", " europe/nowhere", "-1:75"])
def test_words_that_make_it_no_time(text):
    assert read_zone(text) is None


def test_ambiguous_names_are_read_all_the_same():
    assert all(read_zone(name).named for name in AMBIGUOUS)
