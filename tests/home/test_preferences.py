"""Preferences are kept, private, and never stand in the way."""

import stat

import pytest

from interestlab.home.preferences import Preferences, load_preferences, save_preferences


def test_they_are_kept_for_their_owner_alone(tmp_path):
    assert load_preferences(tmp_path) == Preferences(drafts=True)
    save_preferences(tmp_path, Preferences(drafts=False))
    assert load_preferences(tmp_path) == Preferences(drafts=False)
    file = tmp_path / "preferences.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


@pytest.mark.parametrize("content", ["", "[]", "{", '{"drafts": "no"}', '{"another": 1}'])
def test_what_cannot_be_read_is_the_default(tmp_path, content):
    (tmp_path / "preferences.json").write_text(content)
    assert load_preferences(tmp_path) == Preferences()
