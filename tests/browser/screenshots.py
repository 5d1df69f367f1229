"""The pictures of the README: every screen on the built-in sample, whose people are made up.

python -m tests.browser.screenshots [FOLDER]
"""

import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from interestlab.home.analysis import analyze
from interestlab.home.request import AnalysisRequest, Upload
from interestlab.home.workspace import Home, Workspace
from interestlab.sample import sample_csv
from interestlab.ui.data.starting import SAMPLE_ROLES
from tests.browser.conftest import CHROMIUM, FLAGS, serve

ROOT = Path(__file__).parents[2]
SIZE = {"width": 1440, "height": 900}
RESTING = "[data-testid=stApp][data-test-script-state=notRunning]"
MOST_BYTES = 400_000


def nothing(page) -> None:
    del page


@dataclass(frozen=True)
class Picture:
    """A screen, what its URL asks for, what is waited for, and what is done before the picture is taken."""

    name: str
    path: str
    query: str = ""
    ready: str = RESTING
    prepare: Callable = nothing
    dark: bool = False


def tick_two_interests(page) -> None:
    box = page.locator("[data-testid=stDataFrame]").first.bounding_box()
    for row in (1, 3):
        page.mouse.click(box["x"] + 18, box["y"] + 35 * row + 52)
        page.wait_for_timeout(500)
        page.wait_for_selector(RESTING)
    page.mouse.move(5, 500)


def three_recommenders(page) -> None:
    page.get_by_role("button", name="EASE").click()
    page.wait_for_timeout(500)
    page.wait_for_selector(RESTING, timeout=60_000)


PICTURES = (
    Picture("home", ""),
    Picture("data", "data"),
    Picture("map", "map", ready=".map[data-revision]", prepare=tick_two_interests),
    Picture("map_dark", "map", ready=".map[data-revision]", dark=True),
    Picture("interests", "interests", "&interest=2"),
    Picture("people", "people", "&person=fay", ready=".map[data-revision]"),
    Picture("attention", "attention", ready=".attention[data-shown]"),
    Picture("recommend", "recommend", "&person=fay", prepare=three_recommenders),
)


def draw_sample(home: Home) -> Workspace:
    """The sample as the button on the home page would make it."""
    workspace = home.create("Sample")
    request = AnalysisRequest(
        Upload("sample.csv", workspace.store.add_upload(sample_csv()), roles=SAMPLE_ROLES), synthetic=True
    )
    workspace.set_draft(request)
    analyze(workspace, workspace.add_run(request))
    return workspace


def take(browser, address: str, workspace: str, picture: Picture, folder: Path) -> None:
    context = browser.new_context(viewport=SIZE, color_scheme="dark" if picture.dark else "light")
    page = context.new_page()
    query = f"?workspace={workspace}{picture.query}" if picture.path else ""
    page.goto(f"{address}/{picture.path}{query}")
    page.wait_for_selector(picture.ready, timeout=120_000)
    page.wait_for_timeout(1_500)
    page.wait_for_selector(RESTING, timeout=120_000)
    picture.prepare(page)
    page.wait_for_timeout(1_000)
    target = folder / f"{picture.name}.png"
    page.screenshot(path=target)
    context.close()
    print(f"{target} {target.stat().st_size / 1000:.0f} kB")
    if target.stat().st_size > MOST_BYTES:
        raise SystemExit(f"{target} has {target.stat().st_size:,} bytes; at most {MOST_BYTES:,} are wanted.")


def main() -> None:
    from playwright.sync_api import sync_playwright

    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        workspace = draw_sample(Home(Path(home))).id
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        with serve(ROOT / "app.py", INTERESTLAB_HOME=home) as address:
            for picture in PICTURES:
                take(browser, address, workspace, picture, folder)
        browser.close()


if __name__ == "__main__":
    main()
