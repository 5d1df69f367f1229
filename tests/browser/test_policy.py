"""Under the policy of the real app: an upload, a download, the map, the attention viewer and the file that it gives away."""

import re
import shutil
from pathlib import Path

import pytest

from interestlab.home import Home
from tests.browser.conftest import serve
from tests.browser.test_payloads import Watched

APP = Path(__file__).parents[2] / "app.py"
REST = "[data-testid=stApp][data-test-script-state=notRunning]"
MINUTE = 60_000


@pytest.fixture
def lab(analysed_home, tmp_path):
    shutil.copytree(analysed_home.folder, tmp_path / "home")
    with serve(APP, INTERESTLAB_HOME=str(tmp_path / "home")) as address:
        yield Home(tmp_path / "home").open("sample").id, address


def saved(page, button, target):
    page.wait_for_timeout(500)
    page.wait_for_selector(REST)
    with page.expect_download() as waiting:
        button.click()
    target.write_bytes(Path(waiting.value.path()).read_bytes())
    return target


def test_the_app_needs_nothing_that_the_policy_forbids(browser, lab, tmp_path):
    workspace, address = lab
    watched = Watched(browser, address, policy=True)
    page = watched.page
    answer = page.goto(f"{address}/")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    page.locator("input[type=file]").first.set_input_files(
        {"name": "few.csv", "mimeType": "text/csv", "buffer": b"text\n" + b"a few words\n" * 30}
    )
    page.get_by_role("button", name="Continue").click()
    page.get_by_text("These are the first rows").wait_for(timeout=MINUTE)

    page.goto(f"{address}/map?workspace={workspace}")
    page.wait_for_selector(".map[data-revision]", timeout=MINUTE)
    page.goto(f"{address}/interests?workspace={workspace}&interest=0")
    assert (
        b"interest"
        in saved(page, page.locator(".st-key-download_interests button"), tmp_path / "interests.csv").read_bytes().lower()
    )

    page.goto(f"{address}/attention?workspace={workspace}&text=The+bank+of+the+river.&encoder=minilm")
    page.wait_for_selector(".attention[data-shown]", timeout=90_000)
    page.wait_for_selector(REST, timeout=90_000)
    file = saved(page, page.get_by_role("button", name=re.compile("One HTML file")), tmp_path / "viewer.html")
    assert watched.refused == watched.elsewhere == watched.ran == []

    alone = watched.context.new_page()
    problems = []
    alone.on("pageerror", lambda error: problems.append(str(error)))
    alone.on("request", lambda request: problems.append(request.url) if request.url.startswith("http") else None)
    alone.goto(file.as_uri())
    alone.locator(".token").first.wait_for()
    assert problems == []
    watched.context.close()
