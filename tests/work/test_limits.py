"""Within the limit memory is given as ever, beyond it asking raises, and afterwards all is as before."""

import resource
import subprocess
import sys

import numpy as np
import pytest

from interestlab.work import limits
from interestlab.work.limits import memory_limited


def limit():
    return resource.getrlimit(resource.RLIMIT_AS)


def test_more_than_the_limit_is_not_given_and_less_is():
    before = limit()
    with memory_limited(256 << 20):
        np.empty(128 << 20, np.uint8)
        with pytest.raises(MemoryError):
            np.empty(512 << 20, np.uint8)
    assert limit() == before
    np.empty(512 << 20, np.uint8)


def test_the_limit_counts_from_what_is_mapped_already():
    mapped = np.empty(1 << 30, np.uint8)
    with memory_limited(256 << 20):
        assert limit()[0] >= (256 << 20) + mapped.nbytes
        np.empty(128 << 20, np.uint8)


def test_an_error_within_lifts_the_limit():
    before = limit()
    with pytest.raises(ZeroDivisionError), memory_limited(256 << 20):
        raise ZeroDivisionError
    assert limit() == before


def test_a_hard_limit_is_not_passed(monkeypatch):
    set_to = []
    monkeypatch.setattr(resource, "getrlimit", lambda which: (3 << 30, 4 << 30))
    monkeypatch.setattr(resource, "setrlimit", lambda which, values: set_to.append(values))
    monkeypatch.setattr(limits, "_mapped_bytes", lambda: 1 << 30)
    for extra in (2 << 30, 6 << 30):
        with memory_limited(extra):
            pass
    back = (3 << 30, 4 << 30)
    assert set_to == [(3 << 30, 4 << 30), back, (4 << 30, 4 << 30), back]


def test_where_the_system_does_not_say_what_is_mapped_nothing_is_limited(monkeypatch):
    def no_file(self, **options):
        raise FileNotFoundError(self)

    monkeypatch.setattr(limits.Path, "read_text", no_file)
    before = limit()
    with memory_limited(1):
        assert limit() == before


def test_the_mapped_bytes_grow_by_what_is_mapped():
    before = limits._mapped_bytes()
    held = np.empty(1 << 30, np.uint8)
    assert limits._mapped_bytes() - before == pytest.approx(held.nbytes, rel=0.05)


def test_a_worker_is_refused_more_than_its_part_of_the_machine():
    part = 0.5 * (1 << 30) / limits.machine_bytes()
    script = f"""
from interestlab.work.limits import cap_memory
cap_memory({part})
bytearray(100 << 20)
try:
    bytearray(600 << 20)
except MemoryError:
    print("refused")
"""
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ended.stdout == "refused\n"
