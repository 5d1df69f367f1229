"""Texts that want to be more than text, on the attention page and in the file that leaves it."""

import re
from pathlib import Path

HOSTILE = (
    "</script><script>alert(1)</script> <img src=http://example.org/x.png onerror=alert(2)> "
    "\u202egnp.exe\u202c שלום عالم zero\u200bwidth\u200djoined 👩‍👩‍👧 🏳️‍🌈 "
    "![x](http://example.org/y.png) =1+1 {{7*7}} ${alert(3)} \x00end"
)
HOSTILE_SECOND = (
    "</script><img src=x onerror=alert(4)></textarea><svg onload=alert(5)> \u202egpj.exe\u202c \u2067שלום\u2069 مرحبا "
    "zero\u200bwidth\u200d 👩\u200d👩\u200d👧 🏳️\u200d🌈 [SEP] [CLS] <!-- {{7*7}} \x00end"
)


def watched(context, address):
    """A page, and what went wrong on it: errors, dialogs, requests to anywhere else."""
    page, problems = context.new_page(), []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("dialog", lambda dialog: (problems.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: _note(problems, request.url, address))
    return page, problems


def _note(problems, url, address):
    if not url.startswith((address, address.replace("http", "ws"), "blob:", "data:")):
        problems.append(url)


def read(page, text):
    """Submits the text and waits until it is shown."""
    before = page.locator(".attention").get_attribute("data-shown") if page.locator(".attention").count() else "-"
    page.get_by_label("Type a text").fill(text)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(f".attention[data-shown]:not([data-shown='{before}'])", timeout=90_000)


def read_second(page, text):
    """Submits a second text, which is read together with the first, and waits until both are shown."""
    page.get_by_role("textbox", name="Read together with a second text").fill(text)
    page.keyboard.press("Control+Enter")
    page.locator(".heading").nth(1).wait_for(timeout=90_000)


def no_second(page):
    page.get_by_role("textbox", name="Read together with a second text").fill("")
    page.keyboard.press("Control+Enter")
    page.locator(".heading").first.wait_for(state="detached")


def save_file(page, target):
    page.wait_for_timeout(500)  # the last choice goes to the server, after which the button stands for another file
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    with page.expect_download() as waiting:
        page.get_by_role("button", name=re.compile("One HTML file")).click()
    target.write_bytes(Path(waiting.value.path()).read_bytes())


def every_view(page):
    for name in ("Matrix", "Between layers", "Tokens"):
        page.get_by_role("button", name=name, exact=True).click()
        page.locator(".token").nth(3).hover()
    page.get_by_text("As words").click()
    page.wait_for_selector(".attention[data-words=true]")
    for name in ("SVG", "PNG", "CSV"):
        with page.expect_download():
            page.get_by_role("button", name=name, exact=True).click()


def test_hostile_and_endless_texts_stay_text(browser, app_address, tmp_path):
    context = browser.new_context(viewport={"width": 1300, "height": 1000}, accept_downloads=True)
    page, problems = watched(context, app_address)
    page.goto(f"{app_address}/attention")
    read(page, HOSTILE)
    pieces = page.locator(".token .piece").all_inner_texts()
    assert "script" in pieces
    assert page.locator(".attention img, .attention script").count() == 0
    assert not {"\u202e", "\u202c"} & set("".join(pieces))
    every_view(page)
    save_file(page, tmp_path / "hostile.html")

    page.get_by_text("As words").click()
    read_second(page, HOSTILE_SECOND)
    assert page.locator(".heading").all_inner_texts() == ["First text", "Second text"]
    pieces = page.locator(".token .piece").all_inner_texts()
    assert "".join(pieces).count("👩") + "".join(pieces).count("[UNK]") > 1
    assert page.locator(".attention img, .attention script").count() == 0
    assert not {"\u202e", "\u202c", "\u200b"} & set("".join(pieces))
    page.locator(".looks-at").select_option("other")
    every_view(page)
    save_file(page, tmp_path / "pair.html")
    no_second(page)

    read(page, "word </script> " * 7_000)  # 105,000 characters
    cut = re.search(r"cut: the first 256 of ([\d,]+) tokens", page.locator("[data-testid=stMain]").inner_text())
    assert int(cut[1].replace(",", "")) == 7_000 * 5 + 2
    assert f"256 of {cut[1]} tokens are read" in page.locator(".removed").inner_text()
    save_file(page, tmp_path / "endless.html")
    assert problems == []
    context.close()

    for name, views in (("hostile", True), ("pair", True), ("endless", False)):
        source = (tmp_path / f"{name}.html").read_text("utf-8")
        assert not re.search(r"https?://", source.replace("http://www.w3.org/2000/svg", ""))
        alone = browser.new_context(offline=True, viewport={"width": 1300, "height": 1000}, accept_downloads=True)
        page, problems = watched(alone, "file://")
        page.goto((tmp_path / f"{name}.html").as_uri())
        page.wait_for_selector(".attention[data-shown]", timeout=30_000)
        assert page.locator(".attention img, .attention script").count() == 0
        if views:
            assert "script" in page.locator(".token .piece").all_inner_texts()
            assert page.locator(".heading").count() == (2 if name == "pair" else 0)
            page.get_by_text("As words").click()
            every_view(page)
        else:
            assert f"256 of {cut[1]} tokens are read" in page.locator(".removed").inner_text()
        assert problems == []
        alone.close()
