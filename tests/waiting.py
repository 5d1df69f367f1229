"""Waiting for what another process does."""

import time


def wait_for(condition, seconds=60.0):
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("it took too long")
