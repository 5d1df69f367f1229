"""A large file is checked by a job: the page says how far it is, and the reading ends where the analyst ends it."""

import re

from playwright.sync_api import expect

from interestlab.sample import sample_csv


def large() -> bytes:
    """The sample's rows again and again, each time of other people: some megabytes."""
    head, *rows = sample_csv().splitlines(keepends=True)
    return b"".join([head, *(row.replace(b",", b"%d," % turn, 1) for turn in range(25) for row in rows)])


def test_reading_is_cancelled_and_taken_up_again(page, app_address):
    page.goto(app_address)
    page.locator("[data-testid=stFileUploaderDropzoneInput]").first.set_input_files(
        {"name": "large.csv", "mimeType": "text/csv", "buffer": large()}
    )
    page.get_by_role("button", name="Continue").click()
    bar = page.get_by_text("Reading the whole file")
    expect(bar).to_be_visible(timeout=120_000)
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("The file has not been read to its end.")).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Read the whole file").click()
    expect(page.get_by_text("of 37,350 rows", exact=True)).to_be_visible(timeout=240_000)
    expect(page.get_by_text(re.compile("unexpected"))).to_have_count(0)
