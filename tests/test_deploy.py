"""The servers in front of the app, in the words of docs/deploy.md: who comes in through them, sockets and logs included."""

import http.client
import os
import re
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.browser.conftest import free_port

ROOT = Path(__file__).parents[1]
TOKEN, SECRET = "a token that stands in no log", "a secret between two servers"
PAGE = (ROOT / "docs" / "deploy.md").read_text("utf-8")
NAME = "interestlab.example.org"


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def asked(port, path, *, method="GET", body=None, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(method, path, body, {"Host": NAME, **{name.replace("_", "-"): value for name, value in headers.items()}})
    answer = connection.getresponse()
    answer.text = "" if answer.status == 101 else answer.read().decode("utf-8", "replace")
    connection.close()
    return answer


def until_open(port):
    for _ in range(200):
        try:
            return asked(port, "/_stcore/health")
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"nothing answers at {port}")


@contextmanager
def process(command, **more):
    started = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more)
    try:
        yield started
    finally:
        started.terminate()
        started.wait(20)


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    """The port of the app, which listens on this machine alone."""
    port, home = free_port(), tmp_path_factory.mktemp("deployed")
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port), "--server.address", "127.0.0.1",
               "--server.headless", "true"]  # fmt: skip
    variables = {"INTERESTLAB_HOME": str(home), "INTERESTLAB_TOKEN": TOKEN, "INTERESTLAB_PROXY_SECRET": SECRET}
    with process(command, env=os.environ | variables):
        until_open(port)
        yield port


def caddy(folder, app, port, block):
    """Starts Caddy with a block of the page on a plain port; TLS is Caddy's own affair."""
    site = block.replace(NAME, f"http://{NAME}:{port}").replace("127.0.0.1:8501", f"127.0.0.1:{app}")
    text = f"{{\n\tadmin off\n\tauto_https off\n}}\n{site}"
    (folder / "Caddyfile").write_text(text)
    variables = os.environ | {"XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "INTERESTLAB_PROXY_SECRET": SECRET}
    return process(["caddy", "run", "--config", str(folder / "Caddyfile")], env=variables)


def nginx(folder, app, port):
    """Starts nginx with the page's block on a plain port."""
    site = (
        blocks("nginx")[0].replace("127.0.0.1:8501", f"127.0.0.1:{app}").replace("listen 443 ssl", f"listen 127.0.0.1:{port}")
    )
    site = re.sub(r"\s*ssl_certificate.*;", "", site).replace("/var/log/nginx/interestlab.log", str(folder / "access.log"))
    own = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (folder / "nginx.conf").write_text(
        f"daemon off;\npid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\nhttp {{\n{own}{site}\n}}\n"
    )
    return process(["nginx", "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")])


needs = {name: pytest.mark.skipif(shutil.which(name) is None, reason=f"{name} is not installed") for name in ("caddy", "nginx")}


@pytest.fixture(params=[pytest.param("caddy", marks=needs["caddy"]), pytest.param("nginx", marks=needs["nginx"])])
def front(request, app, tmp_path):
    """The port of a server in front of the app, and its folder."""
    port = free_port()
    with caddy(tmp_path, app, port, blocks("caddy")[0]) if request.param == "caddy" else nginx(tmp_path, app, port):
        until_open(port)
        yield port, tmp_path


def socket_opens(port, **headers):
    made = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec_WebSocket_Version": "13",
            "Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ==", "Origin": f"http://{NAME}"}  # fmt: skip
    return asked(port, "/_stcore/stream", **made, **headers).status == 101


def test_a_visitor_comes_in_by_the_token_alone(front):
    port, folder = front
    assert asked(port, "/", Accept="text/html").status == 401
    assert asked(port, "/", X_InterestLab_Proxy=SECRET).status == 401  # only the proxy may say so
    assert asked(port, "/_stcore/upload_file/a/b", method="PUT", body=b"x").status == 401
    assert not socket_opens(port)

    form = urlencode({"token": TOKEN, "next": "/map"})
    answer = asked(port, "/_interestlab/door", method="POST", body=form, Content_Type="application/x-www-form-urlencoded")
    assert (answer.status, answer.headers["Location"]) == (303, "/map")
    cookie = answer.headers.get_all("Set-Cookie")[0].partition(";")[0]
    assert "script" in asked(port, "/", Accept="text/html", Cookie=cookie).text
    assert socket_opens(port, Cookie=cookie)
    assert asked(port, f"/?{urlencode({'token': TOKEN})}", Accept="text/html").status == 303
    logged = "".join(path.read_text(errors="replace") for path in folder.glob("*.log"))
    assert "token" not in logged


def test_what_the_proxy_gives_is_no_local_request(front):
    """Also where a visitor calls the server by a name of this machine."""
    port, _ = front
    assert "script" not in asked(port, "/", Host="localhost", Accept="text/html").text
    assert asked(port, "/", X_Forwarded_For="127.0.0.1").status == 401


@needs["caddy"]
def test_a_proxy_with_its_own_sign_in_vouches_for_visitors(app, tmp_path):
    port = free_port()
    with caddy(tmp_path, app, port, blocks("caddy")[1]):
        until_open(port)
        assert asked(port, "/").status == 401
        hashed = subprocess.run(["caddy", "hash-password", "--plaintext", "open"], capture_output=True, text=True, check=True)
    block = re.sub(r"analyst \S+", lambda _: f"analyst {hashed.stdout.strip()}", blocks("caddy")[1])
    port = free_port()
    (tmp_path / "second").mkdir()
    with caddy(tmp_path / "second", app, port, block):
        until_open(port)
        signed_in = {"Authorization": "Basic YW5hbHlzdDpvcGVu"}
        assert "script" in asked(port, "/", Accept="text/html", **signed_in).text
        assert socket_opens(port, **signed_in)


def test_every_variable_of_the_page_is_one_that_the_code_knows():
    code = "".join(path.read_text("utf-8") for path in (ROOT / "interestlab").rglob("*.py"))
    assert {name for name in re.findall(r"INTERESTLAB_[A-Z_]+", PAGE) if f'"{name}"' not in code} == set()
