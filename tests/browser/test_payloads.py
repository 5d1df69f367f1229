"""No text, in whatever place of whatever page, reaches another host, runs, or becomes a link; with the policy on and off."""

from pathlib import Path

import pytest

from tests.browser.conftest import serve
from tests.browser.places import HOST, PAYLOADS, places

HERE = Path(__file__).parent
REST = "[data-testid=stApp][data-test-script-state=notRunning]"
GROWN = """host => [...document.querySelectorAll('*')].flatMap(e => [...e.attributes]
    .filter(a => a.name.startsWith('on') || (['href', 'src', 'srcset', 'action', 'poster', 'xlink:href'].includes(a.name)
        && (a.value.includes(host) || a.value.startsWith('javascript:'))))
    .map(a => e.tagName + ' ' + a.name + '=' + a.value.slice(0, 80)))"""


REACHED = """() => [...document.querySelectorAll("[class*='st-key-place_']")]
    .filter(box => box.innerText.trim() || box.querySelector('input, button'))
    .map(box => +box.className.match(/st-key-place_(\\d+)/)[1])"""


def _refusal(text):
    return "Content Security Policy" in text and "wasm" not in text.lower() and "WebAssembly" not in text


class Watched:
    """A page in a context of its own, and all that it asked for elsewhere."""

    def __init__(self, browser, address, *, policy):
        self.context = browser.new_context(viewport={"width": 1440, "height": 1200}, bypass_csp=not policy)
        self.page, self.elsewhere, self.ran = self.context.new_page(), [], []
        allowed = (address, address.replace("http", "ws"), "data:", "blob:")
        self.page.on("request", lambda r: None if r.url.startswith(allowed) else self.elsewhere.append(r.url))
        self.refused: list[str] = []  # by the policy; protobuf asks once whether it may compile, and does without
        self.page.on("console", lambda m: self.refused.append(m.text) if _refusal(m.text) else None)
        self.page.on("dialog", lambda dialog: (self.ran.append(dialog.message), dialog.dismiss()))
        self.page.set_default_timeout(60_000)

    def reached(self):
        """The numbers of the places that show something; their parts are loaded one by one."""
        for _ in range(60):
            found = self.page.evaluate(REACHED)
            if len(found) == len(places()):
                break
            self.page.wait_for_timeout(500)
        return found

    def grown(self):
        """Handlers and links that grew out of text."""
        return self.page.evaluate(GROWN, HOST)


@pytest.fixture(scope="module")
def everything():
    with serve(HERE / "places_app.py") as address:
        yield address


def test_the_places_are_those_of_the_code():
    doors = {place.door for place in places()}
    assert len(places()) > 200
    assert {"caption", "markdown", "badge", "button", "selectbox", "pills", "expander", "metric", "warning", "words"} <= doors


SOON = ((0, False), (5, False), (0, True))  # in the suite; the others at night
RUNS = [*((one, False) for one in range(len(PAYLOADS))), (0, True), (2, True), (len(PAYLOADS) - 1, True)]


@pytest.mark.parametrize(
    ("payload", "policy"), [pytest.param(*run, marks=() if run in SOON else pytest.mark.nightly) for run in RUNS]
)
def test_every_place_holds_every_payload_as_text(browser, everything, payload, policy):
    watched = Watched(browser, everything, policy=policy)
    page = watched.page
    page.goto(f"{everything}/?payload={payload}")
    page.get_by_text(f"all {len(places())} places").wait_for()
    page.wait_for_selector(REST)
    assert page.locator("[data-testid=stException]").count() == 0

    reached = watched.reached()
    for mark in page.locator("[data-testid=stTooltipIcon]").all()[:3]:
        mark.hover()
        page.wait_for_timeout(150)
    assert watched.grown() == []
    assert watched.elsewhere == watched.ran == []
    assert [place for number, place in enumerate(places()) if number not in set(reached)] == []
    watched.context.close()
