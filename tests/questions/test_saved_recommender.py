"""Fitted recommenders go down as bytes and come back with what they say about themselves."""

import pytest

from interestlab.errors import InputError, NotApplicable, UnreadableFile
from interestlab.questions.backend import Backend, SavedFile
from interestlab.questions.opened import OpenRun
from interestlab.questions.question import silent
from interestlab.questions.saved_recommender import BytesOfBackend, FactsOfFile

KNN = Backend("item-knn", {"neighbours": 7})


@pytest.fixture
def own(workspace):
    """The run of a workspace that may take uploads."""
    return OpenRun.of(workspace.need_result())


@pytest.fixture
def uploaded(workspace):
    return lambda data: SavedFile("mine.zip", workspace.store.add_upload(data))


def test_what_was_written_tells_its_facts(own, uploaded):
    file = uploaded(BytesOfBackend("item", KNN, 0).answer(own, silent))
    found = FactsOfFile("item", file).answer(own, silent)
    assert (found.name, found.users, found.note) == ("item-knn", 60, None)
    assert dict(found.parameters)["neighbours"] == 7
    assert found.parameters == tuple(sorted(found.parameters))


def test_a_backend_from_a_file_is_written_as_it_was_read(own, uploaded):
    file = uploaded(BytesOfBackend("item", KNN, 0).answer(own, silent))
    again = uploaded(BytesOfBackend("item", Backend("item-knn", file=file), 5).answer(own, silent))
    assert FactsOfFile("item", again).answer(own, silent) == FactsOfFile("item", file).answer(own, silent)


def test_what_was_left_out_of_the_learning_is_among_the_facts(own, uploaded, monkeypatch):
    from dataclasses import replace

    from interestlab.recommend.backends.item_knn import ItemKNN

    monkeypatch.setattr(ItemKNN, "info", replace(ItemKNN.info, max_items=20))
    file = uploaded(BytesOfBackend("item", Backend("item-knn", {"neighbours": 3}), 0).answer(own, silent))
    assert "item-knn takes at most 20 items" in FactsOfFile("item", file).answer(own, silent).note


def test_a_file_that_cannot_be_used_here_is_one_sentence(own, uploaded):
    with pytest.raises(UnreadableFile, match=r"“mine\.zip” is no saved recommender"):
        FactsOfFile("item", uploaded(b"user,item")).answer(own, silent)
    file = uploaded(BytesOfBackend("item", KNN, 0).answer(own, silent))
    with pytest.raises(InputError, match=r"“mine\.zip” was learned from"):
        FactsOfFile("content", file).answer(own, silent)


def test_what_cannot_be_saved_says_so(own):
    service = Backend("http", {"address": "http://localhost:9"})
    with pytest.raises(NotApplicable, match="http cannot be saved"):
        BytesOfBackend("item", service, 0).answer(own, silent)


def test_messages_name_the_file_and_the_backend():
    assert FactsOfFile("item", SavedFile("mine.zip", "d")).called == "Opening “mine.zip”"
    assert BytesOfBackend("item", KNN, 0).called == "Saving “item-knn”"
