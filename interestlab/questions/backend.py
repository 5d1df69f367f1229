"""Which recommender is asked: fitted here with parameters, or taken from a file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from interestlab import registry


class Parameters(tuple[tuple[str, Any], ...]):
    """Parameters that differ from the defaults, sorted by name: a mapping that can be a key."""

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "Parameters":
        return cls(sorted(values.items()))

    def to_json(self) -> dict[str, Any]:
        return dict(self)

    from_json = of


NO_PARAMETERS = Parameters()


@dataclass(frozen=True)
class SavedFile:
    """A fitted recommender that was uploaded."""

    name: str  # of the file
    digest: str  # of the upload


def formulas(names: Iterable[str]) -> dict[str, Any]:
    """What answers of these recommenders depend on beside their settings: versions of their formulas, those above 1."""
    found = {name: getattr(registry.load("recommenders", name), "info", None) for name in names}
    versions = {name: info.version for name, info in found.items() if info is not None and info.version > 1}
    return {"formulas": versions} if versions else {}


@dataclass(frozen=True)
class Backend:
    """A recommender of the registry, as it is asked."""

    name: str  # in the registry
    parameters: Parameters = NO_PARAMETERS
    file: SavedFile | None = None  # None = fitted here

    def __post_init__(self) -> None:
        """Takes any pairs for parameters, so that equal backends are equal values."""
        object.__setattr__(self, "parameters", Parameters.of(dict(self.parameters)))

    @property
    def key(self) -> str:
        """Tells backends of one name apart."""
        return self.name if self.file is None else f"{self.name}-{self.file.digest[:8]}"
