"""BertViz's head view of a text: the size of its page, and whether and how fast it is drawn, with and without its scripts."""

import re
import sys
import time
from pathlib import Path
from typing import Any

from interestlab.attention.capture import capture
from interestlab.encode.protocol import TorchInspection

SCRIPTS = {
    "require.min.js": "requirejs/require.js",
    "d3.min.js": "d3/dist/d3.min.js",
    "jquery.min.js": "jquery/dist/jquery.min.js",
}
_PATIENCE = 60_000  # milliseconds


def measure_bertviz(browser: Any, folder: Path | None, inspection: TorchInspection, text: str, scratch: Path) -> None:
    """Prints the figures; a sentence where BertViz is not there."""
    if folder is None or not (folder / "site" / "bertviz").exists():
        print("BertViz is not installed (see --bertviz): its figures are left out.")
        return
    start = time.perf_counter()
    page = _made(folder, inspection, text)
    seconds = time.perf_counter() - start
    target = scratch / "bertviz.html"
    target.write_text(page, "utf-8")
    count = len(capture(inspection, text))
    print(f"BertViz, {count} tokens: {len(page) / 1e6:.1f} MB of HTML, made in {seconds:.1f} s")
    ways: list[tuple[str, Path | None]] = [("without a network", None)]
    if all((folder / "node_modules" / local).exists() for local in SCRIPTS.values()):
        ways.append(("its scripts served from here", folder / "node_modules"))
    else:
        print("  its scripts are not in the folder (see --bertviz), so it is opened without them only")
    for name, served in ways:
        found = _drawn(browser, target, served)
        print(f"  {name:34} " + (f"drawn after {found:.2f} s" if found is not None else "nothing is drawn"), flush=True)


def _made(folder: Path, inspection: TorchInspection, text: str) -> str:
    import torch

    sys.path.append(str(folder / "site"))
    from bertviz import head_view

    attention = capture(inspection, text)
    layers = tuple(torch.from_numpy(layer.copy())[None] for layer in attention.weights)
    return f"<!doctype html><meta charset=utf-8><body>{head_view(layers, list(attention.tokens), html_action='return').data}"


def _drawn(browser: Any, target: Path, scripts: Path | None) -> float | None:
    """Seconds until the first lines stand on the page; None where none do."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    page = context.new_page()

    def answer(route: Any) -> None:
        local = SCRIPTS.get(route.request.url.rpartition("/")[2]) if scripts else None
        if local and scripts and (scripts / local).exists():
            route.fulfill(path=str(scripts / local), content_type="text/javascript")
        else:
            route.abort()

    page.route(re.compile("^https:"), answer)
    start = time.perf_counter()
    try:
        page.goto(target.as_uri(), timeout=_PATIENCE)
        page.wait_for_selector("svg line", state="attached", timeout=5_000 if scripts is None else _PATIENCE)
        return time.perf_counter() - start
    except Exception:  # whatever the browser says, nothing was drawn
        return None
    finally:
        context.close()
