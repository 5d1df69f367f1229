"""Headers that every answer of the server carries, so that a browser does no more than the app needs.

The policy was found by trying: components of the second version are loaded as blobs, styles are written by emotion and Plotly
into the page, and nothing needs `unsafe-eval` (protobuf probes for it once and does without).
"""

import base64
import hashlib
import re
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.file_util import get_static_dir

_INLINE = re.compile(r"<script(?P<marks>[^>]*)>(?P<code>.*?)</script>", re.DOTALL)


def inline_hashes(page: str) -> list[str]:
    """What a policy calls the scripts that stand in the page itself, in their order: 'sha256-…'."""
    codes = [found["code"] for found in _INLINE.finditer(page) if "src=" not in found["marks"]]
    return [f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'" for code in codes]


def content_security_policy(page: str) -> str:
    """The policy for Streamlit's page: this server and nothing else, no frames, no forms, no plug-ins."""
    hashes = " ".join(inline_hashes(page))
    return "; ".join([
        "default-src 'none'",
        f"script-src 'self' blob: {hashes}".rstrip(),
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "media-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ])  # fmt: skip


class SafeHeaders:
    """Middleware that puts the headers on every answer, refusals of WebSockets included; an answer's own policy stays."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        page = (Path(get_static_dir()) / "index.html").read_text("utf-8")
        self.headers = {
            "Content-Security-Policy": content_security_policy(page),
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "no-referrer",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                headers = MutableHeaders(raw=message.setdefault("headers", []))
                for name, value in self.headers.items():
                    if name != "Content-Security-Policy" or name not in headers:
                        headers[name] = value
            await send(message)

        await self.app(scope, receive, send_with_headers)
