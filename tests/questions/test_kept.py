"""Studies: computed once, found again by their settings, nothing kept of half a one."""

import json
from dataclasses import dataclass
from typing import ClassVar

import pytest

from interestlab import registry
from interestlab.errors import Cancelled, NotApplicable, UnknownName
from interestlab.home.curating import Curating
from interestlab.home.steps import Silent
from interestlab.questions.kept import answer_and_keep, discard, find_study, kept_answer, study_folder, study_key
from interestlab.questions.question import Study, StudyInfo
from interestlab.studies.jobs import owner_name, run_job


@dataclass(frozen=True)
class Letters(Study[int]):
    """Counts a letter."""

    info = StudyInfo("letters", "Counting", counts="texts", steps=("read",), libraries=("numpy",))
    asked: ClassVar[list] = []

    letter: str

    def answer(self, run, progress):
        self.asked.append(self)
        texts = run.result.corpus.texts
        for done in range(len(texts) + 1):
            progress(done, len(texts))
        if self.letter == "!":
            raise NotApplicable("There is no letter “!”.")
        return sum(text.count(self.letter) for text in texts)

    def write(self, run, folder, progress):
        (folder / "count.json").write_text(json.dumps(self.answer(run, progress)))

    def load(self, folder):
        return json.loads((folder / "count.json").read_text())


@pytest.fixture(autouse=True)
def known(monkeypatch):
    """The study in the registry, as if a package had brought it."""
    monkeypatch.setattr(Letters, "asked", [])
    monkeypatch.setattr(registry, "load", lambda group, name: Letters if name == "letters" else _not_there(name))


def _not_there(name):
    raise UnknownName(f"There is no study “{name}”.")


class Stops(Silent):
    def progress(self, done, total):
        if done > 3:
            raise Cancelled("Stopped.")


def test_a_study_is_computed_once(workspace):
    result = workspace.need_result()
    assert kept_answer(result, Letters("e")) is None
    expected = sum(text.count("e") for text in result.corpus.texts)
    assert expected > 0
    for _ in range(2):
        assert answer_and_keep(result, Letters("e"), Silent()) == expected
    assert Letters.asked == [Letters("e")]
    assert kept_answer(result, Letters("e")) == expected
    assert kept_answer(result, Letters("a")) is None


def test_what_is_discarded_is_computed_anew(workspace):
    result = workspace.need_result()
    for _ in range(2):
        answer_and_keep(result, Letters("e"), Silent())
        discard(result, Letters("e"))
        assert kept_answer(result, Letters("e")) is None
    assert Letters.asked == [Letters("e")] * 2


def test_of_half_a_study_nothing_is_kept(workspace):
    result = workspace.need_result()
    with pytest.raises(Cancelled):
        answer_and_keep(result, Letters("q"), Stops())
    assert study_folder(result, Letters("q")) is None
    assert list((workspace.store.folder / "artifacts" / "letters").glob(".*")) == []


def test_a_study_as_a_job(workspace):
    result = workspace.need_result()
    for letter, state, message in (("z", "done", ""), ("!", "failed", "There is no letter “!”.")):
        settings = {"letter": letter}
        job = workspace.catalogue.add_job(workspace.id, result.run.id, owner_name(), kind="letters", settings=settings)
        run_job(str(workspace.home.folder), job.id)
        ended = workspace.catalogue.job(job.id)
        assert (ended.kind, ended.settings, ended.state, ended.message) == ("letters", settings, state, message)
        assert ended.total == len(result.corpus.texts)
        assert (study_folder(result, Letters(letter)) is not None) == (state == "done")
    assert job.id not in {one.id for one in workspace.jobs(kind="map")}


def test_the_key_hangs_on_all_that_the_answer_depends_on(workspace, monkeypatch):
    run = workspace.need_result()
    keys = {study_key(run, Letters("e")), study_key(run, Letters("a"))}
    monkeypatch.setattr(Letters, "also_depends_on", lambda self: {"alphabet": "Latin"})
    keys.add(study_key(run, Letters("e")))
    monkeypatch.setattr(Letters, "info", StudyInfo("letters", "Counting", "texts", ("read",), ("numpy",), version=2))
    keys.add(study_key(run, Letters("e")))
    monkeypatch.setattr(Letters, "info", StudyInfo("letters", "Counting", "texts", ("read", "name"), ("numpy",), version=2))
    keys.add(study_key(run, Letters("e")))
    assert len(keys) == 5

    mine = Curating(run.log)
    mine.rename(0, "A name")
    assert study_key(run, Letters("e")) in keys  # what is merely called otherwise is worked out no other way
    mine.merge(0, [1])
    assert study_key(run, Letters("e")) not in keys
    monkeypatch.setattr(Letters, "info", StudyInfo("letters", "Counting", "texts", ("read",), ("numpy",), version=2))
    assert study_key(run, Letters("e")) in keys  # it reads no interests


def test_an_unknown_study_is_named():
    with pytest.raises(UnknownName, match="no study “nothing”"):
        find_study("nothing")
