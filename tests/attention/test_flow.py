"""Attention flow against a worked example, and what is looked at of a long text."""

import networkx
import numpy as np
import pytest

from interestlab.attention.flow import attention_flow, nearest_tokens


@pytest.fixture
def weights():
    rng = np.random.default_rng(4)
    found = rng.gamma(0.2, 1.0, (3, 2, 6, 6)) + 1e-4
    return found / found.sum(axis=-1, keepdims=True)


def none(count):
    return np.zeros(count, bool)


def test_it_is_the_greatest_flow_of_the_layered_graph(weights):
    """networkx, with a graph built token by token."""
    graph = networkx.DiGraph()
    for layer, mean in enumerate(weights.mean(axis=1)):
        for reader, read in np.ndindex(6, 6):
            width = 0.5 * mean[reader, read] + 0.5 * (reader == read)
            graph.add_edge((layer + 1, reader), (layer, read), capacity=float(width))
    flows = np.array([networkx.maximum_flow_value(graph, (3, 2), (0, read)) for read in range(6)])
    found = attention_flow(weights, 2, none(6))
    np.testing.assert_allclose(found.shares, flows / flows.sum(), atol=1e-5)
    assert found.among.tolist() == list(range(6))


def test_what_nobody_looks_at_gets_less():
    weights = np.full((1, 1, 4, 4), 1 / 3)
    weights[..., 3] = 0
    shares = attention_flow(weights, 0, none(4)).shares
    assert shares.argmax() == 0
    assert shares[3] == 0
    assert shares[1] == pytest.approx(shares[2])


def test_of_a_long_text_special_tokens_and_neighbours_are_looked_at(weights):
    special = np.array([True, False, False, False, False, True])
    assert nearest_tokens(6, 3, special, 4).tolist() == [0, 2, 3, 5]
    found = attention_flow(weights, 3, special, most_tokens=4)
    assert found.among.tolist() == [0, 2, 3, 5]
    assert found.shares[[1, 4]].tolist() == [0, 0]
    assert found.shares.sum() == pytest.approx(1)
