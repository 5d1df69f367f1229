"""Progress on standard error: a line a stage, and within it one every two seconds."""

from argparse import Namespace

import pytest

from interestlab.cli import progress
from interestlab.cli.progress import Lines, wants_progress
from interestlab.errors import UnknownName
from interestlab.home.steps import STAGES
from tests.conftest import sample_rows


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still until it is set."""
    now = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


def test_progress_is_written_only_when_asked(home, command, tmp_path):
    (tmp_path / "sample.csv").write_bytes(sample_rows(400))
    ended = command("analyze", tmp_path / "sample.csv", "--home", home.folder, "--encoder", "hashing", "--progress")
    assert ended.returncode == 0
    assert "Finding interests …" in ended.stderr
    assert "400 texts by" in ended.stdout


def test_it_is_wanted_on_a_terminal_or_where_it_is_asked_for(monkeypatch):
    for terminal, asked in ((True, False), (False, True), (True, True), (False, False)):
        monkeypatch.setattr(progress.sys.stderr, "isatty", lambda terminal=terminal: terminal)
        assert wants_progress(Namespace(progress=asked)) is (terminal or asked)


def test_a_stage_is_told_in_everyday_words(capsys):
    lines = Lines(True)
    for step in (*STAGES, "everybody"):
        lines.stage(step)
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.splitlines() == [*(f"{words} …" for words in STAGES.values()), "Recommending to everybody …"]
    with pytest.raises(UnknownName):
        lines.stage("nothing")


def test_within_a_stage_there_is_a_line_every_two_seconds(clock, capsys):
    lines = Lines(True)
    lines.stage("encode")
    for second, done in ((1.9, 1), (2, 0), (3, 10), (4, 1_000), (5.9, 1_100), (6, 1_500), (8, 2_000)):
        clock[0] = 100 + second
        lines.progress(done, 2_000)
    assert capsys.readouterr().err.splitlines()[1:] == [
        "  0 of 2,000",
        "  1,000 of 2,000, about 4 s left",
        "  1,500 of 2,000, about 2 s left",
        "  2,000 of 2,000, about 0 s left",
    ]


def test_each_stage_begins_its_own_time(clock, capsys):
    lines = Lines(True)
    lines.stage("read")
    clock[0] += 60
    lines.stage("encode")
    lines.progress(1, 4)
    clock[0] += 3
    lines.progress(1, 4)
    assert capsys.readouterr().err.splitlines()[2:] == ["  1 of 4, about 9 s left"]


def test_of_nothing_there_is_no_progress(clock, capsys):
    lines = Lines(True)
    lines.stage("read")
    clock[0] += 60
    lines.progress(0, 0)
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_where_it_is_not_shown_nothing_is_written(clock, capsys):
    lines = Lines(False)
    lines.stage("read")
    clock[0] += 60
    lines.progress(1, 2)
    assert capsys.readouterr() == ("", "")
