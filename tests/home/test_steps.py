"""A run walks through its steps; what depends on nothing new is reused."""

import time
from dataclasses import replace
from threading import Event

import numpy as np
import pytest

from interestlab.errors import Cancelled, TooFewContents
from interestlab.home import AnalysisRequest, Upload, analyze, formats
from interestlab.home.analysis import check
from interestlab.home.steps import STAGES
from interestlab.interests.projection import project
from interestlab.interests.settings import MapSettings
from tests.conftest import sample_rows

SHOWN = [step for step in STAGES if step != "words"]


def run_again(workspace, **changes):
    request = replace(workspace.need_result().request, **changes)
    return analyze(workspace, workspace.add_run(request))


def test_a_second_run_reuses_everything(workspace):
    before = workspace.need_result()
    summary = run_again(workspace)
    after = workspace.need_result()
    assert summary["reused"] == SHOWN
    assert after.run.id != before.run.id
    assert after.run.keys == before.run.keys


def test_another_cut_reruns_only_what_depends_on_it(workspace):
    before = workspace.need_result().map
    summary = run_again(workspace, settings=MapSettings(granularity=1))
    assert summary["reused"] == ["read", "encode", "neighbours", "project"]
    after = workspace.need_result().map
    assert after.count > before.count
    assert np.array_equal(after.points, before.points)


def test_another_file_with_the_same_texts_encodes_nothing_anew(workspace, tmp_path):
    request = workspace.need_result().request
    data = workspace.store.upload(request.upload.digest).read_bytes()
    more = workspace.store.add_upload(data + data.splitlines(keepends=True)[-1])
    summary = run_again(workspace, upload=Upload("sample.csv", more))
    assert summary["documents"] == 401
    assert "encode" not in summary["reused"]
    first, second = (analyze_vectors(workspace, run.id) for run in reversed(workspace.runs()))
    assert np.array_equal(first, second[:400])


def analyze_vectors(workspace, run):
    keys = workspace.catalogue.run(run).keys
    return formats.load_embedding(workspace.store.artifact("encode", keys["encode"])).vectors


def test_too_few_texts(home):
    workspace = home.create("few")
    digest = workspace.store.add_upload(b"text\nonly one text here\n")
    with pytest.raises(TooFewContents, match="at least 20 texts; this file has 1"):
        check(workspace, AnalysisRequest(Upload("x.csv", digest)))


def test_words_are_collected_beside_the_other_steps_and_what_ends_that_is_told(home, monkeypatch):
    request = home.open("sample").need_result().request
    workspace = home.create("beside")
    request = replace(request, upload=replace(request.upload, digest=workspace.store.add_upload(sample_rows(100))))
    counting, projecting = Event(), Event()

    def count(*arguments):
        counting.set()
        assert projecting.wait(60)  # the map is drawn meanwhile
        raise ZeroDivisionError("of a library")

    def draw(*arguments, **named):
        assert counting.wait(60)
        projecting.set()
        return project(*arguments, **named)

    monkeypatch.setattr("interestlab.home.steps.count_words", count)
    monkeypatch.setattr("interestlab.home.steps.project", draw)
    with pytest.raises(ZeroDivisionError, match="of a library"):
        analyze(workspace, workspace.add_run(request))
    assert workspace.result is None


def test_where_a_step_fails_the_collecting_of_words_ends_and_leaves_nothing_half_done(home, monkeypatch):
    request = home.open("sample").need_result().request
    workspace = home.create("beside")
    request = replace(request, upload=replace(request.upload, digest=workspace.store.add_upload(sample_rows(100))))
    counting, ended = Event(), []

    def count(texts, languages, progress):
        counting.set()
        for number in range(6_000):
            try:
                progress(number, 6_000)
            except Cancelled:
                ended.append(number)
                raise
            time.sleep(0.01)

    def draw(*arguments, **named):
        assert counting.wait(60)
        raise ZeroDivisionError("of a library")

    monkeypatch.setattr("interestlab.home.steps.count_words", count)
    monkeypatch.setattr("interestlab.home.steps.project", draw)
    with pytest.raises(ZeroDivisionError, match="of a library"):
        analyze(workspace, workspace.add_run(request))
    assert len(ended) == 1
    assert not list(workspace.store.folder.glob("artifacts/*/.*"))
