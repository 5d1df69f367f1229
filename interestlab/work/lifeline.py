"""A process that was started for another ends when that one is gone."""

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
import time

import psutil

_PR_SET_PDEATHSIG = 1
_CHECK_SECONDS = 0.5


def die_with_parent(parent: int | None = None) -> None:
    """Ends this process soon after its parent; on Linux at once, by a signal of the kernel that no busy library can delay.

    parent: the number of the process that started this one, which may be gone by now.
    """
    if parent is None:
        starter = multiprocessing.parent_process()
        parent = os.getppid() if starter is None or starter.pid is None else starter.pid
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it went before the kernel was asked
        os._exit(1)
    threading.Thread(target=_watch, args=(parent,), daemon=True, name="lifeline").start()


def is_running(process: int, created: float | None = None) -> bool:
    """Whether a process of that number lives, and began then (seconds since 1970); its number may have gone to another.

    One that has ended and that nobody asks after, as in a container without an init, keeps its number and is gone all the same.
    """
    try:
        found = psutil.Process(process)
        return found.status() != psutil.STATUS_ZOMBIE and (created is None or abs(found.create_time() - created) < 1)
    except psutil.Error:
        return False


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_CHECK_SECONDS)
    os._exit(1)
