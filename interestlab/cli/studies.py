"""The commands `simulate` and `search`: the studies of the page of Evaluate, kept where it finds them."""

import argparse
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from interestlab import registry
from interestlab.cli.numbers import items_in_a_list, number, seed, share, whole
from interestlab.cli.printed import json_text
from interestlab.cli.progress import Lines, wants_progress
from interestlab.cli.recommend import SET_HELP, UNIT_HELP, parameters_of
from interestlab.cli.splits import ChosenSplit, add_split, chosen_split, say_split
from interestlab.errors import InputError
from interestlab.home.workspace import Home
from interestlab.recommend.exploring.contextual import parts_of

if TYPE_CHECKING:
    import pandas as pd

    from interestlab.home.workspace import Result
    from interestlab.questions.question import Study
    from interestlab.recommend.protocol import Dataset

Answer = TypeVar("Answer")
POLICY_HELP = "what to hold against greedy (default: every policy); linucb and linear-thompson bring the recommender linear"
_RECOMMENDER = "ials"
_STOPPED = "nothing of it is kept"


def add_simulate(commands: Any) -> argparse.ArgumentParser:
    command = _study(commands, "simulate", "play policies of exploring with people made of real histories")
    command.add_argument("--set", action="append", metavar="NAME=VALUE", help=SET_HELP)
    command.add_argument("--policy", nargs="+", metavar="NAME", help=POLICY_HELP)
    command.add_argument("--explore", type=share, default=0.2, help="how far they explore, 0 to 1 (default: 0.2)")
    command.add_argument("--rounds", type=whole(1, 1000), default=20)
    command.add_argument("--people", type=whole(2, 10**9), default=100, help="how many, drawn from the seed (default: 100)")
    command.add_argument("--k", type=whole(1, 100), default=5, help="items in a round (default: 5)")
    command.add_argument(
        "--passed-over",
        type=number(-1, 0),
        default=0.0,
        metavar="WEIGHT",
        help="-1 to 0 for what is shown and not liked (default: 0)",
    )
    command.set_defaults(command=_simulate, stopped=_STOPPED)
    return command


def add_search(commands: Any) -> argparse.ArgumentParser:
    command = _study(commands, "search", "search a recommender's parameters on a validation part")
    command.add_argument("--trials", type=whole(1, 200), default=20)
    command.add_argument("--k", type=items_in_a_list, default=10, help="items in a list (default: 10)")
    command.set_defaults(command=_search, stopped=_STOPPED)
    return command


def _study(commands: Any, name: str, about: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=about)
    command.add_argument("workspace", help="name or id")
    command.add_argument("--recommender", metavar="NAME", help=f"(default: {_RECOMMENDER})")
    add_split(command)
    command.add_argument("--unit", default="item", help=UNIT_HELP)
    command.add_argument("--seed", type=seed, default=0)
    command.add_argument("--to", type=Path, metavar="FILE", help="the whole record; ends in .json or .csv")
    command.add_argument("--json", action="store_true")
    return command


def _simulate(options: argparse.Namespace) -> None:
    from interestlab.recommend.exploring.simulation import GREEDY, Rounds, Tried
    from interestlab.studies.simulate import Simulate, simulation_summary, simulation_table

    named = options.policy or [name for name in registry.usable("policies") if name != GREEDY.policy]
    recommender, policies = options.recommender, []
    for name in named:
        policy, recommender = parts_of(name, recommender)  # a contextual bandit brings its recommender with it
        registry.load("policies", policy)
        Tried(policy, options.explore)
        policies.append(policy)
    recommender = recommender or _RECOMMENDER
    parameters = parameters_of([recommender], options.set)[recommender]
    result = _need_result(options)
    split = chosen_split(options, result)
    study = Simulate(
        unit=options.unit,
        split=split.name,
        recommender=recommender,
        parameters=parameters,
        policies=tuple((name, options.explore) for name in policies),
        rounds=Rounds(
            people=options.people,
            rounds=options.rounds,
            k=options.k,
            seed=options.seed,
            passed_over=options.passed_over,
        ),
    )
    found = _studied(options, result, study)
    if not _written(options, split, found.as_dict(), simulation_table(found)):
        print(f"Simulated: {found.people:,} of {found.among:,} people made of real histories. {found.rule}")
        print(simulation_summary(found).to_string(index=False))
        print("In brackets are 95 % intervals; differences to greedy are paired over the people.")
    _say_where(options)


def _search(options: argparse.Namespace) -> None:
    from interestlab.studies.search import ParameterSearch, search_table, setting_text

    result = _need_result(options)
    split = chosen_split(options, result, partial(_split_twice, options.seed))
    study = ParameterSearch(
        unit=options.unit,
        recommender=options.recommender or _RECOMMENDER,
        split=split.name,
        trials=options.trials,
        k=options.k,
        seed=options.seed,
    )
    found = _studied(options, result, study)
    if not _written(options, split, found.as_dict(), search_table(found)):
        for at, one in enumerate(found.trials, 1):
            print(f"{at:4}  {one.problem if one.score is None else one.score}  {setting_text(one)}")
        gap = found.difference
        print(f"Best on validation: {setting_text(found.trials[found.chosen])} (trial {found.chosen + 1}).")
        print(
            f"nDCG at {found.k} on the test part: {found.test_chosen}; the defaults {found.test_default}; "
            f"difference {gap.signed()}, {gap.standing}."
        )
    _say_where(options)


def _split_twice(seed: int, dataset: "Dataset", name: str) -> None:
    """Raises NotApplicable where the split leaves nothing to search on: it is made once more of what is learned from."""
    from interestlab.recommend.judging.search import validation_split
    from interestlab.recommend.judging.splits import split_dataset

    validation_split(dataset, split_dataset(dataset, name, seed=seed), name, seed=seed)


def _need_result(options: argparse.Namespace) -> "Result":
    """The workspace's result; raises InputError where the record could not be written in the end."""
    if options.to is not None and options.to.suffix.lower() not in (".json", ".csv"):
        raise InputError(f"The record is written to a file that ends in .json or .csv; this one ends in “{options.to.suffix}”.")
    return Home(options.home).open(options.workspace).need_result()


def _studied(options: argparse.Namespace, result: "Result", study: "Study[Answer]") -> Answer:
    """The answer of the study, worked out and kept unless a page or a command has done so."""
    from interestlab.questions.desk import OwnProcess

    return OwnProcess(Lines(wants_progress(options))).ask(result, study)


def _written(options: argparse.Namespace, split: ChosenSplit, record: dict[str, Any], table: "pd.DataFrame") -> bool:
    """Writes the file of --to, prints the object of --json and says the split; whether standard output is taken."""
    from interestlab.home.export import csv_bytes

    text = json_text({"split": split.name, **record})
    if options.to is not None:
        try:
            options.to.write_bytes(csv_bytes(table) if options.to.suffix.lower() == ".csv" else text.encode())
        except OSError as error:
            raise InputError(f"“{options.to}” cannot be written: {error.strerror}.") from error
    say_split(split)
    if options.json:
        print(text)
    return bool(options.json)


def _say_where(options: argparse.Namespace) -> None:
    if options.to is not None and not options.json:
        print(f"The record is written to {options.to}.")
