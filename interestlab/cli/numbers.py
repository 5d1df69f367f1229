"""Numbers on the command line: each option says its range, and what lies outside is one sentence and status 2."""

import math
from argparse import ArgumentTypeError
from collections.abc import Callable

from interestlab.recommend.options import MOST_SEED

MOST_IN_A_LIST = 10_000


def whole(low: int, high: int) -> Callable[[str], int]:
    """What argparse calls to read a whole number within low..high; both ends belong to it."""

    def read(text: str) -> int:
        try:
            value = int(text)
        except ValueError:
            value = low - 1
        if not low <= value <= high:
            raise ArgumentTypeError(f"it takes a whole number from {low:,} to {high:,}; it is “{text}”")
        return value

    return read


def number(low: float, high: float) -> Callable[[str], float]:
    """What argparse calls to read a number within low..high; both ends belong to it, what is no number does not."""

    def read(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not low <= value <= high:  # NaN is not
            raise ArgumentTypeError(f"it takes a number from {low:g} to {high:g}; it is “{text}”")
        return value

    return read


seed = whole(0, MOST_SEED)
share = number(0, 1)
items_in_a_list = whole(1, MOST_IN_A_LIST)
