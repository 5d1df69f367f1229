"""A lasso is kept, found tomorrow in another browser, and put together with another group."""

import re

import pytest

from interestlab.home.groups import groups_of
from tests.browser.test_journey import go, lasso, settled
from tests.browser.test_questions import titles

__all__ = ["titles"]


def save_as(page, name):
    page.get_by_role("button", name="Save as group").first.click()
    page.locator("[class*=st-key-group_name] input").fill(name)
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator("[data-testid=stDialog]").wait_for(state="detached")
    settled(page)


@pytest.mark.timeout(240)
def test_a_lasso_is_kept_and_found_tomorrow(page, titles):
    workspace, address = titles
    page.goto(f"{address}/map?workspace={workspace.id}")
    page.wait_for_selector(".map[data-revision]")
    settled(page)
    picked = lasso(page)
    save_as(page, "Drawn <b>today</b>")

    page.get_by_role("button", name="Clear the drawing").click()
    settled(page)
    page.get_by_placeholder("Words, or what").fill("google")
    page.keyboard.press("Enter")
    settled(page)
    save_as(page, "Google")
    drawn, searched = groups_of(workspace.need_result()).all()
    assert (drawn.name, drawn.count) == ("Drawn <b>today</b>", picked)

    other = page.context.browser.new_context(viewport={"width": 1440, "height": 1000}).new_page()
    other.goto(f"{address}/groups?workspace={workspace.id}")
    other.get_by_text("Drawn <b>today</b>", exact=True).wait_for(timeout=60_000)
    settled(other)
    box = other.locator("[class*=st-key-combined]").get_by_role("combobox").first
    for name in (drawn.name, searched.name):
        box.click()
        other.get_by_role("option", name=name, exact=True).click()
    other.keyboard.press("Escape")
    settled(other)
    card = other.locator("[class*=st-key-combine]").first
    both = re.compile(r"^([\d,]+) of 3,000 posts$")
    shared = int(both.match(card.get_by_text(both).first.inner_text())[1].replace(",", ""))
    assert 0 < shared < min(picked, searched.count)

    # What is in both, on the map; then who wrote most of it.
    save_as(other, "Both")
    other.locator(f"[class*=st-key-map_{groups_of(workspace.need_result()).all()[-1].id}] button").click()
    other.wait_for_selector(".map[data-revision]")
    other.get_by_text(f"{shared} posts selected").wait_for()
    assert "groups=Both" in other.url
    settled(other)
    other.get_by_role("button", name="Filter (1)").wait_for()
    go(other, "Groups")
    other.get_by_role("button", name="People", exact=True).first.click()
    other.get_by_text(re.compile(r"Download all [\d,]+ people")).wait_for()
    other.context.close()
