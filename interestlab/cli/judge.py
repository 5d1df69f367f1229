"""The command `judge`: how well classifiers recognise the classes of a column."""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interestlab import registry
from interestlab.cli.files import kept_upload, need_readable
from interestlab.cli.numbers import seed, whole
from interestlab.cli.printed import json_text
from interestlab.cli.progress import Lines, wants_progress
from interestlab.errors import ColumnProblem, InputError, InterestLabError, UnreadableFile
from interestlab.home.workspace import Home

if TYPE_CHECKING:
    from interestlab.classify.judging.judge import JudgedClassifier, Judgement
    from interestlab.home.request import AnalysisRequest
    from interestlab.home.workspace import Result, Workspace

_MOST_CLASSES = 12  # of a table for people


def add_judge(commands: Any) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(
        "judge", help="judge classifiers on the classes of a column",
        description="Learns to recognise the classes of a column, and judges that on posts that were not learned from. A file "
        "is read and encoded; no map is made.",
    )  # fmt: skip
    command.add_argument("source", metavar="FILE_OR_WORKSPACE", help="a file, or a workspace by its name or id")
    command.add_argument("--scheme", required=True, metavar="COLUMN", help="the column of the labels, or a scheme by hand")
    command.add_argument("--model", nargs="+", action="extend", metavar="NAME", help="classifiers to judge (default: all)")
    command.add_argument("--text", action="append", metavar="COL", help="column of the text; several are joined")
    command.add_argument("--encoder", help="a name from `encoders`, a folder or a hub id (default: by the languages found)")
    command.add_argument("--test", metavar="COLUMN=VALUE", help="judge on these rows, once (default: on each of the folds)")
    command.add_argument("--unknown", metavar="LABEL", help="a label that nothing is learned of: is it told from the others?")
    command.add_argument("--folds", type=whole(2, 20), default=5)
    command.add_argument(
        "--group", choices=("user", "none", "time"),
        help="nobody's posts on both sides; or the later judged by the earlier (default: user where there are people)",
    )  # fmt: skip
    command.add_argument("--seed", type=seed, default=0)
    command.add_argument("--json", action="store_true")
    command.set_defaults(command=_judge, stopped="what was encoded is kept")
    return command


def _judge(options: argparse.Namespace) -> None:
    from interestlab.classify.judging.judge import find_classifier
    from interestlab.questions.desk import OwnProcess
    from interestlab.studies.judge import JudgeClassifiers, labels_of_name

    column, value = _test(options.test)
    names = options.model or registry.usable("classifiers")
    for name in names:  # one that is not there is said before the file is encoded
        find_classifier(name)
    study = JudgeClassifiers(
        scheme=options.scheme,
        models=tuple(names),
        folds=options.folds,
        group=options.group,
        unknown=options.unknown,
        test_column=column,
        test_value=value,
        seed=options.seed,
    )
    lines, home = Lines(wants_progress(options)), Home(options.home)
    before = {workspace.id for workspace in home.list()}
    workspace, request = _source(home, options, column)
    try:
        result = _encoded(workspace, request, lines)
        study = replace(study, labels=labels_of_name(result, options.scheme))
        found = OwnProcess(lines).ask(result, study)
    except InterestLabError:
        if workspace.id not in before:
            workspace.delete()
        raise
    for note in found.notes:
        print(f"interestlab: {note}", file=sys.stderr)
    if options.json:
        print(json_text(found.as_dict()))
        return
    for line in _lines(found):
        print(line)


def _test(given: str | None) -> tuple[str | None, str | None]:
    if given is None:
        return None, None
    column, equals, value = given.partition("=")
    if not equals or not column or not value.strip():
        raise InputError(f"--test names a column and a value, as part=test; it is “{given}”.")
    return column, value


def _source(home: Home, options: argparse.Namespace, column: str | None) -> "tuple[Workspace, AnalysisRequest | None]":
    """The workspace, and what is read there: a file that was given, or what the workspace's map was made of, if need be.

    Raises UnreadableFile, UnknownName and ColumnProblem.
    """
    from interestlab.home.formats import load_roles

    path = Path(options.source)
    if not path.is_file():
        if path.suffix and len(path.parts) > 1:
            raise UnreadableFile(f"“{path}” cannot be read: there is no such file.")
        workspace = home.open(options.source)
        if options.text:
            raise InputError("--text belongs to a file; the texts of a workspace are those that it was made of.")
        result = workspace.need_result()
        if options.encoder in (None, result.encoder.get("name")):
            return workspace, None
        roles = load_roles(result.folder("read"))[0]
        upload = replace(result.request.upload, roles=result.request.upload.roles or roles)
        return workspace, replace(result.request, upload=upload, encoder=options.encoder)
    request = _file_request(path, options, column)
    name = path.name.removesuffix(".gz").rsplit(".", 1)[0]
    workspace = home.open_or_create(name)
    upload = replace(request.upload, digest=kept_upload(workspace, path))
    request = replace(request, upload=upload)
    if workspace.result is None and workspace.draft is None:
        workspace.set_draft(request)
    return workspace, request


def _file_request(path: Path, options: argparse.Namespace, column: str | None) -> "AnalysisRequest":
    """The columns under their guessed roles, the scheme's as the label, whatever it seemed to be."""
    from interestlab.corpus.columns.model import SINGLE_ROLES, Roles
    from interestlab.home.formats import roles_from
    from interestlab.home.reading import preview_file
    from interestlab.home.request import AnalysisRequest, Upload

    need_readable(path)
    upload = Upload(path.name, "")
    preview = preview_file(path.absolute(), upload)
    for named in (options.scheme, column, *(options.text or ())):
        if named is not None and named not in preview.columns:
            raise ColumnProblem(f"“{path.name}” has no column “{named}”; it has {', '.join(preview.columns)}.")
    guess, text = roles_from(preview.roles), tuple(options.text or ())
    if options.scheme in text:
        raise InputError(f"“{options.scheme}” cannot be the text and its label at once.")
    used = {options.scheme, *text}
    kept = {role: None if getattr(guess, role) in used else getattr(guess, role) for role in SINGLE_ROLES}
    roles = Roles(**{**kept, "label": options.scheme}, text=text or tuple(one for one in guess.text if one not in used))
    if not roles.text:
        raise ColumnProblem(f"“{path.name}” has no column of texts beside “{options.scheme}”; name it with --text.")
    return AnalysisRequest(replace(upload, roles=roles), encoder=options.encoder)


def _encoded(workspace: "Workspace", request: "AnalysisRequest | None", lines: Lines) -> "Result":
    from interestlab.home.analysis import encoded

    if request is None:
        return workspace.need_result()
    return encoded(workspace, request, lines)


def _lines(found: "Judgement") -> Iterator[str]:
    """A table for people: how it was judged, each classifier, what their differences allow to say, each class of the chosen."""
    split = found.split
    yield f"{found.rows:,} posts of {len(found.classes):,} classes of “{found.scheme}”; {_how(found)}"
    for reason, count in found.left_out.items():
        yield f"  {count:,} left out: {reason}"
    if split.copies_across:
        yield f"  {split.copies_across:,} judged posts have an equal or nearly equal one among those learned from"
    for one in found.models:
        yield from _model_lines(one)
    for pair in found.pairs:
        if pair.metric == "accuracy":
            yield f"{pair.a} − {pair.b}: accuracy {pair.gap.signed()}, {pair.gap.standing}"
    if found.chosen is not None:
        yield f"Chosen on validation posts alone: {found.chosen}"
        yield from _class_lines(next(one for one in found.models if one.name == found.chosen))


def _how(found: "Judgement") -> str:
    split = found.split
    judged = f"{split.test:,} judged, each by what about {split.train:,} others taught"
    if split.kind == "test part":
        return judged
    kept = {"user": ", nobody's posts on both sides", "none": "", "time": ", each by what was before it"}[split.group]
    return f"{judged} ({split.folds} folds{kept})"


def _model_lines(one: "JudgedClassifier") -> Iterator[str]:
    if one.skipped is not None:
        yield f"{one.name:13} skipped: {one.skipped}"
        return
    figures = [f"{name.replace('_', ' ')} {one.metrics[name]}" for name in ("accuracy", "macro_f1", "log_loss")]
    yield f"{one.name:13} {'  '.join(figures)}  {one.seconds:.1f} s"
    if one.unknown is not None:
        told = one.unknown
        yield (
            f"{'':13} unknown: AUROC {told.auroc:.3f}, {told.kept_in_scope:.1%} of the others kept, "
            f"{told.rejected_unknown:.1%} of the unknown rejected"
        )


def _class_lines(one: "JudgedClassifier") -> Iterator[str]:
    ordered = sorted(one.per_class.items(), key=lambda item: -item[1].n)
    for name, figures in ordered[:_MOST_CLASSES]:
        parts = (f"{part} {getattr(figures, part):.2f}" for part in ("precision", "recall", "f1"))
        yield f"  {figures.n:7,}  {name}: {', '.join(parts).replace('nan', '–')}"
    if len(ordered) > _MOST_CLASSES:
        yield f"  and {len(ordered) - _MOST_CLASSES:,} smaller classes, with --json"
