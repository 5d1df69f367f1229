"""A limit on the memory that somebody else's code may take in a worker process."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PLUGIN_BYTES = 6 << 30  # beyond what the worker already maps; EASE at its most items needs about 1


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
