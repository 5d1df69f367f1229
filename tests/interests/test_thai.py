"""Thai words are found without spaces, and nothing is written beside."""

from pathlib import Path

from interestlab.interests.thai import thai_words


def test_words_of_a_run(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    found = thai_words("โซ่จักรยานหลุดบ่อย")
    assert "จักรยาน" in found
    assert "".join(found) == "โซ่จักรยานหลุดบ่อย"
    assert not list(Path(tmp_path).iterdir())
