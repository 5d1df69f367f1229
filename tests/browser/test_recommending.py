"""Recommending as an analyst does it on real data: three backends, likes and dislikes, the slider, a muted interest, a why."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from interestlab.home.analysis import analyze
from interestlab.home.request import AnalysisRequest, Upload
from interestlab.ui.text import plain_text

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"
REST = "[data-testid=stApp][data-test-script-state=notRunning]"
MINUTE = 60_000
EXPLORED = re.compile("^(explore)? ?exploring$")  # the badge, with its icon's name
BACKENDS = ("Popularity", "Content", "iALS")


def hackernews():
    return [pd.read_parquet(DATA / "hackernews" / "posts.parquet").head(1_500)]


def douban_dmr():
    return [pd.read_parquet(DATA / "douban_dmr" / name) for name in ("reviews.parquet", "items.parquet")]


def movielens_small():
    ratings = pd.read_parquet(DATA / "movielens_small" / "ratings.parquet")
    ratings = ratings[ratings["user_id"].isin(ratings["user_id"].drop_duplicates().head(10))]
    movies = pd.read_parquet(DATA / "movielens_small" / "movies.parquet")
    return [ratings, movies[movies["item_id"].isin(ratings["item_id"])]]


def drawn(home, read):
    """A workspace with the map of the set, and the id of its most active person."""
    if not DATA.is_dir():
        pytest.skip(f"the real data sets are not at {DATA}")
    workspace, files = home.create(read.__name__), []
    for at, table in enumerate(read()):
        digest = workspace.store.add_upload(table.to_csv(index=False).encode())
        files.append(Upload(f"{read.__name__}_{at}.csv", digest))
    request = AnalysisRequest(files[0], catalogue=files[1] if len(files) > 1 else None, encoder="hashing")
    analyze(workspace, workspace.add_run(request))
    profiles = workspace.need_result().profiles
    return workspace, profiles.users[int(np.argmax(profiles.clear + np.asarray(profiles.unclear)))]


def settled(page):
    page.wait_for_timeout(80)
    page.wait_for_selector(REST, timeout=MINUTE)
    assert page.locator("[data-testid=stException]").count() == 0
    assert page.get_by_text("went wrong on this page").count() == 0


def press(page, key):
    page.locator(f".st-key-{key} button").first.click()
    settled(page)


def pick(page, field, name):
    """Chooses an option by its name; a run of the script that comes late closes the list, which is then opened again."""
    sync_api = pytest.importorskip("playwright.sync_api")
    option = page.get_by_role("option", name=name, exact=True)
    for _ in range(5):
        page.locator(field).click()
        page.locator(field).fill(name)
        try:
            option.click(timeout=5_000)
            return
        except sync_api.TimeoutError:
            page.keyboard.press("Escape")
            settled(page)
    raise AssertionError(f"no option {name}")


def titles(page, backend):
    """The names on the backend's cards, in their order."""
    cards = page.locator(f"[class*='st-key-react_{backend}_']")
    count = cards.count()
    found = page.get_by_text(re.compile(r"^\d+ · "))
    column = [text.partition(" · ")[2] for text in found.all_inner_texts()]
    at = [name.lower() for name in BACKENDS].index(backend)
    return column[at * count : (at + 1) * count]


@pytest.mark.parametrize(
    ("read", "unit"),
    [
        (movielens_small, "Items"),
        pytest.param(hackernews, "Domain", marks=pytest.mark.nightly),
        pytest.param(douban_dmr, "Items", marks=pytest.mark.nightly),
    ],
)
def test_an_analyst_compares_reacts_explores_mutes_and_asks_why(page, app_address, app_home, read, unit):
    workspace, person = drawn(app_home, read)
    page.goto(f"{app_address}/recommend?workspace={workspace.id}&person={person}")
    page.get_by_text("Items whose texts are closest").wait_for(timeout=MINUTE)
    chosen = page.locator(".st-key-unit button").filter(has_text=unit)
    assert "shared" in chosen.inner_text()
    page.get_by_role("button", name="Popularity", exact=True).click()
    page.locator(".st-key-react_popularity_1").wait_for()
    settled(page)

    lists = {name: titles(page, name.lower()) for name in BACKENDS}
    assert all(len(one) == 10 for one in lists.values())
    assert len({tuple(one) for one in lists.values()}) == 3
    assert page.get_by_text("Popular items, not personal").count() == 0

    for at, reaction in enumerate(("like", "dislike") * 5):
        first = titles(page, "content")[0]
        press(page, f"{reaction}_content_1")
        likes, dislikes = at // 2 + 1, (at + 1) // 2
        page.get_by_text(f"Just now: {likes} liked" + (f", {dislikes} disliked" if dislikes else ""), exact=True).wait_for()
        settled(page)
        assert first not in titles(page, "content")
    page.get_by_text("Just now: 5 liked, 5 disliked").wait_for()
    assert page.get_by_text(re.compile(r"Your reactions narrowed it by (?!0\.0%)")).count() == 1
    assert len(set(titles(page, "content")) - set(lists["Content"])) >= 5

    assert page.get_by_text("costs nothing").count() == 1
    assert page.get_by_text(EXPLORED).count() == 0
    slider = page.locator(".st-key-explore").get_by_role("slider")
    slider.focus()
    for _ in range(12):
        slider.press("ArrowRight")
    page.get_by_text(EXPLORED).first.wait_for()
    page.get_by_text(re.compile("of the way to a random list")).wait_for()
    slider.press("Home")
    page.get_by_text("costs nothing").wait_for()
    settled(page)

    page.locator(".st-key-what_if summary").click()
    interests = workspace.need_result().map
    captions = page.get_by_test_id("stCaptionContainer")
    said = captions.all_inner_texts()
    muted = next(name for name in (plain_text(interests.name(one), 40) for one in range(interests.count)) if name in said)
    cards = captions.get_by_text(muted, exact=True)
    pick(page, ".st-key-muted input", muted)
    page.keyboard.press("Escape")
    settled(page)
    assert cards.count() == 0
    assert len(titles(page, "content")) == 10

    page.locator(".st-key-why_content_1 button").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("Taking the score apart").wait_for(state="hidden")
    dialog.get_by_text("What drove the score").or_(dialog.get_by_text("Nothing in the history speaks for it")).wait_for()
    assert page.locator("[data-testid=stException]").count() == 0
