"""No process outlives the one that it was started for."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from interestlab.work.lifeline import is_running
from tests.waiting import wait_for

ROOT = Path(__file__).parents[2]


def gone(process):
    return not psutil.pid_exists(process) or psutil.Process(process).status() == psutil.STATUS_ZOMBIE


SERVER = """
import os, signal, time
from interestlab.work.pool import WorkerPool

if __name__ == "__main__":
    pool = WorkerPool()
    print(pool.schedule(os.getpid).result(), flush=True)
    pool.schedule(time.sleep, 600)
    time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_server_leaves_no_orphan(tmp_path):
    (tmp_path / "server.py").write_text(SERVER)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(
        [sys.executable, tmp_path / "server.py"], capture_output=True, text=True, check=False, env=environment, timeout=60
    )
    assert ended.returncode == -signal.SIGKILL
    worker = int(ended.stdout)
    wait_for(lambda: gone(worker), 5)


PARENT = """
import subprocess, sys

CHILD = '''
import sys, time
from interestlab.work import lifeline

if sys.argv[1] == "watching":
    lifeline.sys.platform = "another"  # where no kernel sends a signal
else:
    lifeline._watch = lambda parent: None
lifeline.die_with_parent()
print("ready", flush=True)
time.sleep(600)
'''

child = subprocess.Popen([sys.executable, "-c", CHILD, *sys.argv[1:]], stdout=subprocess.PIPE)
child.stdout.readline()
print(child.pid, flush=True)
sys.stdin.read()
"""


ON_LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux sends the signal")


@pytest.mark.parametrize("how", ["watching", pytest.param("signalled", marks=ON_LINUX)])
def test_a_process_ends_after_its_parent_and_not_before(how):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    asked = [sys.executable, "-c", PARENT, how]
    with subprocess.Popen(asked, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment) as parent:
        child = int(parent.stdout.readline())
        time.sleep(1.2)  # longer than the time between two looks at the parent
        assert not gone(child)
    wait_for(lambda: gone(child), 30)


def test_a_process_whose_starter_was_gone_before_it_began_ends():
    script = "from interestlab.work.lifeline import die_with_parent\ndie_with_parent(1 << 22)\nprint('still there')"
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (1, "")


def test_who_has_ended_and_was_not_asked_after_does_not_run():
    child = subprocess.Popen([sys.executable, "-c", ""])
    wait_for(lambda: psutil.Process(child.pid).status() == psutil.STATUS_ZOMBIE)
    assert psutil.pid_exists(child.pid)
    assert not is_running(child.pid)
    child.wait()
    own = psutil.Process()
    assert is_running(own.pid)
    assert is_running(own.pid, own.create_time())
    assert not is_running(own.pid, own.create_time() - 100)
    assert not is_running(1 << 22)
