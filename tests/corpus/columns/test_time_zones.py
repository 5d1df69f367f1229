"""What follows a clock."""

from datetime import datetime
from zoneinfo import ZoneInfo

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


ABBREVIATIONS = {
    "Europe/London": {"gmt": 1, "bst": 7}, "Europe/Lisbon": {"wet": 1, "west": 7},
    "Europe/Berlin": {"cet": 1, "mez": 1, "cest": 7, "mesz": 7},
    "Europe/Paris": {"hnec": 1, "haec": 7}, "Europe/Helsinki": {"eet": 1, "oez": 1, "eest": 7, "oesz": 7},
    "Europe/Moscow": {"msk": 1, "мск": 1}, "Europe/Istanbul": {"trt": 1}, "America/New_York": {"est": 1, "edt": 7},
    "America/Chicago": {"cst": 1, "cdt": 7}, "America/Denver": {"mst": 1, "mdt": 7},
    "America/Los_Angeles": {"pst": 1, "pdt": 7},
    "America/Anchorage": {"akst": 1, "akdt": 7}, "Pacific/Honolulu": {"hst": 1}, "America/St_Johns": {"nst": 1, "ndt": 7},
    "America/Halifax": {"ast": 1, "adt": 7}, "America/Sao_Paulo": {"brt": 1}, "America/Argentina/Buenos_Aires": {"art": 1},
    "America/Santiago": {"clt": 7, "clst": 1}, "America/Bogota": {"cot": 1}, "America/Lima": {"pet": 1},
    "America/Caracas": {"vet": 1}, "America/Montevideo": {"uyt": 1}, "Asia/Tokyo": {"jst": 1}, "Asia/Seoul": {"kst": 1},
    "Asia/Hong_Kong": {"hkt": 1}, "Asia/Singapore": {"sgt": 1}, "Asia/Manila": {"pht": 1}, "Asia/Kuala_Lumpur": {"myt": 1},
    "Australia/Perth": {"awst": 1}, "Australia/Adelaide": {"acst": 7, "acdt": 1}, "Australia/Sydney": {"aest": 7, "aedt": 1},
    "Pacific/Auckland": {"nzst": 7, "nzdt": 1}, "Asia/Jakarta": {"wib": 1}, "Asia/Makassar": {"wita": 1},
    "Asia/Jayapura": {"wit": 1}, "Asia/Bangkok": {"ict": 1}, "Asia/Kathmandu": {"npt": 1}, "Asia/Karachi": {"pkt": 1},
    "Asia/Dubai": {"gst": 1}, "Asia/Tehran": {"irst": 1}, "Asia/Jerusalem": {"idt": 7}, "Africa/Johannesburg": {"sast": 1},
    "Africa/Maputo": {"cat": 1}, "Africa/Nairobi": {"eat": 1}, "Africa/Lagos": {"wat": 1}, "Asia/Yekaterinburg": {"yekt": 1},
    "Asia/Novosibirsk": {"novt": 1}, "Asia/Krasnoyarsk": {"krat": 1}, "Asia/Irkutsk": {"irkt": 1},
    "Asia/Vladivostok": {"vlat": 1},
    "Asia/Kolkata": {"ist": 1}, "UTC": {"z": 1, "ut": 1, "utc": 1, "coordinated universal time": 1, "greenwich mean time": 1,
    "universal time": 1},
}  # fmt: skip


@pytest.mark.parametrize("place", ABBREVIATIONS)
def test_abbreviations_are_what_the_time_zone_database_says(place):
    for name, month in ABBREVIATIONS[place].items():
        expected = datetime(2024, month, 15, 12, tzinfo=ZoneInfo(place)).utcoffset()
        assert read_zone(name).minutes == expected.total_seconds() / 60, name


def test_zones_that_are_no_more():
    assert (read_zone("msd").minutes, read_zone("brst").minutes) == (240, -120)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("+15:00", 900),
        ("+15:59", 959),
        ("-15:59", -959),
        ("+16:00", None),
        ("+02:60", None),
        ("+0230", 150),
        ("-0:30", -30),
        ("utc+5", 300),
    ],
)
def test_the_ends_of_offsets(text, minutes):
    found = read_zone(text)
    assert (found.minutes if found else None) == minutes


def test_titles_for_people():
    assert [read_zone(one).title for one in ("utc", "gmt", "cet", "europe/berlin", "+02:00", "pacific time")] == [
        "UTC", "UTC", "CET", "Europe/Berlin", "+02:00", "America/Los_Angeles",
    ]  # fmt: skip
