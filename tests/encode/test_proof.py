"""Our own way of running a transformer is taken only where it is the same as that of sentence-transformers."""

import pytest
import torch

from interestlab.encode.folder_parts import FolderParts
from interestlab.encode.proof import fastest
from interestlab.encode.sentence import SentenceEncoder, read_model
from interestlab.encode.transformer import TransformerEncoder
from tests.model_folders import pooling


def loaded(folders, **settings):
    return read_model(folders.folder("mean", pooling()), "mean")


def test_what_is_the_same_is_ours(model_folders):
    found = fastest(loaded(model_folders), FolderParts("mean"), "digest")
    assert isinstance(found, TransformerEncoder)
    assert found.digest == "digest"


@pytest.mark.parametrize("pool", ["cls", "last"])
def test_a_folder_that_was_misread_is_encoded_by_its_own_modules(model_folders, pool):
    model = loaded(model_folders)
    expected = model.encode(["a text"], normalize_embeddings=True)
    found = fastest(model, FolderParts(pool), "digest")
    assert type(found) is not TransformerEncoder
    assert "come out otherwise" in found.no_attention
    assert (found.encode(["a text"]) * expected).sum() > 0.99999


def test_another_cut_is_not_the_same(model_folders, monkeypatch):
    monkeypatch.setattr(TransformerEncoder, "ids", lambda self, batch, *, role: [[101, *[7] * 62, 102] for _ in batch])
    assert isinstance(fastest(loaded(model_folders), FolderParts("mean"), "digest"), SentenceEncoder)


def test_a_prompt_counts(model_folders):
    model = loaded(model_folders)
    model.prompts["query"] = "query: "
    assert isinstance(fastest(model, FolderParts("mean"), "digest"), TransformerEncoder)
    model[1].include_prompt = False
    assert isinstance(fastest(model, FolderParts("mean"), "digest"), SentenceEncoder)


def test_a_transformer_that_asks_for_more_than_tokens(model_folders, monkeypatch):
    def forward(self, rows):
        raise TypeError("pixel_values are missing")

    monkeypatch.setattr(TransformerEncoder, "_forward", forward)
    found = fastest(loaded(model_folders), FolderParts("mean"), "digest")
    assert found.no_attention == "its transformer cannot be run on token ids alone"


def test_what_rounds_more_is_inspected_in_full_precision(model_folders):
    found = fastest(loaded(model_folders).bfloat16(), FolderParts("mean"), "digest")
    assert isinstance(found, SentenceEncoder)
    assert found.inspect().model.dtype == torch.float32
    assert found._model.dtype == torch.bfloat16
