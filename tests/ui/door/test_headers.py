"""Every answer of the real server carries the headers, whatever was asked."""

import base64
import hashlib
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient, WebSocketDenialResponse
from streamlit.file_util import get_static_dir

from interestlab.ui.door.headers import SafeHeaders, content_security_policy, inline_hashes

PAGE = "<html><script>\n one() \n</script><script type='module' src='./a.js'></script><script>two()</script></html>"


def test_the_scripts_in_the_page_are_named_by_their_letters():
    one = base64.b64encode(hashlib.sha256(b"\n one() \n").digest()).decode()
    assert inline_hashes(PAGE)[0] == f"'sha256-{one}'"
    assert len(inline_hashes(PAGE)) == 2


def test_streamlits_page_has_one_script_of_its_own():
    """More would be a reason to look what they do."""
    assert len(inline_hashes((Path(get_static_dir()) / "index.html").read_text("utf-8"))) == 1


def test_the_policy_names_this_server_and_nothing_else():
    policy = dict(part.split(" ", 1) for part in content_security_policy(PAGE).split("; "))
    assert policy["default-src"] == policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["connect-src"] == "'self'"
    assert "unsafe-eval" not in str(policy)
    assert "'unsafe-inline'" not in policy["script-src"]
    assert "http" not in str(policy)


async def _own(request):
    return PlainTextResponse("x", headers={"Content-Security-Policy": "sandbox"})


async def _broken(request):
    raise RuntimeError("no")


async def _socket(socket):
    await socket.send_denial_response(PlainTextResponse("no", 403))


@pytest.fixture
def client():
    routes = [Route("/own", _own), Route("/broken", _broken), WebSocketRoute("/socket", _socket)]
    return TestClient(SafeHeaders(Starlette(routes=routes)), raise_server_exceptions=False)


@pytest.mark.parametrize("path", ["/own", "/broken", "/nowhere"])
def test_every_answer_has_them(client, path):
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers.get_list("Content-Security-Policy") == [
        "sandbox" if path == "/own" else client.app.headers["Content-Security-Policy"]
    ]


def test_a_socket_that_is_refused_has_them(client):
    with pytest.raises(WebSocketDenialResponse) as refused, client.websocket_connect("/socket"):
        pass
    assert refused.value.status_code == 403
    assert refused.value.headers["Referrer-Policy"] == "no-referrer"
