"""Surveys of Qualtrics: the header's rows, the roles, and answers that nobody gave."""

import csv
import io
import json

import pytest

from interestlab.corpus.importers.qualtrics import Qualtrics
from tests.corpus.importers.reading import certainty, read

NAMES = ["StartDate", "EndDate", "Status", "Progress", "RecordedDate", "ResponseId", "UserLanguage", "Q1", "Q2_TEXT"]
PROSE = "I like number {} best, as it is round"
QUESTIONS = [
    "Start Date",
    "End Date",
    "Response Type",
    "Progress",
    "Recorded Date",
    "Response ID",
    "User Language",
    "How?",
    "What?\n\nSay more.",
]
IDS = [json.dumps({"ImportId": name}) for name in NAMES]


def answers(status):
    day = "2023-01-0{} 08:30:00"
    return [
        [
            day.format(n),
            day.format(n),
            status[n % len(status)],
            "100",
            day.format(n),
            f"R_{n}aBcD",
            "EN",
            f"{n % 5}",
            PROSE.format(n),
        ]
        for n in range(1, 10)
    ]


def table(rows, delimiter=","):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()


@pytest.mark.parametrize("headers", [[NAMES, QUESTIONS, IDS], [NAMES, QUESTIONS], [NAMES, IDS], [NAMES]], ids=[3, 2, "ids", 1])
def test_every_form_of_the_header(headers):
    made = read(table([*headers, *answers(["IP Address"])]))
    assert made.report.title == "Qualtrics survey"
    assert (made.report.counts.rows, made.report.counts.texts, made.report.counts.people) == (9, 9, 9)
    assert (made.report.roles.text, made.report.roles.time) == (("Q2_TEXT",), "RecordedDate")


@pytest.mark.parametrize("status", [["IP Address", "Survey Preview"], ["0", "1"]])
def test_previews_are_told_and_kept(status):
    made = read(table([NAMES, QUESTIONS, IDS, *answers(status)], "\t").encode("utf-16"))
    assert made.report.counts.texts == 9
    assert made.report.notes[-1].endswith("and are kept: 5 previews.")


@pytest.mark.parametrize("foreign", ["StartDate,EndDate\n1,2\n", "a\n", "[]"])
def test_other_tables(foreign):
    assert certainty(Qualtrics, foreign) == 0
