"""Parameters of a backend as a frozen dataclass: checked when made, and able to become form fields."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, cast

from interestlab import registry
from interestlab.errors import InvalidSetting
from interestlab.recommend.protocol import Recommender


def parameter(default: Any, about: str, *, low: float | None = None, high: float | None = None) -> Any:
    """A dataclass field with its meaning and range in `metadata` ("about", "low", "high"), all that a form needs."""
    return field(default=default, metadata={"about": about, "low": low, "high": high})


@dataclass(frozen=True)
class Settings:
    """Base of a backend's parameters; raises InvalidSetting where a number leaves the range its field declares."""

    def __post_init__(self) -> None:
        for one in fields(self):
            low, high, value = one.metadata.get("low"), one.metadata.get("high"), getattr(self, one.name)
            if low is not None and high is not None and not low <= value <= high:
                raise InvalidSetting(f"{one.name} must lie between {low:g} and {high:g}; it is {value:g}.")


def make_recommender(name: str, values: Mapping[str, Any] | None = None) -> Recommender:
    """The unfitted recommender of that registry name, with some of its parameters changed.

    A backend that declares parameters has a class attribute `Settings` and takes one of them as its only argument.
    Raises UnknownName for the name, InvalidSetting for a parameter that does not exist or leaves its range.
    """
    plugin = registry.load("recommenders", name)
    declared = getattr(plugin, "Settings", None)
    known = [one.name for one in fields(declared)] if declared else []
    wrong = sorted(set(values or {}) - set(known))
    if wrong:
        raise InvalidSetting(f"“{name}” has no parameter {wrong[0]}; it has {', '.join(known) or 'none'}.")
    return cast(Recommender, plugin(declared(**(values or {}))) if declared else plugin())
