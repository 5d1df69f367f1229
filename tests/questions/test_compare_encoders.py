"""Every encoder is asked the same question about the same sample, whichever drew the map."""

from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np
import pytest

from interestlab.errors import NotApplicable, UnknownName
from interestlab.questions import compare_encoders
from interestlab.questions.compare_encoders import encoder_view
from interestlab.questions.opened import opened_encoder
from interestlab.questions.question import silent
from interestlab.questions.verdict import AgainstChance
from interestlab.questions.why import ReadWith

ENCODERS = ["hashing", "minilm"]


@pytest.fixture(autouse=True)
def afresh():
    yield
    compare_encoders._sample.cache_clear()


def read(result, encoder, sample=10_000):
    """Ids, unit vectors and interests of the sample, worked out here."""
    ids = np.sort(np.random.default_rng(0).permutation(len(result.corpus))[:sample])
    vectors = opened_encoder(encoder).encode([result.corpus.texts[at][:600] for at in ids]).astype(float)
    return ids, vectors, result.computed_map.interest[ids]


@pytest.mark.parametrize("encoder", ENCODERS)
def test_neighbours_and_interests_are_those_of_the_encoder(english, english_run, encoder):
    result, text = english[0], english[0].corpus.texts[7]
    ids, vectors, interests = read(result, encoder)
    own = opened_encoder(encoder).encode([text])[0].astype(float)
    found = encoder_view(english_run, encoder, text, None)
    assert found.sample == sum(result.corpus.texts[at] != text for at in ids)
    nearest = sorted((float(vectors[at] @ own), at) for at in range(len(ids)) if result.corpus.texts[ids[at]] != text)[-10:]
    assert found.cosines == pytest.approx([cosine for cosine, _ in reversed(nearest)], abs=1e-5)
    assert text not in {result.corpus.texts[at] for at in found.neighbours}
    middles = {one: vectors[interests == one].mean(axis=0) for one in np.unique(interests) if one >= 0}
    nearness = {one: own @ (middle - vectors.mean(axis=0)) for one, middle in middles.items()}
    assert list(found.interests) == sorted(nearness, key=lambda one: -nearness[one])
    assert found.interest == found.interests[0]
    assert found.score == pytest.approx(nearness[found.interest], abs=1e-4)


def test_words_are_weighed_towards_the_interest_that_is_asked_about(english_run, english):
    text = english[0].corpus.texts[7]
    nearest = encoder_view(english_run, "minilm", text, None)
    other = ReadWith("minilm", text, nearest.interests[-1]).answer(english_run, silent)
    assert other.interest == nearest.interests[-1]
    assert other.score < nearest.score
    assert other.words == nearest.words
    assert not np.allclose(other.values, nearest.values)
    assert all(word in text for word in other.words)
    assert AgainstChance("minilm", nearest.judging).answer(english_run, silent).better_than_chance


def test_a_sample_is_read_once_and_alike_by_all(english_run, english, monkeypatch):
    monkeypatch.setattr(compare_encoders, "SAMPLE", 40)
    ids, _, _ = read(english[0], "hashing", 40)
    for encoder in ENCODERS:
        found = encoder_view(english_run, encoder, "A text of nobody", None)
        assert found.sample == 40
        assert set(found.neighbours) <= set(ids)
    encoder_view(english_run, "minilm", "Another", None)
    assert compare_encoders._sample.cache_info().misses == 2


def test_of_a_long_text_the_first_tokens_are_read(english_run):
    found = encoder_view(english_run, "minilm", "word " * 300, None)
    assert (found.tokens, found.total) == (128, 302)


def test_an_interest_with_too_few_texts_in_the_sample_has_no_middle(english_run, english, monkeypatch):
    with pytest.raises(UnknownName, match="too few texts in the sample"):
        encoder_view(english_run, "hashing", "chess", 99)
    counts = np.bincount(english[0].computed_map.interest[english[0].computed_map.interest >= 0])
    monkeypatch.setattr(compare_encoders, "FEWEST", int(counts.max()))
    assert encoder_view(english_run, "hashing", "chess", None).interests == (*np.flatnonzero(counts == counts.max()),)
    monkeypatch.setattr(compare_encoders, "FEWEST", int(counts.max()) + 1)
    with pytest.raises(NotApplicable, match="No interest has enough texts"):
        encoder_view(english_run, "hashing", "chess", None)


@pytest.mark.parametrize("encoder", ENCODERS)
@pytest.mark.parametrize("text", ["", " \n"])
def test_a_text_without_words_is_one_sentence(english_run, encoder, text):
    with pytest.raises(NotApplicable, match="no word that the encoder reads"):
        encoder_view(english_run, encoder, text, None)


@dataclass(frozen=True, eq=False)
class Run:
    """A run whose result was made by hand."""

    result: object


REPEATED = ("chess and rooks",) * 20 + ("soil and beds", "rooks and pawns", "beds of soil")


def test_a_text_that_stands_there_many_times_is_no_neighbour_of_its_own(monkeypatch):
    monkeypatch.setattr(compare_encoders, "FEWEST", 2)
    interests = np.array([0] * 20 + [1, 0, 1])
    made = SimpleNamespace(corpus=SimpleNamespace(texts=REPEATED), map=SimpleNamespace(interest=interests))
    found = encoder_view(Run(made), "hashing", "chess and rooks", None)
    assert found.sample == 3
    assert sorted(found.neighbours) == [20, 21, 22]
    assert found.neighbours[0] == 21
    assert np.isfinite(found.cosines).all()
