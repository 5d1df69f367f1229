"""Streamlit's own Markdown, in a real browser, must find nothing in a safe text."""

from pathlib import Path

import pytest

from interestlab.ui.text import plain_text
from tests.browser.conftest import serve
from tests.ui.test_text import NASTY

HERE = Path(__file__).parent
MARKUP = "img,a,strong,em,del,code,pre,h1,h2,h3,ul,ol,blockquote,table,hr,script,.katex,[data-testid=stIconMaterial],sup"


@pytest.fixture(scope="module")
def page(browser):
    with serve(HERE / "text_app.py") as address:
        context = browser.new_context()
        page = context.new_page()
        page.foreign = []
        page.on("request", lambda request: page.foreign.append(request.url) if "evil" in request.url else None)
        page.goto(address)
        page.get_by_role("checkbox").nth(len(NASTY) - 1).wait_for(timeout=30_000)
        yield page
        context.close()


def test_nothing_is_fetched_from_elsewhere(page):
    page.wait_for_timeout(300)
    assert page.foreign == []


def test_no_element_grows_out_of_text(page):
    found = page.eval_on_selector_all(
        "[data-testid=stMarkdownContainer]",
        f"boxes => boxes.flatMap(b => [...b.querySelectorAll('{MARKUP}')].map(e => e.outerHTML.slice(0, 120)))",
    )
    assert found == []


def test_every_text_stands_there_letter_by_letter(page):
    shown = page.eval_on_selector_all(
        "[data-testid=stMarkdown] p", "ps => ps.map(p => p.textContent.replaceAll('\\u2060', ''))"
    )
    missing = [plain_text(text) for text in NASTY if plain_text(text) not in shown]
    assert missing == []
