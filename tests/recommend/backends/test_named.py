"""What something elsewhere names: of two scores the best counts, strangers are counted, ties are never made."""

import numpy as np
import pytest

from interestlab.recommend.backends.adapter import adapt_lists
from interestlab.recommend.backends.http import HTTP, HTTPSettings
from interestlab.recommend.backends.named import Named
from interestlab.recommend.histories import histories_of
from interestlab.recommend.host import fit_recommender
from interestlab.recommend.judging.evaluate import evaluate
from interestlab.recommend.slate import recommend
from tests.recommend.service import serving

INDEX = {f"item{at:02d}": at for at in range(36)}
POPULAR = "Popular items, not personal: "


def items(ids, first=1.0):
    return [{"item": item, "score": first - place / 100} for place, item in enumerate(ids)]


def unseen(person, count=36):
    seen = {event["item"] for event in person["history"]}
    return [item for item in INDEX if item not in seen][:count]


def twice(person):
    """The best item once more at the end, with a poor score."""
    good = items(unseen(person, 20))
    return [*good, {"item": good[0]["item"], "score": -5.0}]


def mostly_unknown(person):
    return items([f"sku-{at}" for at in range(49)]) + items(unseen(person)[-1:], 0.1)


def flat(person):
    return [{"item": item, "score": 1} for item in unseen(person)[5:15]]


def seen_only(person):
    return items(sorted({event["item"] for event in person["history"]}))


def slates(dataset, answer, people=(0, 1)):
    """The slates by a service that answers so, and what is noted."""
    with serving(lambda question: {"people": [{"items": answer(person)} for person in question["people"]]}) as (address, _):
        fitted = fit_recommender(dataset, HTTP(HTTPSettings(address=address)))
        found = recommend(dataset, fitted, histories_of(dataset, np.array(people)), names=dataset.items.tolist())
    return found, fitted.note


def test_of_two_scores_the_best_counts_and_it_is_noted(taste):
    found, note = slates(taste, twice)
    for row, slate in enumerate(found):
        first = next(at for at in range(36) if at not in taste.matrix[row].indices)
        assert (slate.items[0].item_id, slate.items[0].score) == (f"item{first:02d}", 1.0)
    assert note == "An item was named twice for a person by the service, 2 times; the best score counts."


def test_how_many_items_are_unknown_is_noted(taste):
    found, note = slates(taste, mostly_unknown)
    assert note == "98 % of the items named by the service are unknown here, such as “sku-0”."
    assert [slate.fallback for slate in found] == [None, None]


def test_flat_and_seen_answers_say_what_they_were(taste):
    assert [slate.fallback for slate in slates(taste, flat)[0]] == [
        f"{POPULAR}http gave all 10 items that it scored the same score, 1."
    ] * 2
    for row, slate in enumerate(slates(taste, seen_only)[0]):
        seen = taste.matrix[row].nnz
        assert slate.fallback == f"{POPULAR}http scored only items that this person has seen ({seen} of 36)."


def test_in_a_comparison_the_notes_and_reasons_are_of_all_people(taste):
    def answer(question):
        """Nothing for every second person."""
        people = question["people"]
        return {"people": [{"items": mostly_unknown(one) if at % 2 else []} for at, one in enumerate(people)]}

    with serving(answer) as (address, _):
        found = evaluate(taste, [HTTP(HTTPSettings(address=address))], "random")
    judged = found.recommenders[0]
    assert judged.stood_in == 0.5
    assert judged.fallbacks == {
        f"{POPULAR}http gave no answer for this person; it scored none of the 36 items.": found.users // 2
    }
    assert judged.note.startswith("98 % of the items named by the service are unknown here")
    printed = found.as_dict()["recommenders"][0]
    assert (printed["fallback"], printed["fallback_reasons"], printed["note"]) == (0.5, judged.fallbacks, judged.note)


@pytest.mark.parametrize("scores", [
    [1_700_000_000.1, 1_700_000_000.2, 1_700_000_000.3],  # moments, which a float32 does not tell apart
    [1e-50, 2e-50, 3e-50],
    [1.0, 1.0 + 1e-12, 2.0],
])  # fmt: skip
def test_scores_that_differ_stay_apart(scores):
    named = Named("the service")
    found = named.scores(zip(("item02", "item01", "item00"), scores, strict=True), INDEX)
    assert sorted(found, key=found.get) == [2, 1, 0]
    assert named.note.startswith("The scores of the service for 1 person differ too little")


def test_scores_that_are_equal_stay_equal():
    named = Named("x")
    assert named.scores([("item00", 0.1), ("item01", 0.1), ("item02", 0.3)], INDEX) == pytest.approx({0: 0.1, 1: 0.1, 2: 0.3})
    assert named.note is None


@pytest.mark.parametrize("scored", [True, False])
def test_an_object_that_names_an_item_twice_means_its_best_place(taste, scored):
    first, second = taste.items[np.setdiff1d(np.arange(36), taste.matrix[0].indices)[:2]].tolist()
    lists = [(first, 3.0), (second, 2.0), (first, -9.0)] if scored else [first, second, first]

    class Fixed:
        def recommend(self, user_id, k):
            return [*lists, "nowhere"]

    fitted = fit_recommender(taste, adapt_lists(lambda seed: Fixed(), name="shop", title="A shop")())
    slate = recommend(taste, fitted, histories_of(taste, np.array([0])), names=taste.items.tolist())[0]
    assert slate.items[0].item_id == first
    assert fitted.note == (
        "33 % of the items named by shop are unknown here, such as “nowhere”. "
        "An item was named twice for a person by shop, once; the best score counts."
    )
