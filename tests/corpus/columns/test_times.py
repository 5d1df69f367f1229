"""Times in their many forms, one by one and in columns; where two readings are possible the choice is said."""

from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from interestlab.corpus.columns.times import read_times

FILES = Path(__file__).parent / "files"
NOW = datetime(2023, 6, 15, 12, tzinfo=UTC)


def column(*values):
    return pd.Series(values, dtype="str")


def pairs(name):
    lines = (FILES / name).read_text("utf-8").splitlines()[1:]
    return [tuple(line.replace("\\u202f", "\u202f").split("\t")) for line in lines if line]


def iso(time):
    return "NaT" if time is pd.NaT else time.isoformat().removesuffix("+00:00")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024/02/26 9:00:00 vorm. MEZ", "2024-02-26 08:00"),
        ("2024/02/27 4:13:29 nachm. MEZ", "2024-02-27 15:13"),
        ("24.2.25.일", "2024-02-25 00:00"),
        ("Jan-05-23 17:27:12 PST", "2023-01-06 01:27"),
        ("05.01.2023.", "2023-01-05 00:00"),
    ],
)
def test_forms_of_platforms(text, moment):
    found = read_times(pd.Series([text] * 4, dtype="str"))
    assert f"{found.times.iloc[0]:%Y-%m-%d %H:%M}" == moment


@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.nightly) for part in range(1, 6))])
def test_more_than_four_hundred_forms_alone(part):
    """Every sixth of them, each a column of its own.

    Slashed dates of the list that read day first begin with 05/ or 5/; they are told by the language.
    """
    wrong = []
    for value, time in pairs("times.tsv")[part::6]:
        language = "de" if value.startswith(("05/01", "5/1")) else ""
        found = read_times(column(value), name="date", language=language, now=NOW)
        if iso(found.times[0]) != time or bool(found.unread[0]) != (time == "NaT"):
            wrong.append((value, time, iso(found.times[0])))
    assert len(pairs("times.tsv")) > 400
    assert wrong == []


def test_dates_as_36_locales_write_them():
    """A column a locale, as one pattern is compiled once for all of its values."""
    locales: dict[str, list[tuple[str, str]]] = {}
    for locale, value, time in pairs("cldr_dates.tsv"):
        locales.setdefault(locale, []).append((value, time))
    wrong = []
    for locale, known in locales.items():
        found = read_times(column(*(value for value, _ in known)), language=locale[:2]).times
        wrong += [(locale, *one, at) for one, at in zip(known, found, strict=True) if at != pd.Timestamp(one[1], tz="UTC")]
    assert len(locales) >= 34  # two of them are written in two ways
    assert wrong == []


def moments(count=1_500):
    seconds = np.random.default_rng(7).integers(700_000_000, 2_000_000_000, count)
    return [datetime.fromtimestamp(int(second), UTC) for second in seconds]


FORMS = """%Y-%m-%d %H:%M:%S UTC|%a %b %d %H:%M:%S +0000 %Y|%d.%m.%Y, %H:%M:%S|%B %d, %Y at %I:%M:%S %p|%d/%b/%Y:%H:%M:%S +0000
%Y年%m月%d日 %H时%M分%S秒|%Y%m%d%H%M%S|%Y/%m/%d %I:%M:%S %p GMT+0|%m/%d/%Y %I:%M:%S %p|%a, %d %b %Y %H:%M:%S GMT"""


@pytest.mark.parametrize("form", FORMS.replace("\n", "|").split("|"))
@pytest.mark.parametrize("count", [20, 1_500])
def test_what_strftime_writes_is_read_back(form, count):
    found = read_times(column(*(moment.strftime(form) for moment in moments(count))))
    assert found.times.tolist() == [pd.Timestamp(moment) for moment in moments(count)]


def test_mail_dates_agree_with_the_standard_library():
    values = [format_datetime(moment.astimezone()) for moment in moments(40)]
    assert read_times(column(*values)).times.tolist() == [pd.Timestamp(parsedate_to_datetime(value)) for value in values]


def test_iso_agrees_with_the_standard_library():
    values = [moment.isoformat(timespec=spec) for moment in moments(30) for spec in ("minutes", "seconds", "microseconds")]
    expected = [pd.Timestamp(datetime.fromisoformat(value)) for value in values]
    found = read_times(column(*values))
    assert found.times.tolist() == expected
    assert found.form.title == "ISO 8601"
    assert found.form.zone == "as given"


def test_the_index_stays_and_missing_values_are_not_unread():
    found = read_times(
        pd.Series(["2020-01-01", None, "unknown", "0000-00-00 00:00:00", "N/A"], index=list("abcde"), dtype="str")
    )
    assert found.times.dtype == "datetime64[us, UTC]"
    assert found.times.index.tolist() == list("abcde")
    assert found.unread.tolist() == [False, False, True, False, False]
    assert found.form.share == 0.5
    assert found.notes == ("No time is given (0, -, 0000-00-00 or the like) in 2 of 4 filled rows.",)


def test_one_value_tells_the_order_for_all():
    for values, day in (("3/4/2016", "25/4/2016"), "2016-04-03"), (("3/4/2016", "4/25/2016"), "2016-03-04"):
        found = read_times(column(*values))
        assert found.times[0] == pd.Timestamp(day, tz="UTC")
        assert found.notes == ()


@pytest.mark.parametrize(
    ("language", "order"), [("", "month first"), ("en", "month first"), ("fr", "day first"), ("pl", "day first")]
)
def test_an_open_order_follows_the_language_and_is_said(language, order):
    found = read_times(column("3/4/2016", "5/6/2016"), language=language)
    assert found.form.order == order
    assert f"read {order}" in found.notes[0]


def test_both_orders_in_one_column_are_each_read_and_said():
    found = read_times(column(*["13/01/2023"] * 3, *["01/14/2023"] * 2, *["02/03/2023"] * 4))
    assert found.times.dt.strftime("%m-%d").tolist() == ["01-13"] * 3 + ["01-14"] * 2 + ["03-02"] * 4
    assert found.form.order == "day first"
    assert found.notes[0] == (
        "3 values fit only day first, 2 only month first; each was read in the order that fits, the 4 others day first."
    )


def test_zones_are_converted_and_a_mixture_is_said():
    found = read_times(column("2023-01-05T08:30:00+05:30", "2023-01-05 08:30:00", "2023-01-05 08:30:00 CST"))
    assert [iso(time) for time in found.times] == ["2023-01-05T03:00:00", "2023-01-05T08:30:00", "2023-01-05T14:30:00"]
    assert found.form.zone == "mixed"
    assert any("CST as US Central" in note for note in found.notes)
    assert "1 of 3 values name no zone and were taken as UTC." in found.notes


def test_relative_times_need_a_moment():
    found = read_times(column("3 hours ago", "yesterday"))
    assert found.form is None
    assert found.unread.all()
    assert "told from a day that is not known" in found.notes[0]


@pytest.mark.parametrize(
    "values",
    [(1672907400, 1672907401), (1672907400.0, None), (1672907400000, 1672907400), ("1672907400", "0")],
    ids=["s", "float", "mixed", "zero"],
)
def test_epochs_as_numbers(values):
    found = read_times(pd.Series(values))
    assert found.times[0] == pd.Timestamp("2023-01-05 08:30", tz="UTC")
    assert not found.unread.any()


def test_points_in_time_stay_what_they_are():
    zoned = pd.Series(pd.to_datetime(["2023-01-05 08:30", None])).dt.tz_localize("Asia/Kolkata")
    found = read_times(zoned)
    assert found.times[0] == pd.Timestamp("2023-01-05 03:00", tz="UTC")
    assert found.form.zone == "as given"
    assert read_times(pd.Series(pd.to_datetime(["0201-01-01", "2020-01-01"], format="ISO8601"))).unread.tolist() == [
        True,
        False,
    ]


@pytest.mark.parametrize(
    "values",
    [
        ("1.2.3", "1.10.2", "10.2.11"),
        ("2012-13", "2013-14", "2010-11"),
        ("17", "23"),
        (None, None),
        (),
        (True, False),
        ([1], {"a": 1}),
        ("00:41:00", "01:02:03"),
        ("25000.50", "31999.99"),
        ("\ud83d", "x"),
    ],
)
def test_columns_that_are_no_times(values):
    found = read_times(pd.Series(values, dtype=object))
    assert found.form is None
    assert found.times.isna().all()
    assert found.times.dtype == "datetime64[us, UTC]"


def test_ids_of_posts_are_no_epochs():
    rng = np.random.default_rng(3)
    for low, high in ((10**9, 10**10), (10**7, 10**8), (16 * 10**17, 17 * 10**17), (10**12, 10**13)):
        assert read_times(pd.Series(rng.integers(low, high, 80).astype(str), dtype="str")).form is None


@pytest.mark.parametrize("file", sorted((FILES / "dates").glob("*.csv")), ids=lambda file: file.stem)
def test_files(file):
    """Every row is read but those that say "unknown" or 0000-00-00; each first row is 5 January 2023 where it is filled."""
    dates = pd.read_csv(file, dtype="str", keep_default_na=False)["date"]
    found = read_times(dates, name="date", language="en")
    none = dates.eq("unknown") | dates.str.startswith("0000")
    assert (found.times.isna() == none).all()
    assert (found.unread == dates.eq("unknown")).all()
    if not none[0] and file.stem != "md_dm_mixed":
        assert found.times[0].date().isoformat() == "2023-01-05"
    assert found.times.max() <= pd.Timestamp("2023-12-02", tz="UTC")


@pytest.mark.parametrize("zone", [None, "Asia/Tokyo"])
def test_dates_and_stamps_of_arrow(zone):
    stamps = pd.Series(
        pa.array([datetime(2020, 1, 1, 12), None], pa.timestamp("ns", zone)).to_pandas(types_mapper=pd.ArrowDtype)
    )
    expected = pd.Timestamp(datetime(2020, 1, 1, 12), tz="UTC")
    assert read_times(stamps).times[0] == expected
    days = pd.Series([datetime(2020, 1, 1).date(), None], dtype=pd.ArrowDtype(pa.date32()))
    assert read_times(days).times[0] == pd.Timestamp("2020-01-01", tz="UTC")


def test_numbers_without_end_are_unread():
    assert read_times(pd.Series([np.inf, 1672907400.0, np.nan])).unread.tolist() == [True, False, False]
    assert read_times(pd.Series([1 + 2j])).form is None
