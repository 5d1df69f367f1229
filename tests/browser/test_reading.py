"""Files as people have them, in the browser: what they are, what stops, a wrong role corrected, the rows behind warnings."""

import re

import pytest

from tests.browser.test_journey import MINUTE, go, settled
from tests.corpus.test_seen import HERE

FILES = HERE / "files"


def upload(page, address, *paths):
    """From Home to the columns, or to the error that stays on Home."""
    page.goto(address)
    page.locator("input[type=file]").first.set_input_files(paths[0])
    if len(paths) > 1:
        page.get_by_text("The items are described in a second file").click()
        page.locator("input[type=file]").nth(1).set_input_files(paths[1])
    page.get_by_role("button", name="Continue").click()
    page.wait_for_timeout(1_000)
    settled(page)


def read(page, address, *paths):
    """The same, until the report stands."""
    upload(page, address, *paths)
    page.get_by_text("How the columns were taken").wait_for(timeout=MINUTE)
    settled(page)


@pytest.mark.parametrize(
    ("name", "title", "said"),
    [
        ("goodreads_library_export.csv", "Goodreads library export", "0 stands for “not rated” in 26 of 40"),
        ("whatsapp_android.txt", "WhatsApp chat", "1 of 41 rows have no text"),
        ("qualtrics.csv", "Qualtrics survey", "The header has 3 rows"),
        ("stackexchange_Posts.xml", "Stack Exchange data dump", "40 texts had HTML in them"),
    ],
)
def test_what_a_file_is_stands_on_the_page(page, app_address, name, title, said):
    read(page, app_address, FILES / name)
    assert page.get_by_text(title).count()
    assert page.get_by_text(said).count()
    assert page.get_by_role("button", name="Draw the map").is_enabled()


def test_ratings_alone_are_used_and_the_map_says_why_it_is_empty(page, app_address):
    read(page, app_address, FILES / "movielens_u.data")
    page.get_by_role("button", name="Use the ratings").click()
    page.get_by_text("These are ratings without texts").wait_for(timeout=MINUTE)
    for title in ("Map", "Interests"):
        go(page, title)
        page.get_by_text("This file has ratings and no texts.").wait_for(timeout=MINUTE)
    page.get_by_role("button", name="Add a catalogue").click()
    page.get_by_text("Add a catalogue: a second file that describes the items").wait_for(timeout=MINUTE)


def test_two_files_that_do_not_join_ask_first(page, app_address, tmp_path):
    items = tmp_path / "items.csv"
    items.write_text("item_id,title\n" + "".join(f"X{n},A film about gardens {n}\n" for n in range(30)), "utf-8")
    read(page, app_address, FILES / "users_float.csv", items)
    page.get_by_text("A map of this file may be of no use").wait_for()
    assert page.get_by_text("0 of 20 items of the events are in the catalogue").count()
    assert page.get_by_role("button", name="Draw the map").count() == 0
    page.get_by_text("Go on all the same").click()
    page.get_by_role("button", name="Draw the map").wait_for(timeout=MINUTE)


def test_a_wrong_role_is_corrected_with_the_reason_in_sight(page, app_address):
    read(page, app_address, FILES / "reddit_comments.csv")
    page.get_by_text(re.compile("this is the shape of a file of the kind “Reddit data request”")).first.wait_for()
    page.get_by_role("combobox", name="Label").click()
    page.get_by_role("option", name="—", exact=True).click()
    settled(page)
    assert page.get_by_text("chosen by you").count() == 1


def test_the_rows_behind_warnings_open(page, app_address):
    read(page, app_address, FILES / "reddit_dump_with_deleted.csv")
    for sentence in ("texts stand for nothing", "rows name nobody", "texts stand in the file more than once"):
        page.get_by_text(sentence).first.click()
        settled(page)
    rows = page.get_by_role("button", name=re.compile(r"^Download [\d,]+ rows$"))
    assert rows.count() == 3
    with page.expect_download() as download:
        rows.first.click()
    assert "[deleted]" in download.value.path().read_text("utf-8-sig")


def test_what_is_none_of_these_is_one_sentence_and_leaves_no_card(page, app_address, app_home, tmp_path):
    before = len(app_home.list())
    document = tmp_path / "report.csv"
    document.write_bytes(b"%PDF-1.7 not a table")
    upload(page, app_address, document)
    page.get_by_text("is a PDF document").wait_for(timeout=MINUTE)
    assert page.get_by_role("button", name="Continue").count() == 1
    assert len(app_home.list()) == before
