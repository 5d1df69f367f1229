"""Built-ins and plug-ins of an installed package in one table; a plug-in that fails harms nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

from interestlab import registry
from interestlab.encode.run import find_encoder, fingerprint
from interestlab.errors import PluginFailed, UnknownName
from interestlab.testing.clusterers import check_clusterer
from interestlab.testing.encoders import check_encoder
from interestlab.testing.importers import check_importer
from interestlab.testing.namers import check_namer
from interestlab.testing.recommenders import check_recommender
from tests.conftest import PACKAGE


@pytest.mark.parametrize("group", registry.BUILTINS)
def test_every_built_in_loads_and_is_called_by_its_name(group):
    for name in registry.BUILTINS[group]:
        plugin = registry.load(group, name)
        assert getattr(plugin, "info", None) is None or plugin.info.name == name
    assert registry.problems(group) == []


def test_built_ins_are_no_entry_points():
    assert all(entry.package == "" for group in registry.BUILTINS for entry in registry.entries(group).values())


def test_an_unknown_name_says_which_there_are():
    with pytest.raises(
        UnknownName,
        match="no encoder “nothing”; there are minilm, multilingual, multilingual-e5, minilm-draft",
    ):
        registry.load("encoders", "nothing")


def test_a_package_adds_its_plug_ins(stranger):
    builtin = list(registry.BUILTINS["encoders"])
    assert registry.names("encoders")[: len(builtin)] == builtin
    assert {"letters", "broken", "absent"} <= set(registry.names("encoders"))
    assert registry.entries("encoders")["letters"].package == "stranger"
    assert find_encoder("letters").load().dimension == 64


def test_nothing_of_it_is_imported_before_it_is_used(stranger):
    registry.names("encoders")
    assert not any(name.startswith("stranger") for name in sys.modules)


def test_plug_ins_of_a_package_pass_the_suites(stranger):
    check_encoder(registry.load("encoders", "letters"))
    check_clusterer(registry.load("clusterers", "reach"))
    check_namer(registry.load("namers", "longest-word"))
    check_recommender(registry.load("recommenders", "newest"))
    journal = b"@mira on 2023-01-05: The new saddle is fine.\n@otto on 2023-01-06: The starter smells of fruit.\n"
    check_importer(registry.load("importers", "journal"), journal, "journal.txt")


def test_a_taken_name_stays_with_its_owner(stranger):
    assert registry.load("encoders", "hashing").__module__ == "interestlab.encode.hashing"
    clash = "The name “hashing” of package stranger is already taken by InterestLab itself; this one is not used."
    assert clash in registry.problems("encoders")
    assert "hashing (stranger)" not in registry.names("encoders")
    with pytest.raises(UnknownName):
        registry.load("encoders", "hashing (stranger)")


def test_an_import_that_fails_is_one_sentence_and_harms_nothing(stranger):
    for name, why in (("broken", "its own library is missing"), ("absent", "NotThere")):
        with pytest.raises(PluginFailed, match=rf"“{name}” \(of package stranger\) cannot be loaded: .*{why}"):
            registry.load("encoders", name)
    assert len(registry.problems("encoders")) == 3
    assert registry.usable("encoders") == [*registry.BUILTINS["encoders"], "letters", "slow", "slow-draft"]
    assert registry.load("encoders", "hashing").info.name == "hashing"


def test_the_fingerprint_of_a_strangers_encoder_is_its_packages_version(stranger):
    assert fingerprint("letters", find_encoder("letters")) == "stranger.letters:Letters 1.0"


def test_in_a_new_process_the_command_line_lists_it_and_says_what_is_wrong():
    root = Path(__file__).parents[1]
    command = [sys.executable, "-m", "interestlab", "encoders"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(PACKAGE)}, cwd=root)
    assert ended.returncode == 0, ended.stderr
    listed = [line.split()[0] for line in ended.stdout.splitlines()]
    assert listed == [*registry.BUILTINS["encoders"], "letters", "slow", "slow-draft"]
    assert len(ended.stderr.splitlines()) == 3


def test_a_plug_in_is_called_by_its_label_else_by_its_name(stranger):
    assert registry.label("recommenders", "ease") == "EASE"
    assert registry.label("recommenders", "newest") == "newest"  # it has no label
    assert registry.label("encoders", "broken") == "broken"  # it cannot be loaded
    assert registry.label("recommenders", "gone") == "gone"  # it is installed no more
