"""A draft is there at once; what was done on it stays when the exact map is shown."""

import os
import re

import pytest

from interestlab.home import Home
from interestlab.home.offers import offer_of
from interestlab.home.preferences import Preferences, save_preferences
from tests.browser.conftest import serve
from tests.browser.test_journey import APP, MINUTE, few_posts, go, settled, tick_first_row, upload_and_draw

PACKAGE = APP.parent / "tests" / "plugin_package"
POSTS = 500
SLOW = "Slow: pairs of letters after a pause"


@pytest.fixture
def slow_app(tmp_path):
    """An app with an encoder that needs some seconds for them, and a draft of it."""
    home = Home(tmp_path / "home")
    path = os.pathsep.join((str(APP.parent), str(PACKAGE)))
    with serve(APP, INTERESTLAB_HOME=str(home.folder), PYTHONPATH=path) as address:
        yield address, home


def test_what_is_done_on_a_draft_stays(page, slow_app, tmp_path):
    address, home = slow_app
    upload_and_draw(page, address, few_posts(tmp_path, POSTS), SLOW)
    page.get_by_text("a draft of the map that Slow draws").wait_for(timeout=2 * MINUTE)
    page.get_by_text("Exact map:").wait_for()

    go(page, "Interests")
    settled(page)
    tick_first_row(page)
    page.get_by_role("button", name="Rename").first.click()
    field = page.get_by_role("textbox", name=re.compile("name", re.IGNORECASE)).last
    field.fill("Named on the draft")
    field.press("Enter")
    page.get_by_text("Named on the draft").first.wait_for()
    go(page, "People")
    page.get_by_text("a draft of the map that Slow draws").wait_for()
    page.reload()
    settled(page)

    go(page, "Map")
    page.wait_for_selector(".map[data-revision]")
    before = page.locator(".map").get_attribute("data-revision")
    page.get_by_text("The exact map is ready.").wait_for(timeout=2 * MINUTE)
    settled(page)
    assert page.locator(".map").get_attribute("data-revision") == before  # never under the pointer
    assert page.get_by_text(re.compile(r"of the posts stay in their interest")).count() == 1

    page.get_by_role("button", name="Show the exact map").click()
    page.get_by_text("The exact map is ready.").wait_for(state="detached")
    settled(page)
    assert page.get_by_text("a draft of the map").count() == 0
    go(page, "Interests")
    page.get_by_text("Named on the draft").first.wait_for()
    [workspace] = home.list()
    assert workspace.need_result().encoder["name"] == "slow"
    assert offer_of(workspace) is None


def test_the_exact_map_is_cancelled_and_the_draft_stays(page, slow_app, tmp_path):
    address, home = slow_app
    upload_and_draw(page, address, few_posts(tmp_path, POSTS), SLOW)
    page.get_by_text("Exact map:").wait_for(timeout=2 * MINUTE)
    settled(page)
    page.get_by_role("button", name="Cancel").click()
    page.get_by_text(re.compile("The exact map was cancelled after .*; the draft stays.")).wait_for()
    settled(page)
    assert page.get_by_text("a draft of the map that Slow draws").count() == 1
    [workspace] = home.list()
    assert workspace.need_result().encoder["name"] == "slow-draft"


def test_without_drafts_the_exact_map_is_made_at_once(page, slow_app, tmp_path):
    address, home = slow_app
    save_preferences(home.folder, Preferences(drafts=False))
    upload_and_draw(page, address, few_posts(tmp_path, POSTS), SLOW)
    page.get_by_role("button", name="Cancel").wait_for()
    page.get_by_role("link", name="Open the map").wait_for(timeout=2 * MINUTE)
    [workspace] = home.list()
    assert workspace.need_result().encoder["name"] == "slow"
    assert len(workspace.runs()) == 1
