"""Worker processes that live as long as the server: spawned, killed and replaced by pebble, whatever way they die."""

import logging
import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from pebble import ProcessExpired, ProcessPool

from interestlab.work.lifeline import die_with_parent
from interestlab.work.limits import cap_memory

LOOK_SECONDS = 0.1  # how often the keeper looks after the process
MOST_STILLBORN = 3  # processes that may die before they are ready, one after the other, until what waits is told
LONGEST_PAUSE = 30.0  # seconds between two that die like that, at most
WARM_SECONDS = 5.0  # a call waits that long for the warm-up of its process; on a busy machine that could take minutes
_SPAWN = multiprocessing.get_context("spawn")


class NeverReady(ProcessExpired):
    """Processes that die before they can begin anything, one after the other."""


class Asked(Future[Any]):
    """A call that waits or runs. Cancelling it while it runs kills its process."""

    def __init__(self, number: int, call: Callable[..., Any], arguments: Sequence[Any], timeout: float | None) -> None:
        super().__init__()
        self.number, self.call, self.arguments, self.timeout = number, call, arguments, timeout
        self.since = time.monotonic()
        self.inner: Future[Any] | None = None  # pebble's own; another one after the call was put again
        self._ending = threading.Lock()

    def cancel(self) -> bool:
        """Whether the call had not ended."""
        if self.done():
            return False
        if self.inner is not None:
            self.inner.cancel()
        with self._ending:
            if not self.done() and super().cancel():
                self.set_running_or_notify_cancel()
        return self.cancelled()

    def end(self, answer: Any = None, error: BaseException | None = None) -> None:
        """The answer or the error, unless the call was cancelled meanwhile."""
        with self._ending:
            if self.done() or not self.set_running_or_notify_cancel():
                return
            if error is None:
                self.set_result(answer)
            else:
                self.set_exception(error)


class WorkerPool:
    """One process that runs one call at a time; further calls wait. It starts with the first call, or to be warmed.

    Where the process dies, another takes its place: a call that it had begun raises ProcessExpired and is not repeated, as half
    of its work may be done; calls that wait are put again. pebble gives up a pool whose only process dies while it waits, so
    that pool is thrown away. Where several die one after the other before they are ready, what waits is told, and the next are
    tried after pauses.

    nice: how much its calls stand back behind others, 0 to 19; what takes minutes must not keep a page from answering.
    """

    replaced = 0  # how often a process died by itself while it waited

    def __init__(self, *, warm: Callable[[], None] | None = None, nice: int = 0) -> None:
        self._warm, self._nice = warm, nice
        self._begun = _SPAWN.RawValue("q", -1)  # the number of the last call that a process began
        self._ready = _SPAWN.RawValue("q", 0)  # how many processes have begun their work
        self._seen_ready = self._stillborn = 0
        self._pool = self._new_pool()
        self._lock, self._stopped, self._started = threading.Lock(), threading.Event(), False
        self._waiting: dict[int, Asked] = {}  # in the order of their numbers
        self._next = 0
        self._warming: Future[Any] | None = None
        if warm is not None:
            self._start()

    def schedule(self, call: Callable[..., Any], *arguments: Any, timeout: float | None = None) -> Future[Any]:
        """The call's future; after `timeout` seconds its process is killed and replaced, and the future raises TimeoutError."""
        self._start()
        with self._lock:
            asked = Asked(self._next, call, arguments, timeout)
            self._next += 1
            self._waiting[asked.number] = asked
            self._put(asked)
        return asked

    def warm_again(self) -> None:
        """Warms the process that takes the place of a killed one, so that the next call does not wait for it."""
        if self._warm is not None:
            with self._lock:
                self._begin_warming()

    def finish(self) -> None:
        """Lets the process end by itself after the calls that were scheduled, so that it leaves nothing behind."""
        self._stopped.set()
        self._pool.close()  # type: ignore[no-untyped-call]
        self._pool.join()

    def stop(self) -> None:
        """Kills the process; calls that wait are cancelled."""
        self._stopped.set()
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()
        for asked in list(self._waiting.values()):
            asked.cancel()

    def _new_pool(self) -> ProcessPool:
        return ProcessPool(max_workers=1, context=_SPAWN, initializer=_begin, initargs=[self._begun, self._ready, self._nice])

    def _start(self) -> None:
        with self._lock:
            if self._started:
                return
            self._started = True
            ready = threading.Event()
            threading.Thread(target=self._keep, args=(ready,), daemon=True, name="worker keeper").start()
            ready.wait()

    def _keep(self, ready: threading.Event) -> None:
        """Starts processes in a thread that lasts, as the kernel ends a process with the *thread* that started it."""
        self._first_call()
        ready.set()
        while not self._stopped.wait(LOOK_SECONDS):
            if not self._pool.active:
                self._count_stillborn()
                if self._stillborn and self._stopped.wait(min(LONGEST_PAUSE, LOOK_SECONDS * 2**self._stillborn)):
                    return
                self._replace()
            warming = self._warming
            if warming is not None and not warming.done() and self._waits_for(WARM_SECONDS):
                warming.cancel()  # pebble kills the process, and another begins with what waits

    def _first_call(self) -> None:
        """What starts the process of a new pool."""
        if self._warm is not None:
            self._begin_warming()
        else:
            self._pool.schedule(_nothing)

    def _begin_warming(self) -> None:
        try:
            self._warming = self._pool.schedule(gently, args=[self._warm])
        except RuntimeError:  # the pool broke a moment ago: the one that takes its place is warmed
            self._warming = None

    def _waits_for(self, seconds: float) -> bool:
        """Whether a call has waited that long."""
        with self._lock:
            first = next(iter(self._waiting.values()), None)
            return first is not None and time.monotonic() - first.since > seconds and self._begun.value < first.number

    def _count_stillborn(self) -> None:
        """How many processes have died before they were ready since the last that was."""
        ready = self._ready.value
        self._stillborn = self._stillborn + 1 if ready == self._seen_ready else 0
        self._seen_ready = ready

    def _replace(self) -> None:
        """Another pool in place of one that gave up; what waits is put again, in its order."""
        with self._lock:
            broken, self._pool = self._pool, self._new_pool()
            self.replaced += 1
            logging.getLogger(__name__).warning("A worker process that waited has died, and another takes its place.")
            if self._waiting:  # somebody waits: nothing is warmed first
                self._pool.schedule(_nothing)
            else:
                self._first_call()
            for asked in list(self._waiting.values()):
                if asked.done():  # cancelled before it had reached a process
                    self._waiting.pop(asked.number, None)
                elif asked.number > self._begun.value and self._stillborn < MOST_STILLBORN:
                    self._put(asked)
                elif asked.number > self._begun.value:
                    self._ended(asked, error=NeverReady("Processes die before they are ready"))  # type: ignore[no-untyped-call]
                else:
                    error = ProcessExpired("The process died after it had begun the call")  # type: ignore[no-untyped-call]
                    self._ended(asked, error=error)
        broken.stop()  # type: ignore[no-untyped-call]
        broken.join()

    def _put(self, asked: Asked) -> None:
        """Hands the call to the pool; where that gave up a moment ago, the keeper will put it again. Needs the lock."""
        try:
            inner = self._pool.schedule(_run, args=[asked.number, asked.call, asked.arguments], timeout=asked.timeout)
        except RuntimeError:
            return
        asked.inner = inner
        inner.add_done_callback(lambda ended: self._answered(asked, ended))

    def _answered(self, asked: Asked, inner: Future[Any]) -> None:
        if inner is not asked.inner:
            return  # of a pool that was thrown away
        if inner.cancelled():
            self._waiting.pop(asked.number, None)
            asked.cancel()
            return
        error = inner.exception()
        if isinstance(error, BrokenProcessPool):
            return  # the keeper puts it again, or says that it had begun
        self._ended(asked, None if error is not None else inner.result(), error)

    def _ended(self, asked: Asked, answer: Any = None, error: BaseException | None = None) -> None:
        self._waiting.pop(asked.number, None)
        asked.end(answer, error)


def _nothing() -> None:
    """The first call of a process that is not warmed."""


def _run(number: int, call: Callable[..., Any], arguments: Sequence[Any]) -> Any:
    """In the process: the call, after it was noted as begun."""
    _STATE["begun"].value = number
    return call(*arguments)


_STATE: dict[str, Any] = {}  # of a worker process: "begun", which it shares with its server


def _begin(begun: Any, ready: Any, nice: int) -> None:
    _STATE["begun"] = begun
    ready.value += 1  # one process at a time: nobody else writes it
    die_with_parent()
    if sys.platform.startswith("linux"):
        os.nice(nice)
    cap_memory()
    # A study may keep a process of its own for a stranger's code; it ends with this one, as the line above says.
    multiprocessing.current_process().daemon = False
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "true")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    # Threads of OpenMP that wait in a loop take the cores from those that work: where other programs keep two cores busy, a
    # pass of multilingual-e5 over 512 tokens takes 0.45 s with this and 2.2 s without.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


def gently(call: Callable[[], None]) -> None:
    """Calls in a thread of low priority: on Linux a priority is a thread's own, and only root could raise it again."""

    def run() -> None:
        if sys.platform.startswith("linux"):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 10)
        call()

    thread = threading.Thread(target=run, name="gently")
    thread.start()
    thread.join()
