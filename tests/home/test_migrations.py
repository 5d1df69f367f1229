"""Homes of earlier versions open, and nothing finished in them is computed again."""

import json
import sqlite3
import zipfile
from pathlib import Path

import pytest

from interestlab.errors import InputError
from interestlab.home import migrations
from interestlab.home.analysis import analyze
from interestlab.home.catalogue import Catalogue
from interestlab.home.migrations import CATALOGUE, migrate
from interestlab.home.steps import Silent
from interestlab.home.vectors import VectorFile
from interestlab.home.workspace import Home
from interestlab.questions.backend import Backend
from interestlab.questions.kept import kept_answer, study_of
from interestlab.recommend.exploring.simulation import Rounds
from interestlab.recommend.options import ItemFilters, Reranking, SlateOptions
from interestlab.studies.everybody import Everybody
from interestlab.studies.head_sets_off import HeadSetsOff
from interestlab.studies.heads import HeadSurvey
from interestlab.studies.heads_off import HeadsOff
from interestlab.studies.methods import TrialOfMethods
from interestlab.studies.pull import PullOfWords
from interestlab.studies.search import ParameterSearch
from interestlab.studies.simulate import Simulate

OLD = Path(__file__).parent / "homes" / "before_migrations.zip"  # made by the version of before there were numbers


@pytest.fixture
def old(tmp_path):
    """The folder of that home, not opened yet."""
    with zipfile.ZipFile(OLD) as archive:
        archive.extractall(tmp_path / "home")
    return tmp_path / "home"


def number(file):
    db = sqlite3.connect(file)
    try:
        return db.execute("PRAGMA user_version").fetchone()[0]
    finally:
        db.close()


def test_an_old_home_opens_with_all_that_the_analyst_did(old):
    assert number(old / "catalogue.sqlite") == 0
    workspace = Home(old).open("clubs")
    assert number(old / "catalogue.sqlite") == len(CATALOGUE)
    result = workspace.need_result()
    assert (len(result.corpus), len(result.profiles), result.map.count) == (48, 8, 2)
    assert result.map.name(0) == "Named by hand"
    assert result.map.name(1) != "Taken back"
    assert workspace.draft.encoder == "minilm"
    assert {(job.kind, job.state) for job in workspace.jobs()} == {
        *((kind, "done") for kind in ("everybody", "pull", "methods", "heads", "heads-off", "heads-set-off")),
        ("search", "interrupted"),
    }


def test_the_file_is_read_anew_as_it_is_read_otherwise_and_what_was_finished_stays(old):
    workspace = Home(old).open("clubs")
    before = workspace.need_result()
    summary = analyze(workspace, workspace.add_run(before.request), Silent())
    assert summary["reused"] == []
    assert summary["documents"] == len(before.corpus) == 48
    assert workspace.runs()[-1].id == before.run.id
    assert before.map.name(0) == "Named by hand"


def test_the_report_of_before_is_shown_in_the_form_of_today(old):
    result = Home(old).open("clubs").need_result()
    assert result.report.counts.rows == result.report.counts.texts == 48
    assert result.report.roles.text
    assert sum(result.report.languages.values()) == pytest.approx(1)
    assert result.findings.empty


OTHER_FIGURES = {
    "everybody",
    "pull",
    "methods",
    "heads-off",
    "simulation",
    "search",
}  # their code gives other figures today: they are asked anew


def test_every_study_is_found_by_its_question(old):
    result = Home(old).open("clubs").need_result()
    label, other = sorted(result.corpus.contents["label"].unique())[:2]
    filters = ItemFilters((1,), 1, 1_735_689_600_000_000, (label, other), True)
    options = SlateOptions(3, filters, "softmax", 0.2, Reranking("calibrated", 0.3), 3)
    asked = [
        Everybody(Backend("popularity")),
        Everybody(Backend("item-knn", {"neighbours": 5}), options=options, form="csv"),
        PullOfWords(0, texts=10),
        TrialOfMethods(texts=5),
        HeadSurvey("minilm", 4, 64),
        HeadsOff("minilm", 2, 64),
        HeadSetsOff("minilm", 2, 64, heads=((3, 5), (0, 0)), draws=5),
        Simulate("item", "random", "popularity", policies=(("epsilon-greedy", 0.2),), rounds=Rounds(people=10, rounds=5, k=2)),
        ParameterSearch("item", "item-knn", split="random", trials=5, k=5),
    ]
    assert {study.info.name for study in asked if kept_answer(result, study) is None} == OTHER_FIGURES
    assert kept_answer(result, asked[4]).heads == (6, 12)


def test_every_job_holds_a_study_that_can_be_resumed(old):
    workspace = Home(old).open("clubs")
    result = workspace.need_result()
    for job in workspace.jobs():
        study = study_of(job.kind, job.settings)
        assert study.settings() == job.settings
        assert (kept_answer(result, study) is not None) == (job.state == "done" and job.kind not in OTHER_FIGURES)


def test_a_second_opening_changes_nothing(old, monkeypatch):
    before = [(job.id, job.settings) for job in Home(old).open("clubs").jobs()]
    monkeypatch.setattr(migrations, "transaction", None)  # none is begun
    assert [(job.id, job.settings) for job in Home(old).open("clubs").jobs()] == before


def test_a_migration_that_fails_leaves_the_home_as_it_was(old):
    def fails(db, folder):
        raise OSError("The disk is full.")

    db = sqlite3.connect(old / "catalogue.sqlite", isolation_level=None)
    before = db.execute("SELECT id, settings FROM jobs").fetchall()
    with pytest.raises(OSError, match="disk is full"):
        migrate(db, old, (*CATALOGUE, fails))
    assert db.execute("SELECT id, settings FROM jobs").fetchall() == before
    db.close()
    assert number(old / "catalogue.sqlite") == 0
    assert Home(old).open("clubs").need_result().map.count == 2


def test_a_home_of_a_newer_version_is_refused_in_one_sentence(tmp_path, command):
    Catalogue(tmp_path)
    db = sqlite3.connect(tmp_path / "catalogue.sqlite")
    db.execute("PRAGMA user_version=99")
    db.close()
    with pytest.raises(InputError, match=r"newer InterestLab \(its format is 99, this one reads up to \d+\)"):
        Catalogue(tmp_path)
    ended = command("export", "one", "--table", "users", "--to", tmp_path / "users.csv", "--home", tmp_path)
    assert (ended.returncode, len(ended.stderr.splitlines())) == (2, 1)
    assert number(tmp_path / "catalogue.sqlite") == 99


def test_an_older_home_without_kinds_of_jobs(tmp_path):
    folder = tmp_path / "home"
    catalogue = Catalogue(folder)
    workspace = catalogue.add_workspace("one")
    job = catalogue.add_job(workspace.id, catalogue.add_run(workspace.id, {}).id, "host:1:0")
    db = sqlite3.connect(folder / "catalogue.sqlite")
    for column in ("kind", "settings"):
        db.execute(f"ALTER TABLE jobs DROP COLUMN {column}")
    db.execute("PRAGMA user_version=0")
    db.commit()
    db.close()
    found = Catalogue(folder).job(job.id)
    assert (found.kind, found.settings) == ("map", {})


def test_a_table_made_with_other_libraries_stays_where_it_is(old, monkeypatch):
    monkeypatch.setattr(migrations, "version", lambda name: "0.0")
    result = Home(old).open("clubs").need_result()
    job = next(job for job in result.workspace.jobs() if job.kind == "everybody")
    assert kept_answer(result, study_of(job.kind, job.settings)) is None
    assert len(list((result.workspace.store.folder / "artifacts" / "everybody").iterdir())) == 2


def test_vectors_of_before_are_read(old):
    folder = next(path for path in old.iterdir() if path.is_dir())
    assert number(folder / "vectors.sqlite") == 0
    file = VectorFile(folder / "vectors.sqlite")
    keys = [row[0].hex() for row in file._db.execute("SELECT key FROM vectors")]
    assert len(file.get_many(keys)) == len(keys) == 46  # two texts stand twice
    file.close()
    assert number(folder / "vectors.sqlite") == 1


def test_settings_of_jobs_are_plain_json(old):
    for job in Home(old).open("clubs").jobs():
        assert json.loads(json.dumps(job.settings)) == job.settings
