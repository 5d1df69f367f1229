"""How a worker answers for one backend: each history is asked for once, whatever the answer shows of it."""

import pytest

from interestlab.questions.backend import Backend
from interestlab.questions.opened import OpenRun
from interestlab.questions.question import silent
from interestlab.questions.slate import NO_CHANGE, SlateOf, Slates
from interestlab.recommend.options import ItemFilters, Reranking, SlateOptions
from interestlab.recommend.whatif import Change
from tests.recommend.service import serving


def known_items(question):
    """A service that knows the items of each history and nothing else."""
    items = {event["item"]: 1.0 for person in question["people"] for event in person["history"]}
    return {"people": [{"items": [{"item": item, "score": 1.0} for item in items]} for _ in question["people"]]}


@pytest.fixture
def asked(workspace):
    """Puts a question to a service and returns how many requests it took."""
    result = workspace.need_result()
    user = str(result.corpus.events["user_id"].iloc[0])

    def ask(*, change=NO_CHANGE, **options):
        with serving(known_items) as (address, requests):
            backend = Backend("http", (("address", address),))
            options = SlateOptions(explore=0.3, **options)
            question = Slates("item", (backend,), user, change=change, options=options)
            answer = SlateOf(question, backend).answer(OpenRun.of(result), silent)
        assert answer.problem is None
        return len(requests)

    return ask


def test_a_service_is_asked_once_a_slate(asked):
    assert asked() == 1
    assert asked(policy="ucb", reranking=Reranking("mmr", 0.5)) == 1


def test_muting_asks_nothing_new_and_another_history_once_more(asked):
    assert asked(filters=ItemFilters(muted=(0,))) == 1
    assert asked(change=Change(feedback=((0, 1.0),))) == 2
