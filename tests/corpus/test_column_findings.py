"""What the report says of columns: ids and times that a spreadsheet rounded."""

import io

import pytest

from interestlab.corpus import read_file
from interestlab.corpus.build import check_file


def report_of(*columns, sign=","):
    """A file of 24 rows; each column is its name and a function of the row."""
    rows = [sign.join(name for name, _ in columns)]
    rows += [sign.join(made(n) for _, made in columns) for n in range(24)]
    return check_file(read_file(io.BytesIO("\n".join(rows).encode()), "export.csv"))[0]


def text(n):
    return f"A quiet morning by the river number {n} and then rain"


@pytest.mark.parametrize("written", ["1.2345{}E+17", "1,2345{}E+17"])
@pytest.mark.parametrize("name", ["user_id", "Kundennr", "用户ID"])
def test_ids_that_a_spreadsheet_rounded_are_said(name, written):
    report = report_of((name, lambda n: written.format(n % 5)), ("text", text), sign=";")
    assert report.roles.user == name
    assert any(f"24 of 24 values of “{name}” were rounded by a spreadsheet" in one for one in report.warnings)


def test_an_item_whose_id_was_rounded_is_said_and_plain_ids_are_not():
    report = report_of(("user", lambda n: f"ada{n % 5}"), ("item_id", lambda n: f"9.7801{n % 5}E+12"), ("text", text))
    assert any("different items may be taken as one" in one for one in report.warnings)
    report = report_of(("user", lambda n: f"12345678901234{n % 5}"), ("item_id", lambda n: f"e{n % 5}"), ("text", text))
    assert not any("rounded" in one for one in report.warnings)


@pytest.mark.parametrize("written", ["1.6753{:05}0E+09", "1,6753{:05}0E+09", "1.6753{:05}E+12"])
def test_epochs_in_scientific_notation_are_times(written):
    report = report_of(
        ("user", lambda n: f"ada{n % 5}"), ("created", lambda n: written.format(n * 4001)), ("text", text), sign=";"
    )
    assert report.roles.time == "created"
    assert report.time.first.startswith("2023-02-0")
    assert report.counts.dated == 24


def test_an_epoch_that_lost_its_last_digits_is_said():
    report = report_of(("user", lambda n: f"ada{n % 5}"), ("created_utc", lambda n: f"1.6753{n % 10}E+09"), ("text", text))
    assert any("were rounded by a spreadsheet, to about 3 hours" in one for one in report.warnings)
