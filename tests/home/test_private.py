"""What people wrote is for the owner of the home alone."""

import os
import stat

import pytest

from interestlab.home.private import close_off, is_open_to_others, make_private, write_private
from interestlab.home.store import Store
from interestlab.home.workspace import Home

pytestmark = pytest.mark.skipif(os.name != "posix", reason="other systems have other permissions")


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_new_folders_and_files_are_private(tmp_path):
    make_private(tmp_path / "a" / "b")
    write_private(tmp_path / "a" / "b" / "c", b"words")
    assert [mode(tmp_path / one) for one in ("a", "a/b", "a/b/c")] == [0o700, 0o700, 0o600]


def test_a_whole_home_is_private(tmp_path):
    home = Home(tmp_path / "home")
    store = Store(home.folder / home.create("mine").id)
    store.add_upload(b"words")
    store.write("read", "k", lambda folder: (folder / "table").write_text("words"))
    assert not [path for path in (home.folder, *home.folder.rglob("*")) if is_open_to_others(path)]


def test_what_is_open_is_closed_off_but_its_owner_keeps_it(tmp_path):
    (tmp_path / "open").write_text("words")
    (tmp_path / "open").chmod(0o764)
    assert close_off(tmp_path / "open")
    assert mode(tmp_path / "open") == 0o700
    assert not close_off(tmp_path / "open")
    assert not close_off(tmp_path / "missing")


def test_a_file_in_the_way_is_an_error(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(FileExistsError):
        make_private(tmp_path / "file")
