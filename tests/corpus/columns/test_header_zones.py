"""Zones that the header of a column names, in brackets or beside it, in a row of a survey, in many languages."""

import io

import pandas as pd
import pytest

from interestlab.corpus import read_file
from interestlab.corpus.build import check_file
from interestlab.corpus.columns.header_zones import header_zone
from interestlab.corpus.columns.times import read_times


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("time (America/New_York)", "America/New_York"), ("Created (UTC+2)", "UTC+2"), ("Datum (MEZ)", "MEZ"),
        ("created_utc", "UTC"), ("Event Utc Ts", "UTC"), ("Start Date (UTC)", "UTC"), ("时间（北京时间）", "Asia/Shanghai"),
        ("Timestamp GMT+01:00", "GMT+01:00"), ("Time [PST]", "PST"), ("Created CET", "CET"), ("投稿日時（JST）", "JST"),
        ("Date de création (heure de Paris)", "Europe/Paris"), ("Дата (МСК)", "МСК"), ("Fecha (GMT-5)", "GMT-5"),
        ("Sent (Pacific Time (US & Canada))", "America/Los_Angeles"),
    ],
)  # fmt: skip
def test_a_header_that_names_a_zone(name, zone):
    assert header_zone(name).title == zone


@pytest.mark.parametrize(
    "name",
    ["created_at", "DATE", "Datum/Zeit", "Best time", "ART date", "time (ms)", "date_est", "Zeit (lokal)", "West"],
)
def test_a_header_that_names_none(name):
    assert header_zone(name) is None


def times(*values, name="time", **options):
    return read_times(pd.Series(values * 3, dtype="str"), name=name, **options)


def test_times_are_those_of_the_zone_summer_and_winter():
    found = times("2024-01-01 10:00:00", "2024-07-01 10:00:00", name="time (America/New_York)")
    assert found.form.zone == "America/New_York"
    assert [str(one) for one in found.times[:2]] == ["2024-01-01 15:00:00+00:00", "2024-07-01 14:00:00+00:00"]


def test_days_stay_days_and_named_or_counted_times_stay_as_they_are():
    assert str(times("2024-01-01", "2024-07-02", name="Datum (MEZ)").times[0]) == "2024-01-01 00:00:00+00:00"
    given = times("2024-01-01T10:00:00+05:00", name="time (UTC+2)")
    assert (given.form.zone, given.times[0].hour) == ("as given", 5)
    counted = times("1704103200", name="time (UTC+2)")
    assert (counted.form.zone, counted.times[0].hour) == ("UTC", 10)


@pytest.mark.parametrize("value", ["2024-01-01 10:00", "01.02.2024 10:00", "44927.5", "January 5, 2024"])
def test_no_zone_is_claimed_where_none_is_named(value):
    found = times(value, name="Datum")
    assert found.form.zone == "as written"


def test_a_row_of_the_header_names_the_zone():
    ids = [f'{{""ImportId"":""{name}"",""timeZone"":""Asia/Tokyo""}}' for name in ("startDate", "recordedDate")]
    rows = [
        "StartDate,RecordedDate,ResponseId,Q2",
        "Start Date,Recorded Date,Response ID,What should we change?",
        ",".join(f'"{one}"' for one in (*ids, '{""ImportId"":""_recordId""}', '{""ImportId"":""QID2_TEXT""}')),
        *[f"2024-05-{n + 1:02} 09:00:00,2024-05-{n + 1:02} 09:30:00,R_{n:04}x,Longer hours on day {n}" for n in range(20)],
    ]
    report = check_file(read_file(io.BytesIO("\n".join(rows).encode()), "survey.csv"))[0]
    assert report.time.zone == "Asia/Tokyo"
    assert report.time.first == "2024-05-01T00:00:00Z"


def test_a_chat_says_how_it_writes_its_times():
    chat = "".join(f"[{n + 13:02}.03.24, 18:{n:02}:00] Ada: Nachricht Nummer {n}\n" for n in range(12))
    report = check_file(read_file(io.BytesIO(chat.encode()), "_chat.txt"))[0]
    assert (report.time.form, report.time.zone) == ("day/month/year", "as written")
