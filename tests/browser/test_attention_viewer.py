"""The attention viewer in a real browser."""

import csv
import io
import re
from pathlib import Path

import numpy as np
import pytest

from interestlab.attention.alternatives import rollout
from interestlab.attention.capture import row
from interestlab.attention.planes import plane
from interestlab.attention.tokens import merge_matrix
from tests.browser.attention_app import SECOND, looked, made
from tests.browser.conftest import serve

HERE = Path(__file__).parent
# Size of the sheet on which the pictures of the heads stand, and how strong each of its pixels is, row by row.
SHEET = """async (picture) => {
  const image = new Image();
  image.src = getComputedStyle(picture).backgroundImage.slice(5, -2);
  await image.decode();
  const canvas = document.createElement("canvas");
  const { width, height } = Object.assign(canvas, { width: image.width, height: image.height });
  canvas.getContext("2d").drawImage(image, 0, 0);
  const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
  return { width, height, alpha: Array.from({ length: width * height }, (_, i) => data[4 * i + 3]) };
}"""


@pytest.fixture(scope="module")
def address():
    with serve(HERE / "attention_app.py") as url:
        yield url


@pytest.fixture
def open_page(browser, address):
    """Opens the viewer in a browser of its own; nothing may go wrong on it, and nothing leave the machine."""
    contexts, problems = [], []

    def opened(query="", shown=".attention[data-shown]", **settings):
        contexts.append(browser.new_context(viewport={"width": 1300, "height": 1000}, accept_downloads=True, **settings))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("dialog", lambda dialog: (problems.append("dialog"), dialog.dismiss()))
        page.on("request", lambda request: None if is_local(request.url, address) else problems.append(request.url))
        page.goto(address + query)
        page.wait_for_selector(shown, timeout=20_000)
        return page

    yield opened
    assert problems == []
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page):
    return open_page()


def pair():
    return made(second=SECOND)


def is_local(url, address):
    return url.startswith((address, "blob:", "data:", "file:"))


def shares(page):
    texts = page.locator(".token .share").all_text_contents()
    return [0 if not text or text.startswith("<") else int(re.match(r"\d+", text)[0]) for text in texts]


def wait_shown(page, layer, head, token, specials="true"):
    page.wait_for_selector(f".attention[data-shown$='/{layer}/{head}/{token}/{specials}']")


def show_view(page, name):
    page.get_by_role("button", name=name, exact=True).click()
    view = {"Tokens": "tokens", "Matrix": "matrix", "Between layers": "layers"}[name]
    page.wait_for_selector(f".attention[data-view={view}]")


def wait_url(page, *parts):
    page.wait_for_function("parts => parts.every((part) => location.search.includes(part))", arg=list(parts), timeout=10_000)


def downloaded(page, name):
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    return Path(waiting.value.path()).read_bytes()


def point(page, row, column, count=11):
    """Moves the pointer to a cell of the matrix; returns the place."""
    page.locator(".over").scroll_into_view_if_needed()
    box = page.locator(".over").bounding_box()
    side = (box["height"] - 88) / count
    place = box["x"] + 104 + (column + 0.5) * side, box["y"] + 84 + (row + 0.5) * side
    page.mouse.move(*place)
    return place


def test_bars_say_what_the_model_did(page):
    wait_shown(page, "null", "null", 1)
    np.testing.assert_allclose(shares(page), row(made(), 1).weights * 100, atol=1.01)
    assert "“[CLS]”" in page.locator(".seen").inner_text()


def test_a_head_and_a_token_are_chosen(page):
    page.get_by_role("option", name="Layer 2, head 3").click()
    wait_shown(page, 1, 2, 1)
    page.locator(".token").nth(4).click()
    wait_shown(page, 1, 2, 4)
    wait_url(page, "layer=2", "head=3", "token=5")
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
    wait_url(page, "specials=0")


def test_text_stays_text_and_facts_are_shown(page):
    assert page.locator(".attention img").count() == 0
    assert page.locator(".token .piece").nth(3).inner_text() == "<img src=x onerror=alert(1)>"
    assert "The text was cut: 11 of 1,002 tokens are read." in page.locator(".removed").inner_text()
    assert page.locator(".token.unknown").all_inner_texts()[0].startswith("魑")
    assert page.locator(".head .picture").count() == 7 * 13


def test_pictures_of_heads_are_what_the_heads_do(page):
    """The pictures stand on one sheet: each button shows its own part of it, as strong as the weights are."""
    pictures = looked(made()).description.pictures  # (layers, heads, side, side)
    layers, heads, side = pictures.shape[:3]
    found = page.locator(".head .picture").first.evaluate(SHEET)
    assert (found["width"], found["height"]) == ((heads + 1) * side, (layers + 1) * side)
    strong = np.array(found["alpha"]).reshape(layers + 1, side, heads + 1, side).transpose(0, 2, 1, 3) / 255
    np.testing.assert_allclose(strong[1:, 1:], np.sqrt(pictures), atol=0.004)
    place = page.get_by_role("option", name="Layer 2, head 3").locator(".picture").evaluate("e => e.style.backgroundPosition")
    across, down = (float(part.rstrip("%")) / 100 for part in place.split())
    assert (round(across * heads), round(down * layers)) == (3, 2)


def test_a_first_text_is_waited_for_by_an_empty_viewer(open_page):
    page = open_page("?wait=2.5", shown=".attention.waiting")
    assert page.locator(".seen").inner_text() == "Reading the text …"
    assert page.locator(".attention").evaluate("viewer => viewer.inert")
    page.wait_for_selector(".attention[data-shown]")
    page.wait_for_selector(".attention.waiting", state="detached")
    assert page.locator(".attention").count() == 1
    assert not page.locator(".attention").evaluate("viewer => viewer.inert")
    page.get_by_role("option", name="Layer 2, head 3").click()
    wait_shown(page, 1, 2, 1)


def test_pieces_of_a_word_stand_together(page):
    assert page.locator(".word").count() == 9
    assert page.locator(".word").nth(1).locator(".piece").all_inner_texts() == ["play", "ing"]


def test_pieces_of_a_word_wrap_where_there_is_no_room(page):
    page.set_viewport_size({"width": 260, "height": 900})
    page.wait_for_timeout(300)
    first, second = (page.locator(".word").nth(1).locator(".token").nth(at).bounding_box() for at in (0, 1))
    assert second["y"] > first["y"] + 10
    pieces = page.locator(".word").nth(1).locator(".piece")
    widths = pieces.evaluate_all("all => all.map((piece) => [piece.clientWidth, piece.scrollWidth])")
    assert all(shown >= whole > 10 for shown, whole in widths)


def test_as_words_keys_are_summed_and_queries_averaged(page):
    page.get_by_text("As words").click()
    page.wait_for_selector(".attention[data-words=true]")
    attention = made()
    expected = merge_matrix(attention.weights.mean(axis=(0, 1), dtype=np.float64), looked(attention).tokens)
    np.testing.assert_allclose(shares(page), expected[1] * 100, atol=1.01)
    assert page.locator(".token .piece").all_inner_texts()[:2] == ["[CLS]", "playing"]


def test_arrow_keys_walk_through_the_tokens(page):
    page.locator(".token").nth(1).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    wait_shown(page, "null", "null", 2)


def test_the_matrix_names_its_cells_and_chooses_rows(page):
    show_view(page, "Matrix")
    mean = made().weights.mean(axis=(0, 1), dtype=np.float64)
    place = point(page, 4, 0)
    said = page.locator(".pointed").inner_text()
    assert said.startswith("“chess” → “[CLS]”: ")
    assert float(re.search(r"([\d.]+)\s%", said)[1]) == pytest.approx(mean[4, 0] * 100, abs=0.6)
    assert page.locator(".token.row .piece").inner_text() == "chess"
    assert page.locator(".token.column .piece").inner_text() == "[CLS]"
    assert page.locator(".heads").get_attribute("data-lit") == "true"
    page.mouse.click(*place)
    wait_shown(page, "null", "null", 4)


def test_a_chip_lights_its_row_and_column_in_the_matrix(page):
    show_view(page, "Matrix")
    before = page.locator(".over").screenshot()
    page.locator(".token").nth(7).hover()
    assert page.locator(".over").screenshot() != before
    page.mouse.move(2, 2)
    assert page.locator(".token.row").count() == 0


def test_the_matrix_is_walked_and_zoomed_by_keys(page):
    show_view(page, "Matrix")
    page.locator(".over").focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
    assert page.locator(".pointed").inner_text().startswith("“ing” → “play”")
    page.keyboard.press("Enter")
    wait_shown(page, "null", "null", 2)


def test_a_large_matrix_zooms(open_page):
    page = open_page("?tokens=120&layers=2&view=matrix")
    zoom = lambda: float(page.locator(".matrix").get_attribute("data-zoom"))  # noqa: E731
    assert zoom() == 1
    page.get_by_role("button", name="Zoom in (+)").click()
    assert zoom() == pytest.approx(1.6)
    page.get_by_role("button", name="Show all (0)").click()
    assert zoom() == 1


def test_lines_between_layers_end_as_rollout_says(page):
    show_view(page, "Between layers")
    np.testing.assert_allclose(shares(page), rollout(made().weights)[1] * 100, atol=1.01)
    lines = page.locator(".paths path")
    assert lines.count() > 20
    lines.first.dispatch_event("pointerover")
    assert re.match(r"Layer \d: “.*” draws on “.*”; [\d.]+\s% of the whole", page.locator(".pointed").inner_text())


@pytest.mark.parametrize(("way", "name"), [("Rollout", "rollout"), ("Flow", "flow:1")])
def test_ways_through_all_layers(page, way, name):
    page.get_by_role("button", name=way).click()
    wait_shown(page, name.partition(":")[0], "null", 1)
    expected = plane(made(), name).weights[0]
    np.testing.assert_allclose(shares(page), expected[1 if len(expected) > 1 else 0] * 100, atol=1.01)
    assert "draws most on" in page.locator(".seen").inner_text()


def test_what_a_causal_model_cannot_see_is_hatched(open_page):
    page = open_page("?causal=1&view=matrix&token=2")
    assert "cannot look at what comes after it" in page.locator(".removed").inner_text()
    assert page.locator(".token.masked").count() == 9
    point(page, 2, 7)
    assert page.locator(".pointed").inner_text() == "“ing” cannot look at “at”, which comes later."


def test_a_pair_is_told_apart_and_looks_at_one_text(open_page):
    page = open_page("?pair=1")
    assert page.locator(".heading").all_inner_texts() == ["First text", "Second text"]
    assert "The texts were cut: 4 of 300 and 5 of 700 tokens are read." in page.locator(".removed").inner_text()
    weights = made().weights.mean(axis=(0, 1), dtype=np.float64)[1]
    special = np.isin(np.arange(11), [0, 10])
    second = np.array(SECOND)
    page.locator(".looks-at").select_option("other")
    page.wait_for_selector(".attention[data-looks=other]")
    left = np.where(special | second, weights, 0)
    np.testing.assert_allclose(shares(page), left / left.sum() * 100, atol=1.01)
    assert (
        f"{round(100 * (1 - left.sum()))}\u00a0% of its attention went to its own text" in page.locator(".removed").inner_text()
    )
    page.get_by_text("Special tokens").click()
    wait_shown(page, "null", "null", 1, "false")
    left = np.where(second, weights, 0)
    np.testing.assert_allclose(shares(page), left / left.sum() * 100, atol=1.01)
    wait_url(page, "looks=other", "specials=0")
    show_view(page, "Matrix")
    rows = list(csv.reader(io.StringIO(downloaded(page, "CSV").decode("utf-8-sig"))))
    assert rows[0][2] == "text"
    assert {(line[2], line[5]) for line in rows[1:]} == {("1", "2"), ("2", "1")}
    assert "stroke-dasharray" not in downloaded(page, "SVG").decode()
    show_view(page, "Tokens")
    assert "stroke-dasharray" in downloaded(page, "SVG").decode()
    show_view(page, "Between layers")
    assert not page.locator(".looks-at").is_visible()
    assert page.locator(".paths path").count() > 20


def test_rollout_and_flow_of_a_pair_look_at_one_text(open_page):
    page = open_page("?pair=1")
    other = np.isin(np.arange(11), [0, 10]) | np.array(SECOND)  # of token 1, of the first text; special tokens stay
    page.locator(".looks-at").select_option("other")
    page.wait_for_selector(".attention[data-looks=other]")
    for way, name, place in (("Rollout", "rollout", 1), ("Flow", "flow:1", 0)):
        page.get_by_role("button", name=way).click()
        wait_shown(page, name.partition(":")[0], "null", 1)
        left = np.where(other, plane(pair(), name).weights[0][place], 0)
        np.testing.assert_allclose(shares(page), left / left.sum() * 100, atol=1.01)
        assert "draws most on" in page.locator(".seen").inner_text()
        assert "went to its own text and is left out" in page.locator(".removed").inner_text()


def test_the_border_of_a_pair_stands_in_the_pictures(open_page):
    from PIL import Image

    page = open_page("?pair=1&view=matrix")
    left, top, side = 130, 140, 240
    for specials, border, count in ((True, 5, 11), (False, 4, 9)):
        svg = downloaded(page, "SVG").decode()
        found = re.search(r'd="M130 ([\d.]+)h240M([\d.]+) 140v240"', svg)
        assert [float(place) for place in found.groups()] == pytest.approx(
            [top + border * side / count, left + border * side / count]
        )
        if specials:
            assert svg.count("<path") == 1
            check_lines(Image.open(io.BytesIO(downloaded(page, "PNG"))), left, top, side, border * side / count)
            page.get_by_text("Special tokens").click()
            wait_shown(page, "null", "null", 1, "false")


def check_lines(picture, left, top, side, border):
    """The border's two lines are of one colour, which the cells beside them are not."""
    pixels, scale = np.asarray(picture.convert("L"), float), 2
    spread = lambda strip: strip[4:-4].std()  # noqa: E731
    upright = pixels[scale * top : scale * (top + side)]
    level = pixels[:, scale * left : scale * (left + side)].T
    for strips, start in ((upright, left), (level, top)):
        at = round(scale * (start + border))
        line = min(spread(strips[:, at + step]) for step in (-1, 0, 1))
        assert line < 0.5 * spread(strips[:, at + 12])


def test_the_file_of_a_pair_works_without_a_server(open_page, browser, tmp_path):
    page = open_page("?pair=1")
    page.locator(".looks-at").select_option("own")
    page.get_by_role("button", name="Flow").click()
    wait_shown(page, "flow", "null", 1)
    target = tmp_path / "pair.html"
    target.write_bytes(downloaded(page, re.compile("One HTML file")))
    context = browser.new_context(offline=True, viewport={"width": 1300, "height": 1000}, accept_downloads=True)
    alone, problems = context.new_page(), []
    alone.on("pageerror", lambda error: problems.append(str(error)))
    alone.on("request", lambda request: None if is_local(request.url, "file:") else problems.append(request.url))
    alone.goto(target.as_uri())
    wait_shown(alone, "flow", "null", 1)
    assert alone.locator(".attention").get_attribute("data-looks") == "own"
    assert alone.locator(".heading").all_inner_texts() == ["First text", "Second text"]
    assert (shares(alone), alone.locator(".seen").inner_text()) == (shares(page), page.locator(".seen").inner_text())
    alone.get_by_role("button", name="Rollout").click()
    wait_shown(alone, "rollout", "null", 1)
    alone.locator(".looks-at").select_option("other")
    alone.wait_for_selector(".attention[data-looks=other]")
    left = np.where(np.isin(np.arange(11), [0, 10]) | np.array(SECOND), rollout(pair().weights)[1], 0)
    np.testing.assert_allclose(shares(alone), left / left.sum() * 100, atol=1.01)
    show_view(alone, "Matrix")
    assert re.search(r"h240M[\d.]+ 140v240", downloaded(alone, "SVG").decode())
    show_view(alone, "Between layers")
    assert alone.locator(".paths path[stroke-dasharray]").count() == 1
    assert problems == []
    context.close()


def test_a_link_opens_the_exact_view_in_another_browser(page, open_page):
    page.get_by_role("option", name="Layer 3, head 5").click()
    page.locator(".token").nth(6).click()
    page.get_by_text("As words").click()
    page.get_by_text("Special tokens").click()
    page.locator(".threshold").fill("6")
    show_view(page, "Matrix")
    wait_url(page, "view=matrix", "threshold=0.05")
    other = open_page(page.url.partition("/")[2].partition("/")[2].partition("/")[2])
    wait_shown(other, 2, 4, 6, "false")
    for name in ("shown", "view", "words", "threshold"):
        assert other.locator(".attention").get_attribute(f"data-{name}") == page.locator(".attention").get_attribute(
            f"data-{name}"
        )
    assert other.locator(".seen").inner_text() == page.locator(".seen").inner_text()


def test_only_weights_from_the_threshold_on_are_shown(page):
    page.locator(".threshold").fill("7")  # 10 %
    page.wait_for_selector(".attention[data-threshold='0.1']")
    weights = row(made(), 1).weights
    assert sum(share > 0 for share in shares(page)) == (weights >= 0.1).sum()


def test_weights_leave_as_csv(page):
    show_view(page, "Matrix")
    rows = list(csv.reader(io.StringIO(downloaded(page, "CSV").decode("utf-8-sig"))))
    assert rows[0] == ["token", "position", "looks at", "position", "weight"]
    assert len(rows) == 1 + 11 * 11
    found = np.array([float(line[4]) for line in rows[1:]]).reshape(11, 11)
    np.testing.assert_allclose(found, made().weights.mean(axis=(0, 1), dtype=np.float64), atol=0.004)
    assert rows[1 + 3 * 11][0] == "<img src=x onerror=alert(1)>"


@pytest.mark.parametrize("view", ["Tokens", "Matrix", "Between layers"])
def test_pictures_leave_as_svg_and_png(page, view, tmp_path):
    from PIL import Image

    show_view(page, view)
    svg = downloaded(page, "SVG").decode()
    assert "<img" not in svg
    assert "&lt;img src=x" in svg
    assert not re.findall(r"""(?:href|src)\s*=\s*["'](?!data:)""", svg)
    picture = Image.open(io.BytesIO(downloaded(page, "PNG")))
    assert picture.width >= 900
    assert len(picture.convert("L").getcolors()) > 20


def test_the_file_works_without_a_server(page, browser, tmp_path):
    show_view(page, "Matrix")
    page.get_by_role("option", name="Layer 2, head 3").click()
    wait_url(page, "layer=2", "head=3", "view=matrix")
    content = downloaded(page, re.compile("One HTML file"))
    assert b"<img" not in content.partition(b"<script")[0]
    target = tmp_path / "attention.html"
    target.write_bytes(content)
    context = browser.new_context(offline=True, viewport={"width": 1300, "height": 1000}, accept_downloads=True)
    alone, problems = context.new_page(), []
    alone.on("pageerror", lambda error: problems.append(str(error)))
    alone.on("dialog", lambda dialog: (problems.append("dialog"), dialog.dismiss()))
    alone.on("request", lambda request: None if is_local(request.url, "file:") else problems.append(request.url))
    alone.goto(target.as_uri())
    wait_shown(alone, 1, 2, 1)
    assert alone.locator(".attention").get_attribute("data-view") == "matrix"
    for layer in (0, 5):
        alone.get_by_role("option", name=f"Layer {layer + 1}, mean of its heads").click()
        wait_shown(alone, layer, "null", 1)
    np.testing.assert_allclose(shares(alone), row(made(), 1, layer=5).weights * 100, atol=1.01)
    show_view(alone, "Between layers")
    assert downloaded(alone, "CSV").startswith(b"\xef\xbb\xbflayer,token")
    assert alone.get_by_role("button", name="Copy link").count() == 0
    assert problems == []
    context.close()


def test_heads_of_a_grid_are_clicked_and_boxed(page, address):
    page.goto(f"{address}/?heads=1&heads_off=4.5")
    grid = page.locator(".st-key-off_choice .nsewdrag").last  # the old chart stands there, too, until it is gone

    def place(layer, head):
        while (box := grid.bounding_box()) is None:  # the old chart was taken away in this moment
            page.wait_for_timeout(50)
        return box["x"] + (head - 0.4) / 5.2 * box["width"], box["y"] + (layer - 0.4) / 4.2 * box["height"]

    def click(layer, head, *, chosen):
        x, y = place(layer, head)
        page.mouse.move(x - 4, y)
        page.wait_for_timeout(100)  # the chart looks for what lies under the pointer at most every 50 ms
        page.mouse.move(x, y)
        page.wait_for_timeout(100)
        page.mouse.click(x, y)
        page.get_by_text(f"{chosen} of 20 heads").wait_for()
        page.wait_for_timeout(300)

    page.get_by_text("1 of 20 heads").wait_for()
    click(2, 3, chosen=2)
    click(4, 5, chosen=1)
    click(4, 5, chosen=2)
    wait_url(page, "heads_off=2.3", "heads_off=4.5")
    page.get_by_text("Drawing a box").click()
    charts = "[...document.querySelectorAll('.st-key-off_choice .js-plotly-plot')]"  # the old one, too, until it is gone
    page.wait_for_function(f"{charts}.map((one) => one._fullLayout.dragmode).join() === 'select'")
    page.mouse.move(*place(0.6, 0.6))
    page.mouse.down()
    page.mouse.move(*place(2.4, 2.4), steps=6)
    page.mouse.up()
    page.get_by_text("6 of 20 heads").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("2 of 20 heads").wait_for()
