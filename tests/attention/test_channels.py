"""Tokens pushed through one by one, on one core or several."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import numpy as np
import pytest
import torch

from interestlab.attention.channels import channels
from interestlab.attention.forward import leaf_at_first_layer, unit_vectors
from interestlab.attention.tokens import tokenize
from interestlab.errors import NotApplicable
from tests.attention.conftest import TEXTS
from tests.rounding import rounding


@pytest.fixture
def cores():
    """Sets how many threads torch has, until the test ends."""
    before = torch.get_num_threads()
    yield torch.set_num_threads
    torch.set_num_threads(before)


@pytest.mark.parametrize("count", [1, 2, 5])
def test_parts_are_the_same_on_any_number_of_cores(exact, cores, count):
    """A share of the tokens is a batch of another shape, so this holds within rounding, in double precision."""
    inspection, allowed = exact, rounding(exact.model)
    texts = [tokenize(inspection, text) for text in (*TEXTS["en"][:2], "a")]
    cores(1)
    alone = [channels(inspection, [text])[0] for text in texts]
    cores(count)
    together = channels(inspection, texts)
    assert torch.get_num_threads() == count
    for text, one, found in zip(texts, alone, together, strict=True):
        assert found.shape == (len(text.ids) + 1, 384)
        np.testing.assert_allclose(found, one, rtol=0, atol=allowed)
        whole = unit_vectors(inspection, torch.tensor(text.ids[None])).numpy()[0]
        np.testing.assert_allclose(found.sum(axis=0), whole, rtol=0, atol=allowed)


def test_threads_are_given_back_when_a_model_fails(inspection, cores):
    cores(2)
    tokens = tokenize(inspection, "a text")
    handle = inspection.model.register_forward_hook(_refuse)
    with pytest.raises(NotApplicable):
        channels(inspection, [tokens])
    handle.remove()
    assert torch.get_num_threads() == 2
    assert channels(inspection, [tokens])[0].shape == (len(tokens.ids) + 1, 384)


def _refuse(*given):
    raise NotApplicable("not this one")


def test_what_enters_the_first_layer_is_a_matter_of_each_thread(inspection):
    ids = torch.tensor(tokenize(inspection, "a text").ids[None])
    with torch.no_grad():
        plain = unit_vectors(inspection, ids)
    both = Barrier(2)

    def push(number):
        with torch.no_grad(), leaf_at_first_layer(inspection.model, torch.full((1, ids.shape[1], 384), float(number))):
            both.wait(timeout=60)
            return unit_vectors(inspection, ids)

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(push, (1, -2))
    with torch.no_grad():
        assert not torch.allclose(first, second, atol=1e-3)
        for number, found in ((1, first), (-2, second)):
            with leaf_at_first_layer(inspection.model, torch.full((1, ids.shape[1], 384), float(number))):
                again = unit_vectors(inspection, ids)  # in this thread, where torch may share the work out in another way
                assert torch.allclose(again, found, rtol=0, atol=rounding(inspection.model))
        assert torch.equal(unit_vectors(inspection, ids), plain)
