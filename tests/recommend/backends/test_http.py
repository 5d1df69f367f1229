"""The backend that asks a service, against a real server in a thread."""

import socket

import numpy as np
import pytest

from interestlab.errors import InvalidSetting, NotApplicable, ServiceFailed
from interestlab.recommend.backends.http import HTTP, HTTPSettings
from interestlab.recommend.histories import histories_of
from interestlab.recommend.host import fit_recommender, score_all
from interestlab.recommend.judging.evaluate import evaluate
from interestlab.recommend.slate import recommend
from interestlab.testing.recommenders import check_recommender
from tests.recommend.service import serving


def asked(dataset, address, **settings):
    fitted = fit_recommender(dataset, HTTP(HTTPSettings(address=address, **settings)))
    return score_all(fitted, histories_of(dataset, np.array([0, 1])))


def test_it_keeps_the_contract():
    with serving() as (address, _):
        check_recommender(lambda: HTTP(HTTPSettings(address=address)))


def test_the_service_learns_the_history_in_order_and_no_id_unless_told(taste):
    with serving() as (address, questions):
        asked(taste, address, depth=7)
        asked(taste, address, send_user_ids=True)
    assert questions[0]["k"] == 7
    first = questions[0]["people"][0]
    assert first["user"] is None
    assert questions[1]["people"][1]["user"] == "user01"
    sent = {event["item"]: event["weight"] for event in first["history"]}
    row = taste.matrix[[0]]
    assert sent == dict(zip(taste.items[row.indices].tolist(), row.data.tolist(), strict=True))
    dates = [event["time"] or -1 for event in first["history"]]
    assert dates == sorted(dates)


FAULTS = {
    "slow": ({"wait": 1.0}, {"timeout": 0.2, "retries": 0}, r"did not answer within 0\.2 seconds\."),
    "broken": ({"status": 500}, {"retries": 1}, r"answered with the error 500 \(2 attempts\)"),
    "refuses": ({"status": 404}, {}, "answered with the error 404: Not Found"),
    "no json": ({"answer": lambda q: b"<html>"}, {}, "not JSON: “<html>”"),
    "no people": ({"answer": lambda q: {"items": []}}, {}, "no list “people”; 2 were asked"),
    "too few": ({"answer": lambda q: {"people": [{"items": []}]}}, {}, "1 people; 2 were asked"),
    "no items": ({"answer": lambda q: {"people": [{}, {}]}}, {}, "without a list “items” for person 1"),
    "text as score": (
        {"answer": lambda q: {"people": [{"items": [{"item": "item01", "score": "9"}]}] * 2}},
        {},
        '"score": "9"',
    ),
    "yes as score": (
        {"answer": lambda q: {"people": [{"items": [{"item": "item01", "score": True}]}] * 2}},
        {},
        '"score": true',
    ),
    "NaN": ({"answer": lambda q: {"people": [{"items": [{"item": "item01", "score": float("nan")}]}] * 2}}, {}, "a number"),
    "strangers": ({"answer": lambda q: {"people": [{"items": [{"item": "x", "score": 1}]}] * 2}}, {}, "2 items, none of which"),
    "elsewhere": ({"status": 302, "redirect": "http://localhost:9/"}, {}, "redirects to another server"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_goes_wrong_is_said_in_one_sentence_with_the_address(taste, fault):
    server, settings, message = FAULTS[fault]
    with serving(**server) as (address, _), pytest.raises(ServiceFailed, match=message) as raised:
        asked(taste, address, **settings)
    assert address in str(raised.value)


def test_nobody_listening(taste):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/"
    with pytest.raises(ServiceFailed, match=r"cannot be reached: .*refused \(2 attempts\)"):
        asked(taste, address)


def test_a_passing_failure_is_asked_again(taste):
    with serving(failures=1) as (address, questions):
        assert np.isfinite(asked(taste, address, retries=1)).all()
    assert len(questions) == 2


def test_popular_items_stand_in_with_the_reason_on_the_slate_but_not_in_an_evaluation(taste):
    with serving(status=500) as (address, _):
        fitted = fit_recommender(taste, HTTP(HTTPSettings(address=address, retries=0)))
        slate = recommend(taste, fitted, histories_of(taste, np.array([0])), names=taste.items.tolist())[0]
        assert slate.fallback == f"Popular items, not personal: {address} answered with the error 500."
        assert slate.items
        with pytest.raises(ServiceFailed, match="error 500"):
            evaluate(taste, [HTTP(HTTPSettings(address=address, retries=0))], "random")


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://host/", "localhost:80", "http://", "http://[", "http://h:0/"])
def test_only_http_addresses_are_taken(address):
    with pytest.raises(InvalidSetting, match="must begin with http"):
        HTTPSettings(address=address)


def test_without_an_address_it_says_so(taste):
    with pytest.raises(NotApplicable, match="enter one among its parameters"):
        fit_recommender(taste, HTTP())
