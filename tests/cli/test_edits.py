"""The command line lists edits, and carries names and notes from one map to another."""

import json

import pytest

from interestlab.home.curating import Curating


@pytest.fixture
def result(workspace):
    mine = Curating(workspace.need_result().log, "a browser")
    mine.merge(0, [1])
    mine.rename(0, "Both")
    workspace.need_result().undo("a browser")
    return workspace.need_result()


def test_edits_are_listed(result, printed, command):
    home = result.workspace.home.folder
    found = printed("edits", "sample", "--home", home)
    assert [(one["kind"], one["interest_id"], one["undone"], one["by"]) for one in found["edits"]] == [
        ("merge", 0, False, "a browser"), ("rename", 0, True, "a browser"),
    ]  # fmt: skip
    assert found["workspace"] == result.workspace.id
    lines = command("edits", "sample", "--home", home).stdout.splitlines()
    assert " merged into “" in lines[0]
    assert lines[1].endswith("renamed to “Both”  (taken back)")


def test_a_scheme_is_written_and_given_to_interests_of_its_ids(result, command, tmp_path):
    home, file = result.workspace.home.folder, tmp_path / "scheme.json"
    assert command("edits", "sample", "--home", home, "--scheme", file).returncode == 0
    scheme = json.loads(file.read_text("utf-8"))
    assert [row["id"] for row in scheme["interests"]] == list(result.interest_ids)
    scheme["interests"][1] |= {"name": "From the file", "note": "Kept"}
    scheme["interests"].append({"id": 99, "name": "Nobody"})
    file.write_text(json.dumps(scheme), "utf-8")
    count = len(scheme["interests"])
    ended = command("edits", "sample", "--home", home, "--apply", file)
    assert (ended.returncode, ended.stderr.strip()) == (0, f"1 of {count} interests of the file are not in this map.")
    assert (result.map.name(1), result.curated.marks[1].note) == ("From the file", "Kept")
    file.write_text('{"interests": [{"name": "no id"}]}', "utf-8")
    ended = command("edits", "sample", "--home", home, "--apply", file)
    assert ended.returncode == 2
    assert "is no scheme" in ended.stderr
    ended = command("edits", "sample", "--home", home, "--apply", tmp_path / "nothing")
    assert "cannot be read: No such file" in ended.stderr
