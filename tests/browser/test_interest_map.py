"""The map in a real browser: what is drawn, what comes back, what survives."""

import io
import math
import re
from pathlib import Path

import numpy as np
import pytest

from interestlab.ui.map.data import STEPS, frame_of
from tests.browser.conftest import serve
from tests.browser.map_app import MANY, N, cloud, far_out, many_colours

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def address():
    with serve(HERE / "map_app.py") as url:
        yield url


@pytest.fixture
def open_page(browser, address):
    contexts = []

    def open_one(*, script="", query="", **options):
        context = browser.new_context(viewport={"width": 1200, "height": 1000}, **options)
        contexts.append(context)
        page = context.new_page()
        page.problems = []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.add_init_script(script)
        page.goto(address + query)
        page.wait_for_selector(".map[data-revision]", timeout=20_000)
        page.wait_for_timeout(300)
        return page

    yield open_one
    for context in contexts:
        context.close()


def state_of(page):
    return page.eval_on_selector(".map", "element => ({...element.dataset})")


def view_of(page):
    return [float(part) for part in state_of(page)["view"].split()]


def reported(page):
    text = page.get_by_text(re.compile("^count=")).inner_text()
    return dict(re.findall(r"(\w+)=(\S+)", text))


def wait_for_count(page, positive=True):
    pattern = "^count=[1-9]" if positive else "^count=0 "
    page.get_by_text(re.compile(pattern)).wait_for(timeout=10_000)
    return int(reported(page)["count"])


def polygon_of(page):
    """The polygon that stands on the page; its line is written after that of the count."""
    text = page.get_by_text(re.compile(r"^polygon=[(\[]")).inner_text(timeout=10_000).removeprefix("polygon=")
    return np.array(eval(text, {"__builtins__": {}}))


def inside(points, polygon):
    """Point in polygon by angles, so by another method than the map's."""
    result = np.zeros(len(points))
    for a, b in zip(polygon, np.roll(polygon, -1, axis=0), strict=True):
        u, v = a - points, b - points
        result += np.arctan2(u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0], (u * v).sum(1))
    return np.abs(result) > math.pi


def box_of(page):
    return page.locator(".overlay").bounding_box()


def draw_around(page, x=0.42, y=0.6, radius=110):
    page.locator(".tools .lasso").click()
    box = box_of(page)
    cx, cy = box["x"] + box["width"] * x, box["y"] + box["height"] * y
    page.mouse.move(cx + radius, cy)
    page.mouse.down()
    for i in range(1, 61):
        page.mouse.move(cx + radius * math.cos(i * math.pi / 30), cy + radius * math.sin(i * math.pi / 30))
    page.mouse.up()
    return cx, cy


def test_all_points_and_names_are_drawn(open_page):
    page = open_page()
    state = state_of(page)
    assert int(state["drawnPoints"]) == N
    assert state["drawing"] == "webgl2"
    assert int(state["names"]) > 15
    assert page.locator(".overlay").get_attribute("aria-label").startswith("Map of 20,000 posts in 33 interests.")
    assert not page.problems


def test_lasso_picks_exactly_what_lies_inside(open_page):
    page = open_page()
    draw_around(page)
    count = wait_for_count(page)
    polygon = polygon_of(page)
    points, _ = cloud()
    frame = frame_of(points)
    # numpy on the same grid as the browser's, so that not one point differs
    mask = inside(frame.to_grid(points), frame.to_grid(polygon))
    assert 3 <= len(polygon) <= 40
    assert count == mask.sum() > 500
    assert int(reported(page)["total"]) == np.flatnonzero(mask).sum()
    assert int(state_of(page)["picked"]) == count


def test_box_picks_a_rectangle(open_page):
    page = open_page()
    page.locator(".tools .box").click()
    box = box_of(page)
    page.mouse.move(box["x"] + 300, box["y"] + 200)
    page.mouse.down()
    page.mouse.move(box["x"] + 450, box["y"] + 300, steps=4)
    page.mouse.move(box["x"] + 600, box["y"] + 420, steps=4)
    page.mouse.up()
    count = wait_for_count(page)
    polygon = polygon_of(page)
    points, _ = cloud()
    low, high = polygon.min(0), polygon.max(0)
    step = frame_of(points).span / STEPS
    sure = ((points > low + step) & (points < high - step)).all(1).sum()
    possible = ((points > low - step) & (points < high + step)).all(1).sum()
    assert len(polygon) == 4
    assert sure <= count <= possible


def test_view_survives_reruns_leaving_and_reloading(open_page):
    page = open_page()
    box = box_of(page)
    page.mouse.move(box["x"] + 400, box["y"] + 250)
    page.mouse.wheel(0, -400)
    page.wait_for_timeout(400)
    moved = view_of(page)
    assert moved[2] > 1.5
    page.get_by_role("button", name="Rerun").click()
    page.get_by_text("runs=2").wait_for()
    assert view_of(page) == moved
    page.get_by_text("Away").click()
    page.get_by_text("elsewhere").wait_for()
    page.get_by_text("Away").click()
    page.wait_for_selector(".map[data-revision]")
    np.testing.assert_allclose(view_of(page), moved, rtol=1e-4)
    page.reload()
    page.wait_for_selector(".map[data-revision]")
    np.testing.assert_allclose(view_of(page), moved, rtol=1e-4)


def test_a_drawing_survives_leaving_the_page(open_page):
    page = open_page()
    draw_around(page)
    count = wait_for_count(page)
    page.get_by_text("Away").click()
    page.get_by_text("elsewhere").wait_for()
    page.get_by_text("Away").click()
    page.wait_for_selector(f".map[data-picked='{count}']")
    assert wait_for_count(page) == count
    page.locator(".overlay").focus()
    page.keyboard.press("Escape")
    wait_for_count(page, positive=False)
    assert reported(page)["cleared"] == "True"
    page.wait_for_selector(".map[data-picked='']")


def test_zooming_keeps_the_place_under_the_pointer_and_goes_beyond_500(open_page):
    page = open_page()
    box = box_of(page)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    before = view_of(page)
    for _ in range(16):
        page.mouse.wheel(0, -240)
    page.wait_for_timeout(500)
    after = view_of(page)
    assert after[2] > 500
    np.testing.assert_allclose(after[:2], before[:2], atol=130)  # the middle stayed, to one pixel


def test_dragging_moves_and_double_click_resets(open_page):
    page = open_page()
    box = box_of(page)
    home = view_of(page)
    page.mouse.move(box["x"] + 200, box["y"] + 100)
    page.mouse.down()
    page.mouse.move(box["x"] + 320, box["y"] + 160, steps=5)
    page.mouse.up()
    page.wait_for_timeout(300)
    assert view_of(page)[0] < home[0]
    assert view_of(page)[1] > home[1]
    page.mouse.dblclick(box["x"] + 200, box["y"] + 100)
    page.wait_for_timeout(300)
    np.testing.assert_allclose(view_of(page), home)


def test_keys_move_zoom_choose_tools_and_clear(open_page):
    page = open_page()
    draw_around(page)
    wait_for_count(page)
    home = view_of(page)
    page.locator(".overlay").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("+")
    page.keyboard.press("b")
    page.wait_for_timeout(300)
    assert view_of(page)[0] > home[0]
    assert view_of(page)[2] == pytest.approx(1.5)
    assert state_of(page)["tool"] == "box"
    page.keyboard.press("Escape")
    assert wait_for_count(page, positive=False) == 0
    assert reported(page)["cleared"] == "True"
    assert state_of(page)["picked"] == ""
    page.get_by_role("button", name="Rerun").click()
    page.get_by_text("cleared=False").wait_for()


def test_hover_text_is_shown_as_text_and_reruns_only_the_map(open_page):
    page = open_page()
    box = box_of(page)
    for x in range(300, 800, 25):  # somewhere there is a point
        page.mouse.move(box["x"] + x, box["y"] + box["height"] / 2)
        page.wait_for_timeout(30)
        if page.locator(".tip").is_visible():
            break
    page.locator(".tip-text", has_text="<img src=x onerror").wait_for(timeout=5000)
    assert re.match(r"post \d+ <img", page.locator(".tip-text").inner_text())
    assert page.locator(".tip img").count() == 0
    assert "broken" not in page.title()
    assert reported(page)["runs"] == "1"


def test_what_the_page_picks_is_lit_and_a_drawing_is_forgotten_on_request(open_page):
    page = open_page()
    _, interest = cloud()
    page.get_by_text("interest 3").click()
    page.wait_for_selector(f".map[data-picked='{(interest == 3).sum()}']")
    page.get_by_text("none at all").click()
    page.wait_for_selector(".map[data-picked='0']")
    page.get_by_text("nothing", exact=True).click()
    page.wait_for_selector(".map[data-picked='']")
    draw_around(page)
    wait_for_count(page)
    page.get_by_role("button", name="Forget the drawing").click()
    wait_for_count(page, positive=False)
    page.wait_for_selector(".map[data-picked='']")


def test_of_what_the_page_picks_only_what_is_drawn_around_is_lit(open_page):
    page = open_page()
    points, interest = cloud()
    page.get_by_text("interest 3").click()
    page.wait_for_selector(f".map[data-picked='{(interest == 3).sum()}']")
    draw_around(page, x=0.28, y=0.35, radius=120)
    wait_for_count(page)
    frame = frame_of(points)
    drawn = inside(frame.to_grid(points), frame.to_grid(polygon_of(page)))
    lit = (drawn & (interest == 3)).sum()
    assert 0 < lit < drawn.sum()
    page.wait_for_selector(f".map[data-picked='{lit}']")


def test_a_polygon_restores_its_selection(open_page):
    page = open_page()
    page.get_by_text("Polygon of the URL").click()
    points, _ = cloud()
    expected = (np.abs(points) < 4).all(1).sum()
    page.wait_for_selector(".map:not([data-picked=''])")
    assert int(state_of(page)["picked"]) == pytest.approx(expected, abs=3)


def test_drawings_of_another_revision_are_dropped_and_the_view_is_kept(open_page):
    page = open_page()
    draw_around(page)
    wait_for_count(page)
    page.locator(".tools .nearer").click()
    page.wait_for_timeout(300)
    moved = view_of(page)
    page.get_by_text("Other revision").click()
    page.wait_for_selector(".map[data-revision=r2]")
    wait_for_count(page, positive=False)
    assert state_of(page)["picked"] == ""
    assert view_of(page) == moved


def test_a_lost_context_comes_back(open_page):
    page = open_page()
    page.evaluate(
        """async () => {
            const find = (node) => { for (const e of node.querySelectorAll('*')) {
                if (e.matches('canvas.points')) return e;
                const found = e.shadowRoot && find(e.shadowRoot); if (found) return found; } };
            const canvas = find(document), loss = canvas.getContext('webgl2').getExtension('WEBGL_lose_context');
            const back = new Promise((done) => canvas.addEventListener('webglcontextrestored', done));
            loss.loseContext(); await new Promise((done) => setTimeout(done, 100));
            loss.restoreContext(); await back; }"""
    )
    page.wait_for_timeout(200)
    assert int(state_of(page)["drawnPoints"]) == N
    draw_around(page)
    assert wait_for_count(page) > 0
    assert not page.problems


def test_without_webgl2_a_still_picture_says_so(open_page):
    refuse = """const get = HTMLCanvasElement.prototype.getContext;
        HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
            return kind === 'webgl2' ? null : get.call(this, kind, ...rest); };"""
    page = open_page(script=refuse)
    assert state_of(page)["drawing"] == "still"
    assert int(state_of(page)["drawnPoints"]) == N
    assert "still picture" in page.locator(".notice").inner_text()
    assert not page.locator(".tools").is_visible()


def test_dark_theme_and_phone(open_page):
    page = open_page(color_scheme="dark")
    assert (
        page.eval_on_selector(".map", "e => getComputedStyle(e).getPropertyValue('--st-background-color')").lower() == "#11141b"
    )
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(500)
    assert int(state_of(page)["names"]) <= 12
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_hundreds_of_interests_keep_their_own_colours(open_page):
    from PIL import Image

    page = open_page(query="/?many=1", color_scheme="light")
    picture = np.array(Image.open(io.BytesIO(page.locator(".map").screenshot())).convert("RGB")).reshape(-1, 3)
    seen = {tuple(colour) for colour in np.unique(picture, axis=0).tolist()}
    wanted = [tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5)) for colour in many_colours()]
    found = sum(colour in seen for colour in wanted)
    assert found >= 0.97 * MANY


def test_two_fingers_pinch(open_page):
    page = open_page(has_touch=True)
    box = box_of(page)
    cx, cy = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch = page.context.new_cdp_session(page)

    def send(kind, apart):
        points = [{"x": cx - apart, "y": cy, "id": 0}, {"x": cx + apart, "y": cy, "id": 1}] if apart else []
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    send("touchStart", 50)
    for apart in (70, 90, 110, 150):
        send("touchMove", apart)
    send("touchEnd", 0)
    page.wait_for_timeout(400)
    assert view_of(page)[2] == pytest.approx(3, rel=0.1)


def scale_of(page):
    """Pixels a grid step, by how far the middle of the view moves as the map is dragged by 100 pixels, and back."""
    box, before = box_of(page), view_of(page)
    page.mouse.move(box["x"] + 300, box["y"] + 300)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 300, steps=4)
    page.wait_for_timeout(200)
    moved = view_of(page)[0] - before[0]
    page.mouse.move(box["x"] + 300, box["y"] + 300, steps=4)
    page.mouse.up()
    page.wait_for_timeout(300)
    return 100 / moved


def seen_on(page, points):
    """(n, 2) pixels from the upper left of the map at which the points are seen, and the map's width and height."""
    box, scale = box_of(page), scale_of(page)
    middle = np.array(view_of(page)[:2])
    size = np.array([box["width"], box["height"]])
    return (frame_of(points).to_grid(points) - middle) * [scale, -scale] + size / 2, size


def test_far_posts_do_not_shrink_the_first_view_and_a_mark_leads_to_them(open_page):
    page = open_page(query="?far=1")
    points, _ = far_out()
    places, size = seen_on(page, points)
    shown = ((places >= 0) & (places <= size)).all(axis=1)
    assert shown.mean() >= 0.995
    shorter = int(size.argmin())
    assert np.ptp(places[shown, shorter]) >= 0.8 * size[shorter]

    home = view_of(page)
    marks = page.locator(".far button")
    counts = [int(mark.inner_text().strip("➤\n ")) for mark in marks.all()]
    assert counts[:2] == [40, 20]
    assert sum(counts) <= N // 200  # the others lie just outside
    assert marks.first.get_attribute("aria-label") == "40 posts far out: show them"
    marks.first.click()
    page.wait_for_timeout(400)
    places, size = seen_on(page, points)
    there = ((places >= 0) & (places <= size)).all(axis=1)
    far = points[:, 0] > np.quantile(points[:, 0], 0.5) + 50
    assert there[far].all()
    assert "40 posts far out: show them" not in [mark.get_attribute("aria-label") for mark in marks.all()]

    page.locator(".tools .home").click()
    page.wait_for_timeout(400)
    np.testing.assert_allclose(view_of(page), home)
    assert marks.count() == len(counts)
    assert not page.problems
