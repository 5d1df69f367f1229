"""What the report counts and says of one small file, counted by hand."""

import io

import numpy as np
import pytest

from interestlab.corpus import read_file
from interestlab.corpus.build import check_file

FILE = """user,text,stars,time
ada,A quiet morning by the river and home again,5,2024-01-01
ada,A quiet morning by the river and home again,4,2024-01-02
bo,The oven was warm and the bread was good,3,2024-01-03
NULL,Nobody wrote this about the old garden,2,2024-01-04
,Somebody wrote this about the new garden,soon,never
cy,,5,2024-01-06
di,n/a,1,2024-01-07
eve,Broken \ufffd letters in the middle of words,2,
fay,Seven chairs and a table stood in the hall,3,2024-01-09
gus,The comet was seen by all of us that night,4,2024-01-10
"""


def report_of(text, catalogue=None):
    return check_file(read_file(io.BytesIO(text.encode()), "posts.csv"))[0]


def test_every_count_and_sentence():
    found = report_of(FILE)
    counts = found.counts
    assert (counts.rows, counts.refused, counts.without_text, counts.placeholders, counts.texts) == (10, 0, 1, 1, 8)
    assert (counts.people, counts.items, counts.events, counts.dated, counts.valued) == (5, 8, 6, 6, 7)
    assert [(one.rows, one.sentence) for one in found.findings] == [
        (1, "1 of 10 rows have no text."),
        (1, "1 of 10 texts stand for nothing, such as “n/a”, and were left out."),
        (1, "1 of 8 texts hold characters that could not be read; they are shown as �."),
        (1, "1 of 8 texts stand in the file more than once; all are kept."),
        (2, "2 of 10 rows have a text and name no person, such as “NULL”; their texts are on the map, but belong to nobody."),
        (1, "8 of 9 values of “time” can be read as times; not, for example, “never”."),
        (1, "1 of 8 rows have no time in “time”."),
        (1, "9 of 10 values of “stars” can be read as ratings or counts; not, for example, “soon”."),
    ]
    assert not any(one.stops for one in found.findings)
    assert (found.time.first, found.time.last) == ("2024-01-01T00:00:00Z", "2024-01-10T00:00:00Z")
    assert (found.value.low, found.value.high, found.value.neutral) == (1, 5, 2.5)
    assert (found.duplicate_texts, found.active_users, found.shared_items) == (1, 0, 0)
    texts = [line.split(",")[1] for line in FILE.splitlines()[1:]]
    lengths = [len(text) for text in texts if len(text) > 3]
    assert found.length_quantiles == tuple(np.quantile(lengths, [0, 0.25, 0.5, 0.75, 1]).astype(int))


def test_a_clean_file_says_nothing():
    lines = FILE.splitlines()
    assert report_of("\n".join([lines[0], lines[1], lines[3], lines[9], lines[10]])).findings == ()


@pytest.mark.parametrize(("posts", "active"), [(5, 1), (4, 0)])
def test_people_of_five_posts_are_active(posts, active):
    lines = [f"ada,A quiet morning number {n} by the river,{n % 5 + 1},2024-01-0{n + 1}" for n in range(posts)]
    assert (
        report_of("\n".join(["user,text,stars,time", *lines, "bo,The oven was warm and good,3,2024-01-03"])).active_users
        == active
    )


@pytest.mark.parametrize(("unread", "stops"), [(5, False), (6, True)])
def test_half_of_the_times_must_be_read(unread, stops):
    lines = [
        f"u{n},A quiet morning number {n} by the river,{n % 5 + 1},{'soon' if n < unread else f'2024-01-{n + 1:02}'}"
        for n in range(10)
    ]
    found = [one for one in report_of("\n".join(["user,text,stars,time", *lines])).findings if one.name == "unread_time"]
    assert [one.stops for one in found] == [stops]


def test_things_of_two_people_are_shared():
    rows = [("ada", "x"), ("ada", "x"), ("bo", "x"), ("ada", "y"), ("bo", "z"), ("cy", "z")]
    lines = [f"{user},film {film},{n % 5 + 1},A quiet morning number {n} by the river" for n, (user, film) in enumerate(rows)]
    assert report_of("\n".join(["user,film,stars,review", *lines])).shared_items == 2
