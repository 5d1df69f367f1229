"""The rule that turns an uploaded value, such as a rating, into the strength of evidence for an interest."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from interestlab.corpus.columns.values import ValueColumn
from interestlab.errors import InvalidSetting


@dataclass(frozen=True)
class WeightRule:
    """weight = (value - neutral) / (best - neutral), at least -1 and at most 1; a value that is missing weighs `missing`.

    kind "constant": every event weighs 1. kind "scale": as above, so a value at `neutral` says nothing and one below is a
    dislike. kind "count": log2(1 + value), for plays or purchases, never a dislike.
    """

    kind: str = "constant"
    neutral: float = 0.0
    best: float = 1.0
    missing: float = 1.0

    def __post_init__(self) -> None:
        if self.kind not in ("constant", "scale", "count"):
            raise InvalidSetting(f"A rule for weights is constant, scale or count; this one is “{self.kind}”.")
        if self.kind == "scale" and not self.best > self.neutral:
            raise InvalidSetting(f"The best value ({self.best:g}) must be above the neutral one ({self.neutral:g}).")

    def apply(self, values: "pd.Series[float]") -> NDArray[np.float32]:
        """Weights (n,) float32 of the values (n,), NaN = none."""
        raw = values.to_numpy(np.float64, na_value=np.nan)
        if self.kind == "constant":
            return np.ones(len(raw), np.float32)
        if self.kind == "count":
            weights = np.log2(1 + np.maximum(raw, 0))
        else:
            weights = np.clip((raw - self.neutral) / (self.best - self.neutral), -1, 1)
        return np.where(np.isnan(raw), self.missing, weights).astype(np.float32)

    @property
    def sentence(self) -> str:
        """What the rule does, for the page."""
        if self.kind == "constant":
            return "Every event counts 1."
        if self.kind == "count":
            return "An event counts log₂(1 + value)."
        middle = f"{self.neutral:g} says nothing, " if float(self.neutral).is_integer() else ""
        return f"{middle}above {self.neutral:g} is a liking ({self.best:g} counts 1), below {self.neutral:g} a dislike."


def rule_of(values: ValueColumn | None) -> WeightRule:
    """The rule that fits what was read: a scale's ends and its value that says nothing, a count, or every event 1."""
    form = values.form if values is not None else None
    if form is None or form.kind == "constant":
        return WeightRule()
    if form.kind == "count" or form.neutral is None or not form.high > form.neutral:
        return WeightRule("count") if form.kind == "count" else WeightRule()
    return WeightRule("scale", neutral=form.neutral, best=form.high)
