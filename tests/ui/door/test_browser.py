"""Each browser gets one id, with its first page."""

from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from interestlab.ui.door.browser import COOKIE, BrowserIds

HTML = {"Accept": "text/html"}


async def _page(request):
    return PlainTextResponse(request.cookies.get(COOKIE, ""))


def client():
    return TestClient(BrowserIds(Starlette(routes=[Route("/{path:path}", _page)])))


def test_a_browser_keeps_the_id_of_its_first_page():
    one = client()
    given = one.get("/map", headers=HTML).headers["set-cookie"]
    assert "HttpOnly" in given
    assert "SameSite=strict" in given
    again = one.get("/map", headers=HTML)
    assert "set-cookie" not in again.headers
    assert again.text == given.partition("=")[2].partition(";")[0]
    assert len(again.text) == 32
    assert client().get("/", headers=HTML).headers["set-cookie"] != given


def test_programs_get_none_and_what_is_no_id_is_replaced():
    assert "set-cookie" not in client().get("/_stcore/health").headers
    strange = {**HTML, "Cookie": f"{COOKIE}=<script>"}
    assert COOKIE in client().get("/", headers=strange).headers["set-cookie"]


def test_without_a_browser_there_is_no_id():
    def app():
        import streamlit as st

        from interestlab.ui.door.browser import this_browser

        st.text(f"“{this_browser()}”")

    assert AppTest.from_function(app).run().text[0].value == "“”"
