"""The settings of the map, in the analyst's terms."""

from dataclasses import dataclass

from interestlab.errors import InvalidSetting


@dataclass(frozen=True)
class MapSettings:
    """Every setting has a default that works."""

    neighbours: int = 15  # of each content, 5..100
    clusterer: str = "hdbscan"
    granularity: float = 0.0  # fewer (-2) – more (2) interests; a whole step doubles their number
    threshold: float = 0.2  # membership from which a content outside the cores is taken in, 0..1; 1 = never
    namer: str = "phrases"  # who names the interests

    def __post_init__(self) -> None:
        for name, low, high in (("neighbours", 5, 100), ("granularity", -3, 3), ("threshold", 0, 1)):
            value = getattr(self, name)
            if not low <= value <= high:
                raise InvalidSetting(f"{name} must lie between {low} and {high}; it is {value:g}.")
