"""The whole way, as an analyst goes it: upload, columns, encoder, map, lasso, interest, person, attention, recommendations."""

import csv
import math
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import TimeoutError as TookTooLong

from interestlab.sample import sample_csv
from tests.browser.conftest import serve

APP = Path(__file__).parents[2] / "app.py"
HACKERNEWS = APP.parents[1] / "shared" / "data" / "hackernews" / "hn_raw_shape_5k.csv"
ROWS = 3_000
MINUTE = 60_000


def hackernews(folder: Path) -> Path:
    if not HACKERNEWS.exists():
        pytest.skip(f"{HACKERNEWS} is not there")
    path = folder / "hackernews.csv"
    with HACKERNEWS.open(encoding="utf-8", newline="") as source, path.open("w", encoding="utf-8", newline="") as target:
        rows = csv.reader(source)
        csv.writer(target).writerows(row for row, _ in zip(rows, range(ROWS + 1), strict=False))
    return path


def sample(folder: Path) -> Path:
    path = folder / "forum.csv"
    path.write_bytes(sample_csv())
    return path


def few_posts(folder: Path, count: int = 200) -> Path:
    """The sample's first posts: a map of them takes seconds."""
    path = folder / "few.csv"
    path.write_bytes(b"".join(sample_csv().splitlines(keepends=True)[: count + 1]))
    return path


def settled(page):
    """Waits until the script has run, and looks for what no page may show."""
    page.wait_for_timeout(250)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=MINUTE)
    assert page.locator("[data-testid=stException]").count() == 0
    assert page.get_by_text("went wrong on this page").count() == 0
    assert page.get_by_text("Page not found").count() == 0


def go(page, title):
    page.get_by_role("link", name=title, exact=True).click()
    page.wait_for_url(f"**/{title.lower()}**")
    settled(page)


def tick_first_row(page):
    """Ticks the first row of the page's first table, which is drawn on a canvas."""
    box = page.locator("[data-testid=stDataFrame]").first.bounding_box()
    page.mouse.click(box["x"] + 18, box["y"] + 35 + 17)
    settled(page)


def upload_and_draw(page, address, path, encoder):
    page.goto(address)
    page.locator("input[type=file]").first.set_input_files(path)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Draw the map").wait_for(timeout=MINUTE)
    settled(page)
    if encoder:
        page.get_by_text(encoder, exact=False).first.click()
        settled(page)
    page.get_by_role("button", name="Draw the map").click()


def reload_in_the_middle(page):
    """The job goes on while the page is gone, and its card is there again."""
    page.get_by_role("button", name="Cancel").wait_for()
    page.reload()
    page.get_by_role("button", name="Cancel").wait_for()
    page.get_by_role("link", name="Open the map").wait_for(timeout=2.5 * MINUTE)
    settled(page)


def lasso(page):
    """Draws around the middle of the map; returns how many posts that picked."""
    page.locator(".tools .lasso").click()
    box = page.locator(".overlay").bounding_box()
    x, y, radius = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, box["height"] * 0.35
    page.mouse.move(x + radius, y)
    page.mouse.down()
    for i in range(1, 41):
        page.mouse.move(x + radius * math.cos(i * math.pi / 20), y + radius * math.sin(i * math.pi / 20))
    page.mouse.up()
    heading = page.get_by_text(re.compile(r"^[\d,]+ posts selected$"))
    heading.wait_for()
    settled(page)
    return int(heading.inner_text().split()[0].replace(",", ""))


@pytest.mark.parametrize(
    ("source", "encoder"), [pytest.param(hackernews, "", marks=pytest.mark.nightly), (sample, "Hashing: no model")]
)
def test_from_a_file_to_recommendations(page, app_address, tmp_path, source, encoder):
    upload_and_draw(page, app_address, source(tmp_path), encoder)
    reload_in_the_middle(page)

    page.get_by_role("link", name="Open the map").click()
    page.wait_for_selector(".map[data-revision]")
    drawn = int(page.locator(".map").get_attribute("data-drawn-points"))
    assert drawn > 0.95 * (ROWS if source is hackernews else 1_480)
    picked = lasso(page)
    assert 0 < picked < drawn
    assert "area=" in page.url
    page.reload()
    page.get_by_text(f"{picked:,} posts selected").wait_for()
    page.wait_for_selector(".map:not([data-picked=''])")
    page.get_by_role("button", name="Clear the drawing").click()
    page.wait_for_selector(".map[data-picked='']")
    settled(page)

    tick_first_row(page)
    page.get_by_role("button", name="Open this interest").click()
    page.get_by_text("People with most of it").wait_for()
    settled(page)
    assert "interest=" in page.url

    people = page.locator("[data-testid=stDataFrame]").nth(1)
    people.scroll_into_view_if_needed()
    box = people.bounding_box()
    page.mouse.click(box["x"] + 18, box["y"] + 35 + 17)
    page.get_by_role("button", name=re.compile("^Open ")).click()
    page.get_by_text("Most similar people").wait_for()
    settled(page)
    assert "person=" in page.url
    assert page.get_by_text("95 % intervals").count() == 1

    go(page, "Attention")
    page.wait_for_selector(".attention[data-shown]", timeout=MINUTE)
    assert page.locator(".token").count() > 3
    way = "Leave one out" if encoder else "Exact contributions"  # hashing has no model to split, MiniLM has
    page.get_by_text(f"{way} of the map's encoder").wait_for(timeout=MINUTE)

    go(page, "Recommend")
    page.get_by_text("Items whose texts are closest").wait_for(timeout=MINUTE)
    settled(page)
    assert page.get_by_text(re.compile("^because of")).count() >= 5


def choose_column(page, role, column):
    box, option = page.get_by_role("combobox", name=role, exact=True), page.get_by_role("option", name=column, exact=True)
    box.focus()  # a list that is open closes when the page scrolls to it
    settled(page)
    for _ in range(3):  # or when the page is drawn once more, as it may be on a slow machine
        box.click()
        try:
            option.click(timeout=MINUTE / 6)
            break
        except TookTooLong:
            continue
    settled(page)


def draw_again(page):
    """Draws the map once more; the form closes, the work is in sight, and afterwards so is what was read."""
    page.get_by_role("button", name="Draw the map").click()
    settled(page)
    page.get_by_role("button", name="Draw the map").wait_for(state="detached")
    page.get_by_role("link", name="Open the map").or_(page.get_by_role("button", name="Cancel")).wait_for()
    assert page.locator(".st-key-job, .st-key-job_ended").is_visible()
    assert not page.get_by_role("switch", name="Read the file another way").is_checked()
    page.get_by_role("link", name="Open the map").wait_for(timeout=MINUTE)
    settled(page)


def test_the_map_is_drawn_again_from_other_columns(page, app_address, app_home, tmp_path):
    upload_and_draw(page, app_address, few_posts(tmp_path), "Hashing: no model")
    page.get_by_role("link", name="Open the map").wait_for(timeout=MINUTE)
    settled(page)
    workspace = app_home.open(parse_qs(urlsplit(page.url).query)["workspace"][0])
    first = workspace.need_result()
    assert first.report.users

    page.get_by_text("Read the file another way").click()
    choose_column(page, "Person", "—")
    page.get_by_text("Hashing: no model").first.click()
    settled(page)
    draw_again(page)
    second = workspace.need_result()
    assert second.run.id != first.run.id
    assert (second.request.upload.roles.user, second.report.users) == (None, 0)
    page.get_by_role("link", name="Open the map").click()
    page.wait_for_selector(".map[data-revision]")
    settled(page)

    go(page, "People")
    page.get_by_role("button", name="Choose a person column").click()
    choose_column(page, "Person", "user_id")
    page.get_by_text("Hashing: no model").first.click()
    settled(page)
    draw_again(page)
    assert workspace.need_result().report.users == first.report.users
    go(page, "People")
    assert page.get_by_text("Nobody chosen").is_visible()


def test_a_cold_deep_link_goes_through_the_app(browser, tmp_path):
    """The first visitor of a fresh server comes by a link into the middle of it."""
    with serve(APP, INTERESTLAB_HOME=str(tmp_path)) as url:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{url}/map")
        page.get_by_text("No workspace is open").wait_for(timeout=MINUTE)
        settled(page)
        assert page.url.startswith(f"{url}/map")
        assert page.get_by_role("link", name="Recommend").count() == 1
        assert page.get_by_role("dialog").count() == 0
        context.close()
