"""A run walks through its steps; what depends on nothing new is reused."""

from dataclasses import asdict, replace

import numpy as np
import pytest

from interestlab.corpus import ReadOptions, Roles, WeightRule
from interestlab.errors import InputError, NotApplicable, TooFewContents, UnknownName
from interestlab.home import AnalysisRequest, Upload, analyze, formats
from interestlab.home.steps import STAGES
from interestlab.home.workspace import check
from interestlab.interests.settings import MapSettings

SHOWN = [step for step in STAGES if step != "words"]


def run_again(workspace, **changes):
    request = replace(workspace.need_result().request, **changes)
    return analyze(workspace, workspace.add_run(request))


def test_the_summary_has_its_promised_form(analysed_home):
    summary = analysed_home.open("sample").need_result().run.summary
    assert {"workspace", "run", "documents", "users", "items", "languages", "noise_share", "interests", "quality", "seconds",
            "reused"} <= set(summary)  # fmt: skip
    assert summary["documents"] == 400
    assert summary["reused"] == []
    assert set(summary["seconds"]) == {*SHOWN, "total"}
    assert {"id", "name", "keywords", "size"} == set(summary["interests"][0])
    sizes = [interest["size"] for interest in summary["interests"]]
    assert sum(sizes) == round(400 * (1 - summary["noise_share"]))
    assert sizes == sorted(sizes, reverse=True)


def test_the_nouns_of_a_result_fit_together(analysed_home):
    result = analysed_home.open("sample").need_result()
    n = len(result.corpus)
    assert len(result.embedding) == len(result.map) == len(result.map.points) == n == 400
    assert len(result.map.names) == result.map.count
    assert result.encoder["name"] == "hashing"
    assert 0 < result.quality["core_share"] <= 1
    assert result.report.contents == n
    assert list(result.profiles.users) == result.corpus.users
    with pytest.raises(ValueError, match="read-only"):
        result.map.points[0] = 0


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


def test_edits_are_applied_on_reading_and_undone(workspace):
    result = workspace.need_result()
    old = result.map.name(0)
    result.rename_interest(0, "  My   hobby ")
    assert result.map.name(0) == "My hobby"
    assert result.computed_map.name(0) == old
    with pytest.raises(InputError, match="already"):
        result.rename_interest(1, "my HOBBY")
    with pytest.raises(InputError, match="at least one letter"):
        result.rename_interest(1, " ")
    edit = result.undo()
    assert edit is not None
    assert edit.name == "My hobby"
    assert result.map.name(0) == old
    assert result.undo() is None


def test_check_reports_without_drawing_a_map(home):
    workspace = home.create("new")
    digest = workspace.store.add_upload(
        b"text,user\n" + b"".join(b"a text about thing %d,u1\n" % n for n in range(25)) + b"bad\n"
    )
    report = check(workspace, AnalysisRequest(Upload("x.csv", digest)))
    assert report.contents == 25
    assert len(report.refused) == 1
    assert report.refused[0].line == 27
    assert workspace.result is None
    with pytest.raises(NotApplicable, match="no finished map yet"):
        workspace.need_result()


def test_too_few_texts(home):
    workspace = home.create("few")
    digest = workspace.store.add_upload(b"text\nonly one text here\n")
    with pytest.raises(TooFewContents, match="at least 20 texts; this file has 1"):
        check(workspace, AnalysisRequest(Upload("x.csv", digest)))


def test_a_run_that_fails_leaves_the_current_one(workspace):
    current = workspace.need_result().run.id
    with pytest.raises(UnknownName):
        run_again(workspace, encoder="nothing")
    assert workspace.need_result().run.id == current


FULL = AnalysisRequest(
    Upload("a.csv", "d" * 64, ReadOptions("gb18030", ";", 5), Roles(("title", "body"), user="u", value="stars")),
    Upload("b.csv", "e" * 64),
    map_catalogue=False,
    rule=WeightRule("scale", 2.5, 5.0),
    encoder="hashing",
    settings=MapSettings(granularity=1.5, threshold=0.4),
    seed=7,
    synthetic=True,
)


@pytest.mark.parametrize("request_", [AnalysisRequest(Upload("x.csv", "d")), FULL], ids=["plain", "full"])
def test_a_request_survives_json(request_):
    import json

    assert AnalysisRequest.from_json(json.loads(json.dumps(request_.to_json()))) == request_


def test_reading_depends_on_bytes_and_corrections_not_on_names():
    same = replace(FULL, upload=replace(FULL.upload, name="other.csv"), seed=1, encoder="minilm")
    assert same.reading() == FULL.reading()
    assert replace(FULL, rule=None).reading() != FULL.reading()
    assert replace(FULL, upload=replace(FULL.upload, options=ReadOptions())).reading() != FULL.reading()


def test_homes_and_workspaces(home):
    assert home.create("sample").name == "sample 2"
    assert home.open_or_create("sample").id == home.open("sample").id
    created = home.open_or_create("fresh")
    created.set_draft(FULL)
    assert home.open("fresh").draft == FULL
    assert created.result is None
    created.rename("fresher")
    assert home.open("fresher").id == created.id
    folder = home.open("sample").store.folder
    home.open("sample").delete()
    assert not folder.exists()
    assert {w.name for w in home.list()} == {"sample 2", "fresher"}


def test_report_and_roles_come_back_as_they_were(analysed_home):
    result = analysed_home.open("sample").need_result()
    roles, catalogue = formats.load_roles(result.folder("read"))
    assert (roles.user, roles.item, roles.text, catalogue) == ("user_id", "item_id", ("text",), None)
    assert formats.load_rule(result.folder("read")).kind == "scale"
    assert formats.load_report(result.folder("read")) == result.report
    assert asdict(result.report)["rows_read"] == 400
