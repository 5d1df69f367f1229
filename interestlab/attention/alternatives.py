"""Other ways to ask which tokens matter: integrated gradients, leave-one-out, attention rollout, mean attention, chance."""

import numpy as np
import torch
from numpy.typing import NDArray

from interestlab.attention.decompose import Contributions
from interestlab.attention.forward import leaf_at_first_layer, types_of, unit_vectors, weights_of_layers
from interestlab.attention.subject import Subject
from interestlab.attention.tokens import Tokens
from interestlab.attention.weights import weights_of_tokens
from interestlab.encode.protocol import TorchInspection
from interestlab.encode.transformer import blank_id

STEPS = 50  # of the path of integrated gradients
_COMPLETE = 2e-6  # how far the parts may miss their sum
_TOKENS_AT_ONCE = 1_024  # of one pass
_WORK_OF_A_PATH = 2e11  # tokens times weights of the model's layers: about 20 s on one core, 19,000 tokens for MiniLM


def integrated_gradients(
    inspection: TorchInspection, tokens: Tokens, target: NDArray[np.float32], *, steps: int = STEPS
) -> Contributions:
    """Integrated gradients (Sundararajan, Taly & Yan 2017) of target · vector, from the same text with every word padding.

    The path is taken in Gauss-Legendre steps, at least `steps` of them, doubled until the parts sum to the score less that of
    the baseline within 2e-6, at most three times and only while it takes no more than about 20 s of one core. The bias is the
    score of the baseline with what the sum misses, which is also given as `missed`.
    """
    ids, types = torch.tensor(tokens.ids[None]), types_of([tokens])
    aim = torch.tensor(np.asarray(target, np.float64))
    end, score = _at_first_layer(inspection, ids, types, aim)
    blank = torch.where(torch.tensor(tokens.special | tokens.prefix), ids, blank_id(inspection.tokenizer))
    begin, baseline = _at_first_layer(inspection, blank, types, aim)
    work = weights_of_layers(inspection.model) * len(tokens)
    for doubled in range(4):
        count = steps * 2**doubled
        if doubled and count * work > _WORK_OF_A_PATH:
            break
        values = _along_path(inspection, ids, aim, begin, end, count)
        bias = score - float(values.sum())
        if abs(bias - baseline) <= _COMPLETE:
            break
    return Contributions(tokens, values, bias, score, missed=abs(bias - baseline))


def _along_path(
    inspection: TorchInspection, ids: torch.Tensor, aim: torch.Tensor, begin: torch.Tensor, end: torch.Tensor, steps: int
) -> NDArray[np.float64]:
    """(T,) the integral of the gradient from begin to end (1, T, d), times their difference, summed over d."""
    nodes, weights = np.polynomial.legendre.leggauss(steps)
    total = torch.zeros_like(end, dtype=torch.float64)
    at_once = max(1, _TOKENS_AT_ONCE // ids.shape[1])
    for start in range(0, steps, at_once):
        share = torch.tensor((nodes[start : start + at_once] + 1) / 2, dtype=end.dtype)
        weight = torch.tensor(weights[start : start + at_once] / 2)
        path = begin + share[:, None, None] * (end - begin)
        with leaf_at_first_layer(inspection.model, path) as along:
            scores = unit_vectors(inspection, ids.expand(len(share), -1)) @ aim
            (slope,) = torch.autograd.grad(scores.sum(), [along.value])
        total += (weight[:, None, None] * slope.double()).sum(dim=0, keepdim=True)
    return np.asarray((total * (end - begin).double()).sum(dim=2)[0].numpy())


def _at_first_layer(
    inspection: TorchInspection, ids: torch.Tensor, types: torch.Tensor | None, aim: torch.Tensor
) -> tuple[torch.Tensor, float]:
    """The token vectors (1, T, d) that enter the first layer, and the score."""
    with torch.no_grad(), leaf_at_first_layer(inspection.model) as leaf:
        score = float((unit_vectors(inspection, ids, types)[0] * aim).sum())
    return leaf.value.detach(), score


def leave_one_out(subject: Subject, target: NDArray[np.float32]) -> Contributions:
    """How much target · vector falls when a token is deleted; needs nothing but the encoder's vectors.

    The parts do not sum to the score, so what is left is given as the bias.
    """
    count, free = len(subject.tokens), subject.free
    kept = np.ones((len(free) + 1, count), bool)
    kept[np.arange(len(free)) + 1, free] = False
    scores = subject.scores(kept, target)
    values = np.zeros(count)
    values[free] = scores[0] - scores[1:]
    return Contributions(subject.tokens, values, float(scores[0] - values.sum()), float(scores[0]))


def rollout(weights: NDArray[np.floating]) -> NDArray[np.float64]:
    """Attention rollout (Abnar & Zuidema 2020): (T, T) from (layers, heads, T, T), half of each layer the residual.

    Rows sum to 1.
    """
    count = weights.shape[-1]
    joined = np.eye(count)
    for layer in weights.mean(axis=1, dtype=np.float64):
        joined = (0.5 * layer + 0.5 * np.eye(count)) @ joined
    return joined


def mean_attention(inspection: TorchInspection, tokens: Tokens) -> NDArray[np.float64]:
    """(T,) how much a token is attended to, over all layers, heads and tokens; not signed."""
    return np.asarray(_weights(inspection, tokens).mean(axis=(0, 1, 2), dtype=np.float64))


def rollout_importance(inspection: TorchInspection, tokens: Tokens) -> NDArray[np.float64]:
    """(T,) how much the pooled tokens draw on each token by rollout."""
    joined = rollout(_weights(inspection, tokens))
    return np.asarray({"mean": joined.mean(axis=0), "cls": joined[0], "last": joined[-1]}[inspection.pool])


def _weights(inspection: TorchInspection, tokens: Tokens) -> NDArray[np.float32]:
    """(layers, heads, T, T)"""
    return np.asarray(torch.cat(weights_of_tokens(inspection, tokens)).float().numpy())
