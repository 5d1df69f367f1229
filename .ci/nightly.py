"""What is too heavy for every change: `make nightly` runs all parts, `make nightly PART=name` one, and prints a table of them.

The suite runs again under other processors' arithmetic and other numbers of threads, since a result that holds on one machine
only is none; then what is marked as nightly. Each part has a time limit, and all of them together eight hours.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

HOURS = 8.0
WORKERS = 2


@dataclass(frozen=True)
class Part:
    """A run of pytest: with which environment, on what, for how long at most."""

    about: str
    environment: Mapping[str, str] = field(default_factory=dict)
    arguments: tuple[str, ...] = ()
    minutes: float = 60.0


@dataclass(frozen=True)
class Ran:
    """How a part ended."""

    seed: str
    count: int
    failures: int
    minutes: float
    problem: str = ""


def campaign(name: str) -> tuple[str, ...]:
    """The arguments of one of tests/campaigns."""
    return ("-m", "nightly", "--timeout=14400", f"tests/campaigns/test_{name}.py")


PARTS: dict[str, Part] = {
    "heavy": Part(
        "what is marked as nightly, but for the campaigns",
        arguments=("-m", "nightly", "--timeout=3600", "--ignore=tests/campaigns"),
        minutes=120,
    ),
    "default": Part("the suite without vector instructions of torch", {"ATEN_CPU_CAPABILITY": "default"}),
    "avx2": Part("the suite with AVX2", {"ATEN_CPU_CAPABILITY": "avx2"}),
    "one-thread": Part("the suite with one thread", {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}),
    "two-threads": Part("the suite with two threads", {"OMP_NUM_THREADS": "2", "OPENBLAS_NUM_THREADS": "2"}),
    "kills": Part("500 kills of whatever works", arguments=campaign("kills"), minutes=120),
    "mutants": Part("10,000 damaged files of each form", arguments=campaign("mutants"), minutes=240),
    "hostile": Part("200 hostile files", arguments=campaign("hostile"), minutes=60),
    "nehalem": Part("the suite with the arithmetic of an old processor", {"OPENBLAS_CORETYPE": "Nehalem"}),
}


def main() -> int:
    asked = os.environ.get("PART", "")
    if asked and asked not in PARTS:
        print(f"There is no part “{asked}”; there are {', '.join(PARTS)}.", file=sys.stderr)
        return 2
    seed = os.environ.get("SEED", "0")
    end = time.monotonic() + 3600 * HOURS

    rows = {}
    for name in [asked] if asked else PARTS:
        print(f"{name}: {PARTS[name].about} …", flush=True)
        rows[name] = run(PARTS[name], seed, end - time.monotonic())
    print(table(rows))
    return int(any(one.failures or one.problem for one in rows.values()))


def run(part: Part, seed: str, seconds_left: float) -> Ran:
    """One part in a process of its own, within its own time and what is left of all."""
    limit = min(60 * part.minutes, seconds_left)
    if limit <= 0:
        return Ran(seed, 0, 0, 0.0, "no time was left")

    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        spread = ("-n", str(WORKERS), "--dist", "loadfile", "--no-loadscope-reorder")
        command = [sys.executable, "-m", "pytest", *spread, f"--junitxml={report}", *part.arguments]
        environment = {**os.environ, "INTERESTLAB_SEED": seed, **part.environment}
        start, problem = time.monotonic(), ""
        try:
            subprocess.run(command, env=environment, timeout=limit, check=False)
        except subprocess.TimeoutExpired:
            problem = f"was stopped after {limit / 60:.0f} minutes"
        minutes = (time.monotonic() - start) / 60

        if not report.exists():
            return Ran(seed, 0, 0, minutes, problem or "wrote no report")
        suites = list(ElementTree.parse(report).getroot().iter("testsuite"))
    count = sum(int(one.get("tests", 0)) for one in suites)
    failures = sum(int(one.get(kind, 0)) for one in suites for kind in ("failures", "errors"))
    return Ran(seed, count, failures, minutes, problem or ("" if count else "ran no test"))


def table(rows: Mapping[str, Ran]) -> str:
    """The parts as lines of text, a column each for seed, tests, failures and minutes."""
    lines = [f"{'part':14}{'seed':>6}{'tests':>8}{'failures':>10}{'minutes':>9}"]
    lines += [
        f"{name:14}{one.seed:>6}{one.count:>8,}{one.failures:>10,}{one.minutes:>9.1f}  {one.problem}".rstrip()
        for name, one in rows.items()
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
