"""Who comes in, by the middleware itself before an app that tells what reached it."""

import pytest
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient, WebSocketDenialResponse

from interestlab.ui.door import answers
from interestlab.ui.door.door import COOKIE, Door
from interestlab.ui.door.settings import DoorSettings

TOKEN, SECRET = "a token that nobody guesses", "a secret of the proxy"
HTML = {"Accept": "text/html,*/*"}


async def _seen(request):
    return JSONResponse({"headers": dict(request.headers), "query": str(request.url.query)})


async def _socket(socket):
    await socket.accept()
    await socket.send_text("in")
    await socket.close()


def app(token=TOKEN, secret=SECRET):
    routes = [
        Route("/{path:path}", _seen, methods=["GET", "POST", "PUT", "DELETE", "OPTIONS"]),
        WebSocketRoute("/_stcore/stream", _socket),
    ]
    return Door(Starlette(routes=routes), settings=lambda: DoorSettings(token, secret, b"key"))


def client(made=None, *, peer="10.0.0.7", host="lab.example"):
    return TestClient(made or app(), base_url=f"http://{host}", client=(peer, 5), follow_redirects=False)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch):
    """Waiting is tried in test_pace."""

    async def none(seconds):
        del seconds

    monkeypatch.setattr("interestlab.ui.door.door.asyncio.sleep", none)


@pytest.mark.parametrize("token", ["", TOKEN])
def test_at_this_machine_nothing_changes(token):
    one = client(app(token, ""), peer="127.0.0.1", host="localhost:8501")
    assert one.get("/map?token=x&a=1").json()["query"] == "token=x&a=1"
    with one.websocket_connect("ws://localhost:8501/_stcore/stream") as socket:
        assert socket.receive_text() == "in"


PATHS = ["/", "/map", "/_stcore/health", "/_stcore/host-config", "/_stcore/metrics", "/_stcore/upload_file/a/b", "/media/x.csv",
         "/static/js/index.js", "/_stcore/bidi-components/x", "/~/+/", "/%2e%2e/etc/passwd", "/_interestlab/door"]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "OPTIONS"])
def test_from_elsewhere_there_is_nothing_but_a_refusal(path, method):
    assert client().request(method, path).status_code == 401
    assert client(app("", "")).request(method, path).status_code == 403


@pytest.mark.parametrize(("peer", "host", "more"), [
    ("127.0.0.1", "lab.example", {}), ("10.0.0.7", "localhost:8501", {}),
    ("127.0.0.1", "localhost:8501", {"X-Forwarded-For": "10.0.0.7"}), ("127.0.0.1", "localhost:8501", {"Forwarded": "for=x"}),
])  # fmt: skip
def test_who_only_looks_local_is_refused_too(peer, host, more):
    assert client(peer=peer, host=host).get("/", headers=more).status_code == 401


def test_sockets_are_refused_before_they_open():
    for made, status in ((app(), 401), (app("", ""), 403)):
        with pytest.raises(WebSocketDenialResponse) as refused, client(made).websocket_connect("/_stcore/stream"):
            pass
        assert refused.value.status_code == status


def test_without_a_token_the_owner_is_told_what_to_do():
    answer = client(app("", "")).get("/", headers=HTML)
    assert "INTERESTLAB_TOKEN" in answer.text
    assert "<form" not in answer.text
    assert client(app("", "")).get("/?token=").status_code == 403


def test_a_token_in_the_address_becomes_a_cookie_and_leaves_the_address():
    one = client()
    answer = one.get("/map", params={"workspace": "ab", "token": TOKEN}, headers=HTML)
    assert (answer.status_code, answer.headers["location"]) == (303, "/map?workspace=ab")
    kept = next(one for one in answer.headers.get_list("set-cookie") if one.startswith(COOKIE))
    assert "HttpOnly" in kept
    assert "SameSite=strict" in kept
    assert TOKEN not in kept
    seen = one.get("/map", headers=HTML).json()
    assert COOKIE not in seen["headers"].get("cookie", "")
    with one.websocket_connect("ws://lab.example/_stcore/stream") as socket:
        assert socket.receive_text() == "in"
    again = one.get("/map", params={"token": "anything", "a": "1"}, headers=HTML)
    assert (again.status_code, again.headers["location"]) == (303, "/map?a=1")


def test_the_form_does_the_same():
    one = client()
    assert 'name="token"' in one.get("/people?person=x", headers=HTML).text
    answer = one.post(answers.FORM, data={"token": TOKEN, "next": "/people?person=x"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/people?person=x")
    assert one.get("/").status_code == 200


@pytest.mark.parametrize("leads_to", ["//evil.example", "https://evil.example", "/\\evil.example", "\\/evil.example"])
def test_no_redirect_leaves_this_server(leads_to):
    location = client().post(answers.FORM, data={"token": TOKEN, "next": leads_to}).headers["location"]
    assert location.startswith("/")
    assert location[1:2] not in ("/", "\\")
    tried = f"http://lab.example//evil.example/?token={TOKEN.replace(' ', '+')}"
    location = client().get(tried, headers=HTML).headers["location"]
    assert location == "/evil.example/"


@pytest.mark.parametrize("cookie", ["", "x", TOKEN, "a" * 64])
def test_a_cookie_that_is_not_ours_opens_nothing(cookie):
    assert client().get("/", headers={"Cookie": f"{COOKIE}={cookie}"}).status_code == 401
    assert client(app("", "")).get("/", headers={"Cookie": f"{COOKIE}={cookie}"}).status_code == 403


def test_wrong_tokens_are_told_and_after_some_not_even_looked_at():
    one = client()
    answers_given = [one.post(answers.FORM, data={"token": f"wrong {at}"}).status_code for at in range(12)]
    assert answers_given[0] == 401
    assert answers_given[-1] == 429
    assert one.post(answers.FORM, data={"token": TOKEN}).status_code == 429


def test_a_large_form_is_none():
    assert client().post(answers.FORM, data={"token": TOKEN, "next": "/" * 10_000}).status_code == 401


def test_a_link_on_another_site_is_opened_once_more_from_here():
    answer = client().get("/map?a=1", headers={**HTML, "Sec-Fetch-Site": "cross-site"})
    assert 'content="0;url=/map?a=1"' in answer.text
    assert 'name="token"' in client().get("/map?a=1", headers={**HTML, "Sec-Fetch-Site": "same-origin"}).text


def test_where_a_browser_does_not_tell_whose_link_it_is_a_mark_does():
    one = client()
    one.post(answers.FORM, data={"token": TOKEN})
    mark, door = one.cookies["interestlab_was_here"], one.cookies[COOKIE]
    held_back = client().get("/map", headers={**HTML, "Cookie": f"interestlab_was_here={mark}"})
    assert 'http-equiv="refresh"' in held_back.text
    assert "interestlab_was_here=" in held_back.headers["set-cookie"]  # once only: it is taken back
    assert "Max-Age=0" in held_back.headers["set-cookie"]
    assert (
        "interestlab_was_here=1" in client().get("/map", headers={**HTML, "Cookie": f"{COOKIE}={door}"}).headers["set-cookie"]
    )
    assert "set-cookie" not in one.get("/map", headers=HTML).headers


def test_a_proxy_vouches_with_its_secret_alone():
    made = {"X-Forwarded-For": "10.0.0.7", "X-Forwarded-Proto": "https"}
    one = client(peer="127.0.0.1", host="lab.example")
    assert one.get("/", headers=made).status_code == 401
    assert one.get("/", headers={**made, "X-InterestLab-Proxy": "wrong"}).status_code == 401
    seen = one.get("/", headers={**made, "X-InterestLab-Proxy": SECRET})
    assert seen.status_code == 200
    assert SECRET not in str(seen.json())
    assert client(app("", SECRET)).get("/", headers={"X-InterestLab-Proxy": SECRET}).status_code == 200
    assert client(app("", "")).get("/", headers={"X-InterestLab-Proxy": ""}).status_code == 403


def test_over_https_the_cookie_stays_there():
    answer = client().post(answers.FORM, data={"token": TOKEN}, headers={"X-Forwarded-Proto": "https"})
    assert "Secure" in answer.headers["set-cookie"]


def test_pages_of_other_sites_may_not_ask():
    one = client(peer="127.0.0.1", host="localhost:8501")
    evil = {"Origin": "http://evil.example"}
    assert one.post("/_stcore/upload_file/a", headers=evil).status_code == 403
    with pytest.raises(WebSocketDenialResponse), one.websocket_connect("ws://localhost:8501/_stcore/stream", headers=evil):
        pass
    assert "origin" not in one.get("/", headers=evil).json()["headers"]
    assert one.post("/x", headers={"Origin": "http://localhost:8501"}).status_code == 200
