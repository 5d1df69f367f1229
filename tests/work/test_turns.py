"""Memory is taken in turns: never more than there is, in the order of coming, and given back whatever way its holder ends."""

import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from interestlab.work import turns
from interestlab.work.turns import SHARE, Turns
from tests.waiting import wait_for


@pytest.fixture
def four(tmp_path):
    """Turns at a memory of four shares."""
    return Turns(4 * SHARE, tmp_path)


class Gone(Exception):
    pass


def refuse():
    raise Gone


def is_free(given, shares):
    try:
        with given.taken(shares * SHARE, refuse):
            return True
    except Gone:
        return False


def test_what_is_taken_is_not_given_twice_and_comes_back(four):
    with four.taken(3 * SHARE) as turn:
        assert (turn.size, len(turn.handles)) == (3 * SHARE, 3)
        assert not is_free(four, 2)
        assert is_free(four, 1)
    assert is_free(four, 4)


def test_who_needs_more_than_there_is_gets_all(four):
    with four.taken(100 * SHARE) as turn:
        assert turn.size == four.most == 4 * SHARE
        assert not is_free(four, 1)
    with four.taken(1) as turn:
        assert turn.size == SHARE


def test_a_large_one_that_waits_is_not_passed_by_small_ones(four):
    order = []

    def large():
        with four.taken(4 * SHARE):
            order.append("large")

    def small():
        with four.taken(SHARE):
            order.append("small")

    with four.taken(SHARE):
        waiting = [threading.Thread(target=large)]
        waiting[0].start()
        time.sleep(0.3)
        waiting.append(threading.Thread(target=small))
        waiting[1].start()
        time.sleep(0.3)
        assert order == []
    for thread in waiting:
        thread.join(10)
    assert order == ["large", "small"]


def test_a_killed_holder_gives_back_and_its_heir_keeps(four, tmp_path):
    holder = f"""
import os, subprocess, sys, time
from pathlib import Path
from interestlab.work.turns import SHARE, Turns
with Turns(4 * SHARE, Path({str(tmp_path)!r})).taken(4 * SHARE) as turn:
    heir = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], pass_fds=turn.handles)
    print(heir.pid, flush=True)
    time.sleep(60)
"""
    process = subprocess.Popen([sys.executable, "-c", holder], stdout=subprocess.PIPE, text=True)
    heir = int(process.stdout.readline())
    process.kill()
    process.wait()
    process.stdout.close()
    assert not is_free(four, 1)
    os.kill(heir, signal.SIGKILL)
    wait_for(lambda: is_free(four, 4))


def test_a_folder_that_somebody_else_made_is_not_used(tmp_path, monkeypatch):
    monkeypatch.setattr(turns.tempfile, "tempdir", str(tmp_path))
    own = tmp_path / f"interestlab-{os.getuid()}"
    assert turns._own_folder() == own
    assert own.stat().st_mode & 0o777 == 0o700
    own.chmod(0o777)
    assert turns._own_folder() != own


def test_by_default_all_together_take_less_than_half_of_the_machine():
    assert Turns().most < turns.machine_bytes() / 2
