"""The list of digests is that of requirements.txt, and what make installs is held against it."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HASHED = ROOT / "requirements-hashed.txt"
ENTRY = re.compile(r"^(\S+==\S+)((?: \\\n    --hash=sha256:[0-9a-f]{64})+)$", re.MULTILINE)


def module(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / ".ci" / f"{name}.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture(scope="module")
def entries():
    return {name: re.findall(r"sha256:([0-9a-f]{64})", digests) for name, digests in ENTRY.findall(HASHED.read_text("utf-8"))}


def test_it_holds_every_version_but_pytorchs_and_nothing_else(entries):
    """Where this fails after a version was changed: python .ci/hashes.py"""
    pinned = module("hashes").pinned()
    assert list(entries) == pinned
    assert len(pinned) > 80
    assert not any(name.startswith("torch==") for name in entries)
    lines = [line for line in HASHED.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    assert len(lines) == sum(1 + len(digests) for digests in entries.values())


def test_compiled_packages_have_a_digest_for_each_kind_of_machine(entries):
    for name in ("numpy", "pandas", "pyarrow", "scikit-learn", "hdbscan"):
        found = next(digests for entry, digests in entries.items() if entry.startswith(f"{name}=="))
        assert len(found) >= 3 * 2, name  # three Pythons on two kinds of machine


def test_pip_takes_the_list_as_it_is():
    """What is installed already is not fetched; the form of the list is read all the same."""
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--no-index", "--no-deps", "--require-hashes", "-r", HASHED]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "Traceback" not in ended.stderr
    assert "Invalid" not in ended.stderr
    assert ended.returncode == 0 or "No matching distribution" in ended.stderr


def test_make_app_holds_all_but_pytorch_against_its_digest():
    setup = module("setup")
    torch, hashed, rest = setup.steps(Path("requirements.txt"), hashed=True)
    assert (torch, hashed[:2], hashed[-1]) == (["--no-deps", setup.TORCH], ["--require-hashes", "--no-deps"], HASHED.name)
    assert rest == [setup.TORCH, "-c", "requirements.txt"]
    assert setup.TORCH in (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    assert setup.steps(Path("requirements-dev.txt"), hashed=True)[:2] == [torch, hashed]
    assert setup.steps(Path("requirements.txt"), hashed=False) == [["-r", "requirements.txt"]]
