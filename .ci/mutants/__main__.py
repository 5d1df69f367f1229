"""Small faults put into the code, to see which the tests notice: `make mutants`, or `make mutants PART=users SEED=1 COUNT=50`.

A seeded sample of mutants a package, each against the tests of its own package that call what is changed, until one fails.
Those that change a number, comparison, sign, boundary or index count. What only puts None, drops an argument or turns a switch
is tried too (a tenth as many) and told apart. equivalent.toml names mutants that no test could notice, each with its reason.
"""

import os
import random
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KNOWN = Path(__file__).with_name("equivalent.toml")
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):  # forked processes must not find threads that are not theirs
    os.environ.setdefault(_name, "1")

sys.path[:0] = [str(Path(__file__).parent), str(ROOT)]
import running  # noqa: E402
from changes import Change, changes  # noqa: E402


@dataclass(frozen=True)
class Part:
    """Files and folders of code, and those of the tests that mirror them."""

    code: tuple[str, ...]
    tests: tuple[str, ...]
    without: tuple[str, ...] = ()


PARTS: Mapping[str, Part] = {
    "intervals": Part(("intervals.py",), ("test_intervals.py",)),
    "users": Part(("users",), ("users",)),
    "judging": Part(("recommend/judging",), ("recommend/judging",)),
    "exploring": Part(("recommend/exploring", "recommend/slate.py"), ("recommend/exploring", "recommend/test_slate.py")),
    "interests": Part(("interests",), ("interests",)),
    "corpus": Part(("corpus",), ("corpus",), without=("corpus/importers", "corpus/columns/names")),
}


@dataclass(frozen=True)
class Row:
    """What became of the mutants of a package."""

    caught: int
    survived: tuple[Change, ...]
    equivalent: int
    caught_apart: int
    survived_apart: tuple[Change, ...]

    @property
    def tried(self) -> int:
        return self.caught + len(self.survived)

    @property
    def tried_apart(self) -> int:
        return self.caught_apart + len(self.survived_apart)


def main() -> int:
    asked, seed, count = (os.environ.get(name, "") for name in ("PART", "SEED", "COUNT"))
    if asked and asked not in PARTS:
        print(f"There is no part “{asked}”; there are {', '.join(PARTS)}.", file=sys.stderr)
        return 2

    os.chdir(ROOT)
    rows: dict[str, Row] = {}
    for name in [asked] if asked else PARTS:
        row = running.in_child(lambda name=name: tried(name, seed or "0", int(count or 200)), limit=8 * 3600.0, quiet=False)
        if row is None:
            return 1
        rows[name] = row
    print(table(rows))
    return 0


def tried(name: str, seed: str, count: int) -> Row | None:
    """The sample of a part, tried; None where its tests fail without any mutant."""
    files = files_of(PARTS[name])
    print(f"{name}: runs its tests unchanged …", flush=True)
    traced = running.traced(files, [f"tests/{one}" for one in PARTS[name].tests])
    if traced.status:
        print(f"{name}: its tests fail without any mutant; nothing is tried.", file=sys.stderr)
        return None
    running.warm(traced.libraries)
    assert "interestlab" not in sys.modules, "the project must be imported by each child anew, with its change"

    chosen, known = sample([one for file in files for one in changes(file)], f"{name} {seed}", count), equivalents()
    left = [one for one in chosen if key(one) not in known]
    left.sort(key=traced.in_place)  # those that need a fresh import come before anything is imported
    found: dict[bool, list[Change]] = {True: [], False: []}
    for place, change in enumerate(left, 1):
        in_place = traced.in_place(change)
        if in_place and "interestlab" not in sys.modules:
            running.import_all([f"tests/{one}" for one in PARTS[name].tests])
        tests = traced.tests_of(change)
        if not running.caught(change, tests, traced.seconds, in_place=in_place):
            found[change.counts].append(change)
            print(told(change), flush=True)
        if place % 50 == 0:
            print(f"{name}: {place} of {len(left)}", flush=True)

    counted = sum(one.counts for one in left)
    return Row(
        counted - len(found[True]),
        tuple(found[True]),
        len(chosen) - len(left),
        len(left) - counted - len(found[False]),
        tuple(found[False]),
    )


def files_of(part: Part) -> list[Path]:
    """The code of a part, absolute paths in order."""
    package = ROOT / "interestlab"
    places = [package / one for one in part.code]
    found = {file for place in places for file in (place.rglob("*.py") if place.is_dir() else [place])}
    return sorted(file for file in found if not any(file.is_relative_to(package / one) for one in part.without))


def sample(found: list[Change], seed: str, count: int) -> list[Change]:
    """So many that count, and a tenth as many of the others, drawn by the seed; in the order of the files."""
    draw = random.Random(seed)
    chosen = []
    for counts, size in ((True, count), (False, count // 10)):
        pool = [one for one in found if one.counts is counts]
        chosen += draw.sample(pool, min(size, len(pool)))
    return sorted(chosen, key=lambda one: (str(one.file), one.start, one.text))


def key(change: Change) -> tuple[str, str, str]:
    """By what a known equivalent is found again, on whatever line it stands."""
    return str(change.file.relative_to(ROOT)), change.was, change.becomes


def equivalents() -> Mapping[tuple[str, str, str], str]:
    """The reasons of equivalent.toml, by `key`."""
    entries = tomllib.loads(KNOWN.read_text("utf-8")).get("equivalent", [])
    return {(one["file"], one["was"], one["becomes"]): one["reason"] for one in entries}


def told(change: Change) -> str:
    """A mutant that survived, on three lines."""
    mark = "survived" if change.counts else "survived, apart"
    becomes = change.becomes if change.becomes != change.was else "(without what follows it)"
    return f"{change.file.relative_to(ROOT)}:{change.line} {mark}\n  - {change.was}\n  + {becomes}"


def table(rows: Mapping[str, Row]) -> str:
    """A line a package; the share is of those that count, known equivalents left out."""
    lines = [
        f"{'package':12}{'tried':>7}{'caught':>8}{'survived':>10}{'share':>7}{'equivalent':>12}   None, arguments, switches"
    ]
    for name, row in rows.items():
        share = f"{row.caught / row.tried:.0%}" if row.tried else "–"
        apart = f"{row.caught_apart} of {row.tried_apart} caught"
        lines.append(f"{name:12}{row.tried:>7}{row.caught:>8}{len(row.survived):>10}{share:>7}{row.equivalent:>12}   {apart}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
