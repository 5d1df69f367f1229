"""What the C library does with memory between tensors: glibc can be told, elsewhere nothing is done."""

import ctypes
import sys

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # names of mallopt's parameters, from malloc.h


def give_back() -> None:
    """Returns memory that is free: glibc keeps it scattered between tensors, up to 250 MB of it in a survey."""
    _call("malloc_trim", 0)


def keep() -> None:
    """Keeps freed memory at hand, up to 256 MB, in blocks of up to 32 MB, the largest that glibc allows.

    A layer's weights for 512 tokens take 12.6 MB, which glibc would ask of the kernel each time anew: capturing an attention
    then takes 0.37 s of one core, with this 0.29 s (multilingual-e5).
    """
    _call("mallopt", _MMAP_THRESHOLD, 32 << 20)
    _call("mallopt", _TRIM_THRESHOLD, 256 << 20)


def _call(name: str, *arguments: int) -> None:
    if sys.platform == "linux":
        function = getattr(ctypes.CDLL(None), name, None)  # musl has none
        if function is not None:
            function(*arguments)
