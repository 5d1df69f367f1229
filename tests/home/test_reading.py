"""Files are parsed in a process of their own, and its limits end in one sentence."""

import pytest

from interestlab import errors
from interestlab.corpus import ReadOptions
from interestlab.errors import ColumnProblem, UnreadableFile
from interestlab.home import AnalysisRequest, Upload, reading
from interestlab.home.store import Store
from tests.conftest import sample_rows


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "w")


@pytest.fixture
def preview(store):
    def ask(data, name="x.csv", **options):
        return reading.preview(store.folder / "uploads", Upload(name, store.add_upload(data), ReadOptions(**options)))

    return ask


def test_a_preview_shows_rows_roles_and_reasons(preview):
    found = preview(sample_rows(100))
    assert (found.format, found.encoding, found.delimiter) == ("CSV", "utf-8", ",")
    assert len(found.rows) == 50
    assert found.read == 100
    assert found.roles["user"] == "user_id"
    assert found.reasons["user"]
    assert found.rule["kind"] == "scale"


def test_what_the_reader_raises_comes_back_as_it_was(preview, store):
    with pytest.raises(UnreadableFile, match="a PDF document"):
        preview(b"%PDF-1.7")
    numbers = Upload("x.csv", store.add_upload(b"a,b\n1,2\n3,4\n"))
    with pytest.raises(ColumnProblem, match="No column holds text"):
        reading.build(store.folder / "uploads", AnalysisRequest(numbers), store.folder)


def test_every_error_can_cross():
    assert all(isinstance(getattr(errors, name), type) for name in ("UnreadableFile", "ColumnProblem", "TooFewContents"))


def test_too_much_memory_is_one_sentence(preview, monkeypatch, tmp_path):
    small = tmp_path / "sitecustomize.py"
    small.write_text("import resource\nresource.setrlimit(resource.RLIMIT_AS, (700 << 20, 700 << 20))\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "1")
    with pytest.raises(UnreadableFile, match=r"“x\.html” needs more memory than can be given") as raised:
        preview(b"<html><table><tr><td>" + b"word " * (60 << 20) + b"</td></tr></table>", "x.html")
    assert "\n" not in str(raised.value)


def test_too_much_time_is_one_sentence(preview, monkeypatch):
    monkeypatch.setattr(reading, "PREVIEW_SECONDS", 0.05)
    with pytest.raises(UnreadableFile, match="could not be read within 0 minutes; split it"):
        preview(sample_rows(10))
