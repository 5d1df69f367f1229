"""One small analysed home for all tests that only look at results."""

import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from interestlab import registry
from interestlab.home import AnalysisRequest, Home, Upload, analyze
from interestlab.sample import sample_csv
from tests.model_folders import ModelFolders

ROOT = Path(__file__).parents[1]
os.environ.setdefault("HF_HUB_OFFLINE", "1")
if "PYTEST_XDIST_WORKER" in os.environ:  # as many processes as processors: more threads would only wait for each other
    os.environ.setdefault("OMP_NUM_THREADS", "1")


def sample_rows(count):
    """The first rows of the synthetic sample as CSV bytes."""
    return b"\n".join(sample_csv().split(b"\n")[: count + 1]) + b"\n"


PACKAGE = Path(__file__).parent / "plugin_package"


@pytest.fixture(autouse=True)
def _own_main():
    """An app that is run without a browser takes the place of `__main__`, which every process that is spawned runs again."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(scope="session")
def analysed_home(tmp_path_factory):
    """A home whose workspace “sample” holds 400 analysed posts of the synthetic sample; not to be changed."""
    home = Home(tmp_path_factory.mktemp("home"))
    workspace = home.create("sample")
    digest = workspace.store.add_upload(sample_rows(400))
    request = AnalysisRequest(Upload("sample.csv", digest), encoder="hashing", synthetic=True)
    analyze(workspace, workspace.add_run(request))
    return home


@pytest.fixture
def home(analysed_home, tmp_path):
    """A copy of the analysed home that a test may change."""
    shutil.copytree(analysed_home.folder, tmp_path / "home")
    return Home(tmp_path / "home")


@pytest.fixture
def workspace(home):
    return home.open("sample")


@pytest.fixture
def command():
    """Runs `python -m interestlab …` and returns the ended process."""

    def run(*arguments, **environment):
        return subprocess.run(
            [sys.executable, "-m", "interestlab", *map(str, arguments)], capture_output=True, text=True, check=False, cwd=ROOT,
            env={**os.environ, **environment},
        )  # fmt: skip

    return run


@pytest.fixture
def printed(command):
    """What a command printed with --json; its standard output must be one object and its standard error empty."""

    def run(*arguments):
        ended = command(*arguments, "--json")
        assert ended.returncode == 0, ended.stderr
        assert ended.stderr == ""
        return json.loads(ended.stdout)

    return run


@pytest.fixture(scope="session")
def model_folders(tmp_path_factory):
    """Makes folders as sentence-transformers saves them, of two layers of the packaged MiniLM; not to be changed."""
    return ModelFolders(tmp_path_factory.mktemp("models"))


@pytest.fixture
def stranger(monkeypatch):
    """The package is found as if it were installed: its dist-info lies on the path."""
    monkeypatch.syspath_prepend(str(PACKAGE))
    caches = (registry.entries, registry.load)
    for cache in caches:
        cache.cache_clear()
    yield
    monkeypatch.undo()
    for name in [name for name in sys.modules if name.partition(".")[0] == "stranger"]:
        del sys.modules[name]
    for cache in caches:
        cache.cache_clear()


@contextmanager
def small_disk(place, megabytes):
    """A disk of that size at `place`; skips the test where none may be mounted."""
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", place]
    if os.geteuid() or subprocess.run(mount, check=False).returncode:
        pytest.skip("only root may mount a small disk")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=True)
