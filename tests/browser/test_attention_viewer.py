"""The attention viewer in a real browser."""

import re
from pathlib import Path

import numpy as np
import pytest

from interestlab.attention.capture import row
from tests.browser.attention_app import made
from tests.browser.conftest import serve

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def address():
    with serve(HERE / "attention_app.py") as url:
        yield url


@pytest.fixture
def page(browser, address):
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    page = context.new_page()
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("dialog", lambda dialog: (page.problems.append("dialog"), dialog.dismiss()))
    page.goto(address)
    page.wait_for_selector(".attention[data-shown]", timeout=20_000)
    yield page
    assert page.problems == []
    context.close()


def shares(page):
    texts = page.locator(".token .share").all_text_contents()
    return [0 if not text or text.startswith("<") else int(re.match(r"\d+", text)[0]) for text in texts]


def wait_shown(page, layer, head, token, specials="true"):
    page.wait_for_selector(f".attention[data-shown$='/{layer}/{head}/{token}/{specials}']")


def chosen(page, **expected):
    pattern = ", ".join(f"{name}={value}" for name, value in expected.items())
    page.get_by_text(re.compile(re.escape(pattern))).wait_for(timeout=10_000)


def test_bars_say_what_the_model_did(page):
    wait_shown(page, "null", "null", 1)
    np.testing.assert_allclose(shares(page), row(made(), 1).weights * 100, atol=1.01)
    assert "“[CLS]”" in page.locator(".seen").inner_text()


def test_a_head_and_a_token_are_chosen(page):
    page.get_by_role("option", name="Layer 2, head 3").click()
    wait_shown(page, 1, 2, 1)
    page.locator(".token").nth(4).click()
    wait_shown(page, 1, 2, 4)
    chosen(page, layer=1, head=2, token=4, specials=True)
    np.testing.assert_allclose(shares(page), row(made(), 4, layer=1, head=2).weights * 100, atol=1.01)
    assert "looks most at “<img src=x onerror=alert(1)>” (100" in page.locator(".seen").inner_text()


def test_without_special_tokens_the_removed_share_is_told(page):
    page.get_by_text("Special tokens").click()
    wait_shown(page, "null", "null", 1, "false")
    expected = row(made(), 1, specials=False)
    assert re.search(
        rf"^{round(expected.removed * 100)}\s% of its attention went to special", page.locator(".removed").inner_text()
    )
    np.testing.assert_allclose(shares(page), expected.weights * 100, atol=1.01)
    assert not page.locator(".token").first.is_visible()
    chosen(page, specials=False)


def test_text_stays_text_and_facts_are_shown(page):
    assert page.locator(".attention img").count() == 0
    assert page.locator(".token .piece").nth(3).inner_text() == "<img src=x onerror=alert(1)>"
    assert "The text was cut: 11 of 1,002 tokens are read." in page.locator(".removed").inner_text()
    assert page.locator(".token.unknown").all_inner_texts()[0].startswith("魑")
    assert page.locator(".head canvas").count() == 7 * 13


def test_pieces_of_a_word_stand_together(page):
    assert page.locator(".word").count() == 9
    assert page.locator(".word").nth(1).locator(".piece").all_inner_texts() == ["play", "ing"]


def test_arrow_keys_walk_through_the_tokens(page):
    page.locator(".token").nth(1).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    wait_shown(page, "null", "null", 2)
