"""Other ways to ask which tokens matter: integrated gradients, leave-one-out, attention rollout, mean attention, chance."""

from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray

from interestlab.attention.capture import capture
from interestlab.attention.decompose import Contributions, leaf_at_first_layer, unit_vectors
from interestlab.attention.tokens import Tokens, tokenize
from interestlab.encode.protocol import TorchInspection

STEPS = 50  # of the path of integrated gradients
_COMPLETE = 1e-5  # how far the parts may miss their sum
_AT_ONCE = 32  # steps of one pass
_TOKENS_AT_ONCE = 4_096  # of one pass


def integrated_gradients(
    inspection: TorchInspection, text: str, target: NDArray[np.float32], *, steps: int = STEPS, most_tokens: int | None = None
) -> Contributions:
    """Integrated gradients (Sundararajan, Taly & Yan 2017) of target · vector, from the same text with every word padding.

    The path is taken in Gauss-Legendre steps, at least `steps` of them, doubled until the parts sum to the score less that of
    the baseline within 1e-5, at most three times. The bias is the score of the baseline, with what the sum misses.
    """
    tokens = tokenize(inspection, text, most_tokens=most_tokens)
    ids, aim = torch.tensor(tokens.ids[None]), torch.tensor(np.asarray(target, np.float32))
    end, score = _at_first_layer(inspection, ids, aim)
    blank = torch.where(torch.tensor(tokens.special | tokens.prefix), ids, _blank(inspection))
    begin, baseline = _at_first_layer(inspection, blank, aim)
    for count in (steps * 2**doubled for doubled in range(4)):
        values = _along_path(inspection, ids, aim, begin, end, count)
        bias = score - float(values.sum())
        if abs(bias - baseline) <= _COMPLETE:
            break
    return Contributions(tokens, values, bias, score, "gradients")


def _blank(inspection: TorchInspection) -> int:
    """The id of padding, or of the end of a text where the tokenizer does not pad."""
    tokenizer = inspection.tokenizer
    return int(next((one for one in (tokenizer.pad_token_id, tokenizer.eos_token_id) if one is not None), 0))


def _along_path(
    inspection: TorchInspection, ids: torch.Tensor, aim: torch.Tensor, begin: torch.Tensor, end: torch.Tensor, steps: int
) -> NDArray[np.float64]:
    """(T,) the integral of the gradient from begin to end (1, T, d), times their difference, summed over d."""
    nodes, weights = np.polynomial.legendre.leggauss(steps)
    total = torch.zeros_like(end, dtype=torch.float64)
    at_once = max(1, min(_AT_ONCE, _TOKENS_AT_ONCE // ids.shape[1]))
    for start in range(0, steps, at_once):
        share = torch.tensor((nodes[start : start + at_once] + 1) / 2, dtype=end.dtype)
        weight = torch.tensor(weights[start : start + at_once] / 2)
        path = begin + share[:, None, None] * (end - begin)
        with leaf_at_first_layer(inspection.model, path) as along:
            scores = unit_vectors(inspection, ids.expand(len(share), -1)) @ aim
            (slope,) = torch.autograd.grad(scores.sum(), [along.value])
        total += (weight[:, None, None] * slope.double()).sum(dim=0, keepdim=True)
    return np.asarray((total * (end - begin).double()).sum(dim=2)[0].numpy())


def _at_first_layer(inspection: TorchInspection, ids: torch.Tensor, aim: torch.Tensor) -> tuple[torch.Tensor, float]:
    """The token vectors (1, T, d) that enter the first layer, and the score."""
    with torch.no_grad(), leaf_at_first_layer(inspection.model) as leaf:
        score = float((unit_vectors(inspection, ids)[0] * aim).sum())
    return leaf.value.detach(), score


def leave_one_out(
    encode: Callable[[list[str]], NDArray[np.float32]], tokens: Tokens, text: str, target: NDArray[np.float32]
) -> Contributions:
    """How much target · vector falls when a token is cut out of the text; needs nothing but an encoder.

    The parts do not sum to the score, so what is left is given as the bias.
    """
    whole = text[: int(tokens.spans[:, 1].max(initial=0))] or text
    shown = np.flatnonzero(~tokens.special & ~tokens.prefix)
    without = [whole[: tokens.spans[i, 0]] + whole[tokens.spans[i, 1] :] for i in shown]
    vectors = encode([whole, *without])
    scores = np.asarray(vectors, np.float64) @ np.asarray(target, np.float64)
    values = np.zeros(len(tokens))
    values[shown] = scores[0] - scores[1:]
    return Contributions(tokens, values, float(scores[0] - values.sum()), float(scores[0]), "leave-one-out")


def rollout(weights: NDArray[np.floating]) -> NDArray[np.float64]:
    """Attention rollout (Abnar & Zuidema 2020): (T, T) from (layers, heads, T, T), half of each layer the residual.

    Rows sum to 1.
    """
    count = weights.shape[-1]
    joined = np.eye(count)
    for layer in weights.mean(axis=1, dtype=np.float64):
        joined = (0.5 * layer + 0.5 * np.eye(count)) @ joined
    return joined


def mean_attention(inspection: TorchInspection, text: str) -> NDArray[np.float64]:
    """(T,) how much a token is attended to, over all layers, heads and tokens; not signed."""
    return np.asarray(capture(inspection, text).weights.mean(axis=(0, 1, 2), dtype=np.float64))


def rollout_importance(inspection: TorchInspection, text: str) -> NDArray[np.float64]:
    """(T,) how much the pooled tokens draw on each token by rollout."""
    joined = rollout(capture(inspection, text).weights)
    return np.asarray({"mean": joined.mean(axis=0), "cls": joined[0], "last": joined[-1]}[inspection.pool])
