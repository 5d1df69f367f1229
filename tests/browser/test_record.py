"""Posts open from the map, from a table, from an example and from a link; keys go on and close."""

import re
import shutil
from urllib.parse import parse_qs, urlsplit

import pytest

from interestlab.home import Home
from tests.browser.conftest import serve
from tests.browser.test_journey import APP, go, settled

WINDOW = "[data-testid=stDialog]"


@pytest.fixture
def lab(analysed_home, tmp_path):
    shutil.copytree(analysed_home.folder, tmp_path / "home")
    with serve(APP, INTERESTLAB_HOME=str(tmp_path / "home")) as address:
        yield Home(tmp_path / "home").open("sample"), address


def opened(page):
    """The number of the post that is open, by the address."""
    page.locator(WINDOW).get_by_text(re.compile(r"row [\d,]+ of the file")).wait_for()
    settled(page)
    return int(parse_qs(urlsplit(page.url).query)["record"][0])


def closed(page):
    page.keyboard.press("Escape")
    page.locator(WINDOW).wait_for(state="detached")
    settled(page)
    assert "record=" not in page.url


def middle_point(page):
    """Where the point lies that is nearest to the middle of the map: the pointer goes around until a text stands there."""
    box = page.locator(".overlay").bounding_box()
    for step in range(2_000):  # evenly over the middle (Weyl 1916)
        x, y = box["width"] * (0.15 + step * 0.7548777 % 1 * 0.7), box["height"] * (0.15 + step * 0.5698403 % 1 * 0.7)
        page.mouse.move(box["x"] + x, box["y"] + y)
        if page.locator(".tip").is_visible():
            return box["x"] + x, box["y"] + y
    raise AssertionError("no point was found")


def test_a_post_opens_from_everywhere_and_its_address_can_be_sent(page, browser, lab):
    workspace, address = lab
    texts = workspace.need_result().corpus.contents["text"]
    page.goto(f"{address}/map?workspace={workspace.id}")
    page.wait_for_selector(".map[data-revision]")
    settled(page)
    view = page.locator(".map").get_attribute("data-view")

    page.mouse.click(*middle_point(page))
    post = opened(page)
    assert page.locator(WINDOW).get_by_text(str(texts.iloc[post])).count()
    assert page.locator(".map").get_attribute("data-view") == view  # nothing has moved behind it
    page.keyboard.press("ArrowRight")
    page.wait_for_url(lambda url: f"record={post + 1}" in url)
    page.locator(WINDOW).get_by_text(f"{post + 2:,} of ").wait_for()
    page.keyboard.press("ArrowLeft")
    page.locator(WINDOW).get_by_text(f"{post + 1:,} of ").wait_for()

    other = browser.new_context().new_page()
    other.goto(page.url)
    assert opened(other) == post
    other.context.close()

    page.locator(WINDOW).locator("[class*=st-key-record_near_] button").first.click()
    page.wait_for_url(lambda url: "record=" in url and not url.endswith(f"record={post}"))
    assert opened(page) != post
    closed(page)

    page.locator(".overlay").focus()
    page.keyboard.press("Enter")
    opened(page)
    page.get_by_role("button", name="Show on the map").click()
    page.get_by_text("The number 1 marks the post that you looked at.").wait_for()
    page.locator(WINDOW).wait_for(state="detached")

    go(page, "Interests")
    page.locator(".stDataFrame").first.wait_for()
    settled(page)
    page.goto(f"{address}/interests?workspace={workspace.id}&interest={workspace.need_result().interest_ids[0]}")
    settled(page)
    page.locator("[class*=st-key-example_] button").first.click()
    assert workspace.need_result().map.interest[opened(page)] == 0
    closed(page)
    page.get_by_text("All", exact=True).first.click()
    settled(page)
    box = page.locator("[data-testid=stDataFrame]").nth(2).bounding_box()
    page.mouse.click(box["x"] + 60, box["y"] + 35 + 17)
    assert workspace.need_result().map.interest[opened(page)] == 0
