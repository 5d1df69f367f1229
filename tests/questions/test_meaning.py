"""Search by meaning: what stands out from all contents, and at least the ten nearest."""

import numpy as np
import pytest

from interestlab.errors import NotApplicable
from interestlab.questions import meaning
from interestlab.questions.meaning import Meaning, NearestTo, nonsense, shares_a_word
from interestlab.questions.opened import NOWHERE
from interestlab.questions.question import silent


class Made:
    """A run of contents whose cosines to any query are given."""

    def __init__(self, cosines):
        vectors = np.asarray(cosines, np.float32)[:, None]
        corpus = type("Corpus", (), {"texts": ["a word x"] + ["other"] * (len(vectors) - 1)})
        self.result = type("Result", (), {"embedding": type("Embedding", (), {"vectors": vectors}), "corpus": corpus})
        self.encoder, self.roles = self, []

    def encode(self, batch, *, role="document"):
        self.roles.append(role)
        return np.ones((len(batch), 1), np.float32)


def asked(cosines):
    return Meaning("x").answer(Made(cosines), silent)


def test_the_nearest_come_first_by_the_maps_own_encoder(run):
    text = run.result.corpus.texts[11]
    found = Meaning(text).answer(run, silent)
    vectors = np.asarray(run.result.embedding.vectors)
    assert run.result.corpus.texts[found.ids[0]] == text
    assert found.cosines == pytest.approx(vectors[found.ids] @ vectors[11], abs=1e-6)
    assert (np.diff(found.cosines) <= 0).all()
    cosines = vectors @ vectors[11]
    assert found.threshold == pytest.approx(cosines.mean() + 3 * cosines.std(), abs=1e-5)
    assert len(found.ids) == max(10, (cosines >= found.threshold).sum())


def test_all_that_stand_out_are_hits():
    found = asked([0.9] * 12 + [0.0] * 400)
    assert found.ids.tolist() == list(range(12))
    assert 0 < found.threshold < 0.9


def test_where_nothing_stands_out_the_ten_nearest_are_given():
    found = asked(np.linspace(0, 1, 50))
    assert found.ids.tolist() == list(range(49, 39, -1))
    assert found.threshold > 1


def test_of_fewer_than_ten_all_are_given_and_equals_keep_their_order():
    assert asked([0.5, 0.7, 0.5]).ids.tolist() == [1, 0, 2]


def test_hits_have_a_most(monkeypatch):
    monkeypatch.setattr(meaning, "MOST_HITS", 15)
    assert len(asked([0.9] * 30 + [0.0] * 3_000).ids) == 15


def test_the_text_is_encoded_as_a_query():
    run = Made([0.1, 0.2])
    Meaning("x").answer(run, silent)
    assert set(run.roles) == {"query"}


def test_without_a_map_there_is_nothing_to_search():
    with pytest.raises(NotApplicable, match="needs a finished map"):
        Meaning("x").answer(NOWHERE, silent)


def test_what_shares_no_word_has_to_be_nearer_than_nonsense(run):
    texts, vectors = run.result.corpus.texts, np.asarray(run.result.embedding.vectors)
    known = Meaning(texts[11]).answer(run, silent)
    assert known.floor == -1
    assert known.meant.tolist() == known.ids.tolist()
    found = Meaning("zzzqqq").answer(run, silent)
    asked = run.encoder.encode(nonsense(meaning.NONSENSE), role="query")
    best = np.sort((vectors @ asked.T).max(axis=0))
    assert best[-6] <= found.floor <= best[-4]
    assert found.meant.tolist() == [one for one, near in zip(found.ids, found.cosines, strict=True) if near > found.floor]


@pytest.mark.parametrize(("query", "shared"), [
    ("rye bread", True), ("BREAD", True), ("bre", False), ("zzzqqq", False), ("the", False), ("the crust", True),
    ("面包机", True),
    ("机面", False), ("", False), (";;", False), ("bread(", True), ("x.*", False),
])  # fmt: skip
def test_a_word_is_shared_as_a_whole_and_not_where_it_stands_everywhere(query, shared):
    texts = ["The bread is fresh.", "the crust", "烤面包很香", *["the rest"] * 7]
    assert shares_a_word(texts, query) == shared


def test_nonsense_is_the_same_each_time_and_another_by_another_seed():
    assert nonsense(20) == nonsense(20)
    assert len(set(nonsense(200)) & set(nonsense(200, seed=1))) < 5  # a short one may come again


def test_the_nearest_are_given_whether_they_stand_out_or_not(run):
    text = run.result.corpus.texts[11]
    near, meant = NearestTo(text).answer(run, silent), Meaning(text).answer(run, silent)
    assert len(near.ids) == min(len(run.result.corpus), meaning.MOST_HITS)
    assert (near.threshold, near.floor) == (meant.threshold, meant.floor)
    assert near.ids[: len(meant.ids)].tolist() == meant.ids.tolist()
    assert (np.diff(near.cosines) <= 0).all()
