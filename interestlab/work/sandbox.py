"""A function run in a process of its own, with a limit on its memory and its time.

An upload may be hostile or simply too large: a small one can unpack to gigabytes inside a parser that cannot be interrupted. So
only such a process, which is killed at the limit, ever parses one. Task and answer travel as JSON: what a parser was tricked
into cannot reach the process that asked. All such processes together take less than half of the machine's memory: who comes
when that is taken waits for a turn.
"""

import errno
import faulthandler
import json
import logging
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import IO, Any

from interestlab import errors
from interestlab.errors import DiskFull, InterestLabError, OutOfMemory, TimedOut, WorkerDied, WorkerFailed
from interestlab.work.lifeline import die_with_parent
from interestlab.work.turns import Turn, Turns

NEEDED_BYTES = 2 << 30
LOOK_SECONDS = 0.1
_MAPPED = 1 << 30  # of address space for libraries, most of which is never touched
_NO_MEMORY, _NO_ROOM = 3, 4  # exit statuses
_SAID = 8_000  # bytes of what a process that died wrote last
_TOLD = "\x1e"  # before a line that tells how far the work is
_OF_MEMORY = ("bad_alloc", "MemoryError", "Cannot allocate memory", "can't start new thread", "memory allocation of")
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class HowFar:
    """How far it is. waiting: for memory that others have. done of total: of what the function counts, 0 of 0 before that."""

    waiting: bool = False
    done: int = 0
    total: int = 0


Looking = Callable[[HowFar], None]


def run_limited(
    call: str,
    task: Mapping[str, Any],
    *,
    seconds: float,
    what: str,
    needed: int = NEEDED_BYTES,
    looking: Looking | None = None,
    turns: Turns | None = None,
) -> dict[str, Any]:
    """The answer of “module:function”, called with the task; both are plain JSON values.

    needed: bytes that it may take; it waits until they are free, and gets less where the machine has less. looking: called ten
    times a second; what it raises ends the process.

    Raises what the function raised, if it is an InterestLabError, else TimedOut, OutOfMemory, WorkerFailed or WorkerDied, which
    begin with `what`, or DiskFull. What else the function raised is logged with where it came from.
    """
    look = looking or (lambda state: None)
    with (turns or Turns()).taken(needed, lambda: look(HowFar(waiting=True))) as turn, tempfile.TemporaryFile() as said:
        ended = _run(call, task, turn, said, _Watch(seconds, what, look))
        said.seek(max(0, said.seek(0, os.SEEK_END) - _SAID))
        words = said.read().decode("utf-8", "replace")
    return _answer_of(ended, words, what, turn.size)


@dataclass(frozen=True)
class _Watch:
    seconds: float
    what: str
    look: Looking


@dataclass
class _Ended:
    """What a process printed, and its exit status."""

    status: int = 0
    answer: str = ""
    far: HowFar = field(default_factory=HowFar)

    def read(self, printed: IO[str]) -> None:
        """All lines that it prints: how far it is, and in the end the answer."""
        for line in printed:
            if line.startswith(_TOLD):
                done, _, total = line[1:].partition(" ")
                self.far = HowFar(False, int(done), int(total))
            elif line.strip():
                self.answer = line


def _run(call: str, task: Mapping[str, Any], turn: Turn, said: IO[bytes], watch: _Watch) -> _Ended:
    """Starts the process and waits for its end; kills it at the time limit, or where looking at it raises."""
    process = subprocess.Popen(
        [sys.executable, "-m", "interestlab.work.sandbox", call, str(turn.size), str(os.getpid())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=said,
        text=True,
        encoding="utf-8",
        errors="replace",
        cwd=Path(__file__).parents[2],
        env=os.environ | _FEW_THREADS,
        pass_fds=turn.handles,  # the turn lasts as long as the process, even where this one is killed before
    )
    ended, until = _Ended(), time.monotonic() + watch.seconds
    assert process.stdin is not None  # pipes were asked for
    assert process.stdout is not None
    reading = Thread(target=ended.read, args=(process.stdout,), daemon=True, name="what a reader prints")
    reading.start()
    try:
        with process.stdin as given:
            json.dump(task, given)
    except BrokenPipeError:  # it has ended already, and says why
        pass
    try:
        while reading.is_alive():
            reading.join(LOOK_SECONDS)
            watch.look(ended.far)
            if time.monotonic() > until:
                raise TimedOut(f"{watch.what} took longer than {watch.seconds:.0f} seconds and was stopped.")
    finally:
        if reading.is_alive():
            process.kill()
        ended.status = process.wait()
        reading.join()
        process.stdout.close()
    return ended


# Threads of libraries would take the cores from the pages, and each some memory.
_FEW_THREADS = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}


def _answer_of(ended: _Ended, words: str, what: str, size: int) -> dict[str, Any]:
    """The answer, or the error that it stands for."""
    if ended.status == _NO_MEMORY or (ended.status and any(sign in words for sign in _OF_MEMORY)):
        raise OutOfMemory(f"{what} needs more memory than the {size / 1e9:.1f} GB that can be given to it.")
    if ended.status == _NO_ROOM:
        raise DiskFull(f"{what} was stopped, as the disk is full: delete a workspace, or make room elsewhere on the disk.")
    if ended.status or not ended.answer:
        _LOG.error("%s ended with status %s:\n%s", what, ended.status, words)
    if ended.status == -signal.SIGKILL:
        raise WorkerDied(f"{what} was ended from outside, as a system does that has no memory left.")
    if ended.status < 0:
        raise WorkerDied(f"{what} broke off in a library ({signal.strsignal(-ended.status) or -ended.status}).")
    if ended.status or not ended.answer:
        raise WorkerDied(f"{what} ended without an answer.")
    answer: dict[str, Any] = json.loads(ended.answer)
    if "fault" in answer:
        _LOG.error("%s failed:\n%s", what, answer["where"])
        raise WorkerFailed(f"{what} failed: {answer['fault']}.")
    if "error" in answer:
        raise getattr(errors, answer["error"])(answer["message"])
    found: dict[str, Any] = answer["answer"]
    return found


# In the process.


def tell(done: int, total: int) -> None:
    """Says how far the work is to whoever looks."""
    print(f"{_TOLD}{done} {total}", flush=True)


def main(call: str, size: int, parent: int) -> int:
    """The process itself."""
    faulthandler.enable()
    die_with_parent(parent)
    _limit_memory(size)
    if sys.platform.startswith("linux"):
        os.nice(5)  # somebody may look at a page meanwhile
    task = json.load(sys.stdin)
    module, _, function = call.partition(":")
    try:
        answer = {"answer": getattr(import_module(module), function)(task)}
    except InterestLabError as error:
        known = next(kind.__name__ for kind in type(error).__mro__ if hasattr(errors, kind.__name__))
        answer = {"error": known, "message": str(error)}
    except MemoryError:
        return _NO_MEMORY
    except SystemExit:
        raise
    except BaseException as error:  # a parser may raise anything; it becomes a sentence, and the log keeps where it came from
        if any(sign in str(error) for sign in _OF_MEMORY):
            return _NO_MEMORY
        if isinstance(error, OSError) and (error.errno in (errno.ENOSPC, errno.EDQUOT) or "No space left" in str(error)):
            return _NO_ROOM
        fault = " ".join(f"{type(error).__name__} ({error})".split())[:300]
        answer = {"fault": fault, "where": traceback.format_exc()}
    print("\n" + json.dumps(answer), flush=True)  # in ASCII: a file may hold halves of characters, which nothing else can print
    return 0


def _limit_memory(size: int) -> None:
    """On the memory that may be written to, where the system counts that, and on all that is mapped."""
    for name, limit in (("RLIMIT_DATA", size), ("RLIMIT_AS", size + _MAPPED)):
        kind = getattr(resource, name)
        _, hard = resource.getrlimit(kind)
        with suppress(ValueError, OSError):  # of systems that do not have this one
            resource.setrlimit(kind, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))


if __name__ == "__main__":
    status = main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
    sys.stdout.flush()
    os._exit(status)  # threads of libraries that still run must not keep it
