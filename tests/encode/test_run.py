"""All texts to one embedding: order, copies, cache, cancel, and what is refused."""

import numpy as np
import pytest

from interestlab.encode import run
from interestlab.encode.hashing import Hashing, LoadedHashing
from interestlab.encode.protocol import TokenCounts
from interestlab.encode.run import (
    BATCH_TOKENS,
    batches,
    content_key,
    count_tokens,
    encode_texts,
    find_encoder,
    fingerprint,
    measure,
    mixed,
    propose_encoder,
    unknown_languages,
)
from interestlab.errors import Cancelled, PluginFailed, UnknownName

TEXTS = [f"text {'word ' * (n % 7)} number{n}" for n in range(50)]


class Memory(dict):
    """A vector cache in memory."""

    def get_many(self, keys):
        return {key: self[key] for key in keys if key in self}

    def put_many(self, vectors):
        self.update(vectors)


class Counting(LoadedHashing):
    """Remembers what it was asked."""

    def __init__(self):
        self.batches = []

    def encode(self, batch, *, role="document"):
        self.batches.append(list(batch))
        return super().encode(batch, role=role)


class Answers(LoadedHashing):
    """Gives what it is told to."""

    def __init__(self, change):
        self._change = change

    def encode(self, batch, *, role="document"):
        return self._change(super().encode(batch, role=role))


def encode(texts, loaded=None, **options):
    return encode_texts(texts, loaded or Counting(), name="hashing", **options)


def test_vectors_come_in_the_order_of_the_texts():
    found = encode(TEXTS).embedding
    alone = np.vstack([LoadedHashing().encode([text]) for text in TEXTS])
    assert found.vectors.dtype == np.float32
    assert np.array_equal(found.vectors, alone)
    assert not found.vectors.flags.writeable
    assert (found.encoder, found.digest, len(found)) == ("hashing", LoadedHashing.digest, 50)


def test_equal_texts_are_encoded_once():
    loaded = Counting()
    encoded = encode(["same", "other", "same"], loaded)
    assert encoded.computed == 2
    assert sorted(text for batch in loaded.batches for text in batch) == ["other", "same"]
    assert np.array_equal(encoded.embedding.vectors[0], encoded.embedding.vectors[2])


def test_a_second_run_calls_the_model_zero_times_and_a_larger_file_only_for_what_is_new():
    cache = Memory()
    first = encode(TEXTS, cache=cache)
    again = Counting()
    second = encode(TEXTS, again, cache=cache)
    assert again.batches == []
    assert second.computed == 0
    assert np.array_equal(first.embedding.vectors, second.embedding.vectors)
    more = Counting()
    assert encode([*TEXTS, "quite new"], more, cache=cache).computed == 1
    assert more.batches == [["quite new"]]


def test_another_encoder_never_takes_the_cached_vector():
    cache = Memory()
    encode(TEXTS[:3], cache=cache)
    other = Counting()
    other.digest = "another"
    assert encode(TEXTS[:3], other, cache=cache).computed == 3
    assert content_key("text", "a") != content_key("text", "b")


def test_progress_counts_texts_and_cancel_keeps_what_is_finished():
    cache, seen = Memory(), []
    texts = [f"{n} " + "long words " * 600 for n in range(30)]

    def stop(done, total):
        seen.append((done, total))
        if 0 < done < total:
            raise Cancelled("enough")

    with pytest.raises(Cancelled):
        encode(texts, cache=cache, progress=stop)
    assert seen[0] == (0, 30)
    assert len(cache) == seen[-1][0] > 0
    kept = len(cache)
    assert encode(texts, cache=cache).computed == 30 - kept


def test_from_a_tenth_of_the_work_on_the_time_left_is_told_within_a_third_of_the_whole():
    lengths = np.minimum(np.random.default_rng(0).lognormal(4, 1.2, 5_000).astype(int) + 1, 256)
    found = list(batches([(str(number), "x") for number in range(len(lengths))], lengths.tolist()))

    def worst(ordered):
        work = np.cumsum([sum(lengths[int(key)] for key, _ in batch) for batch in ordered])
        texts = np.cumsum([len(batch) for batch in ordered])
        told, true = work / texts * (texts[-1] - texts), work[-1] - work
        return (np.abs(told - true) / work[-1])[work > 0.1 * work[-1]].max()

    assert sorted(key for batch in mixed(found) for key, _ in batch) == sorted(key for batch in found for key, _ in batch)
    assert worst(mixed(found)) < 1 / 3 < worst(found)
    assert mixed([]) == []


def test_batches_are_of_similar_length_within_the_budget_and_lose_nothing():
    pairs = [(str(n), "x" * (n * 37 % 5_000)) for n in range(300)] + [("huge", "x" * 100_000)]
    sizes = dict(zip(pairs, measure([text for _, text in pairs], LoadedHashing()), strict=True))
    found = list(batches(pairs, list(sizes.values())))
    assert sorted(pair for batch in found for pair in batch) == sorted(pairs)
    lengths = [sizes[pair] for batch in found for pair in batch]
    assert lengths == sorted(lengths)
    assert all(sum(sizes[pair] for pair in batch) <= BATCH_TOKENS for batch in found)
    assert all(len(batch) <= 256 for batch in batches([(str(n), "x") for n in range(3_000)], [1] * 3_000))
    assert list(batches([], [])) == []


def test_lengths_are_counted_where_the_encoder_counts():
    class Counts(LoadedHashing):
        def tokens(self, batch):
            words = np.array([len(text.split()) for text in batch], np.int32)
            return TokenCounts(words, words * 0, words > 9_999)

    texts = ["one", "one two three", "", "word " * 100_000]
    assert measure(texts, Counts()) == [1, 3, 1, 400]
    assert measure(texts, LoadedHashing()) == [1, 3, 1, 500]
    equal = list(batches(list(enumerate(["aaaaaaaaa b", "c d", "e"])), [2, 2, 1]))
    assert equal == [[(2, "e"), (1, "c d"), (0, "aaaaaaaaa b")]]


WRONG = {
    "a row short": (lambda v: v[:-1], r"shape \(2, 256\), not \(3, 256\)"),
    "transposed": (lambda v: v.T, "shape"),
    "length 2": (lambda v: v * 2, "length 2, not 1"),
    "NaN": (lambda v: v * np.nan, "length nan"),
    "zero": (lambda v: v * 0, "length 0"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_answer_is_the_plug_in_s_failure(what):
    change, message = WRONG[what]
    with pytest.raises(PluginFailed, match=message):
        encode(["one", "two", "three"], Answers(change))


def test_no_texts():
    assert encode([]).embedding.vectors.shape == (0, 256)


def test_the_proposal_follows_the_languages():
    assert propose_encoder({"en": 96, "de": 4}) == "minilm"
    assert propose_encoder({"en": 94, "zh": 6}) == "multilingual"
    assert propose_encoder({"zh": 5}) == "multilingual"
    assert propose_encoder({"en": 60, "und": 40}) == "minilm"
    assert propose_encoder({}) == "minilm"


@pytest.mark.parametrize("languages", [{"hi": 30}, {"en": 50, "bn": 50}, {"sw": 9, "und": 1}, {"sv": 20}])
def test_languages_that_the_packaged_encoders_do_not_know(languages):
    assert propose_encoder(languages) == "multilingual-e5"


def test_where_hardly_a_language_is_told_the_encoder_with_most_is_proposed():
    assert propose_encoder({"en": 10, "und": 90}) == "multilingual-e5"
    assert propose_encoder({"und": 3}) == "multilingual-e5"


def test_an_encoder_that_is_not_installed_is_not_taken_unasked(monkeypatch):
    monkeypatch.setattr(run, "is_installed", lambda name: name != "multilingual-e5")
    assert propose_encoder({"hi": 30}, installed_only=True) == "multilingual"
    assert propose_encoder({"und": 30}, installed_only=True) == "multilingual"
    assert propose_encoder({"en": 80, "hi": 20}, installed_only=True) == "multilingual"
    assert propose_encoder({"en": 99, "hi": 1}, installed_only=True) == "minilm"
    monkeypatch.setattr(run, "is_installed", lambda name: True)
    assert propose_encoder({"hi": 30}, installed_only=True) == "multilingual-e5"


def test_unknown_languages_stand_with_the_most_texts_first():
    found = {"en": 50, "hi": 20, "sw": 30, "und": 1}
    assert unknown_languages(found, ("en",)) == ["sw", "hi"]
    assert unknown_languages({"en": 0.5, "und": 0.5}, ("en",)) == ["und"]
    assert unknown_languages(found, ()) == []
    assert unknown_languages({}, ("en",)) == []


def test_names_of_encoders():
    assert find_encoder("hashing").info.name == "hashing"
    assert find_encoder("some/model").info.source == "some/model"
    with pytest.raises(UnknownName, match="no encoder “bert”; there are minilm"):
        find_encoder("bert")


def test_fingerprints_differ_between_encoders_and_need_no_weights():
    prints = {fingerprint(name, find_encoder(name)) for name in ("minilm", "multilingual", "hashing")}
    assert len(prints) == 3
    assert fingerprint("hashing", Hashing()) == fingerprint("hashing", Hashing())


def test_an_encoder_without_tokens_is_not_counted():
    assert count_tokens(TEXTS, LoadedHashing()) is None
