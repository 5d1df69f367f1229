"""Drafts are made once a machine, learn what a text brings, and keep their digest."""

import json
from threading import Thread

import numpy as np
import pytest

from interestlab.encode.draft import Draft, DraftOfMiniLM, DraftOfMultilingualE5
from interestlab.encode.run import MOST_TEXTS, draft_of, encode_texts, find_encoder, is_installed
from interestlab.errors import Cancelled, EncoderUnavailable
from interestlab.testing.encoders import check_encoder

TEXTS = ["The school opened a new house for children.", "Espresso, ristretto and a grinder", "", "🙂🙂"]


class SmallDraft(DraftOfMiniLM):
    """The real thing, of a few words."""

    most, rows = 300, 300


@pytest.fixture(scope="module")
def models(tmp_path_factory):
    return tmp_path_factory.mktemp("models")


@pytest.fixture
def draft(models, monkeypatch):
    monkeypatch.setenv("INTERESTLAB_MODELS", str(models))
    made = SmallDraft()
    made.prepare()
    return made


def test_vectors_have_unit_length_and_are_the_same_the_next_time(draft):
    first, again = draft.load().encode(TEXTS), draft.load().encode(TEXTS)
    assert first.shape == (4, 256)
    assert first.dtype == np.float32
    assert np.linalg.norm(first, axis=1) == pytest.approx(np.ones(4), abs=1e-6)
    assert np.array_equal(first, again)


def test_words_that_a_text_brings_are_learned_and_change_no_digest_and_no_earlier_vector(draft):
    loaded = draft.load()
    before = loaded.encode(["The school opened."])
    near = loaded.encode(["zebra and giraffe", "giraffes, zebras", "insurance premium"])
    assert near[0] @ near[1] > near[0] @ near[2]  # none of these words is among the 300
    assert np.array_equal(loaded.encode(["The school opened."]), before)
    assert draft.load().digest == loaded.digest == draft.fingerprint()

    kept = len(draft.learned()[0])
    assert kept > 3
    draft.load().encode(["zebra and giraffe"])
    assert len(draft.learned()[0]) == kept


def test_it_is_made_anew_where_it_is_damaged_or_its_encoder_is_another(draft):
    digest = draft.fingerprint()
    (draft.folder / "draft.safetensors").write_bytes(b"half")
    assert len(draft.load().encode(["word"])) == 1
    about = json.loads((draft.folder / "draft.json").read_text())
    assert about["digest"] == draft.fingerprint()
    (draft.folder / "draft.json").write_text(json.dumps({**about, "teacher": "another"}))
    assert not draft.made
    draft.prepare()
    assert draft.made
    assert digest


def test_what_was_learned_and_is_damaged_is_learned_again(draft):
    draft.load().encode(["zebra"])
    (draft.folder / "more.safetensors").write_bytes(b"half")
    assert draft.load().encode(["zebra"]).shape == (1, 256)


def test_two_that_need_it_make_it_once(tmp_path, monkeypatch):
    monkeypatch.setenv("INTERESTLAB_MODELS", str(tmp_path))
    made, begun = [], Draft._make
    monkeypatch.setattr(Draft, "_make", lambda self, progress: (made.append(1), begun(self, progress)))
    both = [Thread(target=SmallDraft().prepare) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert made == [1]


def test_a_cancel_is_heard_and_leaves_nothing_that_counts_as_made(tmp_path, monkeypatch):
    monkeypatch.setenv("INTERESTLAB_MODELS", str(tmp_path))

    def stop(done, total):
        raise Cancelled("enough")

    with pytest.raises(Cancelled):
        SmallDraft().prepare(stop)
    assert not SmallDraft().made


def test_where_nothing_can_be_kept_it_says_so(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("INTERESTLAB_MODELS", str(tmp_path / "file"))
    with pytest.raises(EncoderUnavailable, match=r"The draft of MiniLM cannot be kept in .*: Not a directory; name another"):
        SmallDraft().prepare()
    assert not SmallDraft().made


def test_a_quick_encoder_needs_no_cache_and_gets_large_batches(draft):
    calls = []
    loaded = draft.load()
    encode = loaded.encode
    loaded.encode = lambda batch: (calls.append(len(batch)), encode(batch))[1]
    found = encode_texts([f"word {n}" for n in range(900)], loaded, name="draft")
    assert found.embedding.vectors.shape == (900, 256)
    assert (sum(calls), max(calls) > MOST_TEXTS) == (900, True)


def test_which_encoder_has_a_draft(tmp_path, monkeypatch):
    monkeypatch.setenv("INTERESTLAB_MODELS", str(tmp_path))
    assert draft_of("minilm") == "minilm-draft"
    assert draft_of("multilingual-e5") is None  # is not installed
    assert draft_of("multilingual") is None
    assert is_installed("minilm-draft")
    assert find_encoder("minilm-draft").info.label == "draft of MiniLM"
    assert not DraftOfMultilingualE5().installed()


def test_tokens_are_counted_as_the_encoder_counts_them(draft):
    counts = draft.load().tokens(["word " * 400, "one two"])
    assert counts.truncated.tolist() == [True, False]
    assert counts.totals.tolist() == [402, 4]


def test_it_passes_the_suite_of_encoders(draft):
    check_encoder(SmallDraft)
