"""`doctor`: its statuses and its forms."""

import json

from interestlab.home.workspace import Home


def test_a_sound_home_ends_with_0_and_a_sick_one_with_1(called, tmp_path):
    at = ("--home", tmp_path / "home")
    Home(tmp_path / "home")
    sound = called("doctor", *at)
    assert (sound.returncode, sound.stdout.splitlines()[-1]) == (0, "Nothing is wrong.")

    (tmp_path / "home" / "0123456789").mkdir(mode=0o700)
    sick = called("doctor", *at, "--json")
    assert sick.returncode == 1
    found = json.loads(sick.stdout)
    assert [one["kind"] for one in found["findings"]] == ["folder"]

    healed = called("doctor", *at, "--repair")
    assert (healed.returncode, healed.stdout.splitlines()[-1].endswith("It was deleted.")) == (1, True)
    assert called("doctor", *at).returncode == 0
