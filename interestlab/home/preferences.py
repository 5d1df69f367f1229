"""What the analyst prefers in all workspaces of a home: one small JSON file."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from interestlab.home.plain import built
from interestlab.home.private import write_private

_FILE = "preferences.json"


@dataclass(frozen=True)
class Preferences:
    """Each has its default where nothing was chosen, or where what was chosen cannot be read."""

    drafts: bool = True  # show a draft while the exact map is being made


def load_preferences(home: Path) -> Preferences:
    """The preferences of the home in this folder."""
    with suppress(OSError, ValueError, TypeError, KeyError):
        values = json.loads((home / _FILE).read_text("utf-8"))
        return built(Preferences, {field.name: values[field.name] for field in fields(Preferences) if field.name in values})
    return Preferences()


def save_preferences(home: Path, preferences: Preferences) -> None:
    """Written beside its place and renamed."""
    aside = home / f".{_FILE}"
    aside.unlink(missing_ok=True)
    write_private(aside, json.dumps(asdict(preferences)).encode())
    aside.replace(home / _FILE)
