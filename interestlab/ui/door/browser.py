"""Which browser asks: a random id in a cookie that no script can read, so that each can take back what it did itself."""

import re
import secrets

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from interestlab.ui.door.requests import Incoming

COOKIE = "interestlab_browser"
_ID = re.compile(r"[0-9a-f]{32}")
_KEPT = 365 * 86_400  # seconds


class BrowserIds:
    """Middleware that gives a browser its id together with the first page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        new = False
        if scope["type"] == "http":
            asked = Incoming.of(scope)
            new = asked.page and not _ID.fullmatch(asked.cookie(COOKIE))
        await self.app(scope, receive, _giving(send, secure=scope.get("scheme") == "https") if new else send)


def _giving(send: Send, *, secure: bool) -> Send:
    async def send_with_id(message: Message) -> None:
        if message["type"] == "http.response.start":
            marks = f"Max-Age={_KEPT}; Path=/; HttpOnly; SameSite=strict{'; Secure' if secure else ''}"
            headers = MutableHeaders(raw=message.setdefault("headers", []))
            headers.append("set-cookie", f"{COOKIE}={secrets.token_hex(16)}; {marks}")
        await send(message)

    return send_with_id


def this_browser() -> str:
    """The id of the browser that this session runs in; "" where it keeps no cookies."""
    found = st.context.cookies.get(COOKIE, "")
    return found if isinstance(found, str) and _ID.fullmatch(found) else ""
