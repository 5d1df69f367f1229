"""Seconds from an edit to all that pages show of it, on a large workspace; the workspace is copied, and asserts nothing.

    python -m benchmarks.curation HOME WORKSPACE [--edits 5]

Shown is what the map and the page of Interests need: members, names, keywords and examples of changed interests, colours,
figures, and people's profiles. Each kind of edit is made several times, each on top of the others. Moved and new ones take the
200 and 500 posts nearest on the map to one, as a lasso would; the last kind takes 200 posts from all over the map.
"""

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from interestlab.charts.palette import Coloured, colour_beside
from interestlab.home.curating import Curating
from interestlab.home.workspace import Home, Result
from interestlab.interests.splitting import split_posts

KINDS = ("rename", "move", "new", "split", "merge", "undo", "scattered")


def reference() -> float:
    """Seconds of a fixed piece of work: a 2,048³ product and a sort of ten million numbers."""
    draw = np.random.default_rng(0)
    matrix, numbers = draw.random((2_048, 2_048)), draw.random(10_000_000)
    begun = time.perf_counter()
    matrix @ matrix
    np.sort(numbers)
    return time.perf_counter() - begun


def shown(result: Result) -> dict[str, float]:
    """Seconds of each part of what pages show after an edit."""
    found, begun = {}, time.perf_counter()
    parts: dict[str, Callable[[], object]] = {
        "members": result.log.curated,
        "names": lambda: result.map,
        "profiles": lambda: result.profiles,
        "colours": lambda: [
            colour_beside(result.computed_map.points[list(posts)], [Coloured(np.zeros(2), 0)])
            for posts in result.log.made().values()
        ],
        "log": result.log.log,
    }
    for name, work in parts.items():
        start = time.perf_counter()
        work()
        found[name] = time.perf_counter() - start
    return found | {"all": time.perf_counter() - begun}


def edits(result: Result, random: np.random.Generator) -> dict[str, Callable[[], object]]:
    """One edit of each kind, of interests as they are now."""
    mine, ids = Curating(result.log), list(result.interest_ids)
    one, other, third = (int(ids[at]) for at in random.choice(len(ids), 3, replace=False))
    posts = np.flatnonzero(result.map.interest == result.interest_with(one))
    vectors = np.asarray(result.embedding.vectors)

    def split() -> None:
        part = split_posts(vectors[posts], vectors.mean(axis=0))
        mine.split(one, [posts[part == 0], posts[part == 1]], [f"A{random.integers(10**9)}", f"B{random.integers(10**9)}"])

    def lasso(count: int) -> NDArray[np.intp]:
        """The posts nearest on the map to a random one."""
        points = np.asarray(result.map.points)
        apart = np.linalg.norm(points - points[random.integers(len(points))], axis=1)
        return np.argsort(apart)[:count]

    return {
        "rename": lambda: mine.rename(third, f"Name {random.integers(10**9)}"),
        "move": lambda: mine.move(lasso(200), other),
        "new": lambda: mine.new(lasso(500), f"New {random.integers(10**9)}"),
        "split": split,
        "merge": lambda: mine.merge(other, [third]),
        "undo": result.undo,
        "scattered": lambda: mine.move(random.choice(len(result.map), 200, replace=False), other),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("home", type=Path)
    parser.add_argument("workspace")
    parser.add_argument("--edits", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(options.home, Path(folder) / "home")
        result = Home(Path(folder) / "home").open(options.workspace).need_result()
        print(f"reference {reference():.2f} s; {len(result.corpus):,} posts, {result.map.count} interests")
        print("first view", {name: round(seconds, 3) for name, seconds in shown(result).items()})
        seconds: dict[str, list[dict[str, float]]] = {}
        random = np.random.default_rng(0)
        for kind in KINDS:
            for _ in range(options.edits):
                begun = time.perf_counter()
                edits(result, random)[kind]()
                made = time.perf_counter() - begun
                parts = shown(result)
                seconds.setdefault(kind, []).append({"made": made, **parts, "all": made + parts["all"]})
        for kind, rows in seconds.items():
            medians = {name: statistics.median(row[name] for row in rows) for name in rows[0]}
            print(f"{kind:8}" + "  ".join(f"{name} {value:.3f}" for name, value in medians.items()),
                  f" most {max(row['all'] for row in rows):.3f}")  # fmt: skip


if __name__ == "__main__":
    main()
