"""What a new user would ask of a map of 3,000 titles with all their columns, without typing an address."""

import re

import pytest

from interestlab.home import AnalysisRequest, Home, Upload, analyze
from tests.browser.conftest import serve
from tests.browser.test_journey import APP, go, hackernews, settled
from tests.browser.test_record import WINDOW, closed, opened


@pytest.fixture
def titles(tmp_path):
    home = Home(tmp_path / "home")
    workspace = home.create("titles")
    upload = Upload("hackernews.csv", workspace.store.add_upload(hackernews(tmp_path).read_bytes()))
    analyze(workspace, workspace.add_run(AnalysisRequest(upload, encoder="hashing")))
    with serve(APP, INTERESTLAB_HOME=str(home.folder)) as address:
        yield workspace, address


def choose(page, label, option):
    box = page.get_by_role("combobox", name=re.compile(label))
    box.click()
    page.get_by_role("option", name=option, exact=False).first.click()
    page.keyboard.press("Escape")
    settled(page)


@pytest.mark.timeout(240)
def test_questions_of_a_new_user(page, titles):
    workspace, address = titles
    contents = workspace.need_result().corpus.contents
    page.goto(f"{address}/map?workspace={workspace.id}")
    page.wait_for_selector(".map[data-revision]")
    settled(page)

    # What does this point say and who wrote it; what lies nearest to it; what else did they write?
    page.locator(".overlay").focus()
    page.keyboard.press("Enter")
    row = contents.iloc[opened(page)]
    window = page.locator(WINDOW)
    assert window.get_by_text(row["text"].split()[0]).count()
    assert window.locator("[class*=st-key-record_near_] button").count() == 8
    window.get_by_text("All columns").click()
    settled(page)
    closed(page)

    # Colour by number of comments.
    page.get_by_role("button", name="Display").click()
    choose(page, "Colour by", "num_comments")
    assert page.get_by_text(re.compile(r"^from \d")).count() >= 5
    assert "colour_by=num_comments" in page.url

    # Which posts have a score of 100 or more?
    page.get_by_role("button", name=re.compile("^Filter")).click()
    choose(page, "Other columns", "num_points")
    page.locator("[class*=st-key-c][class*=_from] input").fill("100")
    page.keyboard.press("Enter")
    settled(page)
    page.keyboard.press("Escape")
    wanted = int((contents["extra.num_points"].astype(int) >= 100).sum())
    page.get_by_text(f"{wanted:,} posts selected").wait_for()
    link = page.url

    # Who wrote most of them?
    go(page, "People")
    page.get_by_text("Nobody chosen").wait_for()
    page.locator("[data-testid=stDataFrame] canvas").first.wait_for()
    settled(page)
    table = page.locator("[data-testid=stDataFrame]").first.bounding_box()
    for across in range(60, 400, 60):  # the button's column is as wide as the card allows
        page.mouse.click(table["x"] + across, table["y"] + 35 + 17)
        settled(page)
        if "person=" in page.url:
            break
    page.get_by_text("Most similar people").wait_for()
    settled(page)
    assert "person=" in page.url

    # Recommend for this person.
    page.get_by_role("button", name="Recommend", exact=True).click()
    page.wait_for_url("**/recommend**")
    settled(page)

    # The link restores filter and colours in another browser.
    other = page.context.browser.new_context().new_page()
    other.goto(link)
    other.get_by_text(f"{wanted:,} posts selected").wait_for(timeout=60_000)
    assert other.get_by_text(re.compile(r"^from \d")).count() >= 5
    other.context.close()
