"""Studies: computed once, found again by their settings, nothing kept of half a one."""

import json

import pytest

from interestlab.errors import Cancelled, NotApplicable, UnknownName
from interestlab.home.steps import Silent
from interestlab.studies import table
from interestlab.studies.jobs import owner_name, run_job
from interestlab.studies.table import Study, run_study, study_folder

KIND = "letters"


@pytest.fixture
def study(monkeypatch):
    """A study that counts a letter, and how often it was called."""
    calls = []

    def count(result, settings, folder, reporter):
        calls.append(dict(settings))
        texts = result.corpus.texts
        for done in range(len(texts) + 1):
            reporter.progress(done, len(texts))
        if settings["letter"] == "!":
            raise NotApplicable("There is no letter “!”.")
        (folder / "count.json").write_text(json.dumps(sum(text.count(settings["letter"]) for text in texts)))

    monkeypatch.setattr("interestlab.studies.table.count", count, raising=False)
    monkeypatch.setitem(
        table.STUDIES, KIND, Study("Counting", "texts", "interestlab.studies.table:count", ("read",), ("numpy",))
    )
    return calls


class Stops(Silent):
    def progress(self, done, total):
        if done > 3:
            raise Cancelled("Stopped.")


def test_a_study_is_computed_once(workspace, study):
    result = workspace.need_result()
    assert study_folder(result, KIND, {"letter": "e"}) is None
    for _ in range(2):
        run_study(workspace, result.run, KIND, {"letter": "e"}, Silent())
    folder = study_folder(result, KIND, {"letter": "e"})
    assert study == [{"letter": "e"}]
    assert json.loads((folder / "count.json").read_text()) == sum(text.count("e") for text in result.corpus.texts) > 0
    assert study_folder(result, KIND, {"letter": "a"}) is None


def test_of_half_a_study_nothing_is_kept(workspace, study):
    result = workspace.need_result()
    with pytest.raises(Cancelled):
        run_study(workspace, result.run, KIND, {"letter": "q"}, Stops())
    assert study_folder(result, KIND, {"letter": "q"}) is None
    assert list((workspace.store.folder / "artifacts" / KIND).glob(".*")) == []


def test_a_study_as_a_job(workspace, study):
    result = workspace.need_result()
    for letter, state, message in (("z", "done", ""), ("!", "failed", "There is no letter “!”.")):
        settings = {"letter": letter}
        job = workspace.catalogue.add_job(workspace.id, result.run.id, owner_name(), kind=KIND, settings=settings)
        run_job(str(workspace.home.folder), job.id)
        ended = workspace.catalogue.job(job.id)
        assert (ended.kind, ended.settings, ended.state, ended.message) == (KIND, settings, state, message)
        assert ended.total == len(result.corpus.texts)
        assert (study_folder(result, KIND, settings) is not None) == (state == "done")
    assert job.id not in {one.id for one in workspace.jobs(kind="map")}


def test_an_unknown_study_is_named(workspace):
    with pytest.raises(UnknownName, match="no study “nothing”"):
        run_study(workspace, workspace.need_result().run, "nothing", {}, Silent())
