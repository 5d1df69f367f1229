"""The real pages over hostile texts: cells, names of columns, files, workspaces, interests and plug-ins."""

import csv
import io
from pathlib import Path

import pytest

from interestlab.corpus.columns.model import Roles
from interestlab.corpus.facets import FacetCondition
from interestlab.home import AnalysisRequest, Home, Upload, analyze
from interestlab.home.groups import groups_of
from interestlab.interests.groups import All, NamedRecipe, Searched, Where
from interestlab.interests.selection import Selection
from interestlab.sample import sample_csv
from tests.browser.conftest import serve
from tests.browser.places import HOST
from tests.browser.test_payloads import Watched

APP = Path(__file__).parents[2] / "app.py"
REST = "[data-testid=stApp][data-test-script-state=notRunning]"
BAD = (f"![l](//{HOST}/x)", f"<img src=//{HOST}/x onerror=alert(1)>", f"[l](//{HOST}/x) :material/delete: $x$ https://{HOST}")
SHORT = f"![l](//{HOST})"
PAGES = ("", "data", "map", "interests", "people", "groups", "attention", "heads", "recommend", "evaluate")
PLUGIN = f"""
from interestlab.recommend.backends.popularity import Popularity
from interestlab.recommend.protocol import RecommenderInfo
from dataclasses import replace

class Bad(Popularity):
    info = RecommenderInfo(name="bad", title={BAD[0]!r}, label={SHORT!r}, source={BAD[1]!r})
"""


def hostile_rows() -> tuple[bytes, Roles]:
    """The sample's first posts with hostile names of columns, ids and labels, and something hostile in each text."""
    names = {name: f"{name} {BAD[at % 3]}" for at, name in enumerate(
        ("text", "user_id", "created_at", "item_id", "thread", "label", "rating"))}  # fmt: skip
    out = io.StringIO(newline="")
    rows = list(csv.DictReader(io.StringIO(sample_csv().decode())))[:300]
    writer = csv.DictWriter(out, [*names.values(), f"extra {SHORT}"])
    writer.writeheader()
    for at, row in enumerate(rows):
        bad = BAD[at % 3] * (60 if at % 50 == 0 else 1)
        kept = {new: row[old] for old, new in names.items()}
        kept[names["text"]] += f" {bad}"
        for role in ("user_id", "item_id", "thread", "label"):
            kept[names[role]] = f"{BAD[hash(row[role]) % 3]} {row[role]}"
        writer.writerow({**kept, f"extra {SHORT}": bad})
    roles = Roles(text=(names["text"],), user=names["user_id"], time=names["created_at"], item=names["item_id"],
                  item_name=names["thread"], label=names["label"], value=names["rating"])  # fmt: skip
    return out.getvalue().encode(), roles


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """The home's workspace, and the address of an app with a plug-in that is hostile, too."""
    folder, home = tmp_path_factory.mktemp("plugin"), Home(tmp_path_factory.mktemp("hostile"))
    (folder / "bad_plugin.py").write_text(PLUGIN)
    (folder / "bad-1.0.dist-info").mkdir()
    (folder / "bad-1.0.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: bad\nVersion: 1.0\n")
    (folder / "bad-1.0.dist-info" / "entry_points.txt").write_text("[interestlab.recommenders]\nbad = bad_plugin:Bad\n")
    data, roles = hostile_rows()
    workspace = home.create(SHORT)
    request = AnalysisRequest(
        Upload(f"{SHORT.replace('/', '∕')}.csv", workspace.store.add_upload(data), roles=roles), encoder="hashing"
    )
    workspace.set_draft(request)
    analyze(workspace, workspace.add_run(request))
    result = home.open(workspace.id).need_result()
    for interest in range(result.map.count):
        result.rename_interest(interest, f"{BAD[interest % 2]} {interest}")
    kept = groups_of(result).save(f"{BAD[0]} 1", Searched(BAD[1], "words"), count=1, total=1, note=f"{BAD[2]}\n{BAD[0]}")
    condition = Selection(
        users=(str(result.profiles.users[0]),), facets=(FacetCondition(f"extra {SHORT}", "category", (SHORT,)),)
    )
    both = All((NamedRecipe(kept.name, kept.recipe), Where(condition)))
    groups_of(result).save(f"{BAD[1]} 2", both, count=1, total=1)
    path = f"{folder}:{APP.parent}"
    with serve(APP, INTERESTLAB_HOME=str(home.folder), PYTHONPATH=path) as address:
        yield home.open(workspace.id), address


def opened(page):
    """Opens whatever opens on the page, and looks again."""
    for kind in ("[data-testid=stExpander] summary", "[data-testid=stPopover] button"):
        for at in range(min(page.locator(kind).count(), 8)):
            one = page.locator(kind).nth(at)
            if one.is_visible():
                one.dispatch_event("click")
                page.wait_for_timeout(150)
                page.keyboard.press("Escape")
    for mark in page.locator("[data-testid=stTooltipIcon]").all()[:8]:
        if mark.is_visible():
            mark.hover(force=True)
            page.wait_for_timeout(100)


@pytest.mark.parametrize(
    "policy",
    [pytest.param(True, id="with the policy", marks=pytest.mark.nightly), pytest.param(False, id="without the policy")],
)
def test_no_page_reaches_out_runs_or_links(browser, lab, policy):
    workspace, address = lab
    person = workspace.need_result().profiles.users[0]
    watched = Watched(browser, address, policy=policy)
    page, shown = watched.page, {}
    for name in PAGES:
        page.goto(f"{address}/{name}?workspace={workspace.id}")
        page.wait_for_selector("[data-testid=stMain] [data-testid=stMarkdown]")
        page.wait_for_selector(REST, timeout=120_000)
        if name == "people":
            page.get_by_role("combobox", name="Person").fill(person[:30])
            page.keyboard.press("Enter")
            page.wait_for_timeout(500)
            page.wait_for_selector(REST)
        if name == "data":
            page.get_by_text("Read the file another way").click()
            page.wait_for_timeout(500)
            page.wait_for_selector(REST, timeout=120_000)
        opened(page)
        page.wait_for_selector(REST, timeout=120_000)
        assert page.locator("[data-testid=stException]").count() == 0, name
        assert watched.grown() == [], name
        shown[name] = HOST in page.locator("body").inner_text()
    assert watched.elsewhere == watched.ran == watched.refused == []  # nor does the app need what the policy forbids
    assert sum(shown.values()) >= 5, shown  # the payloads were there, as text
    watched.context.close()
