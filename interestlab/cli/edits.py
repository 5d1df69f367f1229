"""The command `edits`: what was changed of a map by hand, and the names and notes of one map for another."""

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interestlab.cli.printed import json_text
from interestlab.errors import InputError
from interestlab.home.workspace import Home

if TYPE_CHECKING:
    from interestlab.home.edit_log import Logged
    from interestlab.home.workspace import Result


def add_edits(commands: Any) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(
        "edits", help="list what was changed of a map by hand, oldest first", description=__doc__
    )
    command.add_argument("workspace", help="name or id")
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.add_argument("--scheme", type=Path, metavar="FILE", help="write names and notes of all interests to a JSON file")
    command.add_argument("--apply", type=Path, metavar="FILE", help="give the names and notes of such a file to its interests")
    command.set_defaults(command=_edits, stopped="edits that were made are kept")
    return command


def _edits(options: argparse.Namespace) -> None:
    result = Home(options.home).open(options.workspace).need_result()
    if options.apply is not None:
        _apply(result, options.apply)
    if options.scheme is not None:
        _write(result, options.scheme)
    log = result.log.log()
    if options.json:
        print(json_text({"workspace": result.workspace.id, "run": result.run.id, "edits": [_plain(one) for one in log]}))
        return
    for one in log:
        when = datetime.fromtimestamp(one.created, UTC)
        print(f"{one.id:>6}  {when:%Y-%m-%d %H:%M}  {one.what}{'  (taken back)' if one.undone else ''}")
    if not log:
        print("Nothing was changed by hand.")


def _plain(one: "Logged") -> dict[str, Any]:
    when = datetime.fromtimestamp(one.created, UTC).isoformat(timespec="seconds")
    return {
        "id": one.id, "created": when, "by": one.edit.by, "kind": one.edit.kind, "interest_id": one.edit.interest,
        "what": one.what, "undone": one.undone, "rests": list(one.rests), "posts": len(one.edit.posts),
    }  # fmt: skip


def _write(result: "Result", to: Path) -> None:
    view = result.curated
    scheme = [
        {"id": given, "name": name.name, "note": mark.note}
        for given, name, mark in zip(view.ids, view.map.names.interests, view.marks, strict=True)
    ]
    try:
        to.write_text(json.dumps({"interests": scheme}, ensure_ascii=False, indent=1), "utf-8")
    except OSError as error:
        raise InputError(f"“{to}” cannot be written: {error.strerror}.") from error


def _apply(result: "Result", file: Path) -> None:
    """Names and notes by id; those of interests that this map does not have are told on standard error."""
    from interestlab.home.curating import Curating

    rows = _read(file)
    mine, view = Curating(result.log), result.curated
    there = [row for row in rows if view.number(row["id"]) is not None]
    mine.rename_all([(row["id"], row["name"]) for row in there])
    for row in there:
        number = view.number(row["id"])
        if number is not None and row["note"].strip() != view.marks[number].note:
            mine.note(row["id"], row["note"])
    if len(there) < len(rows):
        print(f"{len(rows) - len(there)} of {len(rows)} interests of the file are not in this map.", file=sys.stderr)


def _read(file: Path) -> list[dict[str, Any]]:
    """The rows of a scheme; raises InputError where it is none."""
    try:
        rows = [
            {"id": int(row["id"]), "name": str(row["name"]), "note": str(row.get("note", ""))}
            for row in json.loads(file.read_text("utf-8"))["interests"]
        ]
    except OSError as error:
        raise InputError(f"“{file}” cannot be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"“{file}” is no scheme as `edits --scheme` writes it.") from error
    return rows
