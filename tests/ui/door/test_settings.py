"""What the owner says, and what a cookie is worth."""

import stat

from interestlab.ui.door.settings import DoorSettings, kept_key, same


def test_no_secret_is_equal_to_nothing():
    assert same("a long secret", "a long secret")
    assert not same("a long secre", "a long secret")
    assert not same("", "")
    assert not same("x", "")
    assert same("ключ 鍵", "ключ 鍵")


def test_a_cookie_tells_no_token_and_ends_with_it(tmp_path):
    one, other = (DoorSettings.of({"INTERESTLAB_TOKEN": token}, tmp_path) for token in ("one secret ", "another"))
    assert one.token == "one secret"
    assert one.cookie != other.cookie
    assert one.cookie == DoorSettings.of({"INTERESTLAB_TOKEN": "one secret"}, tmp_path).cookie
    assert one.cookie != DoorSettings("one secret", "", b"another key").cookie
    assert DoorSettings.of({}, tmp_path).token == ""


def test_the_key_is_kept_for_this_account_alone(tmp_path):
    folder = tmp_path / "home"
    key = kept_key(folder)
    assert len(key) == 32
    assert kept_key(folder) == key
    assert stat.S_IMODE((folder / "door.key").stat().st_mode) == 0o600
    assert [path.name for path in folder.iterdir()] == ["door.key"]
    assert kept_key(tmp_path / "other") != key


def test_where_nothing_can_be_written_there_is_a_key_all_the_same(tmp_path):
    (tmp_path / "file").write_text("")
    assert len(kept_key(tmp_path / "file")) == 32
