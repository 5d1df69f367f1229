"""Worker processes that live as long as the server: spawned, killed and replaced by pebble."""

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from pebble import ProcessPool

from interestlab.work.lifeline import die_with_parent


class WorkerPool:
    """One process that runs one call at a time; further calls wait. It starts with the first call, or to be warmed."""

    def __init__(self, *, warm: Callable[[], None] | None = None) -> None:
        context = multiprocessing.get_context("spawn")
        self._pool = ProcessPool(max_workers=1, context=context, initializer=_begin)
        self._warm = warm
        self._lock, self._stopped, self._started = threading.Lock(), threading.Event(), False
        if warm is not None:
            self._start()

    def schedule(self, call: Callable[..., Any], *arguments: Any, timeout: float | None = None) -> Future[Any]:
        """The call's future; after `timeout` seconds its process is killed and replaced, and the future raises TimeoutError."""
        self._start()
        future: Future[Any] = self._pool.schedule(call, args=list(arguments), timeout=timeout)
        return future

    def warm_again(self) -> None:
        """Warms the process that takes the place of a killed one, so that the next call does not wait for it."""
        if self._warm is not None:
            self._pool.schedule(_warmly, args=[self._warm])

    def finish(self) -> None:
        """Lets the process end by itself after the calls that were scheduled, so that it leaves nothing behind."""
        self._stopped.set()
        self._pool.close()  # type: ignore[no-untyped-call]
        self._pool.join()

    def stop(self) -> None:
        """Kills the process."""
        self._stopped.set()
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def _start(self) -> None:
        with self._lock:
            if self._started:
                return
            self._started = True
            ready = threading.Event()
            threading.Thread(target=self._keep, args=(ready,), daemon=True, name="worker keeper").start()
            ready.wait()

    def _keep(self, ready: threading.Event) -> None:
        """Starts the process in a thread that lasts: the kernel ends a process with the *thread* that started it."""
        if self._warm is not None:
            self._pool.schedule(_warmly, args=[self._warm])
        else:
            self._pool.schedule(_nothing)
        ready.set()
        self._stopped.wait()


def _nothing() -> None:
    """The first call of a process that is not warmed."""


def _begin() -> None:
    die_with_parent()
    # A study may keep a process of its own for a stranger's code; it ends with this one, as the line above says.
    multiprocessing.current_process().daemon = False
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "true")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    # Threads of OpenMP that wait in a loop take the cores from those that work: where other programs keep two cores busy, a
    # pass of multilingual-e5 over 512 tokens takes 0.45 s with this and 2.2 s without.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


def _warmly(warm: Callable[[], None]) -> None:
    """Warms in a thread of low priority: on Linux a priority is a thread's own, and only root could raise it again."""

    def gently() -> None:
        if sys.platform.startswith("linux"):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 10)
        warm()

    thread = threading.Thread(target=gently, name="warm")
    thread.start()
    thread.join()
