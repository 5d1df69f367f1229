"""Why one item is recommended: the parts sum to the score, and the passages are texts of the items that speak for it."""

from dataclasses import replace

import numpy as np
import pytest

from interestlab.errors import UnknownName
from interestlab.questions import why_item
from interestlab.questions.backend import Backend
from interestlab.questions.opened import OpenRun
from interestlab.questions.question import silent
from interestlab.questions.slate import SlateOf, Slates
from interestlab.questions.why_item import WhyItem
from interestlab.recommend.whatif import Change

CONTENT = Backend("content")


def person(run, most=True):
    dataset = run.dataset("item")
    likes = np.asarray((dataset.matrix > 0).sum(axis=1)).ravel()
    return str(dataset.users[likes.argmax() if most else likes.argmin()])


def first_item(run, asked, backend):
    return SlateOf(asked, backend).answer(run, silent).slate.items[0]


@pytest.fixture(scope="module")
def asked(run):
    return Slates("item", (CONTENT,), person(run))


@pytest.mark.parametrize("name", ["content", "item-knn", "ease"])
def test_the_parts_sum_to_the_score_of_the_slate(run, asked, name):
    backend = Backend(name)
    item = first_item(run, asked, backend)
    found = WhyItem(asked, backend, item.item_id).answer(run, silent)
    assert (found.name, found.score) == (item.name, pytest.approx(item.score, rel=1e-5))
    assert found.explained
    assert found.exact
    assert sum(value for _, value in found.parts) + found.rest == pytest.approx(found.score, rel=1e-3)
    sizes = [abs(value) for _, value in found.parts]
    assert sizes == sorted(sizes, reverse=True)
    dataset, names = run.dataset("item"), run.names("item")
    mine = {names[at] for at in dataset.matrix[dataset.users.tolist().index(asked.user)].indices}
    assert {part for part, _ in found.parts} <= mine


def test_only_the_largest_parts_are_shown_and_the_rest_is_summed(run, asked, monkeypatch):
    item = first_item(run, asked, CONTENT).item_id
    whole = WhyItem(asked, CONTENT, item).answer(run, silent)
    monkeypatch.setattr(why_item, "SHOWN", 2)
    found = WhyItem(asked, CONTENT, item).answer(run, silent)
    assert found.parts == whole.parts[:2]
    assert found.rest == pytest.approx(whole.score - sum(value for _, value in whole.parts[:2]), abs=1e-5)
    assert abs(found.rest) > 1e-3
    assert found.exact


def test_a_model_that_cannot_tell_what_drove_it_says_so(run, asked):
    backend = Backend("popularity")
    found = WhyItem(asked, backend, first_item(run, asked, backend).item_id).answer(run, silent)
    assert not found.explained
    assert not found.exact
    assert found.parts == ()
    assert found.attention == ()
    assert len(found.passages) == 3  # of what the person likes, as far as texts tell


def test_the_interest_is_the_items_and_its_share_the_persons(run, asked):
    item = first_item(run, asked, CONTENT)
    found = WhyItem(asked, CONTENT, item.item_id).answer(run, silent)
    dataset = run.dataset("item")
    rows = dataset.item_interest.toarray()
    at, row = dataset.items.tolist().index(item.item_id), dataset.users.tolist().index(asked.user)
    weights = np.maximum(dataset.matrix[[row]].toarray()[0], 0)
    mix = weights @ rows
    assert found.interest == rows[at].argmax() == item.interest_id
    assert found.membership == pytest.approx(rows[at].max())
    assert found.share == pytest.approx(mix[found.interest] / mix.sum(), rel=1e-4)


def test_an_item_of_no_interest_has_none(run, asked, monkeypatch):
    dataset = run.dataset("item")
    membership = dataset.item_interest.tolil()
    membership[0] = 0
    without = replace(dataset, item_interest=membership.tocsr())
    monkeypatch.setattr(OpenRun, "dataset", lambda self, unit: without)
    found = WhyItem(asked, CONTENT, str(dataset.items[0])).answer(run, silent)
    assert (found.interest, found.membership, found.share) == (-1, 0.0, 0.0)


def test_passages_are_the_nearest_texts_of_the_item_and_of_the_history(run, asked):
    item = first_item(run, asked, CONTENT)
    found = WhyItem(asked, CONTENT, item.item_id).answer(run, silent)
    contents, vectors = run.result.corpus.contents, np.asarray(run.result.embedding.vectors)
    named = dict(zip(run.names("item"), run.dataset("item").items.tolist(), strict=True))
    expected = []
    for part, value in found.parts[:3]:
        assert value > 0
        theirs, mine = (np.flatnonzero(contents["item_id"] == one) for one in (item.item_id, named[part]))
        expected.append(float((vectors[theirs] @ vectors[mine].T).max()))
    assert [passage.cosine for passage in found.passages] == pytest.approx(sorted(expected, reverse=True), abs=1e-6)
    for passage in found.passages:
        assert passage.theirs in set(contents["text"][contents["item_id"] == item.item_id])
        assert passage.words == ()  # this encoder gives vectors only


def test_the_words_of_the_first_passage_are_weighed_where_the_encoder_allows_it(english_run):
    asked = Slates("item", (CONTENT,), person(english_run))
    found = WhyItem(asked, CONTENT, first_item(english_run, asked, CONTENT).item_id).answer(english_run, silent)
    first, *others = found.passages
    assert first.words
    assert all(word in first.theirs for word in first.words)
    assert len(first.values) == len(first.words)
    assert 0 < sum(first.values) < 1
    assert [passage.words for passage in others] == [()] * len(others)


def test_attention_over_the_history_is_told_newest_first(run, asked):
    backend = Backend("sasrec", {"epochs": 1, "dimension": 8})
    found = WhyItem(asked, backend, first_item(run, asked, backend).item_id).answer(run, silent)
    assert sum(weight for _, weight in found.attention) == pytest.approx(1, abs=1e-4)
    dataset = run.dataset("item")
    row = dataset.users.tolist().index(asked.user)
    events = dataset.event_item[(dataset.event_user == row) & (dataset.event_weight > 0)]
    assert found.attention[0][0] == run.names("item")[events[-1]]


def test_a_change_of_the_history_changes_the_grounds(run, asked):
    item = first_item(run, asked, CONTENT).item_id
    before = WhyItem(asked, CONTENT, item).answer(run, silent)
    strongest = run.names("item").index(before.parts[0][0])
    without = Slates("item", (CONTENT,), asked.user, change=Change(removed=(strongest,)))
    after = WhyItem(without, CONTENT, item).answer(run, silent)
    assert before.parts[0][0] not in dict(after.parts)
    assert after.score != before.score


def test_what_a_dislike_takes_away_is_among_the_parts_and_no_part_of_the_taste(run, asked):
    backend = Backend("content", {"dislike": 1.0})
    item = first_item(run, asked, backend)
    items, names = run.dataset("item").items.tolist(), run.names("item")
    at = items.index(item.item_id)
    vectors = run.dataset("item").item_vectors
    mine = run.dataset("item").matrix[run.dataset("item").users.tolist().index(asked.user)].indices
    nearest = next(one for one in np.argsort(-(vectors @ vectors[at])).tolist() if one != at and one not in mine)
    disliked = Slates("item", (backend,), asked.user, change=Change(feedback=((nearest, -3.0),)))
    before, after = (WhyItem(one, backend, item.item_id).answer(run, silent) for one in (asked, disliked))
    assert after.parts[0][0] == names[nearest]  # the largest by size comes first, whichever its sign
    assert after.parts[0][1] < 0
    assert after.exact
    assert after.share == before.share
    likes = {part for part, value in after.parts if value > 0}
    texts = run.result.corpus.contents
    assert {passage.mine for passage in after.passages} <= {
        text for text, owner in zip(texts["text"], texts["item_id"], strict=True) if names[items.index(owner)] in likes
    }


def test_an_item_that_is_not_there_is_named(run, asked):
    with pytest.raises(UnknownName, match="no item “nothing” among the 165"):
        WhyItem(asked, CONTENT, "nothing").answer(run, silent)
    assert WhyItem(asked, CONTENT, "nothing").called == "The explanation by “content”"


def test_a_typed_text_drives_the_score_like_an_item(run):
    asked = Slates("item", (CONTENT,), None, texts=("Chess openings with rooks and pawns",))
    found = WhyItem(asked, CONTENT, first_item(run, asked, CONTENT).item_id).answer(run, silent)
    assert [name for name, _ in found.parts] == ["Chess openings with rooks and pawns"]
    assert found.passages == ()
    assert found.exact


def test_where_popular_items_stand_in_the_popularity_is_the_reason(run):
    """Somebody without a history: the item stands there for how many like it, and the backend has no part in it."""
    nobody = Slates("item", (CONTENT,), None)
    item = first_item(run, nobody, CONTENT)
    found = WhyItem(nobody, CONTENT, item.item_id).answer(run, silent)
    assert found.fallback == "Popular items, not personal: this person has no history."
    dataset = run.dataset("item")
    likes = (dataset.matrix[:, [dataset.items.tolist().index(item.item_id)]].toarray() > 0).sum()
    assert found.score == item.score == likes
    assert (found.parts, found.passages, found.attention, found.explained) == ((), (), (), False)
