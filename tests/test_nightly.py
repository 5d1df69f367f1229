"""The parts of `make nightly`: how one ends, and the table of all."""

import importlib.util
import sys
from pathlib import Path

import pytest

FILE = Path(__file__).parents[1] / ".ci" / "nightly.py"


@pytest.fixture(scope="module")
def nightly():
    spec = importlib.util.spec_from_file_location("nightly", FILE)
    module = importlib.util.module_from_spec(spec)
    sys.modules["nightly"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def tests(tmp_path):
    (tmp_path / "test_made.py").write_text(
        "import os\n\ndef test_seed():\n    assert os.environ['INTERESTLAB_SEED'] == '7'\n"
        "def test_setting():\n    assert os.environ['KEPT'] == 'yes'\n"
    )
    return "-p", "no:cacheprovider", "-c", str(tmp_path / "none.ini"), "--rootdir", str(tmp_path), str(tmp_path)


@pytest.mark.parametrize(("kept", "failures"), [("yes", 0), ("no", 1)])
def test_a_part_counts_its_tests_and_failures(nightly, tests, tmp_path, kept, failures):
    (tmp_path / "none.ini").write_text("[pytest]\n")
    found = nightly.run(nightly.Part("made", {"KEPT": kept}, tests), "7", 60)
    assert (found.seed, found.count, found.failures, found.problem) == ("7", 2, failures, "")


def test_a_part_that_runs_nothing_or_has_no_time_left_says_so(nightly, tests, tmp_path):
    (tmp_path / "none.ini").write_text("[pytest]\n")
    assert nightly.run(nightly.Part("none", {}, (*tests, "-k", "absent")), "0", 60).problem == "ran no test"
    assert nightly.run(nightly.Part("late"), "0", 0).problem == "no time was left"


def test_a_line_a_part(nightly):
    rows = {"heavy": nightly.Ran("3", 1_234, 5, 61.26), "avx2": nightly.Ran("3", 0, 0, 60.0, "was stopped after 60 minutes")}
    assert nightly.table(rows).splitlines() == [
        "part            seed   tests  failures  minutes",
        "heavy              3   1,234         5     61.3",
        "avx2               3       0         0     60.0  was stopped after 60 minutes",
    ]


def test_an_unknown_part_is_one_line(nightly, monkeypatch, capsys):
    monkeypatch.setenv("PART", "none")
    assert nightly.main() == 2
    assert capsys.readouterr().err.startswith("There is no part “none”; there are heavy, default, avx2")
