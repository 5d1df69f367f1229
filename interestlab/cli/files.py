"""Commands that read files: `check` reports on one, `analyze` makes a map of it."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from interestlab import registry
from interestlab.cli.numbers import number, seed
from interestlab.cli.printed import json_text
from interestlab.cli.progress import Lines, wants_progress
from interestlab.corpus.columns.model import SINGLE_ROLES, Roles
from interestlab.corpus.measure import languages_sentence
from interestlab.corpus.readers.raw import ReadOptions
from interestlab.corpus.report import QualityReport, TimeSpan, report_json, unreadable_json
from interestlab.corpus.weights import WeightRule
from interestlab.encode.run import draft_of, find_encoder, propose_encoder, unknown_languages
from interestlab.errors import Doubtful, InputError, InterestLabError, UnreadableFile
from interestlab.home.analysis import analyze
from interestlab.home.reading import check_files, preview_file
from interestlab.home.request import AnalysisRequest, Upload
from interestlab.home.workspace import Home, Workspace
from interestlab.interests.settings import MapSettings
from interestlab.questions.kept import answer_and_keep
from interestlab.studies.draft import DraftCheck

_MOST_LINES = 12  # of warnings on standard error
_ACCEPT = "use --accept-warnings to go on all the same"


def add_check(commands: Any) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(
        "check", help="read a file and report on it, without encoding",
        description="Reads a file and reports how its columns were taken, what was left out and why. Exit status 0; 3 where "
        "the report gives reasons to stop, which it names; 2 where the file cannot be read at all.",
    )  # fmt: skip
    _add_file(command)
    command.set_defaults(command=_check, stopped="nothing was kept")
    return command


def add_analyze(commands: Any) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(
        "analyze", help="from a file to a map of interests",
        description="Reads a file, as `check` does, and makes a map of it. Exit status 3, with nothing encoded and no "
        "workspace left, where the report gives reasons to stop, unless --accept-warnings.",
    )  # fmt: skip
    _add_file(command)
    command.add_argument("--name", help="workspace (default: the file's name); an existing one gets another run")
    command.add_argument("--encoder", help="a name from `encoders`, a folder or a hub id (default: by the languages found)")
    command.add_argument(
        "--granularity", type=number(-3, 3), default=0.0, help="fewer (-3) to more (3) interests; 1 doubles their number"
    )
    command.add_argument(
        "--namer",
        default=MapSettings().namer,
        choices=registry.names("namers"),
        help="what names the interests (default: %(default)s)",
    )
    command.add_argument("--seed", type=seed, default=0)
    command.add_argument(
        "--draft", action="store_true", help="stop after a draft: a map from a quick copy of the encoder, said to be one"
    )
    command.add_argument("--accept-warnings", action="store_true", help="go on where the report gives reasons to stop")
    command.set_defaults(command=_analyze, stopped="what was encoded is kept")
    return command


def _add_file(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=Path)
    command.add_argument("--text", action="append", metavar="COL", help="column of the text; several are joined")
    for role in ("user", "time", "item", "label"):
        command.add_argument(f"--{role}", metavar="COL", help=f"column of the {role}")
    command.add_argument("--weight", metavar="COL", help="column of the value that weights are made from, such as a rating")
    command.add_argument(
        "--every-rating-counts", action="store_true", help="each rating is an event of weight 1, likes and dislikes alike"
    )
    command.add_argument("--items", type=Path, metavar="FILE2", help="catalogue of the items")
    command.add_argument(
        "--now", metavar="DATE", help="what “3 hours ago” counts from, as 2026-11-28 (default: when the file came)"
    )
    command.add_argument("--encoding", help="of the text, such as cp1250 (default: found out)")
    command.add_argument("--delimiter", metavar="SIGN", help="between fields (default: found out)")
    command.add_argument(
        "--importer", metavar="NAME", help="read the file as this export, or as a “table” (default: found out)"
    )
    command.add_argument(
        "--sheet", metavar="NAME", help="of a workbook, or the file in an archive (default: the largest table)"
    )
    command.add_argument("--json", action="store_true")


def _check(options: argparse.Namespace) -> None:
    try:
        report = _read(_request(options), options)
    except InterestLabError as error:
        if options.json:
            print(json_text({"report": unreadable_json(options.file.name, str(error))}))
        raise
    unknown = _unknown(report)
    if options.json:
        print(json_text({"report": report_json(report, unknown)}))
    else:
        for line in _facts(report):
            print(line)
    _warn(report, unknown)
    if report.stops:
        raise Doubtful(f"“{options.file.name}” deserves a look before work is done on it: {report.stops[0]}")


def _analyze(options: argparse.Namespace) -> None:
    request = _request(options)
    request = replace(
        request,
        encoder=options.encoder,
        seed=options.seed,
        settings=replace(request.settings, granularity=options.granularity, namer=options.namer),
    )
    report = _read(request, options)
    unknown = _unknown(report, options.encoder)
    if options.draft:
        request = replace(
            request, encoder=_draft_encoder(options.encoder or propose_encoder(report.languages, installed_only=True))
        )
    _warn(report, unknown)
    if report.stops and not options.accept_warnings:
        if options.json:
            print(json_text({"report": report_json(report, unknown)}))
        raise Doubtful(f"nothing was done with “{options.file.name}”: {report.stops[0]} {_ACCEPT.capitalize()}.")

    home = Home(options.home)
    name = options.name or options.file.name.removesuffix(".gz").rsplit(".", 1)[0]
    before, lines = {workspace.id for workspace in home.list()}, Lines(wants_progress(options))
    workspace = home.open_or_create(name)
    try:
        summary = _run(workspace, request, options, lines)
    except InputError:
        if workspace.id not in before:
            workspace.delete()
        raise
    result = workspace.need_result()
    fit = answer_and_keep(result, DraftCheck(), lines) if result.draft_of else None
    summary["draft"] = None if fit is None else fit.summary()
    summary["report"] = report_json(report, unknown)
    if options.json:
        print(json_text(summary))
    else:
        _print_summary(workspace, summary)
        if fit is not None:
            print(fit.sentence)


def _run(workspace: Workspace, request: AnalysisRequest, options: argparse.Namespace, lines: Lines) -> dict[str, Any]:
    upload = replace(request.upload, digest=kept_upload(workspace, options.file))
    catalogue = request.catalogue
    if catalogue is not None:
        catalogue = replace(catalogue, digest=kept_upload(workspace, options.items))
    request = replace(request, upload=upload, catalogue=catalogue)
    return analyze(workspace, workspace.add_run(request), lines)


def _draft_encoder(encoder: str) -> str:
    """The draft of an encoder, or the draft itself; raises InputError where there is none."""
    if find_encoder(encoder).info.draft_of:
        return encoder
    draft = draft_of(encoder)
    if draft is None:
        raise InputError(
            f"There is no draft of “{encoder}”; leave --draft out, or name an --encoder that has one, such as minilm."
        )
    return draft


def _request(options: argparse.Namespace) -> AnalysisRequest:
    """What the options ask for; the files are not in a workspace yet, so their digests are empty."""
    for file in (options.file, options.items):
        if file is not None:
            need_readable(file)
    read = ReadOptions(options.encoding, options.delimiter, None, options.importer, options.sheet)
    upload = Upload(options.file.name, "", read)
    if any((options.text, options.user, options.time, options.item, options.label, options.weight)):
        upload = replace(upload, roles=_roles(options, upload))
    catalogue = Upload(options.items.name, "") if options.items else None
    rule = WeightRule() if options.every_rating_counts else None
    return AnalysisRequest(upload, catalogue, rule=rule, now=_moment(options.now))


def _read(request: AnalysisRequest, options: argparse.Namespace) -> QualityReport:
    return check_files(request, options.file.absolute(), options.items.absolute() if options.items else None)


def _moment(given: str | None) -> str | None:
    if given is None:
        return None
    try:
        return datetime.fromisoformat(given).isoformat()
    except ValueError as error:
        raise InputError(f"“{given}” is no date; write it as 2026-11-28 or 2026-11-28T15:04.") from error


def _roles(options: argparse.Namespace, upload: Upload) -> Roles:
    """The guess for the file with the named columns in its place; a column that is named leaves its guessed role."""
    from interestlab.home.formats import roles_from

    guess = roles_from(preview_file(options.file.absolute(), upload).roles)
    named = {"user": options.user, "time": options.time, "item": options.item, "label": options.label, "value": options.weight}
    chosen = {role: column for role, column in named.items() if column}
    text = tuple(options.text or ())
    used = {*chosen.values(), *text}
    kept = {role: None if getattr(guess, role) in used else getattr(guess, role) for role in SINGLE_ROLES}
    return Roles(**{**kept, **chosen}, text=text or tuple(c for c in guess.text if c not in used))


def need_readable(path: Path) -> None:
    """Raises UnreadableFile where the file cannot be opened."""
    try:
        with path.open("rb"):
            pass
    except OSError as error:
        raise UnreadableFile(f"“{path}” cannot be read: {error.strerror}.") from error


def kept_upload(workspace: Workspace, path: Path) -> str:
    """The digest of the file, which is copied into the workspace."""
    try:
        opened = path.open("rb")
    except OSError as error:
        raise UnreadableFile(f"“{path}” cannot be read: {error.strerror}.") from error
    with opened:
        return workspace.store.add_upload(opened)


def _unknown(report: QualityReport, encoder: str | None = None) -> list[str]:
    """Languages of the texts that the encoder, chosen or proposed, does not know."""
    name = encoder or propose_encoder(report.languages)
    return unknown_languages(report.languages, find_encoder(name).info.languages)


def _facts(report: QualityReport) -> list[str]:
    """The report in lines, for people."""
    counts, roles = report.counts, report.roles
    lines = [
        f"{report.title}: {_many(counts.rows, 'row')}, {_many(counts.texts, 'text')}, "
        f"{counts.people:,} {'person' if counts.people == 1 else 'people'}, {_many(counts.items, 'item')}, "
        f"{_many(counts.events, 'event')}."
    ]
    if report.encoding:
        lines.append(f"  encoding  {report.encoding}{'' if report.encoding_certain else ', a guess'}")
    for role in ("text", *SINGLE_ROLES):
        column = " + ".join(roles.text) if role == "text" else getattr(roles, role)
        if column:
            lines.append(f"  {role:<9} {column}: {report.reasons.get(role, '')}")
    if report.time:
        lines.append(f"  times     {_span(report.time)}")
    if report.value:
        neutral = report.value.neutral
        meaning = "" if neutral is None else f"; above {neutral:g} is a liking, below a dislike"
        lines.append(f"  values    {report.value.low:g} to {report.value.high:g}{meaning}")
    if report.languages:
        shares = ", ".join(f"{code} {share:.0%}" for code, share in list(report.languages.items())[:6])
        lines.append(f"  languages {shares} (of {report.languages_of:,} texts)")
    lines += [f"  not used  {column}: {why}" for column, why in report.unused.items()]
    return lines


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _span(time: TimeSpan) -> str:
    """The first and the last time; no zone is claimed where the file names none."""
    if time.zone != "as written":
        return f"{time.form}, zone {time.zone}: {time.first} to {time.last}"
    first, last = (one.removesuffix("Z") for one in (time.first, time.last))
    return f"{time.form}: {first} to {last}; the file names no zone, so times are taken as written"


def _warn(report: QualityReport, unknown: Sequence[str]) -> None:
    """What was not read, or decided without asking, on standard error."""
    sentence = languages_sentence(report, unknown)
    said = [*report.stops, *(line for line in report.warnings if line not in report.stops), *([sentence] if sentence else [])]
    for line in said[:_MOST_LINES]:
        print(f"interestlab: {line}", file=sys.stderr)
    if len(said) > _MOST_LINES:
        print(f"interestlab: {len(said) - _MOST_LINES} more lines in the report of `check --json`.", file=sys.stderr)


def _print_summary(workspace: Workspace, summary: dict[str, Any]) -> None:
    if summary["map"] is None:
        print(f"{summary['users']:,} people rated {summary['items']:,} items; there are no texts, so there is no map.")
        print(f"Workspace “{workspace.name}” ({workspace.id}), {summary['seconds']['total']:.1f} s.")
        return
    grouped = 1 - summary["noise_share"]
    counts = f"{summary['documents']:,} texts by {summary['users']:,} people: {len(summary['interests'])} interests"
    print(f"{counts}, {grouped:.0%} grouped.")
    for interest in summary["interests"]:
        print(f"{interest['size']:7,}  {interest['name']}  ({', '.join(interest['also'] or interest['keywords'][:6])})")
    print(f"Workspace “{workspace.name}” ({workspace.id}), {summary['seconds']['total']:.1f} s.")
