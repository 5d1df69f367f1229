"""What sentence-transformers encodes: unit length for any text, and one line of what went wrong."""

import numpy as np
import pytest
import torch

from interestlab.encode.sentence import TokenSentenceEncoder, made, one_line, read_model, unit
from interestlab.errors import EncoderUnavailable
from tests.model_folders import pooling


@pytest.fixture(scope="module")
def model(model_folders):
    return read_model(model_folders.folder("max, prompts", pooling("max"), prompts={"query": "q: ", "c": "c: "}), "max")


def test_unit_length_for_whatever_comes():
    found = unit(np.array([[3, 4], [0, 0], [np.nan, 1], [np.inf, 1]], np.float32))
    assert found.tolist() == [[np.float32(0.6), np.float32(0.8)], [1, 0], [1, 0], [1, 0]]


def test_prompts_are_those_of_encode_and_of_encode_query(model):
    encoder = made(model, "digest", "why")
    assert (encoder.prompt("document"), encoder.prompt("query")) == ("", "q: ")
    model.default_prompt_name = "c"
    assert (encoder.prompt("document"), encoder.prompt("query")) == ("c: ", "q: ")
    assert encoder.tokens(["word"]).totals.tolist() == [5]  # c : word between the marks
    model.default_prompt_name = None
    assert encoder.tokens(["word", "word " * 100, "☃"]).truncated.tolist() == [False, True, False]


def test_texts_without_a_token_have_a_place(model, monkeypatch):
    """As with tokenizers that put nothing around a text: a batch of such texts alone stops sentence-transformers."""
    fast = model.tokenizer.backend_tokenizer
    processor = fast.post_processor
    fast.post_processor = None
    try:
        encoder = TokenSentenceEncoder(model, "digest", "why")
        assert encoder.encode(["", "\x00"])[:, 0].tolist() == [1, 1]
        mixed = encoder.encode(["", "sun"])
        assert mixed[0, 0] == 1
        assert (mixed[1] * encoder.encode(["sun"])[0]).sum() > 0.99999
        assert encoder.encode([""], role="query")[0, 0] < 1  # its prompt is read
    finally:
        fast.post_processor = processor


def test_a_model_that_makes_no_vectors_is_said(model, monkeypatch):
    def fails(features, **options):
        raise RuntimeError("No route for this task.\nTry another.")

    monkeypatch.setattr(model[1], "forward", fails)
    with pytest.raises(EncoderUnavailable, match=r"^This model gives no vectors of texts: No route for this task\.$"):
        made(model, "digest", "")


def test_one_line():
    assert one_line(ValueError("\n First.\nSecond")) == "First"
    assert one_line(KeyError("type")) == "its settings lack 'type'"
    assert one_line(AttributeError("'list' object has no attribute 'items'")).startswith("its settings have another form")
    assert one_line(RuntimeError()) == "RuntimeError"


def test_the_model_is_read_in_the_precision_of_its_weights(model):
    assert model.dtype == torch.float32
    assert not model.training
