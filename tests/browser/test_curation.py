"""Interests are shaped in a browser: merged, split, moved by lasso, renamed, undone five times; a second tab sees it."""

import re
import shutil
from pathlib import Path

import numpy as np
import pytest

from interestlab.home import Home
from tests.browser.conftest import serve

APP = Path(__file__).parents[2] / "app.py"
REST = "[data-testid=stApp][data-test-script-state=notRunning]"
COLUMNS = ["interest", "strength", "core"]


@pytest.fixture
def lab(analysed_home, tmp_path):
    shutil.copytree(analysed_home.folder, tmp_path / "home")
    with serve(APP, INTERESTLAB_HOME=str(tmp_path / "home")) as address:
        yield Home(tmp_path / "home").open("sample"), address


def settled(page):
    page.wait_for_timeout(400)
    page.wait_for_selector(REST)
    page.wait_for_timeout(200)
    page.wait_for_selector(REST)
    assert page.locator("[data-testid=stException]").count() == 0


def until(page, holds):
    """Waits until it holds: a click is answered when the server has run the page."""
    for _ in range(100):
        if holds():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it never came to hold")


def state(result):
    clustering = result.map.clustering
    return result.interest_ids, [name.name for name in result.map.names.interests], [
        np.asarray(getattr(clustering, name)).tobytes() for name in COLUMNS
    ]  # fmt: skip


def press(page, name, edits, count):
    page.get_by_role("button", name=name, exact=True).last.click()
    until(page, lambda: len(edits()) == count)
    settled(page)


def lasso_all(page):
    """Draws around the whole map."""
    page.locator(".tools .lasso").click()
    box = page.locator(".map").bounding_box()
    left, top, right, bottom = box["x"] + 8, box["y"] + 8, box["x"] + box["width"] - 90, box["y"] + box["height"] - 8
    page.mouse.move(left, top)
    page.mouse.down()
    for x, y in ((right, top), (right, bottom), (left, bottom), (left, top)):
        page.mouse.move(x, y, steps=12)
    page.mouse.up()
    settled(page)


def choose(page, label, name):
    """Chooses in a list by typing the beginning of a name."""
    page.get_by_role("combobox", name=label).fill(name[:12])
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")  # the list closes
    settled(page)


def sent(page, edits, count):
    """Sends the form that is open."""
    page.get_by_test_id("stBaseButton-secondaryFormSubmit").locator("visible=true").first.click()
    until(page, lambda: len(edits()) == count)
    settled(page)
    page.keyboard.press("Escape")


def shape_one(page, result):
    """On the page of interests: the second interest is merged into the first, which is split and renamed."""
    edits, size = result.edits, int(result.map.sizes[:2].sum())
    page.get_by_role("button", name="Merge with").click()
    choose(page, "Interests that go into this one", result.map.name(1))
    press(page, "Merge", edits, 1)
    page.get_by_text(f"{size} of 400 posts").wait_for()
    page.keyboard.press("Escape")

    page.get_by_role("button", name="More").click()
    page.get_by_text("Show the parts").click()
    settled(page)
    page.get_by_role("textbox", name="Name").last.fill("What was split off")
    page.keyboard.press("Tab")
    settled(page)
    press(page, "Split into 2", edits, 2)
    assert "What was split off" in [name.name for name in result.map.names.interests]
    page.keyboard.press("Escape")

    page.get_by_role("button", name="Rename").first.click()
    page.get_by_role("textbox", name="Name").locator("visible=true").first.fill("Named in place")
    sent(page, edits, 3)
    page.get_by_role("heading", name="Named in place").wait_for()


def shape_selected(page, result):
    """On the map: what is drawn around goes into that interest, and then becomes one of its own."""
    lasso_all(page)
    page.get_by_role("button", name="Move to").click()
    choose(page, "Move to", "Named in place")
    page.get_by_role("button", name=re.compile(r"^Move [\d,]+ posts$")).click()
    until(page, lambda: len(result.edits()) == 4)
    settled(page)
    page.keyboard.press("Escape")
    assert int((result.map.interest == result.interest_with(0)).sum()) > 300

    page.get_by_role("button", name="New interest from these").click()
    page.get_by_role("textbox", name="Name").locator("visible=true").first.fill("Everything")
    sent(page, result.edits, 5)


def test_what_is_shaped_is_undone_five_times_and_a_second_tab_sees_it(page, lab):
    workspace, address = lab
    result = workspace.need_result()
    start = state(result)
    page.goto(f"{address}/interests?workspace={workspace.id}&interest=0")
    page.get_by_role("button", name="Merge with").wait_for(timeout=60_000)
    settled(page)
    shape_one(page, result)
    page.goto(f"{address}/map?workspace={workspace.id}")
    page.wait_for_selector(".map[data-revision]")
    settled(page)
    shape_selected(page, result)

    other = page.context.new_page()
    other.goto(f"{address}/interests?workspace={workspace.id}")
    other.get_by_text("New interest “Everything”").first.wait_for(timeout=60_000)
    for left in range(4, -1, -1):
        press(page, "Undo", result.edits, left)
    assert state(result) == start
    assert page.get_by_role("button", name="Redo", exact=True).count() == 1
    other.reload()
    other.get_by_text("interests hold").wait_for(timeout=60_000)
    assert other.get_by_role("button", name="Undo", exact=True).count() == 0
