"""Waiting for a worker's answer, at most a time limit."""

from collections.abc import Callable, Sequence
from concurrent.futures import TimeoutError as FutureTimeout
from concurrent.futures import wait
from typing import Any, TypeVar

from pebble import ProcessExpired

from interestlab.errors import OutOfMemory, TimedOut, WorkerDied
from interestlab.work.pool import NeverReady, WorkerPool

LOOK_SECONDS = 0.25

Answer = TypeVar("Answer")


def ask(
    pool: WorkerPool,
    call: Callable[..., Answer],
    arguments: Sequence[Any],
    seconds: float,
    what: str,
    *,
    looking: Callable[[], None] | None = None,
) -> Answer:
    """The call's answer from the pool's process; raises TimedOut or WorkerDied, whose sentence begins with `what`.

    looking: called four times a second while the answer is waited for; what it raises ends the call.
    """
    future = pool.schedule(call, *arguments, timeout=seconds)
    while looking is not None and not wait([future], LOOK_SECONDS).done:
        try:
            looking()
        except BaseException:
            future.cancel()  # pebble kills the process
            raise
    try:
        answer: Answer = future.result()
    except FutureTimeout as error:
        raise TimedOut(f"{what} took longer than {seconds:.0f} seconds and was stopped; try a smaller question.") from error
    except MemoryError as error:
        raise OutOfMemory(f"{what} needs more memory than can be given to it; try a smaller question.") from error
    except NeverReady as error:
        raise WorkerDied(
            f"{what} could not begin: its processes end before they are ready. The server's log says why; restart the server."
        ) from error
    except ProcessExpired as error:
        raise WorkerDied(
            f"{what} ended without an answer, probably for lack of memory; close other programs and try again."
        ) from error
    return answer
