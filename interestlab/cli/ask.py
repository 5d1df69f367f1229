"""The command `ask`: any question or study by its name, those of installed packages too."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import numpy as np

from interestlab import registry
from interestlab.cli.progress import Lines, wants_progress
from interestlab.errors import InputError, InvalidSetting, NotApplicable, UnknownName
from interestlab.home.workspace import Home


def add_ask(commands: Any) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser("ask", help="put a question or a study by its name, as JSON")
    command.add_argument("workspace", help="name or id")
    command.add_argument("name", help="of the study, or of the question that a package brings")
    command.add_argument("--set", action="append", metavar="NAME=VALUE", help="a field of it, its value in JSON or as text")
    command.set_defaults(command=_ask, stopped="nothing of it is kept")
    return command


def _ask(options: argparse.Namespace) -> None:
    from interestlab.questions.desk import OwnProcess

    question = _question(options.name, options.set or ())
    result = Home(options.home).open(options.workspace).need_result()
    answer = OwnProcess(Lines(wants_progress(options))).ask(result, question)
    print(json.dumps(answer, default=_plain, ensure_ascii=False))


def _question(name: str, given: Sequence[str]) -> Any:
    """The question of that name with those fields; raises UnknownName, InputError or InvalidSetting."""
    from interestlab.home.plain import built

    known = {one: group for group in ("studies", "questions") for one in registry.names(group)}
    if name not in known:
        raise UnknownName(f"There is no question “{name}”; there are {', '.join(known)}.")
    kind = registry.load(known[name], name)
    values = dict(_pair(one) for one in given)
    there = [field.name for field in fields(kind)]
    wrong = sorted(set(values) - set(there))
    if wrong:
        raise InvalidSetting(f"“{name}” has no field {wrong[0]}; it has {', '.join(there) or 'none'}.")
    try:
        return built(kind, values)
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidSetting(f"“{name}” cannot be put so: {error.args[0] if error.args else error}.") from error


def _pair(text: str) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise InputError(f"A field is set as name=value; “{text}” is not of this form.")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value


def _plain(value: Any) -> Any:
    """What JSON has no form for."""
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, Path):
        return str(value)
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    raise NotApplicable(f"The answer holds a {type(value).__name__}, which cannot be printed.")
