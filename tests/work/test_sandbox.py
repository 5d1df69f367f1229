"""A function in a process with limits: its answer, its errors, and what ends it."""

import time

import pytest

from interestlab.errors import ColumnProblem, OutOfMemory, TimedOut, WorkerDied, WorkerFailed
from interestlab.work import sandbox
from interestlab.work.sandbox import run_limited

HERE = "tests.work.test_sandbox"


def doubles(task):
    return {"twice": 2 * task["number"], "word": task["word"]}


def fails(task):
    raise ColumnProblem(f"No column “{task['name']}”.")


class Finer(ColumnProblem):
    pass


def fails_finely(task):
    raise Finer("Of a kind that only its own module knows.")


def sleeps(task):
    time.sleep(60)


def fills(task):
    return {"size": len(bytearray(task["bytes"]))}


def dies(task):
    raise SystemExit(7)


def stumbles(task):
    raise RuntimeError("a part\nis missing")


def says_more(task):
    print("a library's own line")
    return {"said": True}


def ask(call, seconds=60, **task):
    return run_limited(f"{HERE}:{call}", task, seconds=seconds, what="Reading “a.csv”")


def test_task_and_answer_travel_as_they_are():
    assert ask("doubles", number=21, word="Ж 兴趣 \ud800") == {"twice": 42, "word": "Ж 兴趣 \ud800"}


def test_an_expected_error_comes_back_as_it_was():
    with pytest.raises(ColumnProblem, match=r"^No column “größe”\.$"):
        ask("fails", name="größe")


def test_an_error_of_a_private_kind_comes_back_as_what_it_is_a_kind_of():
    with pytest.raises(ColumnProblem, match="only its own module"):
        ask("fails_finely")


def test_what_else_is_printed_is_no_answer():
    assert ask("says_more") == {"said": True}


def test_its_limits_end_in_a_sentence():
    with pytest.raises(TimedOut, match=r"^Reading “a\.csv” took longer than 2 seconds"):
        ask("sleeps", seconds=2)
    with pytest.raises(OutOfMemory, match=r"^Reading “a\.csv” needs more memory"):
        ask("fills", bytes=sandbox.MEMORY_BYTES)
    with pytest.raises(WorkerDied, match=r"^Reading “a\.csv” ended without an answer"):
        ask("dies")


def test_a_fault_is_told_as_what_it_was_and_logged(caplog):
    with pytest.raises(WorkerFailed, match=r"^Reading “a\.csv” failed: RuntimeError \(a part is missing\)\.$"):
        ask("stumbles")
    assert "in stumbles" in caplog.text
