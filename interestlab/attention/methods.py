"""Every way to ask which tokens matter, asked by its name."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interestlab.attention.alternatives import integrated_gradients, leave_one_out, mean_attention, rollout_importance
from interestlab.attention.decompose import Contributions, explain_towards
from interestlab.attention.names import METHODS, Method
from interestlab.attention.subject import Subject
from interestlab.errors import NotApplicable


@dataclass(frozen=True, eq=False)
class Explanation:
    """Contributions, and why another method than asked for gave them."""

    contributions: Contributions
    method: Method
    instead: str  # one sentence; "" = as asked


def explain(subject: Subject, target: NDArray[np.float32], method: Method | None = None) -> Explanation:
    """Signed parts of target · vector, by the method asked for, else the best that the encoder allows.

    Exact contributions where the model can be made affine, else integrated gradients, else leave-one-out.
    """
    if subject.inspection is None:
        since = f", since {subject.closed}" if subject.closed else ""
        instead = f"This encoder gives vectors only{since}; each word was left out in turn."
        return Explanation(leave_one_out(subject, target), "leave-one-out", instead if method != "leave-one-out" else "")
    if method == "leave-one-out":
        return Explanation(leave_one_out(subject, target), method, "")
    if method == "gradients":
        return Explanation(_gradients(subject, target), method, "")
    try:
        found = explain_towards(subject.inspection, subject.tokens, target)
    except NotApplicable as reason:
        return Explanation(_gradients(subject, target), "gradients", str(reason))
    return Explanation(found, "contributions", "")


def importance(subject: Subject, target: NDArray[np.float32], method: Method) -> NDArray[np.float64]:
    """(T,) values by exactly this method, higher = matters more; raises NotApplicable where the encoder does not allow it."""
    inspection = subject.inspection
    if METHODS[method].needs_model and inspection is None:
        raise NotApplicable(f"{METHODS[method].title} needs an encoder that torch runs.")
    if inspection is None or method == "leave-one-out":
        return leave_one_out(subject, target).values
    ways: dict[Method, Callable[[], NDArray[np.float64]]] = {
        "contributions": lambda: explain_towards(inspection, subject.tokens, target).values,
        "gradients": lambda: _gradients(subject, target).values,
        "attention": lambda: mean_attention(inspection, subject.tokens),
        "rollout": lambda: rollout_importance(inspection, subject.tokens),
    }
    return ways[method]()


def _gradients(subject: Subject, target: NDArray[np.float32]) -> Contributions:
    assert subject.inspection is not None
    return integrated_gradients(subject.inspection, subject.tokens, target)


def towards(centre: NDArray[np.float32], rather_than: NDArray[np.float32] | None = None) -> NDArray[np.float32]:
    """The target of "why near this centre", or "why nearer to it than to the other"; both (d,)."""
    return centre if rather_than is None else np.asarray(centre - rather_than, np.float32)
