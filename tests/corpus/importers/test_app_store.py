"""The feed of reviews of an app."""

import json

import pytest

from interestlab.corpus.importers.app_store import AppStore
from tests.corpus.importers.reading import certainty, read

APP = {"im:name": {"label": "Paper Moon"}, "title": {"label": "Paper Moon - Blue"}, "id": {"label": "https://apps.example/1"}}
REVIEWS = [
    {
        "author": {"name": {"label": f"reader {n % 3}"}, "label": ""},
        "updated": {"label": f"2023-01-0{n}T08:30:00-07:00"},
        "im:rating": {"label": str(n % 5 + 1)},
        "id": {"label": f"900{n}"},
        "title": {"label": f"Title {n}"},
        "content": {"label": f"I read with it for {n} hours", "attributes": {"type": "text"}},
    }
    for n in range(1, 9)
]


def feed(*entries):
    return json.dumps({"feed": {"author": {"name": {"label": "iTunes Store"}}, "entry": list(entries)}})


def test_the_app_itself_is_no_review():
    made = read(feed(APP, *REVIEWS))
    counts = made.report.counts
    assert (counts.rows, counts.texts, counts.people, counts.dated, counts.valued) == (9, 8, 3, 8, 8)
    assert (made.report.refused[0].line, made.report.refused[0].raw) == (1, "Paper Moon - Blue")
    assert made.file.table.lines.tolist() == list(range(2, 10))


def test_a_feed_without_it():
    made = read(feed(*REVIEWS))
    assert made.report.roles.text == ("title", "content")
    assert (made.report.value.low, made.report.value.high) == (1, 5)


def test_what_is_cut():
    made = read(feed(*REVIEWS)[:-20])
    assert len(made.file.table) == len(REVIEWS) - 1
    assert any("The JSON ends too early" in note for note in made.file.table.notes)


@pytest.mark.parametrize("foreign", [feed(APP), json.dumps(REVIEWS), '{"feed": 1}', "im:rating,entry\n1,2\n"])
def test_others(foreign):
    assert certainty(AppStore, foreign) == 0
