"""Waiting for an answer: what ends it is one sentence, and the next question is answered."""

import os
import time
from concurrent.futures import Future

import pytest

from interestlab.errors import Cancelled, InputError, OutOfMemory, TimedOut, WorkerDied
from interestlab.work.ask import ask
from interestlab.work.pool import WorkerPool


@pytest.fixture(scope="module")
def pool():
    workers = WorkerPool()
    yield workers
    workers.stop()


def test_the_answer_is_that_of_the_call(pool):
    assert ask(pool, max, (3, 7), 30, "Comparing") == 7


def test_what_the_call_raises_is_raised(pool):
    with pytest.raises(ValueError, match="invalid literal"):
        ask(pool, int, ("many",), 30, "Counting")


def test_beyond_its_time_it_is_stopped_in_one_sentence(pool):
    with pytest.raises(TimedOut) as raised:
        ask(pool, time.sleep, (600,), 1.0, "Sleeping")
    assert str(raised.value) == "Sleeping took longer than 1 seconds and was stopped; try a smaller question."


def test_a_dead_worker_is_one_sentence(pool):
    with pytest.raises(WorkerDied) as raised:
        ask(pool, os._exit, (9,), 30, "The search")
    assert str(raised.value) == (
        "The search ended without an answer, probably for lack of memory; close other programs and try again."
    )


def test_somebody_looks_while_the_answer_is_waited_for_and_may_end_it(pool):
    worker, looked = ask(pool, os.getpid, (), 30, "Asking"), []

    def looking():
        looked.append(1)
        if len(looked) == 3:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled, match="Stopped"):
        ask(pool, time.sleep, (600,), 3_600, "Sleeping", looking=looking)
    assert len(looked) == 3
    assert ask(pool, os.getpid, (), 30, "Asking") != worker  # its process was killed


class Made:
    """A pool whose one answer is given by hand."""

    def __init__(self):
        self.future, self.asked = Future(), []

    def schedule(self, call, *arguments, timeout=None):
        self.asked.append((call, arguments, timeout))
        return self.future


def test_looking_goes_on_until_the_answer_is_there():
    pool, looked = Made(), []

    def looking():
        looked.append(1)
        if len(looked) == 2:
            pool.future.set_result("found")

    assert ask(pool, max, (1, 2), 12.5, "Asking", looking=looking) == "found"
    assert len(looked) == 2
    assert pool.asked == [(max, (1, 2), 12.5)]


def test_nobody_looks_where_the_answer_is_there_at_once():
    pool = Made()
    pool.future.set_exception(InputError("No."))
    with pytest.raises(InputError, match="No"):
        ask(pool, max, (1, 2), 1, "Asking", looking=lambda: pytest.fail("looked"))


def too_much():
    return bytearray(1 << 50)


def test_too_little_memory_is_one_sentence(pool):
    with pytest.raises(OutOfMemory, match=r"^The picture needs more memory than can be given to it; try a smaller"):
        ask(pool, too_much, (), 30, "The picture")
