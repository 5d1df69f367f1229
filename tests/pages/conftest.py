"""Homes with workspaces in every state, and the app run without a browser."""

import csv
import io
import shutil
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from interestlab.corpus.columns.model import Roles
from interestlab.home.analysis import analyze
from interestlab.home.request import AnalysisRequest, Upload
from interestlab.home.workspace import Home, Workspace
from interestlab.sample import sample_csv
from interestlab.studies.jobs import run_job
from interestlab.ui.data.starting import SAMPLE_ROLES
from interestlab.work.pool import WorkerPool
from tests.shown import shown

APP = Path(__file__).parents[2] / "app.py"
SCREENS = {
    "home": "pages/start/home.py",
    "data": "pages/start/data.py",
    "map": "pages/explore/map.py",
    "interests": "pages/explore/interests.py",
    "people": "pages/explore/people.py",
    "groups": "pages/explore/groups.py",
    "label": "pages/learn/label.py",
    "classify": "pages/learn/classify.py",
    "attention": "pages/inspect/attention.py",
    "heads": "pages/inspect/heads.py",
    "recommend": "pages/recommend/recommend.py",
    "evaluate": "pages/recommend/evaluate.py",
}


def upload(workspace: Workspace, name: str, data: bytes, roles: Roles | None = None, **request) -> AnalysisRequest:
    """Puts the bytes into the workspace, with a draft that asks for the encoder that needs no model."""
    digest = workspace.store.add_upload(data)
    draft = AnalysisRequest(Upload(name, digest, roles=roles), encoder="hashing", **request)
    workspace.set_draft(draft)
    return draft


def only_texts(rows: int = 400) -> bytes:
    """The sample's texts alone: no person, no time, no item, no label."""
    table = csv.DictReader(io.StringIO(sample_csv().decode()))
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["text"])
    writer.writerows([row["text"]] for row, _ in zip(table, range(rows), strict=False))
    return out.getvalue().encode()


@pytest.fixture(scope="session")
def analysed(tmp_path_factory) -> Path:
    """A home with the sample as workspace "sample", and its texts alone as "texts"; made once, to be copied."""
    home = Home(tmp_path_factory.mktemp("analysed"))
    sample = home.create("sample")
    analyze(sample, sample.add_run(upload(sample, "sample.csv", sample_csv(), SAMPLE_ROLES, synthetic=True)))
    texts = home.create("texts")
    analyze(texts, texts.add_run(upload(texts, "texts.csv", only_texts())))
    return home.folder


class InlinePool(WorkerPool):
    """Answers questions in this process; a job stays in the queue, since nobody takes it."""

    def __init__(self, *, warm=None, nice=0) -> None:
        del warm, nice

    def schedule(self, call, *arguments, timeout=None):
        del timeout
        future: Future = Future()
        if call is run_job:
            return future
        try:
            future.set_result(call(*arguments))
        except Exception as error:
            future.set_exception(error)
        return future

    def finish(self) -> None:
        pass

    stop = finish


@dataclass
class Lab:
    """A home of a test's own."""

    home: Home

    def workspace(self, name: str = "sample") -> Workspace:
        return self.home.open(name)

    def open(self, screen: str, workspace: str | None = "sample", *, errors: int = 0, **query: str) -> AppTest:
        """The app after a first run on that screen, without an exception and with as many error boxes as expected."""
        test = AppTest.from_file(str(APP), default_timeout=60)
        for name, value in query.items():
            test.query_params[name] = value
        if workspace is not None:
            test.query_params["workspace"] = self.workspace(workspace).id
        if screen != "home":
            test.switch_page(SCREENS[screen])
        return ran(test.run(), errors=errors)


def ran(test: AppTest, *, errors: int = 0) -> AppTest:
    """The run raised nothing and shows as many error boxes as expected."""
    assert not test.exception, [one.value for one in test.exception]
    assert len(test.error) == errors, [one.value for one in test.error]
    return test


def sent(test: AppTest) -> str:
    """All words on the page, in the Markdown that the browser is given."""
    parts = [*test.markdown, *test.caption, *test.warning, *test.info, *test.error, *test.title]
    return "\n".join(str(part.value) for part in parts)


def said(test: AppTest) -> str:
    """All words on the page, as they are read."""
    return shown(sent(test))


@pytest.fixture(autouse=True)
def _inline(monkeypatch):
    monkeypatch.setattr("interestlab.ui.services.WorkerPool", InlinePool)
    monkeypatch.setattr("interestlab.studies.evaluate.WorkerPool", InlinePool)


@pytest.fixture
def lab(analysed, tmp_path, monkeypatch) -> Lab:
    """A copy of the analysed home."""
    folder = tmp_path / "home"
    shutil.copytree(analysed, folder)
    monkeypatch.setenv("INTERESTLAB_HOME", str(folder))
    return Lab(Home(folder))


@pytest.fixture
def empty_lab(tmp_path, monkeypatch) -> Lab:
    """A home without a workspace."""
    monkeypatch.setenv("INTERESTLAB_HOME", str(tmp_path))
    return Lab(Home(tmp_path))
