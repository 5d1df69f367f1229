"""What happens when the server starts and ends, and what every request goes through."""

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime.pages_manager import PagesManager

from interestlab.errors import InterestLabError
from interestlab.home.workspace import default_home
from interestlab.ui.door import answers
from interestlab.ui.door.browser import BrowserIds
from interestlab.ui.door.door import Door
from interestlab.ui.door.headers import SafeHeaders
from interestlab.ui.door.settings import SHORT, DoorSettings
from interestlab.ui.sockets import answer_at_once


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[dict[str, Any]]:
    """Starts the workers before the first session asks for them, and ends them with the server."""
    from interestlab.ui.services import services

    del app
    answer_at_once()
    if warned := door_warning(str(st.get_option("server.address") or ""), _door_settings()):
        print(f"interestlab: {warned}", file=sys.stderr, flush=True)
    # Else Streamlit takes the folder pages/ for its old kind of pages until some session has called st.navigation, and greets
    # the first deep link with "Page not found".
    PagesManager.uses_pages_directory = False
    try:
        running = services()
    except InterestLabError as error:  # the home cannot be used; every page says so, too
        print(f"interestlab: {error}", file=sys.stderr, flush=True)
        yield {}
        return
    yield {}
    running.stop()


def middleware() -> list[Middleware]:
    """Outermost first."""
    return [Middleware(SafeHeaders), Middleware(Door, settings=_door_settings), Middleware(BrowserIds)]


def door_warning(address: str, settings: DoorSettings) -> str | None:
    """What the owner should know before the first visitor comes; address: that the server listens on, "" = all."""
    if address not in ("localhost", "127.0.0.1", "::1") and not settings.token and not settings.proxy_secret:
        return f"Visitors from other machines are refused. {answers.NO_TOKEN}"
    if settings.token and len(settings.token) < SHORT:
        return f"The access token has {len(settings.token)} letters and can be guessed; take {SHORT} random ones or more."
    return None


def _door_settings() -> DoorSettings:
    return DoorSettings.of(os.environ, default_home())
