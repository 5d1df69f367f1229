"""A function in a process with limits: its answer, its errors, and what ends it."""

import os
import signal
import time
from pathlib import Path

import psutil
import pytest

from interestlab.errors import Cancelled, ColumnProblem, OutOfMemory, TimedOut, WorkerDied, WorkerFailed
from interestlab.work import sandbox
from interestlab.work.sandbox import run_limited
from interestlab.work.turns import SHARE, Turns

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
        ask("fills", bytes=sandbox.NEEDED_BYTES)
    with pytest.raises(WorkerDied, match=r"^Reading “a\.csv” ended without an answer"):
        ask("dies")


def test_a_fault_is_told_as_what_it_was_and_logged(caplog):
    with pytest.raises(WorkerFailed, match=r"^Reading “a\.csv” failed: RuntimeError \(a part is missing\)\.$"):
        ask("stumbles")
    assert "in stumbles" in caplog.text


def counts(task):
    for done in range(5):
        sandbox.tell(done, 4)
        time.sleep(0.2)
    return {"threads": os.environ["OMP_NUM_THREADS"], "nice": os.nice(0)}


def breaks_off(task):
    os.kill(os.getpid(), signal.SIGSEGV)


def is_killed(task):
    os.kill(os.getpid(), signal.SIGKILL)


def aborts_for_memory(task):
    os.write(2, b"terminate called after throwing an instance of 'std::bad_alloc'\n")
    os.abort()


def panics(task):
    raise type("PanicException", (BaseException,), {})("of a library")


def writes_down(task):
    Path(task["file"]).write_text(str(os.getpid()))
    time.sleep(60)


def test_how_far_it_is_can_be_looked_at():
    seen = []
    found = run_limited(f"{HERE}:counts", {}, seconds=60, what="x", looking=seen.append)
    assert found["threads"] == "1"
    assert found["nice"] >= 5
    places = [one.done for one in seen if one.total == 4]
    assert places == sorted(places)
    assert len(set(places)) >= 3


def test_who_looks_can_end_it(tmp_path):
    file = tmp_path / "process"

    def end(look):
        if file.exists() and file.read_text():
            raise Cancelled("Enough.")

    with pytest.raises(Cancelled, match="Enough"):
        run_limited(f"{HERE}:writes_down", {"file": str(file)}, seconds=60, what="x", looking=end)
    assert not psutil.pid_exists(int(file.read_text()))


@pytest.mark.parametrize(
    ("call", "kind", "sentence", "logged"),
    [
        ("breaks_off", WorkerDied, r"broke off in a library \(Segmentation fault\)", "in breaks_off"),
        ("is_killed", WorkerDied, "was ended from outside", "status -9"),
        ("aborts_for_memory", OutOfMemory, r"needs more memory than the 2\.1 GB", ""),
        ("panics", WorkerFailed, r"failed: PanicException \(of a library\)", "in panics"),
    ],
)
def test_every_way_to_end_has_its_sentence_and_leaves_its_trace(call, kind, sentence, logged, caplog):
    with pytest.raises(kind, match=sentence):
        ask(call)
    assert logged in caplog.text


def test_it_gets_the_memory_that_there_is_and_waits_for_it(tmp_path):
    turns = Turns(2 * SHARE, tmp_path)
    with pytest.raises(OutOfMemory, match=r"than the 0\.5 GB"):
        run_limited(f"{HERE}:fills", {"bytes": 1 << 30}, seconds=60, what="x", turns=turns)

    def refuse(look):
        if look.waiting:
            raise Cancelled("It waits.")

    with turns.taken(SHARE), pytest.raises(Cancelled, match="It waits"):
        run_limited(f"{HERE}:doubles", {"number": 1, "word": ""}, seconds=60, what="x", turns=turns, looking=refuse)
