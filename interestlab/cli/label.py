"""Commands of labels by hand: `label` brings them in and out, `train` learns from them, `predict` says what posts are."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interestlab.cli.files import need_readable
from interestlab.cli.numbers import seed
from interestlab.cli.printed import json_text
from interestlab.cli.progress import Lines, wants_progress
from interestlab.errors import InputError, UnknownName
from interestlab.home.workspace import Home

if TYPE_CHECKING:
    import pandas as pd

    from interestlab.home.classes import TrainedClasses
    from interestlab.home.labels import HandScheme, Labels
    from interestlab.home.workspace import Result, Workspace
    from interestlab.intervals import Estimate


def add_label(commands: Any) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(
        "label", help="bring labels in from a file, or out to one",
        description="import: gives posts the labels of a file, matched by their texts; a scheme that is not there is made. "
        "export: writes what was said by hand, or with --code-book the classes with definitions and examples.",
    )  # fmt: skip
    command.add_argument("action", choices=("import", "export"))
    command.add_argument("workspace", help="name or id")
    command.add_argument("file", type=Path, help="a table with a text and a label; an export ends in .csv or .jsonl")
    command.add_argument("--scheme", required=True, metavar="NAME")
    command.add_argument("--text", metavar="COL", help="column of the text (default: text)")
    command.add_argument("--label", metavar="COL", help="column of the label (default: label)")
    command.add_argument("--code-book", action="store_true", help="export the classes instead of the labels")
    command.add_argument("--json", action="store_true")
    command.set_defaults(command=_label, stopped="what was said before is kept")
    return command


def add_train(commands: Any) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(
        "train", help="learn from the labels of a scheme, and say what every post is",
        description="Trains a classifier on the labels of a scheme by hand, or of a column, which becomes a scheme. What it "
        "says is shown on every page, and is in what is exported.",
    )  # fmt: skip
    command.add_argument("workspace", help="name or id")
    command.add_argument("--scheme", required=True, metavar="NAME", help="a scheme by hand, or a column of labels")
    command.add_argument("--model", default="logistic", metavar="NAME", help="a classifier (default: %(default)s)")
    command.add_argument("--seed", type=seed, default=0)
    command.add_argument("--json", action="store_true")
    command.set_defaults(command=_train, stopped="an earlier training is still in use")
    return command


def add_predict(commands: Any) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(
        "predict", help="write what a trained classifier says of the posts, or of another file's texts",
        description="Writes for each text the class, its probability, the second likely class, and whether it is known at all.",
    )  # fmt: skip
    command.add_argument("workspace", help="name or id")
    command.add_argument("--scheme", required=True, metavar="NAME")
    command.add_argument("--file", type=Path, help="texts that are not in the workspace")
    command.add_argument("--text", metavar="COL", help="their column (default: text, or what is guessed)")
    command.add_argument("--to", type=Path, metavar="FILE", help="ends in .csv or .jsonl")
    command.add_argument("--json", action="store_true")
    command.set_defaults(command=_predict, stopped="nothing was written")
    return command


def _label(options: argparse.Namespace) -> None:
    from interestlab.home.labels import Labels

    workspace = Home(options.home).open(options.workspace)
    labels = Labels(workspace)
    if options.action == "import":
        _import(options, workspace, labels)
    else:
        _export(options, workspace, labels)


def _import(options: argparse.Namespace, workspace: "Workspace", labels: "Labels") -> None:
    from interestlab.home.label_files import import_labels, read_label_file
    from interestlab.home.request import Upload

    need_readable(options.file)
    texts = workspace.need_result().corpus.texts
    rows = read_label_file(options.file.absolute(), Upload(options.file.name, ""), text=options.text, label=options.label)
    scheme = _scheme_or_none(labels, options.scheme) or labels.add_scheme(options.scheme)
    found = import_labels(labels, scheme, rows, texts, author=f"file {options.file.name}"[:80])
    if options.json:
        print(json_text({"scheme": scheme.name, **vars(found)}))
        return
    print(found.sentence)


def _export(options: argparse.Namespace, workspace: "Workspace", labels: "Labels") -> None:
    from interestlab.home.label_files import code_book, labels_table

    scheme = labels.scheme(options.scheme)
    make = code_book if options.code_book else labels_table
    table = make(labels.state(scheme.id), workspace.need_result().corpus.texts)
    _write(table, options.file)
    if options.json:
        print(json_text({"scheme": scheme.name, "rows": len(table), "to": options.file}))
        return
    print(f"{len(table):,} rows written to {options.file}.")


def _train(options: argparse.Namespace) -> None:
    from interestlab.classify.judging.judge import find_classifier
    from interestlab.home.labels import Labels
    from interestlab.questions.desk import OwnProcess
    from interestlab.studies.train import TrainClassifier, use

    find_classifier(options.model)
    workspace = Home(options.home).open(options.workspace)
    result, labels = workspace.need_result(), Labels(workspace)
    scheme = _scheme_or_none(labels, options.scheme) or _scheme_of_column(result, labels, options.scheme)
    study = TrainClassifier(labels.snapshot(scheme.id), options.model, options.seed)
    found = OwnProcess(Lines(wants_progress(options))).ask(result, study)
    use(result, study, scheme.id)
    if options.json:
        print(json_text(trained_values(found)))
        return
    print(f"{found.model} learned from {sum(found.taught):,} labels of {len(found.classes):,} classes of “{found.name}”.")
    if found.right.n:
        print(f"Right on {found.right.percent()} of {found.right.n:,} units drawn at random; the commonest class {found.base}.")
    print(f"{1 - float(found.applied.known.mean()):.1%} of {len(found.by_hand):,} posts are “don't know”.")


def trained_values(found: "TrainedClasses") -> dict[str, Any]:
    """The form that `train --json` prints; what is not defined is null."""
    return {
        "scheme": found.name,
        "model": found.model,
        "labels": dict(zip(found.classes, found.taught, strict=True)),
        "right": _ends(found.right),
        "base": _ends(found.base),
        "calibrated_on": found.thresholds.calibrated_on,
        "calibrated_at_random": found.thresholds.random,
        "posts": len(found.by_hand),
        "unknown": 1 - float(found.applied.known.mean()),
        "doubtful": len(found.doubts.row),
    }


def _predict(options: argparse.Namespace) -> None:
    from interestlab.home.labels import Labels
    from interestlab.studies.train import need_trained

    result = Home(options.home).open(options.workspace).need_result()
    scheme = Labels(result.workspace).scheme(options.scheme)
    trained, key = need_trained(result, scheme.id)
    table = _posts_table(result, trained) if options.file is None else _file_table(options, result, trained, key)
    if options.to is not None:
        _write(table, options.to)
    elif not options.json:
        raise InputError("Name the file with --to, or ask for --json.")
    counted = table["class"].value_counts()
    values = {
        "scheme": scheme.name,
        "posts": len(table),
        "unknown": int((~table["known"]).sum()),
        "classes": {name: int(counted.get(name, 0)) for name in trained.classes},
        "to": options.to,
    }
    if options.json:
        print(json_text(values))
    else:
        print(f"{len(table):,} rows written to {options.to}.")
    if values["unknown"]:
        print(f"interestlab: {values['unknown']:,} texts are like none of the classes.", file=sys.stderr)


def _posts_table(result: "Result", trained: "TrainedClasses") -> "pd.DataFrame":
    import pandas as pd

    contents = result.corpus.contents
    table = pd.DataFrame({"doc_id": contents["doc_id"], "text": contents["text"]})
    table["class"] = trained.names_of(trained.shown)
    table["probability"] = trained.applied.sure
    table["second"] = trained.names_of(trained.applied.second)
    table["known"] = trained.shown >= 0
    table["by_hand"] = trained.by_hand >= 0
    return table.astype(dict.fromkeys(("text", "class", "second"), "str"))


def _file_table(options: argparse.Namespace, result: "Result", trained: "TrainedClasses", key: str) -> "pd.DataFrame":
    import pandas as pd

    from interestlab.home.label_files import read_texts
    from interestlab.home.request import Upload
    from interestlab.studies.train import predicted

    need_readable(options.file)
    read = read_texts(options.file.absolute(), Upload(options.file.name, ""), text=options.text)
    rows = [(at, text.strip()) for at, text in enumerate(read, 1) if text.strip()]
    if not rows:
        raise InputError(f"“{options.file.name}” has no text.")
    said = predicted(result, trained, key, [text for _, text in rows])
    table = pd.DataFrame(rows, columns=["row", "text"])
    table["class"], table["probability"] = trained.names_of(said.classes), said.sure
    table["second"], table["known"] = trained.names_of(said.second), said.known
    return table.astype(dict.fromkeys(("text", "class", "second"), "str"))


def _write(table: "pd.DataFrame", to: Path) -> None:
    from interestlab.home.label_files import table_bytes

    data = table_bytes(table, to.suffix.lower())
    try:
        to.write_bytes(data)
    except OSError as error:
        raise InputError(f"“{to}” cannot be written: {error.strerror}.") from error


def _scheme_or_none(labels: "Labels", name: str) -> "HandScheme | None":
    try:
        return labels.scheme(name)
    except UnknownName:
        return None


def _scheme_of_column(result: "Result", labels: "Labels", column: str) -> "HandScheme":
    """The labels of a column as a scheme of its own; raises UnknownName where there is neither."""
    from interestlab.studies.judge import column_scheme

    return column_scheme(result, labels, column, f"{column} labels")


def _ends(one: "Estimate") -> dict[str, Any] | None:
    return {"value": one.value, "low": one.low, "high": one.high, "n": one.n} if one.n else None
