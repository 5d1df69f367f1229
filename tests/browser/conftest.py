"""A Streamlit server for a script, and chromium to look at it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from interestlab.home import Home

HERE = Path(__file__).parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--enable-unsafe-swiftshader"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None and not os.environ.get("INTERESTLAB_REQUIRE_BROWSER"):
                item.add_marker(pytest.mark.skip(reason="chromium is not installed"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serve(script: Path, **variables: str) -> Iterator[str]:
    """The address of a server that runs the script with further environment variables; it ends with the block."""
    port = free_port()
    options = ["--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true"]
    environment = os.environ | {"PYTHONPATH": str(HERE.parents[1])} | variables
    command = [sys.executable, "-m", "streamlit", "run", str(script), *options]
    server = subprocess.Popen(
        command, cwd=HERE.parents[1], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_until_healthy(address)
        yield address
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture(scope="session")
def app_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The home of the one app that all tests share which need nothing special; each makes a workspace of its own in it."""
    return Home(tmp_path_factory.mktemp("app_home"))


@pytest.fixture(scope="session")
def app_address(app_home: Home) -> Iterator[str]:
    with serve(HERE.parents[1] / "app.py", INTERESTLAB_HOME=str(app_home.folder)) as url:
        yield url


def wait_until_healthy(address: str, seconds: float = 30) -> None:
    """Returns when the server answers; raises TimeoutError where it does not."""
    for _ in range(round(5 * seconds)):
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise TimeoutError(f"no server at {address} after {seconds} s")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """What stands on the page goes into the report of a test that failed there."""
    report = yield
    page = item.funcargs.get("page") if isinstance(item, pytest.Function) else None
    if report.when == "call" and report.failed and page is not None:
        report.sections.append(("The page", _what_stands_on(page)))
    return report


def _what_stands_on(page: Any) -> str:
    try:
        return f"{page.url}\n{page.locator('body').inner_text(timeout=5_000)[:6_000]}"
    except Exception as error:  # a page that hangs is no second failure
        return f"{type(error).__name__}: {error}"


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page in a browser of its own; none of its scripts may fail."""
    context, problems = browser.new_context(viewport={"width": 1440, "height": 1200}), []
    page = context.new_page()
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.set_default_timeout(60_000)
    yield page
    context.close()
    assert not problems
