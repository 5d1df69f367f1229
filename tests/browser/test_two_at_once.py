"""Two browsers at one map: who renames later is told, and each takes back its own."""

import shutil
from pathlib import Path

import pytest

from interestlab.home import Home
from tests.browser.conftest import serve

APP = Path(__file__).parents[2] / "app.py"
REST = "[data-testid=stApp][data-test-script-state=notRunning]"


@pytest.fixture
def lab(analysed_home, tmp_path):
    shutil.copytree(analysed_home.folder, tmp_path / "home")
    with serve(APP, INTERESTLAB_HOME=str(tmp_path / "home")) as address:
        workspace = Home(tmp_path / "home").open("sample")
        yield workspace, f"{address}/interests?workspace={workspace.id}&interest=0"


def settled(page):
    page.wait_for_timeout(300)
    page.wait_for_selector(REST)
    assert page.locator("[data-testid=stException]").count() == 0


def opened(browser, url):
    page = browser.new_context(viewport={"width": 1440, "height": 1200}).new_page()
    page.goto(url)
    page.get_by_role("button", name="Rename").first.wait_for(timeout=60_000)
    settled(page)
    return page


def rename(page, name):
    if not page.get_by_role("textbox", name="Name").is_visible():
        page.get_by_role("button", name="Rename").first.click()
    page.get_by_role("textbox", name="Name").fill(name)
    page.get_by_test_id("stBaseButton-secondaryFormSubmit").click()
    settled(page)


def test_the_later_is_told_and_each_takes_back_its_own(browser, lab):
    workspace, url = lab
    one, other = opened(browser, url), opened(browser, url)
    rename(one, "Of the first")
    rename(other, "Of the second")
    other.get_by_text("somebody else has named this interest “Of the first”, and you “Of the second”").wait_for()
    assert workspace.need_result().map.name(0) == "Of the first"
    rename(other, "Of the second")
    assert workspace.need_result().map.name(0) == "Of the second"
    edits = workspace.need_result().edits()
    assert len({edit.by for edit in edits}) == len(edits) == 2

    one.reload()
    one.get_by_role("button", name="Undo").click()
    one.get_by_text("somebody else has renamed the same interest to “Of the second”").wait_for()
    other.keyboard.press("Escape")
    other.get_by_role("button", name="Undo").click()
    settled(other)
    assert workspace.need_result().map.name(0) == "Of the first"
