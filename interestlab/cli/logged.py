"""The command `logged`: what another policy would have earned, from a log of recommendations with propensities."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from interestlab.cli.numbers import seed
from interestlab.cli.printed import json_text
from interestlab.errors import InputError, UnreadableFile
from interestlab.recommend.judging.logged import ALWAYS, COLUMN, UNIFORM, LogColumns, Target

if TYPE_CHECKING:
    from interestlab.questions.logged import LogFacts
    from interestlab.recommend.judging.off_policy import OffPolicy

_MOST_GAPS = 5  # contexts named in text; --json and --to have all of them


def add_logged(commands: Any) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser("logged", help="what another policy would have earned, from a log")
    command.add_argument("file", type=Path, help="one item shown a row, as CSV, JSON or Parquet")
    for role, about in (
        ("action", "what was shown"),
        ("reward", "what it earned, such as 1 for a like"),
        ("propensity", "with which probability it was shown"),
    ):
        command.add_argument(f"--{role}", metavar="COL", default=role, help=f"column of {about} (default: {role})")
    command.add_argument("--context", metavar="COL", help="column of what the policies look at, such as a group of people")
    command.add_argument("--person", metavar="COL", help="column of the person, whose rows count together")
    command.add_argument("--target", metavar="COL", help="column of the propensity under the policy in question")
    command.add_argument("--always", metavar="ACTION", help="the policy in question always shows this (default: any, by lot)")
    command.add_argument("--seed", type=seed, default=0)
    command.add_argument("--to", type=Path, metavar="FILE", help="the contexts that were never shown what it does, as .csv")
    command.add_argument("--json", action="store_true")
    command.set_defaults(command=_logged, stopped="nothing of it is kept")
    return command


def _logged(options: argparse.Namespace) -> None:
    from interestlab.home.request import Upload
    from interestlab.questions.logged import judge_logged

    if options.target and options.always:
        raise InputError("--target and --always name two policies: leave one of them out.")
    kind = COLUMN if options.target else ALWAYS if options.always else UNIFORM
    columns = LogColumns(options.action, options.reward, options.propensity, options.context, options.target, options.person)
    with TemporaryDirectory(prefix="interestlab-") as made:
        try:
            (Path(made) / "log").write_bytes(options.file.read_bytes())
        except OSError as error:
            raise UnreadableFile(f"“{options.file}” cannot be read: {error.strerror}.") from error
        upload = Upload(options.file.name, "log")
        found, facts = judge_logged(Path(made), upload, columns, Target(kind, options.always or ""), seed=options.seed)
    _write_gaps(options, facts)
    if options.json:
        print(json_text(_printed(found, facts)))
        return
    for line in _lines(found, facts):
        print(line)


def _printed(found: "OffPolicy", facts: "LogFacts") -> dict[str, Any]:
    """One object, in which the verdict is the sentence that the page has."""
    from interestlab.questions.logged import policy_verdict

    values = {name: getattr(found, name) for name in found.__dataclass_fields__}
    return {**values, "verdict": policy_verdict(found), "facts": facts}


def _lines(found: "OffPolicy", facts: "LogFacts") -> Iterator[str]:
    from interestlab.questions.logged import counted_sentence, gap_sentence, policy_verdict

    yield counted_sentence(found, facts)
    for name, estimate in (("IPS", found.ips), ("SNIPS", found.snips), ("DR", found.dr), ("mean weight", found.mean_weight)):
        if estimate is not None:
            yield f"{name:12} {estimate}"
    yield from filter(None, (facts.no_model, *found.no_verdict, found.warning))
    gaps = facts.support.gaps if facts.support else ()
    for gap in gaps[:_MOST_GAPS]:
        yield f"  {gap_sentence(gap)}"
    if len(gaps) > _MOST_GAPS:
        yield f"  and {len(gaps) - _MOST_GAPS:,} more contexts."
    yield policy_verdict(found)


def _write_gaps(options: argparse.Namespace, facts: "LogFacts") -> None:
    """The file of --to."""
    import pandas as pd

    from interestlab.home.export import csv_bytes
    from interestlab.questions.logged import gap_values

    if options.to is None:
        return
    if options.to.suffix.lower() != ".csv":
        raise InputError(f"The contexts are written to a file that ends in .csv; this one ends in “{options.to.suffix}”.")
    table = pd.DataFrame(gap_values(facts.support.gaps if facts.support else ()))
    try:
        options.to.write_bytes(csv_bytes(table))
    except OSError as error:
        raise InputError(f"“{options.to}” cannot be written: {error.strerror}.") from error
