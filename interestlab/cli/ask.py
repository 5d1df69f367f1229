"""The command `ask`: any question or study by its name, those of installed packages too."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from interestlab import registry
from interestlab.cli.printed import json_text
from interestlab.cli.progress import Lines, wants_progress
from interestlab.errors import InputError, InterestLabError, InvalidSetting, PluginFailed, UnknownName
from interestlab.home.workspace import Home
from interestlab.recommend.options import check_seed

if TYPE_CHECKING:
    from interestlab.home.workspace import Result


def add_ask(commands: Any) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(
        "ask", help="ask a study, or a question of a package, by its name; prints JSON"
    )
    command.add_argument("workspace", help="name or id")
    command.add_argument("name", help="of the study, or of the question that a package brings")
    command.add_argument("--set", action="append", metavar="NAME=VALUE", help="a field of it, its value in JSON or as text")
    command.set_defaults(command=_ask, stopped="nothing of it is kept")
    return command


def _ask(options: argparse.Namespace) -> None:
    from interestlab.questions.desk import OwnProcess

    result = Home(options.home).open(options.workspace).need_result()
    question = _of_interest(_question(options.name, options.set or ()), result)
    try:
        answer = OwnProcess(Lines(wants_progress(options))).ask(result, question)
        printed = json_text(answer)
    except InterestLabError:
        raise
    except (Exception, SystemExit) as error:  # a stranger's question may do anything
        raise PluginFailed(f"“{options.name}” failed: {_first_line(error)}") from error
    print(printed)


def _of_interest(question: Any, result: "Result") -> Any:
    """The question with the number of its interest in this map, where it was given by its id; raises UnknownName."""
    given = getattr(question, "interest", None)
    if not isinstance(given, int) or given < 0:
        return question
    number = result.interest_with(given)
    if number is None:
        raise UnknownName(f"There is no interest {given}; the table `interests` of `export` lists them.")
    return replace(question, interest=number)


def _question(name: str, given: Sequence[str]) -> Any:
    """The question of that name with those fields; raises UnknownName, InputError, InvalidSetting or PluginFailed."""
    from interestlab.home.plain import built

    # A study goes before a question of its name: what is built in is a study.
    known: dict[str, registry.Group] = dict.fromkeys(registry.names("questions"), "questions")
    known |= dict.fromkeys(registry.names("studies"), "studies")
    if name not in known:
        raise UnknownName(f"There is no question “{name}”; there are {', '.join(sorted(known))}.")
    kind = registry.load(known[name], name)
    wanted = "answer" if known[name] == "questions" else "write"
    if not (isinstance(kind, type) and is_dataclass(kind) and hasattr(kind, wanted)):
        raise PluginFailed(f"“{name}” is no {registry.singular(known[name])}: it is no dataclass with `{wanted}`.")

    values = dict(_pair(one) for one in given)
    there = [field.name for field in fields(kind)]
    wrong = sorted(set(values) - set(there))
    if wrong:
        raise InvalidSetting(f"“{name}” has no field {wrong[0]}; it has {', '.join(there) or 'none'}.")
    try:
        question = built(kind, values)
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidSetting(f"“{name}” cannot be asked like this: {error.args[0] if error.args else error}.") from error
    drawn = getattr(question, "seed", 0)
    if isinstance(drawn, int):
        check_seed(drawn)
    return question


def _pair(text: str) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise InputError(f"A field is set as name=value; “{text}” is not of this form.")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value


def _first_line(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0][:300]
