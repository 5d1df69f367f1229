"""Labelling in the browser: keys, training, confusions that open their posts, mended labels, the map, a person, an export."""

import re
import shutil

import pytest

from interestlab.home import Home
from interestlab.home.labels import Labels
from tests.browser.conftest import serve
from tests.browser.test_journey import APP, settled

TEXT = ".st-key-label_text"
CLASSES = ("coffee", "jazz", "other")


@pytest.fixture
def lab(analysed_home, tmp_path):
    shutil.copytree(analysed_home.folder, tmp_path / "home")
    with serve(APP, INTERESTLAB_HOME=str(tmp_path / "home")) as address:
        yield Home(tmp_path / "home").open("sample"), address


def shown(page):
    return " ".join(page.locator(TEXT).inner_text().split())


def answer(page, key):
    """Presses a key and waits for the next post."""
    before = page.locator(TEXT).inner_text()
    page.keyboard.press(key)
    page.wait_for_function(f"t => document.querySelector('{TEXT}')?.innerText !== t", arg=before)
    settled(page)


def train(page):
    page.get_by_role("button", name="Train and apply").click()
    page.get_by_text(re.compile(r"learned from \d+ labels")).wait_for(timeout=60_000)
    settled(page)


def choose(page, key, option):
    page.locator(f".st-key-{key}").get_by_role("combobox").click()
    page.get_by_role("option", name=option, exact=True).click()
    settled(page)


def test_from_thirty_labels_by_keyboard_to_the_map_and_back(page, lab):
    workspace, address = lab
    labels, contents = Labels(workspace), workspace.need_result().corpus.contents
    gold = {" ".join(text.split()): name for text, name in zip(contents["text"], contents["label"], strict=True)}
    scheme = labels.add_scheme("Topics", CLASSES)
    page.goto(f"{address}/label?workspace={workspace.id}")
    page.wait_for_selector(TEXT)
    settled(page)
    for _ in range(30):
        name = gold[shown(page)]
        answer(page, str(1 + CLASSES.index(name if name in CLASSES else "other")))
    said = labels.said(scheme.id)
    assert len(said) == 30
    assert [one.judging for one in said] == [at % 5 == 4 for at in range(30)]
    assert len({one.author for one in said}) == 1
    assert said[0].author != "somebody"

    # Keys in a field are no answers; u takes back, and the same post stands there again.
    page.get_by_role("button", name="Note").click()
    page.get_by_label("Kept with the answer").fill("12")
    page.keyboard.press("Escape")
    assert len(labels.said(scheme.id)) == 30
    last = said[-1]
    answer(page, "u")
    assert len(labels.said(scheme.id)) == 29
    answer(page, "3")
    assert labels.said(scheme.id)[-1].text == last.text

    train(page)
    before = workspace.need_result().classes[scheme.id].labels

    page.get_by_role("button", name="Judge and see confusions").click()
    page.get_by_role("button", name="Judge", exact=True).click()
    page.get_by_text("What is taken for what?").wait_for(timeout=120_000)
    settled(page)
    page.locator(".st-key-confusions .scatterlayer .point").last.click(force=True)
    page.get_by_text(re.compile(r"\d+ posts, those that it is surest of first")).wait_for()

    mend_and_export(page, workspace, address, scheme.id, before)
    person = contents["user_id"].value_counts().index[0]
    page.goto(f"{address}/people?workspace={workspace.id}&person={person}")
    page.get_by_text("Classes", exact=True).wait_for()
    page.locator(".st-key-class_mix_card").get_by_text("errors are not in the 95 % intervals").wait_for()


def mend_and_export(page, workspace, address, scheme, before):
    """Two labels are mended, it learns anew, labels are exported, and the map has its colours."""
    page.goto(f"{address}/label?workspace={workspace.id}")
    page.wait_for_selector(TEXT)
    settled(page)
    choose(page, "label_strategy", "Once more: the posts of a class")
    choose(page, "label_of", "other")
    for _ in range(2):
        answer(page, "2")
    train(page)
    for _ in range(120):  # the line of before stands there until the new training is done
        trained = workspace.need_result().classes[scheme]
        if trained.labels != before:
            break
        page.wait_for_timeout(500)
    assert trained.labels != before
    assert sum(trained.taught) == len({one.text for one in Labels(workspace).said(scheme)})

    with page.expect_download() as export:
        page.get_by_role("button", name="Files").click()
        page.get_by_role("button", name="Labels as CSV").click()
    lines = export.value.path().read_text("utf-8-sig").splitlines()
    assert lines[0] == "text,label,author,date,unsure,note,chosen,judging_only,digest"
    page.keyboard.press("Escape")

    page.get_by_role("button", name="Show on the map").click()
    page.wait_for_selector(".map[data-revision]")
    settled(page)
    assert "Topics" in page.url
