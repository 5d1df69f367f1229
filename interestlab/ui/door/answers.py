"""What a visitor sees who is not let in: one sentence, and a form for the token."""

import base64
import hashlib
from html import escape

from starlette.responses import HTMLResponse, PlainTextResponse, Response

FORM = "/_interestlab/door"
NO_TOKEN = (
    "This server is open to this machine only. To open it to others, its owner sets INTERESTLAB_TOKEN to a long secret, starts "
    "it again and gives the secret to those who may come in."
)
NEEDED = "This server asks for the access token that its owner has given you."
WRONG = "This is not the access token of this server."
TOO_MANY = "Too many wrong tokens came from your address. Wait for a minute, then try again."
ELSEWHERE = "A page of another site asked for this; only pages of this server may."

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:26rem;margin:20vh auto;padding:0 1rem;color:#1E2330;background:#FBFAF8}"
    "input,button{font:inherit;padding:.5rem .75rem;border-radius:10px;border:1px solid #C9C5BD;width:100%;"
    "box-sizing:border-box;margin-top:.75rem}button{background:#3B5BDB;color:#fff;border-color:#3B5BDB}h1{font-size:1.3rem}"
    "@media(prefers-color-scheme:dark){body{color:#E7E9EE;background:#11141B}input{background:#1A1F2A;color:inherit}}"
)
_POLICY = (
    "default-src 'none'; style-src 'sha256-" + base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode() + "'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_NEVER_KEPT = {"Cache-Control": "no-store", "Content-Security-Policy": _POLICY}


def sentence(text: str, status: int) -> Response:
    """For programs."""
    return PlainTextResponse(f"{text}\n", status, headers=_NEVER_KEPT)


def page(text: str, status: int, *, form: bool, leads_to: str = "/") -> Response:
    """For browsers; form: whether the token can be entered, after which `leads_to` is opened."""
    fields = (
        f'<form method="post" action="{FORM}"><input type="hidden" name="next" value="{escape(leads_to)}">'
        '<input type="password" name="token" aria-label="Access token" placeholder="Access token" '
        'autocomplete="current-password" autofocus required><button>Open</button></form>'
    )
    return HTMLResponse(
        _around(f"<h1>InterestLab</h1><p>{escape(text)}</p>{fields if form else ''}"), status, headers=_NEVER_KEPT
    )


def once_more(leads_to: str) -> Response:
    """Opens the same address again, from here: a browser that follows a link of another site keeps our cookie back."""
    head = f'<meta http-equiv="refresh" content="0;url={escape(leads_to)}">'
    return HTMLResponse(_around("<p>One moment …</p>", head), 401, headers=_NEVER_KEPT)


def _around(body: str, head: str = "") -> str:
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>InterestLab</title>{head}<style>{_STYLE}</style><main>{body}</main></html>"
    )
