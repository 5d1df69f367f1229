"""What happens when the server starts and ends, and what every request goes through."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from starlette.middleware import Middleware
from streamlit.runtime.pages_manager import PagesManager

from interestlab.errors import InterestLabError
from interestlab.ui.door.headers import SafeHeaders
from interestlab.ui.sockets import answer_at_once


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[dict[str, Any]]:
    """Starts the workers before the first session asks for them, and ends them with the server."""
    from interestlab.ui.services import services

    del app
    answer_at_once()
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
    return [Middleware(SafeHeaders)]
