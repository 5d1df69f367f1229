"""Every page in every state of its workspace: it opens, raises nothing, and says what is the case."""

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from interestlab.sample import sample_csv
from interestlab.studies.jobs import owner_name
from interestlab.ui.data.reading import preview_of
from interestlab.ui.services import services
from tests.pages.conftest import APP, SCREENS, ran, said, upload

INSIDE = [name for name in SCREENS if name != "home"]
EXPLORE = ["map", "interests", "people", "recommend"]


def add_job(workspace, state, message=""):
    """A job of the workspace's newest run, in a state."""
    runs = workspace.runs()
    run = runs[0] if runs else workspace.add_run(workspace.draft)
    job = workspace.catalogue.add_job(workspace.id, run.id, owner_name())
    if state == "queued":
        return
    workspace.catalogue.claim_job(job.id, owner_name())
    workspace.catalogue.set_stage(job.id, "encode")
    workspace.catalogue.set_progress(job.id, 300, 1000)
    if state != "running":
        workspace.catalogue.end_job(job.id, state, message)


@pytest.mark.parametrize("screen", SCREENS)
def test_without_a_workspace(empty_lab, screen):
    test = empty_lab.open(screen, None)
    if screen in ("home", "attention"):
        return
    assert "No workspace is open" in said(test)
    assert [button.label for button in test.button] == ["Go to the home page"]


@pytest.mark.parametrize("screen", INSIDE)
def test_a_workspace_that_was_deleted_is_none(lab, screen):
    identifier = lab.workspace().id
    test = lab.open(screen)
    lab.workspace().delete()
    ran(test.run())
    assert identifier not in test.query_params.get("workspace", [])


@pytest.mark.parametrize("screen", INSIDE)
def test_with_a_draft_only(empty_lab, screen):
    upload(empty_lab.home.create("new"), "sample.csv", sample_csv())
    test = empty_lab.open(screen, "new")
    if screen in EXPLORE:
        assert "No map yet" in said(test)
        assert test.button[0].label == "Go to the data"


@pytest.mark.parametrize("screen", ["data", *EXPLORE])
def test_without_a_file(empty_lab, screen):
    empty_lab.home.create("bare")
    assert "yet" in said(empty_lab.open(screen, "bare"))


@pytest.mark.parametrize("screen", SCREENS)
def test_with_a_map(lab, screen):
    test = lab.open(screen)
    if screen == "home":
        assert "1,500" in said(test) or "texts" in said(test)
    else:
        assert "sample" in said(test)
        assert "Synthetic data" in said(test)


def test_a_home_that_cannot_be_opened_is_one_sentence(empty_lab, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("INTERESTLAB_HOME", str(tmp_path / "file"))
    test = empty_lab.open("home", None, errors=1)
    assert "cannot be written" in test.error[0].value


def test_a_worker_that_died_is_told_once(lab):
    test = lab.open("map")
    assert not test.toast
    services().pools[0].replaced = 1
    assert "another took its place" in ran(test.run()).toast[0].value
    assert not ran(test.run()).toast


@pytest.mark.parametrize("screen", INSIDE)
def test_without_people_events_times_or_labels(lab, screen):
    test = lab.open(screen, "texts")
    if screen == "people":
        assert "Nobody here yet" in said(test)
    if screen == "recommend":
        assert "Nothing that people did" in said(test)


@pytest.mark.parametrize("state", ["queued", "running"])
@pytest.mark.parametrize("screen", SCREENS)
def test_while_a_first_job_is_under_way(empty_lab, screen, state):
    workspace = empty_lab.home.create("new")
    upload(workspace, "sample.csv", sample_csv())
    add_job(workspace, state)
    test = empty_lab.open(screen, "new")
    if screen in EXPLORE:
        assert "The map is being made" in said(test)
    if screen != "home":
        assert "cancel_job" in [button.key for button in test.button]


@pytest.mark.parametrize("screen", INSIDE)
def test_while_another_job_is_under_way_the_last_map_stays(lab, screen):
    add_job(lab.workspace(), "running")
    test = lab.open(screen)
    assert "The map is being made" not in said(test)
    assert "cancel_job" in [button.key for button in test.button]


@pytest.mark.parametrize("screen", INSIDE)
@pytest.mark.parametrize(("state", "words"), [("cancelled", "was cancelled"), ("interrupted", "was interrupted")])
def test_after_a_job_that_was_stopped(lab, screen, state, words):
    add_job(lab.workspace(), state)
    test = lab.open(screen)
    assert words in said(test)
    assert "resume_job" in [button.key for button in test.button]


@pytest.mark.parametrize("screen", INSIDE)
def test_after_a_job_that_failed_the_reason_is_the_only_error(empty_lab, screen):
    workspace = empty_lab.home.create("new")
    upload(workspace, "sample.csv", sample_csv())
    add_job(workspace, "failed", "A map needs at least 30 texts; this file has 4 [really](https://evil.example).")
    test = empty_lab.open(screen, "new", errors=1)
    assert "A map needs at least 30 texts" in test.error[0].value
    assert "](" not in test.error[0].value


def test_a_job_whose_process_is_gone_becomes_interrupted(lab):
    workspace = lab.workspace()
    job = workspace.catalogue.add_job(workspace.id, workspace.runs()[0].id, "somewhere")
    workspace.catalogue.claim_job(job.id, owner_name().rpartition(":")[0] + ":1.00")
    assert "was interrupted" in said(lab.open("map"))


def test_a_plugin_that_cannot_be_loaded_is_named_where_encoders_are_chosen(empty_lab, stranger):
    upload(empty_lab.home.create("new"), "sample.csv", sample_csv())
    data = empty_lab.open("data", "new")
    assert any("broken" in warning.value for warning in data.warning)
    assert any("etters" in option for option in data.radio(key="encoder").options)


@pytest.mark.parametrize("screen", ["attention", "recommend"])
def test_a_plugin_that_cannot_be_loaded_harms_no_other_page(lab, stranger, screen):
    lab.open(screen)


def test_a_workspace_is_opened_by_its_id_and_by_no_name_that_could_be_guessed(lab):
    lab.home.create("0123456789")
    for name in ("sample", "0123456789", "nobody"):
        test = AppTest.from_file(str(APP), default_timeout=60)
        test.query_params["workspace"] = name
        test.switch_page(SCREENS["map"])
        assert "No workspace is open" in said(ran(test.run()))
    assert "No workspace is open" not in said(lab.open("map"))


def test_a_press_outlives_the_run_that_it_began(empty_lab, monkeypatch):
    """A second file that arrives while the first is read starts the page anew; what was asked for is done all the same."""
    times = []

    def read(*arguments, **more):
        times.append(arguments)
        if len(times) == 1:
            st.rerun()
        return preview_of(*arguments, **more)

    monkeypatch.setattr("interestlab.ui.data.starting.preview_of", read)
    test = empty_lab.open("home", None)
    test.file_uploader(key="upload_main").upload("few.csv", sample_csv(), "text/csv").run()
    ran(next(button for button in test.button if button.label == "Continue").click().run())
    assert len(times) == 2
    assert [one.name for one in empty_lab.home.list()] == ["few"]
    assert empty_lab.home.list()[0].draft is not None
    assert "rows have a time" in said(test)
    ran(test.switch_page(SCREENS["home"]).run())
    assert len(empty_lab.home.list()) == 1
