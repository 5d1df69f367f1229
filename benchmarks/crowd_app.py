"""The app with heavy work that begins once a file says so: what `benchmarks.crowd` measures sessions beside."""

import os
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st

from interestlab.ui.server import lifespan
from interestlab.ui.services import services

APP = Path(__file__).parents[1] / "app.py"
BEGIN = Path(os.environ.get("CROWD_BEGIN", "begin"))


@asynccontextmanager
async def beside(app: Any) -> AsyncIterator[dict[str, Any]]:
    """The app's own lifespan, and a thread that waits to begin the work."""
    async with lifespan(app) as state:
        threading.Thread(target=_begin, daemon=True, name="crowd").start()
        yield state


def _begin() -> None:
    """A map for the first workspace whose name begins with “heavy”, checks for the others."""
    while not BEGIN.exists():
        time.sleep(0.2)
    given = services()
    first = True
    for workspace in given.home.list():
        draft = workspace.draft
        if not workspace.name.startswith("heavy") or draft is None:
            continue
        if first:
            given.jobs.submit(workspace, workspace.add_run(draft).id)
        else:
            given.jobs.check(workspace, draft)
        first = False


app = st.App(APP, lifespan=beside)
