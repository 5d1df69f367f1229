"""How long the pages take on a large workspace, in a real browser; prints figures and asserts nothing.

    python -m benchmarks.pages HOME WORKSPACE [--rounds 5]

First picture: from navigation in a new browser context, on a server that has shown the page before, to the first drawn points.
Rerun: from a click that computes nothing new to the end of the script's run, as the browser sees it.
In the end what ten people see of each other while heavy work runs (benchmarks/crowd.py).
"""

import argparse
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import crowd
from tests.browser.conftest import CHROMIUM, FLAGS, serve

APP = Path(__file__).parents[1] / "app.py"
PAGES = ("map", "interests", "people", "recommend", "attention", "data")
RUNNING = "[data-testid=stApp][data-test-script-state=running]"
RESTING = "[data-testid=stApp][data-test-script-state=notRunning]"
# Notes the time of each change of the app's state, so that nothing is lost between two looks.
WATCH = """() => { window.__states = []; const app = document.querySelector('[data-testid=stApp]');
  new MutationObserver(() => window.__states.push([performance.now(), app.dataset.testScriptState]))
    .observe(app, {attributes: true, attributeFilter: ['data-test-script-state']}); }"""


@contextmanager
def new_page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


def first_picture(browser: Browser, url: str) -> float:
    """Seconds to the first drawn points."""
    with new_page(browser) as page:
        start = time.perf_counter()
        page.goto(url)
        page.wait_for_selector(".map[data-revision]", timeout=120_000)
        return time.perf_counter() - start


def rested(browser: Browser, url: str) -> float:
    """Seconds until the script of a page has run for the first time in a session."""
    with new_page(browser) as page:
        start = time.perf_counter()
        page.goto(url)
        page.wait_for_selector(RESTING, timeout=120_000)
        return time.perf_counter() - start


def reruns(page: Page, click: Callable[[], Any], rounds: int) -> list[float]:
    """Seconds from each click to the end of the run that it started."""
    found = []
    for _ in range(rounds):
        page.wait_for_selector(RESTING)
        page.wait_for_timeout(600)
        page.evaluate(WATCH)
        begun = page.evaluate("performance.now()")
        click()
        page.wait_for_function("window.__states.some(([, state]) => state === 'notRunning')", timeout=60_000)
        page.wait_for_timeout(400)
        ended = [at for at, state in page.evaluate("window.__states") if state == "notRunning"]
        found.append((ended[-1] - begun) / 1000)
    return found


def show(what: str, seconds: list[float]) -> None:
    print(f"{what:42} median {statistics.median(seconds):.2f} s, most {max(seconds):.2f} s of {len(seconds)}")


def measure(browser: Browser, address: str, workspace: str, rounds: int) -> None:
    url = f"{address}/map?workspace={workspace}"
    print(f"{'first picture, cold server':42} {first_picture(browser, url):.2f} s")
    show("first picture, new context", [first_picture(browser, url) for _ in range(rounds)])
    with new_page(browser) as page:
        page.goto(url)
        page.wait_for_selector(".map[data-revision]", timeout=120_000)
        page.get_by_role("button", name="Display").click()
        names = page.get_by_text("Interest names", exact=True)
        show("rerun of the map, a toggle", reruns(page, names.click, rounds))
    for name in PAGES:
        if name == "map":
            continue
        rested(browser, f"{address}/{name}?workspace={workspace}")
        show(f"first run of {name}", [rested(browser, f"{address}/{name}?workspace={workspace}") for _ in range(rounds)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("workspace", help="its id or name")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sessions", type=int, default=10, help="at once, while heavy work runs")
    given = parser.parse_args()
    with serve(APP, INTERESTLAB_HOME=str(given.home.resolve())) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        time.sleep(20)  # the workers warm up
        measure(browser, address, given.workspace, given.rounds)
        browser.close()
    crowd.measure(given.home.resolve(), given.workspace, given.sessions, crowd.SECONDS)


if __name__ == "__main__":
    main()
