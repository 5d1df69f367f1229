"""`groups` lists what is kept, and the export of the documents has it as a column."""

import csv
import json

import numpy as np
import pytest

from interestlab.home import AnalysisRequest, Home, Upload, analyze
from interestlab.home.groups import groups_of
from interestlab.interests.groups import OfInterests, Searched


@pytest.fixture
def kept(tmp_path):
    home = Home(tmp_path / "home")
    workspace = home.create("w")
    lines = [f"{word} number {at}" for at in range(30) for word in ("coffee", "telescope")]
    data = ("text\n" + "\n".join(lines) + "\n").encode()
    analyze(workspace, workspace.add_run(AnalysisRequest(Upload("a.csv", workspace.store.add_upload(data)), encoder="hashing")))
    return workspace.need_result(), ("--home", home.folder)


def test_groups_are_listed_and_exported(called, kept, tmp_path):
    result, at = kept
    assert "No groups are kept here yet" in called("groups", "w", *at).stdout
    groups = groups_of(result)
    groups.save("Coffee", Searched("coffee", "words"), count=30, total=60, note="why")
    groups.save("Gone", OfInterests((99,)), count=5, total=60)
    groups.save("Near", Searched("coffee number 3", "meaning"), count=5, total=60)

    told = called("groups", "w", *at).stdout.splitlines()
    assert told[:2] == ["Coffee: 30 of 60 posts", "Gone: 0 of 60 posts (this map has no more 1 of its 1 interests)"]
    found = json.loads(called("groups", "w", *at, "--json").stdout)
    assert found["posts"] == 60
    assert [one["name"] for one in found["groups"]] == ["Coffee", "Gone", "Near"]
    assert found["groups"][0] | {"id": 0} == {
        "id": 0, "name": "Coffee", "note": "why", "posts": 30, "posts_when_saved": 30, "follows_data": True, "missing": [],
        "recipe": {"searched": "coffee", "way": "words"},
    }  # fmt: skip
    assert found["groups"][2]["posts"] > 0

    to = tmp_path / "d.csv"
    called("export", "w", "--table", "documents", "--to", to, *at)
    rows = list(csv.DictReader(to.read_text("utf-8-sig").splitlines()))
    coffee = np.array(["Coffee" in row["groups"].split("|") for row in rows])
    assert coffee.tolist() == [text.startswith("coffee") for text in result.corpus.texts]
    called("export", "w", "--table", "interests", "--to", tmp_path / "i.csv", *at)
    assert "groups" not in (tmp_path / "i.csv").read_text("utf-8-sig").splitlines()[0]
