"""A recommender that is broken in any way is named where it would have answered, and harms nothing."""

import sys

import pytest

from interestlab.questions.backend import Backend
from interestlab.questions.desk import Desk
from interestlab.questions.opened import OpenRun
from interestlab.questions.slate import SlateOf, Slates
from interestlab.studies import evaluate
from interestlab.studies.evaluate import Compare, JudgeOne
from interestlab.studies.jobs import Jobs
from interestlab.work.pool import WorkerPool

FAULTS = """
import numpy as np
from interestlab.recommend.protocol import RecommenderInfo


class Sound:
    info = RecommenderInfo(name="sound", title="Everything the same", personal=False)

    def fit(self, dataset, *, seed):
        return self

    def score(self, histories, candidates):
        return np.zeros((len(histories), len(candidates)), dtype=np.float32)


class Shape(Sound):
    info = RecommenderInfo(name="shape", title="Too many scores")

    def score(self, histories, candidates):
        return np.zeros((len(histories), len(candidates) + 1), dtype=np.float32)


class NotANumber(Sound):
    info = RecommenderInfo(name="not-a-number", title="No scores")

    def score(self, histories, candidates):
        return np.full((len(histories), len(candidates)), np.nan, dtype=np.float32)


class Raises(Sound):
    info = RecommenderInfo(name="raises", title="An error")

    def fit(self, dataset, *, seed):
        raise KeyError("no such thing")


class Endless(Sound):
    info = RecommenderInfo(name="endless", title="Never done")

    def score(self, histories, candidates):
        while True:
            pass


class Huge(Sound):
    info = RecommenderInfo(name="huge", title="10 GB")

    def fit(self, dataset, *, seed):
        self.all = np.ones(10 << 30, dtype=np.uint8)
        return self


class NoInfo:
    def fit(self, dataset, *, seed):
        return self

    def score(self, histories, candidates):
        return np.zeros((len(histories), len(candidates)), dtype=np.float32)


class Dies(Sound):
    info = RecommenderInfo(name="dies", title="Ends its process")

    def fit(self, dataset, *, seed):
        import os
        os._exit(3)
"""
NAMES = {
    "shape": "Shape",
    "not-a-number": "NotANumber",
    "raises": "Raises",
    "endless": "Endless",
    "huge": "Huge",
    "dies": "Dies",
    "no-info": "NoInfo",
}


@pytest.fixture
def faulty(tmp_path, monkeypatch):
    """A package with a recommender for each fault, installed for the worker."""
    folder = tmp_path / "packages"
    info = folder / "faulty-1.0.dist-info"
    info.mkdir(parents=True)
    (folder / "faulty.py").write_text(FAULTS)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: faulty\nVersion: 1.0\n")
    points = "\n".join(f"{name} = faulty:{kind}" for name, kind in NAMES.items())
    (info / "entry_points.txt").write_text(f"[interestlab.recommenders]\n{points}\n")
    monkeypatch.setattr(sys, "path", [str(folder), *sys.path])


def test_each_fault_is_named_and_the_others_answer(lab, faulty, monkeypatch):
    result = lab.workspace().result
    person = result.profiles.users[0]
    pool = WorkerPool()
    try:
        desk = Desk(pool, Jobs(lab.home.folder, pool))

        def slates(*names):
            return desk.ask(result, Slates("item", tuple(Backend(name) for name in names), person))

        found = slates("popularity", "shape", "not-a-number", "raises", "huge", "content")
        problems = {answer.recommender: answer.problem for answer in found}
        assert [name for name, problem in problems.items() if problem is None] == ["popularity", "content"]
        assert "“shape” answered with the shape" in problems["shape"]
        assert "“not-a-number” answered with" in problems["not-a-number"]
        assert "NaN" in problems["not-a-number"]
        assert "“raises” failed while learning: KeyError" in problems["raises"]
        assert "“huge” failed while learning" in problems["huge"]
        assert "emory" in problems["huge"]
        monkeypatch.setattr(SlateOf, "limit", 3.0)
        assert "“endless” took longer than 3 seconds" in slates("endless")[0].problem
        monkeypatch.setattr(SlateOf, "limit", 120.0)
        dies, popular = slates("dies", "popularity")
        assert "“dies” ended without an answer" in dies.problem
        assert popular.slate.items == found[0].slate.items
    finally:
        pool.stop()


def test_a_comparison_outlives_recommenders_that_hang_or_die(lab, faulty, monkeypatch):
    """In the process of a job, as the job worker runs it: what a stranger's code does harms neither."""
    monkeypatch.setattr(evaluate, "WorkerPool", WorkerPool)
    monkeypatch.setattr(JudgeOne, "limit", 8.0)
    run = OpenRun.of(lab.workspace().result)
    told = []
    names = ("popularity", "raises", "endless", "dies", "no-info", "content")
    study = Compare("item", tuple(Backend(name) for name in names))
    found = study.answer(run, lambda done, total: told.append((done, total)))
    assert [one.name for one in found.evaluation.recommenders] == ["popularity", "content"]
    assert "“raises” failed while learning: KeyError" in found.problems["raises"]
    assert "“endless” took longer than 8 seconds" in found.problems["endless"]
    assert "“dies” ended without an answer" in found.problems["dies"]
    assert "“no-info” failed while it was judged: AttributeError" in found.problems["no-info"]
    assert {done for done, _ in told} >= {0, 2, 6}
