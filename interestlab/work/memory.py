"""How much memory the machine has, or the group of processes that this one was put into, as containers do."""

from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

import psutil

_GROUPS, _OWN = Path("/sys/fs/cgroup"), Path("/proc/self/cgroup")


@cache
def machine_bytes(groups: Path = _GROUPS, own: Path = _OWN) -> int:
    """Bytes that all processes here may take together: the machine's, or less where a control group says so (v1 and v2)."""
    return min([int(psutil.virtual_memory().total), *_limits(groups, own)])


def _limits(groups: Path, own: Path) -> Iterator[int]:
    """What the groups of this process and those above them allow."""
    with suppress(OSError):
        for line in own.read_text(encoding="utf-8").splitlines():
            _, controllers, path = line.split(":", 2)
            if not controllers:
                yield from _upwards(groups, path, "memory.max")
            elif "memory" in controllers.split(","):
                yield from _upwards(groups / "memory", path, "memory.limit_in_bytes")


def _upwards(mounted: Path, path: str, name: str) -> Iterator[int]:
    """The limits from the group up to the root; inside a container the root that is mounted is often the group itself."""
    here = mounted / path.lstrip("/")
    while True:
        with suppress(OSError, ValueError):  # "max" is no number
            yield int((here / name).read_text(encoding="ascii"))
        if here in (mounted, here.parent):
            return
        here = here.parent
