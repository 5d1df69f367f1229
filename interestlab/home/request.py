"""What an analyst asks for: files, corrections, encoder, settings; stored with the run as JSON."""

from dataclasses import asdict, dataclass, field, replace
from typing import Any

from interestlab.corpus.columns.model import Roles
from interestlab.corpus.readers.raw import ReadOptions
from interestlab.corpus.weights import WeightRule
from interestlab.home.formats import roles_from
from interestlab.interests.settings import MapSettings


@dataclass(frozen=True)
class Upload:
    """A file in the workspace: its name as the analyst knows it, its SHA-256, how to read it, and its columns' roles."""

    name: str
    digest: str
    options: ReadOptions = field(default_factory=ReadOptions)
    roles: Roles | None = None  # None = guess


@dataclass(frozen=True)
class AnalysisRequest:
    """All that a run depends on. The same request gives the same result on the same machine."""

    upload: Upload
    catalogue: Upload | None = None
    map_catalogue: bool | None = None  # None = where the events have no text
    rule: WeightRule | None = None  # None = propose
    encoder: str | None = None  # None = propose for the languages found
    settings: MapSettings = field(default_factory=MapSettings)
    seed: int = 0
    synthetic: bool = False  # the built-in sample: every page says so
    now: str | None = field(
        default=None, metadata={"later": True}
    )  # ISO 8601: what "3 hours ago" counts from; None = the upload

    def with_encoder(self, encoder: str) -> "AnalysisRequest":
        return replace(self, encoder=encoder)

    def reading(self) -> dict[str, Any]:
        """What the corpus depends on: not the files' names, but for their endings."""
        values = {
            name: value
            for name, value in self.to_json().items()
            if name in ("upload", "catalogue", "map_catalogue", "rule", "now")
        }
        for part in ("upload", "catalogue"):
            if values[part]:
                values[part]["name"] = values[part]["name"].lower().rpartition(".")[2]
        return values

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @staticmethod
    def from_json(values: dict[str, Any]) -> "AnalysisRequest":
        """The request that `to_json` wrote."""
        return AnalysisRequest(
            upload=_upload(values["upload"]),
            catalogue=_upload(values["catalogue"]) if values["catalogue"] else None,
            map_catalogue=values["map_catalogue"],
            rule=WeightRule(**values["rule"]) if values["rule"] else None,
            encoder=values["encoder"],
            settings=MapSettings(**values["settings"]),
            seed=values["seed"],
            synthetic=values["synthetic"],
            now=values.get("now"),
        )


def _upload(values: dict[str, Any]) -> Upload:
    roles = roles_from(values["roles"]) if values["roles"] else None
    return Upload(values["name"], values["digest"], ReadOptions(**values["options"]), roles)
