"""Limits on the memory of worker processes, and of somebody else's code in them."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from interestlab.work.memory import machine_bytes

PLUGIN_BYTES = min(6 << 30, machine_bytes() // 2)  # beyond what the worker already maps; EASE at its most items needs about 1
WORKER_PART = 0.7  # of the machine's memory that a worker may write to


def cap_memory(part: float = WORKER_PART) -> None:
    """From now on this process is refused more memory than that part of the machine's, as a MemoryError.

    Else the system would end a process of its choice, which need not be the one that took too much.
    """
    limit = int(part * machine_bytes())
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard == resource.RLIM_INFINITY or limit < hard:
        resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))


@contextmanager
def memory_limited(extra: int = PLUGIN_BYTES) -> Iterator[None]:
    """Within the block this process can map at most `extra` bytes more than now: asking for more raises MemoryError.

    Does nothing where the system does not say how much is mapped.
    """
    mapped = _mapped_bytes()
    if mapped is None:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = mapped + extra if hard == resource.RLIM_INFINITY else min(mapped + extra, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _mapped_bytes() -> int | None:
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return None
    return pages * resource.getpagesize()
