"""Progress of a command on standard error."""

import argparse
import sys
import time

from interestlab.home.steps import STAGES
from interestlab.questions.kept import find_study


def wants_progress(options: argparse.Namespace) -> bool:
    """Whether progress is to be written: on a terminal, or where it is asked for."""
    return bool(options.progress or sys.stderr.isatty())


class Lines:
    """A line a stage, and one every two seconds within it."""

    def __init__(self, shown: bool) -> None:
        self._shown, self._begun, self._last = shown, 0.0, 0.0

    def stage(self, step: str) -> None:
        self._begun = self._last = time.monotonic()
        self._say(f"{STAGES.get(step) or find_study(step).info.title} …")

    def progress(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._last < 2 or not total:
            return
        self._last = now
        left = (now - self._begun) / max(done, 1) * (total - done)
        self._say(f"  {done:,} of {total:,}, about {left:.0f} s left" if done else f"  0 of {total:,}")

    def _say(self, line: str) -> None:
        if self._shown:
            print(line, file=sys.stderr, flush=True)
