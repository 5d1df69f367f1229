"""The command `doctor`: what is wrong with a home, and what of it can be put right."""

import argparse
from typing import Any

from interestlab.cli.printed import json_text
from interestlab.home.workspace import Home


def add_doctor(commands: Any) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(
        "doctor", help="look for what is damaged, half done or open to others in the home"
    )
    command.add_argument(
        "--repair", action="store_true", help="put right what can be; folders that belong to no workspace are deleted"
    )
    command.add_argument("--json", action="store_true")
    command.set_defaults(command=_doctor, stopped="what was put right stays so")
    return command


def _doctor(options: argparse.Namespace) -> int:
    """Exit status 0 where nothing was found, else 1."""
    from interestlab.studies.doctor import examine

    found = examine(Home(options.home), repair=options.repair)
    if options.json:
        print(json_text(found.as_dict()))
    else:
        print(
            f"{found.folder}: workspaces: {found.workspaces:,}; version of the catalogue: {found.version}; "
            f"free on its disk: {found.free / 1e9:,.1f} GB."
        )
        for one in found.findings:
            print(f"- {one.what} {one.done}".rstrip())
        if not found.findings:
            print("Nothing is wrong.")
    return 1 if found.findings else 0
