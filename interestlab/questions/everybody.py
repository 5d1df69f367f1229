"""What is recommended to everybody: the question, and the file that a study writes; free of models, so pages can hold it."""

from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

KIND = "everybody"
FORMS = ("parquet", "csv")


@dataclass(frozen=True)
class EverybodyQuestion:
    """The slate of every user by one recommender."""

    recommender: str  # in the registry
    parameters: dict[str, Any] = field(default_factory=dict)
    unit: str = "item"
    k: int = 10
    policy: str = "epsilon-greedy"
    explore: float = 0.0
    reranker: str | None = None
    strength: float = 0.0
    muted: tuple[int, ...] = ()  # interests
    min_users: int = 0
    since: int | None = None  # only items with an event at this time or later, microseconds UTC
    labels: tuple[str, ...] = ()  # only items with a content of one of these labels; empty = all
    repeats: bool = False  # items liked before may come again
    seed: int = 0
    form: str = "parquet"
    file_name: str = ""  # of an uploaded recommender that is asked instead of fitting one
    file_digest: str = ""

    def settings(self) -> dict[str, Any]:
        """The settings of its study, as JSON gives them back."""
        return {**asdict(self), "muted": list(self.muted), "labels": list(self.labels)}


def slates_file(folder: Path, form: str) -> Path:
    """The table in the study's folder."""
    return folder / f"recommendations.{form}"


def midnight(day: date) -> int:
    """The beginning of the day in UTC, microseconds, as `since` takes it."""
    return (datetime(day.year, day.month, day.day, tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
