"""What an analyst sees when the machine kills a worker process that waits: nothing but a word."""

import os
import shutil
import signal
import time
from pathlib import Path

import psutil
import pytest

from tests.browser.conftest import serve

REST = "[data-testid=stApp][data-test-script-state=notRunning]"
APP = Path(__file__).parents[2] / "app.py"


@pytest.fixture
def address(analysed_home, tmp_path):
    """A server of its own for a home of its own, since its processes are killed."""
    shutil.copytree(analysed_home.folder, tmp_path / "home")
    with serve(APP, INTERESTLAB_HOME=str(tmp_path / "home")) as url:
        yield url


def workers():
    """The worker processes of the server that this test started."""
    servers = [p for p in psutil.Process().children() if "streamlit" in " ".join(p.cmdline())]
    return [p for server in servers for p in server.children() if "spawn_main" in " ".join(p.cmdline())]


def _listed(page):
    """Until the page shows a list and rests."""
    page.locator("[class*='st-key-react_']").first.wait_for(timeout=90_000)
    page.wait_for_selector(REST)


def test_recommendations_come_after_every_idle_worker_was_killed(page, address, analysed_home):
    workspace = analysed_home.open("sample")
    asked = f"{address}/recommend?workspace={workspace.id}&person={workspace.need_result().profiles.users[0]}"
    page.goto(asked)
    _listed(page)

    for worker in workers():
        os.kill(worker.pid, signal.SIGKILL)
    began = time.monotonic()
    page.goto(asked)
    _listed(page)
    print(f"answered {time.monotonic() - began:.1f} s after the kill")
    assert page.get_by_text("went wrong").count() == 0
    assert page.locator("[data-testid=stException]").count() == 0
