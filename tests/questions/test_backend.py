"""Which recommender is asked is a value: equal backends are equal, whatever their parameters came as."""

import json
import pickle

import pytest

from interestlab.home.plain import built, plain
from interestlab.questions.backend import NO_PARAMETERS, Backend, Parameters, SavedFile, formulas
from interestlab.studies.evaluate import Compare

FILE = SavedFile("mine.zip", "0123456789abcdef")


def test_parameters_are_a_mapping_in_the_order_of_names():
    found = Parameters.of({"b": 2, "a": 1})
    assert found == (("a", 1), ("b", 2))
    assert found.to_json() == {"a": 1, "b": 2}
    assert Parameters.from_json({"b": 2, "a": 1}) == found
    assert type(Parameters.from_json({})) is Parameters


@pytest.mark.parametrize(
    "given", [{"b": 2, "a": 1}, (("b", 2), ("a", 1)), [("a", 1), ("b", 2)], Parameters((("b", 2), ("a", 1)))]
)
def test_any_pairs_make_the_same_backend(given):
    backend = Backend("ials", given)
    assert backend == Backend("ials", Parameters.of({"a": 1, "b": 2}))
    assert hash(backend) == hash(Backend("ials", {"a": 1, "b": 2}))
    assert type(backend.parameters) is Parameters


@pytest.mark.parametrize("backend", [Backend("ease"), Backend("ials", {"factors": 4}), Backend("ials", file=FILE)])
def test_a_backend_survives_json_and_travels(backend):
    assert built(Backend, json.loads(json.dumps(plain(backend)))) == backend
    assert pickle.loads(pickle.dumps(backend)) == backend


def test_its_plain_form_is_the_one_that_jobs_are_stored_with():
    assert plain(Backend("ials", {"factors": 4})) == {"name": "ials", "parameters": {"factors": 4}, "file": None}


def test_backends_differ_by_name_parameters_and_file():
    assert len({Backend("ials"), Backend("ease"), Backend("ials", {"factors": 4}), Backend("ials", file=FILE)}) == 4
    assert Backend("ials").parameters == NO_PARAMETERS


def test_the_key_of_a_file_tells_it_from_the_one_that_is_fitted_here():
    assert Backend("ials", {"factors": 4}).key == "ials"
    assert Backend("ials", file=FILE).key == "ials-01234567"


def test_answers_depend_on_formulas_that_were_changed():
    assert formulas(["popularity", "ease"]) == {}  # so that what was kept before keeps its key
    assert formulas(["ease", "ials", "hybrid"]) == {"formulas": {"ials": 3, "hybrid": 3}}
    study = Compare("item", (Backend("ials"),))
    assert study.also_depends_on() == {"formulas": {"ials": 3}}
