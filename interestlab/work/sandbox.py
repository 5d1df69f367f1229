"""A function run in a process of its own, with a limit on its memory and its time.

An upload may be hostile or simply too large: a small one can unpack to gigabytes inside a parser that cannot be interrupted. So
only such a process, which is killed at the limit, ever parses one. Task and answer travel as JSON: what a parser was tricked
into cannot reach the process that asked.
"""

import json
import logging
import resource
import subprocess
import sys
import traceback
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from interestlab import errors
from interestlab.errors import InterestLabError, OutOfMemory, TimedOut, WorkerDied, WorkerFailed
from interestlab.work.lifeline import die_with_parent

MEMORY_BYTES = 12 << 30  # of address space, much of which is libraries that are mapped and never touched
_NO_MEMORY = 3  # exit status
_LOG = logging.getLogger(__name__)


def run_limited(call: str, task: Mapping[str, Any], *, seconds: float, what: str) -> dict[str, Any]:
    """The answer of “module:function”, called with the task; both are plain JSON values.

    Raises what the function raised, if it is an InterestLabError, else TimedOut, OutOfMemory, WorkerFailed or WorkerDied, which
    begin with `what`. What else the function raised is logged with where it came from.
    """
    command = [sys.executable, "-m", "interestlab.work.sandbox", call]
    try:
        ended = subprocess.run(
            command,
            input=json.dumps(task),
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
            cwd=Path(__file__).parents[2],
        )
    except subprocess.TimeoutExpired as error:
        raise TimedOut(f"{what} took longer than {seconds:.0f} seconds and was stopped.") from error
    lines = ended.stdout.strip().splitlines()
    if ended.returncode == _NO_MEMORY:
        raise OutOfMemory(f"{what} needs more memory than can be given to it.")
    if ended.returncode < 0:
        raise WorkerDied(f"{what} was ended from outside (signal {-ended.returncode}).")
    if ended.returncode or not lines:
        raise WorkerDied(f"{what} ended without an answer.")
    answer: dict[str, Any] = json.loads(lines[-1])
    if "fault" in answer:
        _LOG.error("%s failed:\n%s", what, answer["where"])
        raise WorkerFailed(f"{what} failed: {answer['fault']}.")
    if "error" in answer:
        raise getattr(errors, answer["error"])(answer["message"])
    found: dict[str, Any] = answer["answer"]
    return found


def main(call: str) -> int:
    """The process itself."""
    die_with_parent()
    _limit_memory()
    task = json.load(sys.stdin)
    module, _, function = call.partition(":")
    try:
        answer = {"answer": getattr(import_module(module), function)(task)}
    except InterestLabError as error:
        known = next(kind.__name__ for kind in type(error).__mro__ if hasattr(errors, kind.__name__))
        answer = {"error": known, "message": str(error)}
    except MemoryError:
        return _NO_MEMORY
    except Exception as error:  # a parser may raise anything; it becomes a sentence, and the log keeps where it came from
        fault = " ".join(f"{type(error).__name__} ({error})".split())[:300]
        answer = {"fault": fault, "where": traceback.format_exc()}
    print(json.dumps(answer))  # in ASCII: a file may hold halves of characters, which no other encoding can print
    return 0


def _limit_memory() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(MEMORY_BYTES, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
