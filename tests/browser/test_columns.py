"""Bars of columns filter one another and the map, by mouse and by keyboard, and what they set stands in the URL."""

import re

import pytest

from tests.browser.test_journey import settled
from tests.browser.test_questions import titles

__all__ = ["titles"]


SPOKEN = re.compile(r"^(.*): ([\d,]+) of ([\d,]+) posts$")


def counts(column):
    """What the bars of a column say: (now, all) each."""
    spoken = [SPOKEN.match(bar.get_attribute("aria-label")) for bar in column.locator(".bar").all()]
    return [(int(one[2].replace(",", "")), int(one[3].replace(",", ""))) for one in spoken]


def bounds(bar):
    """The least and the greatest number in a bar."""
    parts = SPOKEN.match(bar.get_attribute("aria-label"))[1].replace(",", "").split(" – ")
    return int(parts[0]), int(parts[-1])


def pulled(page, bars, first, last):
    """Pulls from one bar to another; returns the numbers that this takes in."""
    from_, to = (bars.nth(at).bounding_box() for at in (first, last))
    page.mouse.move(from_["x"] + 3, from_["y"] + 30)
    page.mouse.down()
    page.mouse.move(to["x"] + 3, to["y"] + 30, steps=8)
    low, high = bounds(bars.nth(first))[0], bounds(bars.nth(last))[1]
    page.mouse.up()
    return low, high


@pytest.mark.timeout(240)
def test_bars_filter_one_another_and_the_map(page, titles):
    workspace, address = titles
    contents = workspace.need_result().corpus.contents
    points, remarks = (contents[f"extra.{name}"].astype(int) for name in ("num_points", "num_comments"))
    site = contents["extra.url"].str.extract(r"https?://(?:www\.)?([^/:?#]+)")[0].str.lower()
    page.goto(f"{address}/map?workspace={workspace.id}")
    page.wait_for_selector(".map[data-revision]")
    settled(page)
    page.get_by_text("Columns", exact=True).first.click()
    page.wait_for_selector(".columns section")
    settled(page)
    column = {
        name: page.locator(".columns section").filter(has=page.get_by_role("heading", name=name, exact=True))
        for name in ("Time", "url", "num_points", "num_comments")
    }

    # One value: the other columns count only its posts, its own counts all that it could be.
    first = column["url"].locator(".bar").first
    chosen = first.locator(".label").inner_text()
    first.click()
    mine = site == chosen
    page.get_by_text(f"{mine.sum():,} posts selected").wait_for()
    settled(page)
    assert sum(now for now, _ in counts(column["num_points"])) == mine.sum()
    assert all(now == total for now, total in counts(column["url"]))
    assert first.get_attribute("aria-pressed") == "true"

    # A pull over several bars of numbers: a range, from the least to the greatest number in them.
    low, high = pulled(page, column["num_points"].locator(".bar"), 2, 4)
    both = mine & points.between(low, high)
    page.get_by_text(f"{both.sum():,} posts selected").wait_for()
    settled(page)
    assert sum(now for now, _ in counts(column["num_comments"])) == both.sum()
    assert sum(now for now, _ in counts(column["num_points"])) == mine.sum()
    sites = [one.inner_text() for one in column["url"].locator(".label").all()]
    assert sum(now for now, _ in counts(column["url"])) == (points.between(low, high) & site.isin(sites)).sum()
    link = page.url

    # By keyboard: the next bar, Enter, and off again with the clear button.
    bars = column["num_comments"].locator(".bar")
    bars.first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    three = both & remarks.between(*bounds(bars.nth(1)))
    page.get_by_text(f"{three.sum():,} posts selected").wait_for()
    settled(page)
    page.get_by_role("button", name="Clear the condition on num_comments").click()
    page.get_by_text(f"{both.sum():,} posts selected").wait_for()
    settled(page)

    # Time is a column, too; the link restores the conditions in another browser.
    assert sum(total for _, total in counts(column["Time"])) == contents["timestamp"].notna().sum()
    other = page.context.browser.new_context().new_page()
    other.goto(link)
    other.get_by_text(f"{both.sum():,} posts selected").wait_for(timeout=60_000)
    other.context.close()
