"""The tests of the JavaScript, which node's own runner runs: a file of them a test."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "tests" / "ui").rglob("*.test.mjs"))
NODE = shutil.which("node")


def test_every_room_with_javascript_has_tests_in_it():
    assert {path.parent.name for path in FILES} == {path.parent.name for path in (ROOT / "interestlab" / "ui").glob("*/*.js")}


@pytest.mark.skipif(NODE is None, reason="node is not installed (Debian: apt-get install nodejs)")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name.removesuffix(".test.mjs"))
def test_javascript(path):
    assert NODE is not None
    ended = subprocess.run([NODE, "--test", path], capture_output=True, text=True, encoding="utf-8", check=False, cwd=ROOT)
    assert ended.returncode == 0, ended.stdout + ended.stderr
