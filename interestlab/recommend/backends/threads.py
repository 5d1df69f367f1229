"""One thread for BLAS where many small systems are solved: more threads wait for each other longer than they work."""

from functools import lru_cache
from typing import Any


@lru_cache(maxsize=1)
def _controller() -> Any:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()  # looking for the libraries takes milliseconds, so it is done once


def one_blas_thread() -> Any:
    """A context in which BLAS runs on one thread; implicit, with threads of its own, asks for this too.

    A factorisation of 384 × 384 took 120 ms on two busy cores with two threads, and 2 ms with one.
    """
    return _controller().limit(limits=1, user_api="blas")
