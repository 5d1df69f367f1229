"""What is read of a JSON document that is cut off or damaged: all rows before that, and it is said."""

import io
import json

import pytest

from interestlab.corpus.readers.json_damage import before_damage
from interestlab.corpus.reading import read_table

POSTS = [{"user": f"u{at}", "text": f'Bread with [brackets] and {{braces}} " {at}', "tags": [{"t": 1}]} for at in range(12)]
WHOLE = json.dumps({"meta": {"n": 12}, "data": {"posts": POSTS}}, indent=1)


def read(text):
    return read_table(io.BytesIO(text.encode()), "x.json")


@pytest.mark.parametrize("share", [0.5, 0.8, 0.99])
def test_a_cut_document_keeps_its_complete_rows(share):
    cut = WHOLE[: int(share * len(WHOLE))]
    table = read(cut)
    complete = cut.count('"tags"')
    assert complete - 1 <= len(table) <= complete
    assert table.frame["text"].iloc[3] == POSTS[3]["text"]
    assert f"The JSON ends too early: the {len(table)} rows before that were read, what comes after was not." in table.notes


def test_damage_in_the_middle_is_where_reading_ends():
    at = WHOLE.index('"u7"')
    table = read(WHOLE[:at] + "oops" + WHOLE[at:])
    assert table.frame["user"].tolist()[:7] == [f"u{n}" for n in range(7)]
    assert any("is damaged at line" in note for note in table.notes)


def test_a_comma_too_many_costs_nothing():
    table = read(json.dumps(POSTS)[:-1] + ",]")
    assert len(table) == 12


def test_nothing_complete_is_nothing():
    assert before_damage('[{"a": 1', 8) is None
    assert before_damage("]]", 1) is None
