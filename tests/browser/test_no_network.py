"""Nothing leaves this machine by itself: every connection of the server and its workers is watched from start to end."""

import os
import re
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from interestlab.home import Home
from tests.browser.conftest import free_port, wait_until_healthy
from tests.browser.test_door import asked

ROOT = Path(__file__).parents[2]
REST = "[data-testid=stApp][data-test-script-state=notRunning]"
ADDRESS = re.compile(r'inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"')
STRACE = shutil.which("strace")


def _works():
    return (
        STRACE is not None
        and subprocess.run([STRACE, "-o", "/dev/null", "true"], capture_output=True, check=False).returncode == 0
    )


pytestmark = pytest.mark.skipif(not _works(), reason="strace is not installed, or may not watch processes here")


def outside(trace):
    """Addresses beyond this machine that any process turned to."""
    found = {next(filter(None, one)) for one in ADDRESS.findall(trace.read_text(errors="replace"))}
    return {one for one in found if not one.startswith(("127.", "::ffff:127.")) and one not in ("::1", "0.0.0.0", "::")}


@contextmanager
def watched(home, *options, cwd=ROOT, uvicorn=False, **more):
    """Port and trace of a server."""
    port, trace = free_port(), home / "trace"
    command = [
        "-m",
        "streamlit",
        "run",
        str(ROOT / "app.py"),
        "--server.port",
        str(port),
        "--server.headless",
        "true",
        *options,
    ]
    if uvicorn:
        command = ["-m", "uvicorn", "app:app", "--port", str(port), *options]
    spy = [STRACE, "-f", "-qq", "-e", "trace=connect,sendto,sendmsg,sendmmsg", "-e", "signal=none", "-o", str(trace)]
    environment = {"INTERESTLAB_HOME": str(home), "PYTHONPATH": str(ROOT), "HF_HUB_OFFLINE": "1"} | more

    server = subprocess.Popen([*spy, sys.executable, *command], cwd=cwd, env=os.environ | environment,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    try:
        wait_until_healthy(f"http://localhost:{port}", 60)
        yield port, trace
    finally:
        for child in psutil.Process(server.pid).children():  # strace ends with what it watches, and keeps signals to itself
            child.terminate()
        server.wait(60)


def knock(port, host, origin):
    made = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}  # fmt: skip
    for path, more in (("/_stcore/stream", made), ("/_stcore/health", {}), ("/_stcore/host-config", {}), ("/", {})):
        asked(port, path, host=host, Origin=origin, **more)
    asked(port, "/_stcore/upload_file/a/b", method="PUT", host=host, Origin=origin)


CONFIGURATIONS = {
    "as it comes": ((), {}),
    "all addresses": (("--server.address", "0.0.0.0"), {}),
    "all of IPv6": (("--server.address", "::"), {}),
    "one address": (("--server.address", "127.0.0.1"), {}),
    "a token": (("--server.address", "0.0.0.0"), {"INTERESTLAB_TOKEN": "a token for the test"}),
    "another name": (("--server.address", "0.0.0.0", "--browser.serverAddress", "lab.example"), {}),
    "no protection": (("--server.enableCORS", "false", "--server.enableXsrfProtection", "false"), {}),
    "uvicorn": (("--host", "0.0.0.0"), {"uvicorn": True}),
}


SOON = 2  # configurations in the suite; the others at night


@pytest.mark.parametrize(
    "name",
    [pytest.param(one, marks=() if at < SOON else pytest.mark.nightly) for at, one in enumerate(CONFIGURATIONS)],
)
def test_whatever_knocks_nobody_outside_is_asked(name, tmp_path):
    options, more = CONFIGURATIONS[name]
    with watched(tmp_path, *options, **more) as (port, trace):
        for host in (f"localhost:{port}", "lab.example", f"192.0.2.7:{port}"):
            for origin in (f"http://localhost:{port}", "http://evil.example", "http://192.0.2.9", "null", ""):
                knock(port, host, origin)
        time.sleep(0.5)
    assert outside(trace) == set()
    assert trace.stat().st_size > 0


@pytest.mark.nightly
def test_the_whole_journey_stays_on_this_machine(page, tmp_path):
    Home(tmp_path)
    with watched(tmp_path) as (port, trace):
        page.goto(f"http://localhost:{port}/")
        page.get_by_role("button", name="Try the sample").click()
        page.get_by_role("link", name="Open the map").wait_for(timeout=240_000)
        for title in ("Data", "Map", "Interests", "People", "Attention", "Heads", "Recommend", "Evaluate", "Home"):
            page.get_by_role("link", name=title, exact=True).click()
            page.wait_for_timeout(500)
            page.wait_for_selector(REST, timeout=120_000)
            assert page.locator("[data-testid=stException]").count() == 0
    assert outside(trace) == set()
