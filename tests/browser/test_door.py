"""The door of the real server, however it was started: what a stranger gets, what the log holds, and how one comes in."""

import http.client
import os
import re
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from interestlab.home import Home
from tests.browser.conftest import CHROMIUM, FLAGS, free_port, wait_until_healthy

ROOT = Path(__file__).parents[2]
TOKEN = "never-in-a-log-4711"
ASKED = ["/", "/map", "/_stcore/health", "/_stcore/metrics", "/_stcore/host-config", "/static/js/index.js", "/media/a.csv",
         "/_stcore/bidi-components/a", "/app/static/x", "/favicon.png"]  # fmt: skip


@contextmanager
def running(kind, home, **more):
    """Port and log of a server that listens on all addresses."""
    port, log = free_port(), home / "server.log"
    commands = {
        "streamlit": ["-m", "streamlit", "run", "app.py", "--server.port", str(port), "--server.address", "0.0.0.0",
                      "--server.headless", "true"],
        "uvicorn": ["-m", "uvicorn", "app:app", "--port", str(port), "--host", "0.0.0.0", "--access-log"],
    }  # fmt: skip
    environment = {name: value for name, value in os.environ.items() if not name.startswith("INTERESTLAB_")}
    with log.open("w") as file:
        server = subprocess.Popen([sys.executable, *commands[kind]], cwd=ROOT, stdout=file, stderr=file,
                                  env=environment | {"INTERESTLAB_HOME": str(home)} | more)  # fmt: skip
        try:
            wait_until_healthy(f"http://localhost:{port}")
            yield port, log
        finally:
            server.terminate()
            server.wait(10)


def asked(port, path, *, method="GET", host="lab.example", **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(method, path, headers={"Host": host, **headers})
    answer = connection.getresponse()
    answer.text = answer.read().decode("utf-8", "replace")
    connection.close()
    return answer


def opens(port, host):
    """Whether a WebSocket of the app opens."""
    made = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol": "streamlit"}  # fmt: skip
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/_stcore/stream", headers={"Host": host, **made})
    status = connection.getresponse().status
    connection.close()
    return status == 101


@pytest.mark.parametrize("kind", ["streamlit", "uvicorn"])
def test_a_stranger_gets_nothing_but_a_refusal(kind, tmp_path):
    with running(kind, tmp_path, INTERESTLAB_TOKEN=TOKEN) as (port, log):
        for path in ASKED:
            answer = asked(port, path)
            assert (answer.status, len(answer.text) < 400) == (401, True), path
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert asked(port, "/_stcore/upload_file/a/b", method="PUT").status == 401
        assert not opens(port, "lab.example")
        assert opens(port, f"localhost:{port}")
        assert "streamlit" in asked(port, "/", host=f"localhost:{port}").text.lower()

        answer = asked(port, f"/map?a=1&token={TOKEN}", Accept="text/html")
        assert (answer.status, answer.headers["Location"]) == (303, "/map?a=1")
        cookie = answer.headers.get_all("Set-Cookie")[0].partition(";")[0]
        assert asked(port, "/map", Cookie=cookie).status == 200
        assert asked(port, f"/map?token={TOKEN}x", Accept="text/html").status == 401
        asked(port, f"/_stcore/health?token={TOKEN}")
        logged = log.read_text()
    assert TOKEN not in logged
    assert "POST" not in logged


@pytest.mark.parametrize("kind", ["streamlit", "uvicorn"])
def test_without_a_token_it_is_refused_with_a_sentence_and_the_log_says_so(kind, tmp_path):
    with running(kind, tmp_path) as (port, log):
        answer = asked(port, "/", Accept="text/html")
        assert answer.status == 403
        assert "INTERESTLAB_TOKEN" in answer.text
        assert not opens(port, "lab.example")
        assert asked(port, "/", host=f"localhost:{port}").status == 200
        time.sleep(0.3)
        logged = log.read_text()
    assert "INTERESTLAB_TOKEN" in logged


def test_a_browser_comes_in_by_the_form_and_by_a_link_of_another_site(browser, tmp_path):
    Home(tmp_path)
    flags = [*FLAGS, "--host-resolver-rules=MAP *.example 127.0.0.1"]
    with running("streamlit", tmp_path, INTERESTLAB_TOKEN=TOKEN) as (port, _):
        chromium = browser.browser_type.launch(executable_path=CHROMIUM, args=flags)
        page = chromium.new_context().new_page()
        page.goto(f"http://lab.example:{port}/")
        page.get_by_label("Access token").fill("wrong")
        page.get_by_role("button", name="Open").click()
        page.get_by_text("not the access token").wait_for()
        page.get_by_label("Access token").fill(TOKEN)
        page.get_by_role("button", name="Open").click()
        page.get_by_role("button", name="Try the sample").wait_for(timeout=30_000)
        assert TOKEN not in page.url
        page.locator("input[type=file]").first.set_input_files(
            {"name": "few.csv", "mimeType": "text/csv", "buffer": b"text\n" + b"a few words\n" * 30}
        )
        page.get_by_role("button", name="Continue").click()
        page.get_by_text("These are the first rows").wait_for(timeout=60_000)

        other = chromium.new_context().new_page()
        other.route("http://mail.example/**", lambda route: route.fulfill(
            body=f'<a href="http://lab.example:{port}/?token={TOKEN}">in</a>', content_type="text/html"))  # fmt: skip
        other.goto("http://mail.example/")
        other.get_by_text("in").click()
        other.get_by_role("button", name="Try the sample").wait_for(timeout=30_000)
        assert re.fullmatch(rf"http://lab\.example:{port}/", other.url)
        chromium.close()
