"""Who may come in: whoever sits at this machine, who has shown the token, or for whom a proxy vouches with its secret.

A token comes once, by the form or in the address, and becomes a cookie that no script can read and no other site can have sent;
a redirect takes it out of the address, and it is out of the request before the server writes its log.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable
from functools import cached_property
from urllib.parse import parse_qs

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from interestlab.ui.door import answers
from interestlab.ui.door.pace import Pace
from interestlab.ui.door.requests import PROXY_HEADER, Incoming
from interestlab.ui.door.settings import DoorSettings, same

_log = logging.getLogger(__name__)

COOKIE = "interestlab_door"
_MARK = "interestlab_was_here"  # says only that there is such a cookie, and comes along with links of other sites
_KEPT = 30 * 86_400  # seconds
_MOST_BYTES = 8_192  # of the form


class Door:
    """Middleware before everything else that the server does, uploads, sockets and its own files included.

    settings: asked for at the first request, since the server's home need not be there when the app is made.
    """

    def __init__(self, app: ASGIApp, settings: Callable[[], DoorSettings]) -> None:
        self.app = app
        self.pace = Pace()
        self._ask, self._said = settings, False

    @cached_property
    def settings(self) -> DoorSettings:
        """What the owner said."""
        return self._ask()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        asked = Incoming.of(scope)
        answer = await self._refusal(asked, receive)
        if answer is None:
            marks = asked.page and bool(asked.cookie(COOKIE)) and not asked.cookie(_MARK)
            asked.without(PROXY_HEADER, cookie=COOKIE)
            await self.app(scope, receive, _marking(send) if marks else send)
        elif scope["type"] == "http":
            await answer(scope, receive, send)
        elif "websocket.http.response" in scope.get("extensions", {}):
            await receive()
            await answer(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008, "reason": answers.NEEDED})

    async def _refusal(self, asked: Incoming, receive: Receive) -> Response | None:
        """The answer to who is not let in; None for the others."""
        form = asked.scope["path"] == answers.FORM  # a browser names no origin there, as our policy tells it no referrer
        if not form and not asked.from_here(_allowed_origins()):
            # Streamlit would ask an outside service whether the origin is its own address.
            if asked.scope["type"] == "websocket" or asked.scope["method"] not in ("GET", "HEAD"):
                return answers.sentence(answers.ELSEWHERE, 403)
            asked.without("origin")
        if asked.local:
            return None
        given = asked.take("token")
        if asked.all(PROXY_HEADER) and await self._tried(asked, asked.one(PROXY_HEADER), self.settings.proxy_secret) is True:
            return None
        if not self.settings.token:
            return self._closed(asked)
        if same(asked.cookie(COOKIE), self.settings.cookie):
            return None if given is None or not asked.page else self._in(asked, asked.address)
        return await self._by_token(asked, given, receive)

    async def _by_token(self, asked: Incoming, given: str | None, receive: Receive) -> Response:
        """The answer to a visitor without a cookie."""
        leads_to = asked.address
        if asked.scope["type"] == "http" and asked.scope["method"] == "POST" and asked.scope["path"] == answers.FORM:
            fields = await _form(receive)
            given, leads_to = fields.get("token", ""), fields.get("next", "/")
        elif given is None or not asked.page:
            if asked.page and (asked.cookie(_MARK) or asked.one("sec-fetch-site") in ("cross-site", "same-site")):
                again = answers.once_more(leads_to)
                again.delete_cookie(_MARK)
                return again
            return _refused(asked, answers.NEEDED, 401, leads_to)
        right = await self._tried(asked, given, self.settings.token)
        if right is None:
            return _refused(asked, answers.TOO_MANY, 429, leads_to)
        return self._in(asked, leads_to) if right else _refused(asked, answers.WRONG, 401, leads_to)

    async def _tried(self, asked: Incoming, given: str, expected: str) -> bool | None:
        """Whether a secret is the right one, when its turn has come; None where too many came before."""
        wait = self.pace.turn(asked.peer, time.monotonic())
        if wait is None:
            return None
        if wait > 0:
            await asyncio.sleep(wait)
        if same(given, expected):
            self.pace.right(asked.peer)
            return True
        self.pace.wrong(asked.peer, time.monotonic())
        return False

    def _in(self, asked: Incoming, leads_to: str) -> Response:
        """Opens the address without the token, with the cookie."""
        answer = RedirectResponse("/" + leads_to.lstrip("/\\"), 303, headers={"Cache-Control": "no-store"})
        secure = asked.scope.get("scheme") in ("https", "wss") or asked.one("x-forwarded-proto") == "https"
        answer.set_cookie(COOKIE, self.settings.cookie, max_age=_KEPT, httponly=True, samesite="strict", secure=secure)
        answer.set_cookie(_MARK, "1", max_age=_KEPT, httponly=True, samesite="lax", secure=secure)
        return answer

    def _closed(self, asked: Incoming) -> Response:
        if not self._said:
            self._said = True
            _log.warning("A visitor from %s was refused. %s", asked.peer or "elsewhere", answers.NO_TOKEN)
        if asked.page:
            return answers.page(answers.NO_TOKEN, 403, form=False)
        return answers.sentence(answers.NO_TOKEN, 403)


def _marking(send: Send) -> Send:
    """Has the answer set the mark anew."""

    async def send_with_mark(message: Message) -> None:
        if message["type"] == "http.response.start":
            mark = f"{_MARK}=1; Max-Age={_KEPT}; Path=/; HttpOnly; SameSite=lax"
            MutableHeaders(raw=message.setdefault("headers", [])).append("set-cookie", mark)
        await send(message)

    return send_with_mark


def _refused(asked: Incoming, text: str, status: int, leads_to: str) -> Response:
    form = asked.page or asked.scope["path"] == answers.FORM
    return answers.page(text, status, form=True, leads_to=leads_to) if form else answers.sentence(text, status)


async def _form(receive: Receive) -> dict[str, str]:
    """The fields of a small form; none where it is a large one."""
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > _MOST_BYTES or message["type"] == "http.disconnect":
            return {}
        if not message.get("more_body"):
            break
    return {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True).items()}


def _allowed_origins() -> Iterable[str]:
    return [str(one) for one in st.get_option("server.corsAllowedOrigins") or ()]
