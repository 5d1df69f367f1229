"""One process that runs one call at a time: it is warmed, killed, replaced, and may have children of its own."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as FutureTimeout
from pathlib import Path

import psutil
import pytest
from pebble import ProcessExpired

from interestlab.work.pool import WorkerPool
from tests.waiting import wait_for

HELPER = """
import os, time
from multiprocessing import get_context
from pathlib import Path


def note(place):
    with (Path(place) / "noted").open("a") as file:
        file.write(f"{os.getpid()} {os.getpriority(os.PRIO_PROCESS, 0)}\\n")


def in_a_child():
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(os.getppid), os.getpid()


def warm():
    time.sleep(0.2)
    note(os.environ["NOTED_AT"])


def environment():
    return {name: os.environ.get(name) for name in ("TOKENIZERS_PARALLELISM", "OMP_WAIT_POLICY", "HF_HUB_DISABLE_TELEMETRY")}


def raises(words):
    raise LookupError(words)


def number(n):
    with (Path(os.environ["NOTED_AT"]) / "numbers").open("a") as file:
        file.write(f"{n}\\n")
    return n


def numbers():
    file = Path(os.environ["NOTED_AT"]) / "numbers"
    return [int(line) for line in file.read_text().split()] if file.exists() else []


def number_and_sleep(n):
    number(n)
    time.sleep(600)


def warm_for_ever():
    number_and_sleep(-1)
"""


@pytest.fixture
def helper(tmp_path, monkeypatch):
    """A module that a spawned process finds, too."""
    (tmp_path / "pool_helper.py").write_text(HELPER)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setenv("NOTED_AT", str(tmp_path))
    import pool_helper

    yield pool_helper
    del sys.modules["pool_helper"]


@pytest.fixture
def noted(tmp_path):
    """Pairs of process and priority that were noted."""

    def read():
        file = tmp_path / "noted"
        return [tuple(map(int, line.split())) for line in file.read_text().splitlines()] if file.exists() else []

    return read


def test_a_call_beyond_its_time_is_killed_and_the_next_one_works():
    pool = WorkerPool()
    try:
        with pytest.raises(FutureTimeout):
            pool.schedule(time.sleep, 60, timeout=0.5).result(timeout=30)
        assert pool.schedule(max, 1, 2).result(timeout=30) == 2
    finally:
        pool.stop()


def test_calls_are_answered_in_order_by_one_process_of_its_own(helper, monkeypatch):
    monkeypatch.setenv("OMP_WAIT_POLICY", "ACTIVE")
    pool = WorkerPool()
    try:
        first, second = (pool.schedule(os.getpid) for _ in range(2))
        worker = first.result(timeout=30)
        assert second.result(timeout=30) == worker != os.getpid()
        with pytest.raises(LookupError, match="of mine"):
            pool.schedule(helper.raises, "of mine").result(timeout=30)
        assert pool.schedule(os.getpid).result(timeout=30) == worker  # an error does not cost the process
        found = pool.schedule(helper.environment).result(timeout=30)
        assert found == {"TOKENIZERS_PARALLELISM": "true", "OMP_WAIT_POLICY": "ACTIVE", "HF_HUB_DISABLE_TELEMETRY": "1"}
        parent, own = pool.schedule(helper.in_a_child).result(timeout=60)
        assert parent == own == worker  # it may have children of its own
        with pytest.raises(ProcessExpired):
            pool.schedule(os._exit, 3).result(timeout=30)
        assert pool.schedule(os.getpid).result(timeout=30) not in (worker, os.getpid())
    finally:
        pool.stop()


def test_a_pool_that_was_asked_nothing_has_no_process_and_can_be_stopped():
    before = psutil.Process().children()
    pool = WorkerPool()
    pool.warm_again()  # of nothing
    assert psutil.Process().children() == before
    pool.stop()


def test_stopping_kills_the_process_in_the_middle_of_a_call():
    pool = WorkerPool()
    worker = pool.schedule(os.getpid).result(timeout=30)
    pool.schedule(time.sleep, 600)
    pool.stop()
    wait_for(lambda: not psutil.pid_exists(worker), 30)


def test_a_pool_is_warmed_before_it_is_asked_and_gently(helper, noted):
    pool = WorkerPool(warm=helper.warm)
    try:
        wait_for(noted)
        worker = pool.schedule(os.getpid).result(timeout=30)
        own = os.getpriority(os.PRIO_PROCESS, 0)
        gently = 10 if sys.platform.startswith("linux") else own
        assert noted() == [(worker, gently)]
        pool.schedule(helper.note, os.environ["NOTED_AT"]).result(timeout=30)
        assert noted()[1] == (worker, own)  # the thread that answers keeps its priority
        pool.warm_again()
        wait_for(lambda: len(noted()) == 3)
        assert noted()[2] == (worker, gently)
    finally:
        pool.stop()


def killed_while_it_waits(pool):
    worker = pool.schedule(os.getpid).result(timeout=30)
    os.kill(worker, signal.SIGKILL)
    return worker


def test_a_process_that_dies_while_it_waits_is_replaced():
    pool = WorkerPool()
    try:
        worker = killed_while_it_waits(pool)
        assert pool.schedule(os.getpid).result(timeout=30) != worker  # asked before anybody noticed
        killed_while_it_waits(pool)
        wait_for(lambda: pool.replaced >= 1, 30)
        assert pool.schedule(max, 1, 2).result(timeout=30) == 2  # asked of another
    finally:
        pool.stop()


def test_calls_that_wait_when_a_process_dies_are_put_again_in_order(helper, noted):
    pool = WorkerPool()
    try:
        killed_while_it_waits(pool)
        asked = [pool.schedule(helper.number, n) for n in range(5)]
        assert [one.result(timeout=30) for one in asked] == list(range(5))
        assert pool.schedule(helper.numbers).result(timeout=30) == list(range(5))  # each once
    finally:
        pool.stop()


def test_a_call_that_was_cancelled_before_anybody_noticed_the_death_is_never_made(helper):
    pool = WorkerPool()
    try:
        killed_while_it_waits(pool)
        cancelled, kept = pool.schedule(helper.number, 1), pool.schedule(helper.number, 2)
        assert cancelled.cancel()
        assert kept.result(timeout=30) == 2
        assert helper.numbers() == [2]
        assert cancelled.cancelled()
    finally:
        pool.stop()


def test_a_call_that_had_begun_is_not_repeated_and_those_behind_it_are_answered(helper):
    pool = WorkerPool()
    try:
        worker = pool.schedule(os.getpid).result(timeout=30)
        begun, behind = pool.schedule(helper.number_and_sleep, 7), pool.schedule(helper.number, 8)
        wait_for(lambda: helper.numbers() == [7], 30)
        os.kill(worker, signal.SIGKILL)
        with pytest.raises(ProcessExpired):
            begun.result(timeout=30)
        assert behind.result(timeout=30) == 8
        assert helper.numbers() == [7, 8]
    finally:
        pool.stop()


def test_what_waits_is_cancelled_when_the_pool_is_stopped():
    pool = WorkerPool()
    pool.schedule(time.sleep, 600)
    behind = pool.schedule(max, 1, 2)
    pool.stop()
    assert behind.cancelled()
    with pytest.raises(CancelledError):
        behind.result(timeout=1)


def test_a_call_does_not_wait_for_a_long_warm_up(helper, monkeypatch):
    monkeypatch.setattr("interestlab.work.pool.WARM_SECONDS", 0.3)
    pool = WorkerPool(warm=helper.warm_for_ever)
    try:
        wait_for(lambda: helper.numbers() == [-1], 30)
        assert pool.schedule(max, 1, 2).result(timeout=30) == 2
        assert helper.numbers() == [-1]  # the process that took its place was not warmed first
    finally:
        pool.stop()


def test_twenty_deaths_lose_nothing(helper):
    pool = WorkerPool()
    try:
        for n in range(20):
            killed_while_it_waits(pool)
            assert pool.schedule(helper.number, n).result(timeout=30) == n
    finally:
        pool.stop()


def test_work_that_takes_long_stands_back():
    pool = WorkerPool(nice=3)
    try:
        assert pool.schedule(os.nice, 0).result(30) >= os.nice(0) + 3
    finally:
        pool.stop()


DYING = """
import os, sys
sys.path.insert(0, {root!r})
if __name__ == "__mp_main__":
    os._exit(3)

from interestlab.errors import WorkerDied
from interestlab.work.ask import ask
from interestlab.work.pool import WorkerPool

if __name__ == "__main__":
    pool = WorkerPool()
    try:
        ask(pool, len, ["abc"], 50, "The count")
    except WorkerDied as error:
        print(error)
    print(pool.replaced)
    pool.stop()
"""


def test_processes_that_die_before_they_are_ready_are_not_begun_for_ever(tmp_path):
    script = tmp_path / "dying.py"
    script.write_text(DYING.format(root=str(Path(__file__).parents[2])), "utf-8")
    ended = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60, check=True)
    said, replaced = ended.stdout.splitlines()
    assert said.startswith("The count could not begin: its processes end before they are ready.")
    assert int(replaced) <= 4
