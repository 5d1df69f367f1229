"""Homes, workspaces, and what a finished run gave."""

import hashlib
import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import platformdirs
import pytest

from interestlab.errors import EditedMeanwhile, InputError, UnknownName
from interestlab.home import Home
from interestlab.home.workspace import default_home
from tests.home.test_request import FULL
from tests.home.test_steps import run_again


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


def test_the_home_is_where_the_environment_says_else_the_users_own(monkeypatch, tmp_path):
    monkeypatch.setenv("INTERESTLAB_HOME", str(tmp_path / "there"))
    assert default_home() == tmp_path / "there"
    assert Home().folder == tmp_path / "there"
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("INTERESTLAB_HOME", "~/mine")
    assert default_home() == tmp_path / "mine"
    monkeypatch.delenv("INTERESTLAB_HOME")
    assert str(default_home()) == platformdirs.user_data_dir("interestlab", appauthor=False)


def test_a_home_that_cannot_be_used_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match=r"file cannot be written: File exists; choose another with --home"):
        Home(tmp_path / "file")
    (tmp_path / "taken" / "catalogue.sqlite").mkdir(parents=True)
    with pytest.raises(InputError, match="taken cannot be written: unable to open database file; choose"):
        Home(tmp_path / "taken")
    (tmp_path / "damaged").mkdir()
    (tmp_path / "damaged" / "catalogue.sqlite").write_bytes(b"no database at all " * 400)
    with pytest.raises(InputError, match=r"damaged is damaged \(file is not a database\): bring back catalogue\.sqlite"):
        Home(tmp_path / "damaged")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "catalogue.sqlite").write_bytes(b"no database at all" * 100)
    with pytest.raises(InputError, match="file is not a database") as raised:
        Home(tmp_path / "other")
    assert isinstance(raised.value.__cause__, sqlite3.Error)


def test_a_taken_name_gets_the_first_free_number(tmp_path):
    home = Home(tmp_path)
    assert [home.create("news").name for _ in range(3)] == ["news", "news 2", "news 3"]
    assert home.create(" news ").name == "news 4"
    assert [home.create(" ").name for _ in range(2)] == ["Untitled", "Untitled 2"]
    with pytest.raises(InputError, match="already"):
        home.create("news", exact=True)


def test_blanks_around_a_name_open_the_same_workspace(tmp_path):
    home = Home(tmp_path)
    assert home.open_or_create("news ").id == home.open_or_create("news ").id == home.open("news").id
    assert len(home.list()) == 1


def test_a_workspace_without_files_can_be_deleted(tmp_path):
    home = Home(tmp_path)
    home.create("empty").delete()
    assert home.list() == []
    with pytest.raises(UnknownName, match="no workspace “empty”"):
        home.open("empty")


def test_a_name_of_an_interest_is_cut_at_60_characters(workspace):
    result = workspace.need_result()
    result.rename_interest(0, "x" * 59 + " and more")
    assert result.map.name(0) == "x" * 59
    with pytest.raises(InputError, match="already"):
        result.rename_interest(1, "X" * 59)
    result.rename_interest(0, "y" * 70)
    assert result.map.name(0) == "y" * 60


def test_an_interest_may_keep_its_name(workspace):
    result = workspace.need_result()
    result.rename_interest(0, result.map.name(0).upper())
    assert [edit.interest for edit in result.edits()] == [0]


def test_edits_of_one_map_are_taken_back_on_it_alone(workspace):
    first = workspace.need_result()
    first.rename_interest(0, "Mine")
    run_again(workspace)
    assert workspace.need_result().map.name(0) == "Mine"  # nothing was computed anew
    run_again(workspace, settings=replace(first.request.settings, granularity=1))
    other = workspace.need_result()
    assert other.map_key != first.map_key
    assert [edit.name for edit in other.edits()] == ["Mine"]  # it went with its interest
    assert other.undo().name == "Mine"
    assert other.undo() is None
    assert len(first.edits()) == 1


def test_a_deletion_that_was_interrupted_is_finished_and_nothing_else_goes(home):
    gone, kept = home.create("gone"), home.create("kept")
    for workspace in (gone, kept):
        workspace.store.add_upload(b"words")
        workspace.store.begin_deleting()
    home.catalogue.delete_workspace(gone.id)  # killed here, before the folder went
    strange = home.folder / "0123456789"  # of a catalogue that was brought back from an older copy, perhaps
    strange.mkdir()
    home.sweep()
    assert gone.store.folder not in home.folders()
    assert {kept.store.folder, strange} <= set(home.folders())
    assert not kept.store.is_being_deleted
    assert kept.store.upload(hashlib.sha256(b"words").hexdigest()).exists()


def test_of_two_who_rename_one_interest_the_later_is_told_and_shown_both(home):
    result = home.open("sample").need_result()
    seen = result.revision_of(0)
    result.rename_interest(1, "Another interest", by="other", seen=result.revision_of(1))
    result.rename_interest(0, "Theirs", by="other", seen=seen)  # what was done to another interest is no matter
    with pytest.raises(EditedMeanwhile, match="“Theirs”, and you “Mine”"):
        result.rename_interest(0, "Mine", by="me", seen=seen)
    assert result.map.name(0) == "Theirs"
    result.rename_interest(0, "Mine", by="me", seen=result.revision_of(0))
    assert result.map.name(0) == "Mine"


def test_what_was_taken_back_is_a_change_too(home):
    result = home.open("sample").need_result()
    result.rename_interest(0, "Theirs", by="other")
    seen = result.revision_of(0)
    result.undo("other")
    with pytest.raises(EditedMeanwhile):
        result.rename_interest(0, "Mine", by="me", seen=seen)


def test_undo_is_ones_own(home):
    result = home.open("sample").need_result()
    before = result.map.name(0)
    result.rename_interest(0, "Mine", by="me")
    result.rename_interest(1, "Theirs", by="other")
    assert result.undo("nobody") is None
    assert result.undo("me").name == "Mine"
    assert (result.map.name(0), result.map.name(1)) == (before, "Theirs")
    assert result.undo("me") is None
    assert result.undo("other").name == "Theirs"


def test_undo_says_where_what_another_did_rests_on_it(home):
    result = home.open("sample").need_result()
    before = result.map.name(0)
    result.rename_interest(0, "Mine", by="me")
    result.rename_interest(1, before, by="other")
    with pytest.raises(InputError, match=f"given the name “{re.escape(before)}” to another"):
        result.undo("me")
    result.rename_interest(0, "Theirs", by="other")
    with pytest.raises(EditedMeanwhile, match="renamed the same interest to “Theirs”"):
        result.undo("me")
    assert result.map.name(0) == "Theirs"


def test_renames_at_one_moment_leave_none_out(home):
    """Eight threads rename eight interests; each is in the list, and of eight that rename one, one is first."""
    result = home.open("sample").need_result()
    count, seen, told = min(8, result.map.count), result.revision_of(0), []

    def rename(interest, name, **more):
        try:
            home.open("sample").need_result().rename_interest(interest, name, **more)
        except EditedMeanwhile as error:
            told.append(error)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda at: rename(at, f"Name {at}"), range(1, count)))
        assert {edit.name for edit in result.edits()} == {f"Name {at}" for at in range(1, count)}
        list(pool.map(lambda at: rename(0, f"First {at}", seen=seen), range(8)))
    assert len(told) == 7
    assert sum(edit.interest == 0 for edit in result.edits()) == 1
