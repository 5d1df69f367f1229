"""Exports that people really have, as tables: title, roles and scale of an invented file of each.

Those without a title are read right by what is in them, and stay so.
"""

import io

import pytest

from interestlab.corpus.columns.known import known_shape, shapes
from interestlab.corpus.columns.model import SINGLE_ROLES
from interestlab.corpus.prepared import prepare
from interestlab.corpus.reading import read_file
from tests.corpus.columns.known_samples import samples

SAMPLES = samples()


@pytest.mark.parametrize("sample", SAMPLES, ids=[one.name for one in SAMPLES])
def test_an_export_is_read_under_its_roles(sample):
    made = prepare(read_file(io.BytesIO(sample.data), "export"))
    assert made.guess.title == sample.title
    roles = made.guess.roles
    found = {name: getattr(roles, name) for name in SINGLE_ROLES if getattr(roles, name)}
    assert {"text": list(roles.text), **found} == {"text": [], **sample.roles}
    values = made.rows.values
    assert (None if values is None or values.form is None else (values.form.low, values.form.high)) == sample.scale


def test_every_known_export_has_a_sample():
    used = {id(match.shape) for match in (known_shape(_columns(sample)) for sample in SAMPLES) if match}
    assert [(shape.title, shape.columns) for shape in shapes() if id(shape) not in used] == []


def _columns(sample):
    """The names as the reader gives them: {"tweet": {…}} is a tweet, and {"label": …} is what it holds."""
    return [str(name) for name in read_file(io.BytesIO(sample.data), "export").table.frame.columns]


def test_roles_name_their_own_columns_only():
    for shape in shapes():
        assert set(shape.roles) <= {"text", *SINGLE_ROLES}
        assert not set(shape.columns) & set(shape.absent)


def test_names_are_compared_without_case_and_signs():
    match = known_shape(["book id", "TITLE", "author", "my_rating", "exclusive-shelf"])
    assert match is not None
    assert match.roles["value"] == "my_rating"


def test_a_column_that_speaks_against_it():
    assert known_shape(["movieId", "title", "genres"]).shape.title == "MovieLens films"
    assert known_shape(["movieId", "title", "genres", "userId", "rating"]) is None
