"""Which folders and hub ids visitors may have read as models, where the server is shared."""

import os
from collections.abc import Mapping
from pathlib import Path

from interestlab.errors import InputError
from interestlab.recommend.backends.addresses import is_shared

ALLOWED = "INTERESTLAB_ALLOWED_MODELS"  # folders, with all in them, and hub ids, with commas between


def check_model(name: str, environment: Mapping[str, str] = os.environ) -> None:
    """Raises InputError where the server is shared and its owner has not allowed the folder or hub id."""
    if not is_shared(environment):
        return
    allowed = [one.strip() for one in environment.get(ALLOWED, "").split(",") if one.strip()]
    folder = Path(name).expanduser()
    if folder.exists():
        roots = [Path(one).expanduser() for one in allowed]
        fine = any(root.is_absolute() and folder.resolve().is_relative_to(root.resolve()) for root in roots)
    else:
        fine = name in allowed
    if not fine:
        raise InputError(f"“{name}” may not be read here: the owner of this server has not allowed it, by {ALLOWED}.")
