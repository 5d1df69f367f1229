"""The command `groups`: what analysts keep in a workspace; and the groups of a result for its exports."""

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from interestlab.cli.printed import json_text
from interestlab.home.workspace import Home

if TYPE_CHECKING:
    from interestlab.home.workspace import Result


def add_groups(commands: Any) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser("groups", help="list the groups that are kept in a workspace")
    command.add_argument("workspace", help="name or id")
    command.add_argument("--json", action="store_true")
    command.set_defaults(command=_groups, stopped="nothing was changed")
    return command


def _groups(options: argparse.Namespace) -> None:
    from interestlab.home.groups import groups_of, posts_of
    from interestlab.interests.groups import follows_data

    result = Home(options.home).open(options.workspace).need_result()
    posts = posts_of(result, lambda query: _meant(result, query))
    found: list[dict[str, Any]] = [
        {
            "id": group.id,
            "name": group.name,
            "note": group.note,
            "posts": int(group.recipe.mask(posts).sum()),
            "posts_when_saved": group.count,
            "follows_data": follows_data(group.recipe),
            "missing": list(group.recipe.missing(posts)),
            "recipe": group.recipe.to_json(),
        }
        for group in groups_of(result).all()
    ]
    if options.json:
        print(json_text({"workspace": result.workspace.id, "posts": len(posts), "groups": found}))
        return
    for one in found:
        missing = f" ({'; '.join(one['missing'])})" if one["missing"] else ""
        print(f"{one['name']}: {one['posts']:,} of {len(posts):,} posts{missing}")
    if not found:
        print("No groups are kept here yet; they are saved on the page Map.")


def masks_for_export(result: "Result") -> Mapping[str, NDArray[np.bool_]]:
    """(n,) masks by the names of the workspace's groups."""
    from interestlab.home.groups import groups_of, members_of

    kept = groups_of(result).all()
    found = members_of([group.id for group in kept], result, lambda query: _meant(result, query))
    return {group.name: found[group.id] for group in kept}


def _meant(result: "Result", query: str) -> NDArray[np.intp]:
    from interestlab.questions.desk import OwnProcess
    from interestlab.questions.meaning import Meaning

    return OwnProcess().ask(result, Meaning(query)).meant
