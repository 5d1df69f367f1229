"""The option --split of the commands that judge, and what is taken where nobody names one."""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from interestlab.errors import NotApplicable

if TYPE_CHECKING:
    from interestlab.home.workspace import Result
    from interestlab.recommend.protocol import Dataset

SPLITS = ("random", "time", "leave-last")
FOLDED = "5-fold"
_HELP = "how the test part is held out (default: time where at least half of the events have one, else random)"


@dataclass(frozen=True)
class ChosenSplit:
    """What is held out."""

    name: str
    why: str | None  # a sentence; None where it was named


def add_split(command: argparse.ArgumentParser, choices: Sequence[str] = SPLITS) -> None:
    """Adds --split, which nobody has to give."""
    command.add_argument("--split", choices=choices, help=_HELP)


def chosen_split(
    options: argparse.Namespace, result: "Result", check: "Callable[[Dataset, str], object] | None" = None
) -> ChosenSplit:
    """The split that was named, else the proposed one, else, where that leaves nothing to judge, the random one.

    check: makes the split of that name of the dataset; what it raises as NotApplicable is the reason for the random split.
    Raises what making the dataset raises.
    """
    from interestlab.questions.opened import OpenRun
    from interestlab.recommend.dataset import event_moments
    from interestlab.recommend.judging.splits import WITHOUT_TIMES, proposed_split, split_dataset

    if options.split is not None:
        return ChosenSplit(options.split, None)
    proposed = proposed_split(event_moments(result.corpus))
    if proposed.name == WITHOUT_TIMES:
        return ChosenSplit(proposed.name, proposed.why)
    dataset = OpenRun.of(result).dataset(options.unit)
    try:
        if check is None:
            split_dataset(dataset, proposed.name, seed=options.seed)
        else:
            check(dataset, proposed.name)
    except NotApplicable as error:
        return ChosenSplit(WITHOUT_TIMES, f"By {proposed.name} nothing can be judged: {error}")
    return ChosenSplit(proposed.name, proposed.why)


def say_split(chosen: ChosenSplit) -> None:
    """One line on standard error where nobody named the split."""
    if chosen.why is not None:
        print(f"Split: {chosen.name}. {chosen.why} --split names another.", file=sys.stderr)
