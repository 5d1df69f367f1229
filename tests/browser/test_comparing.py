"""Comparing recommenders is work that is kept: it survives a reload, can be cancelled, and the command line finds it."""

import json
import re

import pytest

from interestlab.home.analysis import analyze
from interestlab.home.request import AnalysisRequest, Upload
from interestlab.questions.backend import Backend
from interestlab.questions.kept import kept_answer
from interestlab.studies.evaluate import Compare
from tests.browser.test_recommending import MINUTE, press, settled
from tests.conftest import sample_rows


@pytest.fixture(scope="module")
def workspace(app_home):
    """The sample's first posts with their map."""
    made = app_home.create("comparing")
    request = AnalysisRequest(Upload("sample.csv", made.store.add_upload(sample_rows(400))), encoder="hashing", synthetic=True)
    analyze(made, made.add_run(request))
    return made


def test_a_comparison_survives_a_reload_and_is_found_by_the_command_line(page, app_address, app_home, workspace, command):
    address = f"{app_address}/evaluate?workspace={workspace.id}"
    page.goto(address)
    page.get_by_text("Nothing evaluated yet").wait_for(timeout=MINUTE)
    page.locator(".st-key-start_evaluate button").click()
    page.locator(".st-key-cancel_evaluate").wait_for()
    page.goto(address)
    page.get_by_text("people have something to predict").wait_for(timeout=2 * MINUTE)
    assert page.get_by_text("went wrong on this page").count() == 0
    page.goto(address)
    page.get_by_text("people have something to predict").wait_for()

    kept = workspace.store.folder / "artifacts" / "evaluate"
    before = {path: path.stat().st_mtime_ns for path in kept.iterdir()}
    names = ("popularity", "content", "ials")
    ended = command("evaluate", workspace.id, "--recommender", *names, "--json", "--home", app_home.folder)
    assert ended.returncode == 0, ended.stderr
    found = kept_answer(workspace.need_result(), Compare("item", tuple(Backend(name) for name in names)))
    assert json.loads(ended.stdout) == found.evaluation.as_dict() | {"problems": {}}
    assert {path: path.stat().st_mtime_ns for path in kept.iterdir()} == before


def test_a_comparison_is_cancelled_and_can_be_started_again(page, app_address, workspace):
    page.goto(f"{app_address}/evaluate?workspace={workspace.id}")
    page.locator(".st-key-judged button").filter(has_text="SASRec").click()
    page.locator(".st-key-protocol button").filter(has_text="5 folds").click()
    settled(page)
    page.locator(".st-key-start_evaluate button").click()
    page.get_by_text(re.compile("Judging recommenders")).wait_for(timeout=MINUTE)
    page.locator(".st-key-cancel_evaluate button").click()
    page.get_by_text("It was cancelled after").wait_for()
    assert workspace.jobs(kind="evaluate")[0].state == "cancelled"
    press(page, "start_evaluate")
    page.goto(f"{app_address}/evaluate?workspace={workspace.id}")  # where the inputs are as at first
    page.get_by_text("Under way with other settings").wait_for()
    page.locator(".st-key-cancel_evaluate button").click()
    page.get_by_text("Under way with other settings").wait_for(state="hidden")
    assert [job.state for job in workspace.jobs(kind="evaluate")[:2]] == ["cancelled", "cancelled"]
