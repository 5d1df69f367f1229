"""A request becomes a finished run, with the summary that programs rely on."""

import pytest

from interestlab.corpus.columns.model import Roles
from interestlab.errors import NotApplicable, UnknownName
from interestlab.home import AnalysisRequest, Upload, analyze
from interestlab.home.analysis import check, encoded
from interestlab.home.steps import Silent
from tests.home.test_steps import SHOWN, run_again


def test_the_summary_has_its_promised_form(analysed_home):
    summary = analysed_home.open("sample").need_result().run.summary
    assert {"workspace", "run", "documents", "users", "items", "languages", "noise_share", "interests", "quality", "seconds",
            "reused"} <= set(summary)  # fmt: skip
    assert summary["documents"] == 400
    assert summary["reused"] == []
    assert set(summary["seconds"]) == {*SHOWN, "total"}
    assert {"id", "name", "also", "keywords", "size", "parts", "generic"} == set(summary["interests"][0])
    sizes = [interest["size"] for interest in summary["interests"]]
    assert sum(sizes) == round(400 * (1 - summary["noise_share"]))
    assert sizes == sorted(sizes, reverse=True)


def test_check_reports_without_drawing_a_map(home):
    workspace = home.create("new")
    digest = workspace.store.add_upload(
        b"text,user\n" + b"".join(b"a text about thing %d,u1\n" % n for n in range(25)) + b"bad\n"
    )
    found = check(workspace, AnalysisRequest(Upload("x.csv", digest)))
    assert found.report.contents == 25
    assert found.report.counts.refused == 1
    assert found.report.refused[0].line == 27
    rows = found.findings
    assert rows.loc[rows["finding"] == "refused", "row"].tolist() == ["bad"]
    assert workspace.result is None
    with pytest.raises(NotApplicable, match="no finished map yet"):
        workspace.need_result()


def test_a_run_that_fails_leaves_the_current_one(workspace):
    current = workspace.need_result().run.id
    with pytest.raises(UnknownName):
        run_again(workspace, encoder="nothing")
    assert workspace.need_result().run.id == current


class Listens(Silent):
    def __init__(self):
        self.stages = []

    def stage(self, step):
        self.stages.append(step)


def test_a_run_waits_until_it_is_analysed(workspace):
    current, listens = workspace.need_result().run.id, Listens()
    run = workspace.add_run(workspace.need_result().request)
    assert workspace.runs()[0].id == run.id
    assert workspace.need_result().run.id == current
    summary = analyze(workspace, run, listens)
    assert workspace.need_result().run.id == run.id
    assert workspace.need_result().run.summary == summary
    assert {*SHOWN, "words"} == set(listens.stages)


def test_texts_and_vectors_without_a_map(home):
    workspace = home.create("few")
    digest = workspace.store.add_upload(b"text,topic\na knight,chess\nsome dough,baking\n")
    request = AnalysisRequest(Upload("x.csv", digest, roles=Roles(text=("text",), label="topic")), encoder="hashing")
    listens = Listens()
    found = encoded(workspace, request, listens)
    assert found.corpus.texts == ["a knight", "some dough"]
    assert found.embedding.vectors.shape == (2, 256)
    assert listens.stages == ["read", "encode"]
    assert workspace.result is None
    assert encoded(workspace, request).run.id == found.run.id
    other = workspace.store.add_upload(b"person,film,stars\nann,Up,5\nbob,Up,4\n")
    ratings = AnalysisRequest(Upload("y.csv", other, roles=Roles(user="person", item="film", value="stars")))
    with pytest.raises(NotApplicable, match="no texts"):
        encoded(workspace, ratings)
