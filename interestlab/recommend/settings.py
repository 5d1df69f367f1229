"""Parameters of a backend as a frozen dataclass: checked when made, and able to become form fields."""

from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from typing import Any, cast

from interestlab import registry
from interestlab.errors import InvalidSetting
from interestlab.recommend.protocol import Recommender

_YES_OR_NO = {"yes": True, "true": True, "no": False, "false": False}


def parameter(
    default: Any,
    about: str,
    *,
    low: float | None = None,
    high: float | None = None,
    choices: tuple[str, ...] = (),
    searched: bool = True,
) -> Any:
    """A dataclass field with its meaning and range in `metadata` ("about", "low", "high", "choices"): all a form needs.

    searched: whether a search for better settings may draw it; False for what says nothing about the model.
    """
    values = {"about": about, "low": low, "high": high, "choices": choices, "searched": searched}
    return field(default=default, metadata=values)


@dataclass(frozen=True)
class Settings:
    """Base of a backend's parameters; raises InvalidSetting where a value is not what its field declares."""

    def __post_init__(self) -> None:
        for one in fields(self):
            wrong = _complaint(one, getattr(self, one.name))
            if wrong:
                raise InvalidSetting(wrong)


def _complaint(declared: Field[Any], value: object) -> str | None:
    """What is wrong with the value, as a sentence; None = nothing."""
    low, high, choices = (declared.metadata.get(name) for name in ("low", "high", "choices"))
    if choices and value not in choices:
        return f"{declared.name} must be one of {', '.join(choices)}; it is {value}."
    if low is None or high is None:
        return None
    whole = isinstance(declared.default, int)
    if not isinstance(value, int | float) or (whole and value != int(value)):
        return f"{declared.name} must be a {'whole ' if whole else ''}number; it is {value}."
    return None if low <= value <= high else f"{declared.name} must lie between {low:g} and {high:g}; it is {value:g}."


def changed_values(name: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Those parameters of the recommender of that registry name that differ from its defaults."""
    defaults = {one: field.default for one, field in _declared(name).items()}
    return {key: value for key, value in values.items() if key not in defaults or value != defaults[key]}


def values_from_text(name: str, texts: Mapping[str, str]) -> dict[str, Any]:
    """Parameters of the recommender of that registry name from what was typed for them, in the types that it declares.

    Raises UnknownName for the name, InvalidSetting for a parameter that does not exist or a text of another type.
    """
    declared = _declared(name)
    _check_known(name, texts, declared)
    return {one: _typed(one, text, declared[one].default) for one, text in texts.items()}


def _typed(name: str, text: str, default: Any) -> Any:
    if isinstance(default, bool):
        if text.lower() not in _YES_OR_NO:
            raise InvalidSetting(f"{name} must be yes or no; it is {text}.")
        return _YES_OR_NO[text.lower()]
    if not isinstance(default, int | float):
        return text
    try:
        return type(default)(text)
    except ValueError as error:
        whole = "whole " if isinstance(default, int) else ""
        raise InvalidSetting(f"{name} must be a {whole}number; it is {text}.") from error


def _declared(name: str) -> dict[str, Field[Any]]:
    declared = getattr(registry.load("recommenders", name), "Settings", None)
    return {one.name: one for one in fields(declared)} if declared else {}


def _check_known(name: str, values: Mapping[str, Any], known: Mapping[str, Field[Any]]) -> None:
    wrong = sorted(set(values) - set(known))
    if wrong:
        raise InvalidSetting(f"“{name}” has no parameter {wrong[0]}; it has {', '.join(known) or 'none'}.")


def make_recommender(name: str, values: Mapping[str, Any] | None = None) -> Recommender:
    """The unfitted recommender of that registry name, with some of its parameters changed.

    A backend that declares parameters has a class attribute `Settings` and takes one of them as its only argument.
    Raises UnknownName for the name, InvalidSetting for a parameter that does not exist or leaves its range.
    """
    plugin = registry.load("recommenders", name)
    declared = getattr(plugin, "Settings", None)
    _check_known(name, values or {}, _declared(name))
    return cast(Recommender, plugin(declared(**(values or {}))) if declared else plugin())
