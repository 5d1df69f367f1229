"""How fast the attention viewer is in a real browser, and BertViz on the same texts; prints figures and asserts nothing.

    python -m benchmarks.attention_view [--encoder multilingual-e5] [--tokens 64 128 256 512] [--rounds 5] [--bertviz DIR]

First picture: from the moment a text is submitted, or a page with the text in its address is opened, to weights on the
screen; the server's workers are warm, and have not seen the text. Pages are opened in a browser that has started and keeps
nothing of the app, each when the server is done with the one before; an empty page of Streamlit stands beside them. Both are
timed by the browser's own clock, from the beginning of the navigation or the key that submits to the end of the frame.
Hover: from a pointer event on the matrix or on a token to the end of the frame that shows it. Payload: bytes that travel
for one layer, header and head pictures included, by its weights.

BertViz is measured where DIR has it: pip install --target DIR/site --no-deps bertviz ipython traitlets decorator, and, for its
scripts, which it loads from a CDN, npm install --prefix DIR requirejs@2.3.6 d3@5.7.0 jquery@2.1.1.
"""

import argparse
import csv
import io
import statistics
import tempfile
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.bertviz_page import measure_bertviz
from interestlab.attention.kept import describe, look
from interestlab.attention.planes import plane, row_bytes
from interestlab.encode.protocol import Inspectable, TorchInspection
from interestlab.encode.run import find_encoder
from interestlab.errors import EncoderUnavailable
from interestlab.questions.attention import PlaneAnswer
from interestlab.sample import sample_csv
from interestlab.ui.viewer.packing import AttentionChoice, pack_attention
from tests.browser.conftest import CHROMIUM, FLAGS, serve

APP = Path(__file__).parents[1] / "app.py"
SHOWN = ".attention[data-shown]"
HOVERS = 200
SETTLED = 2_000  # ms, in which a new tab or the rest of a page comes to rest
WARM = 45  # s, in which a server's workers are ready
EMPTY = 'import streamlit as st\nst.container(key="shown").write("nothing else")\n'
# Looks once a frame, also into what components keep to themselves, and notes the end of the frame in which something is there.
# A message that is sent in a frame's callback is handled after the frame is drawn.
NOTE_WHEN_SHOWN = """
const roots = [document], attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (options) { const root = attach.call(this, options); roots.push(root); return root; };
window.whenShown = (isThere) => new Promise((resolve) => {
  const look = () => {
    if (!roots.some((root) => root.isConnected && isThere(root))) return requestAnimationFrame(look);
    const {port1, port2} = new MessageChannel(); port1.onmessage = () => resolve(performance.now()); port2.postMessage(0);
  };
  requestAnimationFrame(look);
});
whenShown((root) => root.querySelector("WHAT")).then((at) => (window.painted = at));
"""
NOTE_WHEN_ANOTHER_IS_SHOWN = """(before) => {
  window.took = null;
  const begin = (event) => { if (event.key === "Enter") window.began = event.timeStamp; };
  addEventListener("keydown", begin, {capture: true});
  whenShown((root) => { const found = root.querySelector("WHAT"); return found && found.dataset.shown.slice(0, 8) !== before; })
    .then((at) => { removeEventListener("keydown", begin, {capture: true}); window.took = at - window.began; });
}"""
HOVER = """async (canvas, {hovers, chips}) => {
  const root = canvas.closest(".attention"), found = [];
  const targets = chips ? [...root.querySelectorAll(".token")] : [canvas];
  const drawn = () => new Promise((resolve) => requestAnimationFrame(() => {
    const {port1, port2} = new MessageChannel(); port1.onmessage = resolve; port2.postMessage(0); }));
  const box = canvas.getBoundingClientRect();
  for (let i = 0; i < hovers; i++) {
    const target = targets[Math.floor(Math.random() * targets.length)];
    const [x, y] = [110 + Math.random() * (box.width - 120), 90 + Math.random() * (box.height - 100)];
    const place = {clientX: box.x + x, clientY: box.y + y};
    const start = performance.now();
    target.dispatchEvent(new PointerEvent(chips ? "pointerover" : "pointermove", {bubbles: true, ...place}));
    const handled = performance.now();
    await drawn();
    found.push([handled - start, performance.now() - start]);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return found;
}"""


def texts_of(inspection: TorchInspection, tokens: int, rounds: int) -> list[str]:
    """Different texts of about that many tokens, never more: English posts of the sample, one after another."""
    rows = csv.DictReader(io.StringIO(sample_csv().decode()))
    words = " ".join(row["text"] for row in rows if row["text"].isascii()).split()
    room = tokens - len(inspection.tokenizer(inspection.prefix)["input_ids"])
    found = []
    for number in range(rounds):
        part = words[number * 97 : number * 97 + tokens]
        spans = inspection.tokenizer(" ".join(part), add_special_tokens=False, return_offsets_mapping=True)["offset_mapping"]
        found.append(" ".join(part)[: spans[:room][-1][1]])
    return found


def payload(inspection: TorchInspection, text: str) -> tuple[int, float]:
    """Tokens of the text, and bytes a weight of one layer."""
    looked = look(inspection, text)
    layer = plane(looked.attention, "1")
    answer = PlaneAnswer("1", layer.weights.shape[1], layer.among, row_bytes(layer.weights))
    return len(looked.tokens), len(pack_attention(describe(looked), answer, AttentionChoice(1))) / layer.weights.size


@contextmanager
def new_page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    yield context.new_page()
    context.close()


def opened(browser: Browser, address: str, encoder: str, text: str) -> float:
    """Seconds from opening the page to weights on the screen."""
    return until(browser, url_of(address, encoder, text), SHOWN)


def until(browser: Browser, url: str, shown: str) -> float:
    """Seconds from opening a page to what shall be seen there."""
    with new_page(browser) as page:
        page.add_init_script(NOTE_WHEN_SHOWN.replace("WHAT", shown))
        page.wait_for_timeout(SETTLED)
        page.goto(url, wait_until="commit")
        found = page.wait_for_function("() => window.painted", timeout=120_000).json_value() / 1_000
        page.wait_for_timeout(SETTLED)
        return float(found)


def url_of(address: str, encoder: str, text: str) -> str:
    return f"{address}/attention?" + urllib.parse.urlencode({"encoder": encoder, "text": text})


def submitted(page: Page, text: str) -> float:
    """Seconds from the key that submits another text to the end of the frame that shows its weights."""
    before = page.locator(SHOWN).get_attribute("data-shown") or ""
    page.get_by_label("Type a text").fill(text)
    page.evaluate(NOTE_WHEN_ANOTHER_IS_SHOWN.replace("WHAT", SHOWN), before[:8])
    page.keyboard.press("Control+Enter")
    found = page.wait_for_function("() => window.took", timeout=120_000).json_value() / 1_000
    page.wait_for_timeout(1_500)
    return float(found)


def hovers(page: Page, *, chips: bool) -> list[list[float]]:
    page.get_by_role("button", name="Matrix", exact=True).click()
    page.wait_for_selector(".attention[data-view=matrix]")
    page.wait_for_timeout(500)
    found: list[list[float]] = page.locator(".over").evaluate(HOVER, {"hovers": HOVERS, "chips": chips})
    return found


def show(what: str, values: list[float], unit: str = "s", digits: int = 2) -> None:
    ordered = sorted(values)
    late = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    median = statistics.median(values)
    print(f"  {what:34} median {median:.{digits}f} {unit}, 95 % within {late:.{digits}f} {unit}, of {len(values)}", flush=True)


def measure(browser: Browser, address: str, encoder: str, texts: list[str]) -> None:
    middle = len(texts) // 2
    show("first picture, page opened", [opened(browser, address, encoder, text) for text in texts[:middle]])
    with new_page(browser) as page:
        page.add_init_script(NOTE_WHEN_SHOWN.replace("WHAT", SHOWN))
        page.goto(url_of(address, encoder, "warm"))
        page.wait_for_selector(SHOWN, timeout=120_000)
        page.wait_for_timeout(2_000)
        show("first picture, text submitted", [submitted(page, text) for text in texts[middle:]])
        for name, chips in (("hover on the matrix", False), ("hover on a token", True)):
            found = hovers(page, chips=chips)
            show(f"{name}, to the frame's end", [frame for _, frame in found], "ms", 1)
            show(f"{name}, drawing alone", [handled for handled, _ in found], "ms", 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", default="multilingual-e5")
    parser.add_argument("--tokens", type=int, nargs="+", default=[64, 128, 256, 512])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--bertviz", type=Path, help="folder with bertviz, see above")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        encoder, inspection = given.encoder, _inspection(given.encoder)
        browser: Any = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        texts = {count: texts_of(inspection, count, 2 * given.rounds) for count in given.tokens}
        empty = Path(folder) / "empty.py"
        empty.write_text(EMPTY)
        with serve(empty) as address:
            found = [until(browser, address, ".st-key-shown") for _ in range(1 + given.rounds)]
        print("an empty page of Streamlit")
        show("first picture, page opened", found[1:])
        with serve(APP, INTERESTLAB_HOME=folder) as address:
            opened(browser, address, encoder, "warm")
            time.sleep(WARM)
            for count in given.tokens:
                length, bytes_a_weight = payload(inspection, texts[count][0])
                print(f"{encoder}, {length} tokens: {bytes_a_weight:.2f} bytes a weight of one layer")
                measure(browser, address, encoder, texts[count])
        for count in given.tokens:
            measure_bertviz(browser, given.bertviz, inspection, texts[count][0], Path(folder))
        browser.close()


def _inspection(encoder: str) -> TorchInspection:
    try:
        loaded = find_encoder(encoder).load()
    except EncoderUnavailable as error:
        raise SystemExit(str(error)) from error
    if not isinstance(loaded, Inspectable):
        raise SystemExit(f"The encoder “{encoder}” has no attention.")
    return loaded.inspect()


if __name__ == "__main__":
    main()
