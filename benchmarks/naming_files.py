"""From real files to named interests: memory, seconds, and every name looked at.

    python -m benchmarks.naming_files --sets hn douban movielens

Runs `python -m interestlab analyze` on each input without naming a column, with a home in a temporary folder. Prints the peak
of the resident memory of the process and its children, the seconds, and all names; then what is wrong with them: equal names,
and names that begin or end with a stop word, or hold a bare number, an address, markup or quoting.
"""

import argparse
import json
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import psutil

from benchmarks.data import need_data
from interestlab.interests.words import stop_words

INPUTS: dict[str, tuple[str, ...]] = {
    "news": ("newsgroups20/posts.parquet",),
    "hn": ("hackernews/hn_raw_shape_5k.csv",),
    "douban": ("douban_dmr/reviews_gb18030.csv",),
    "movielens": ("movielens_small/ratings.parquet", "--items", "movielens_small/movies.parquet"),
    "reddit": ("reddit_top_topics/posts.parquet",),
    "zh": ("gold_labels/shopping_zh_A_dev.parquet",),
}
FAULTS = {
    "bare number": re.compile(r"(?<![\w])\d+(?![\w])"),
    "address": re.compile(r"https?:|www\.|@|\.(?:com|org|net|edu)\b", re.I),
    "markup": re.compile(r"[<>{}\[\]`*_|\\]|&(?:amp|lt|gt|quot|nbsp)\b|\b(?:nbsp|href|quot)\b", re.I),
    "quoting": re.compile(r"^[>:]|\b(?:writes|wrote)\b|写道", re.I),
}
EVERY_SECONDS = 0.2


def main() -> None:
    """Runs the inputs that were asked for, one after another."""
    options = _options()
    data = need_data()
    for name in options.sets:
        arguments = [str(data / part) if "/" in part else part for part in INPUTS[name]]
        with tempfile.TemporaryDirectory() as home:
            _measure(name, [*arguments, "--home", str(options.home or home), *options.more])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Memory, seconds and names of real files.")
    parser.add_argument("--sets", nargs="+", choices=tuple(INPUTS), default=list(INPUTS))
    parser.add_argument("--home", type=Path, help="a folder to keep; default: a temporary one for each input")
    parser.add_argument("more", nargs="*", help="after --: further arguments for analyze, such as --encoder hashing")
    return parser.parse_args()


def _measure(name: str, arguments: Sequence[str]) -> None:
    begun = time.perf_counter()
    command = [sys.executable, "-m", "interestlab", "analyze", *arguments, "--json"]
    with tempfile.TemporaryFile() as output:  # a file, since a full pipe would stop the process
        process = psutil.Popen(command, stdout=output)
        peak = 0
        while process.poll() is None:
            peak = max(peak, _resident(process))
            time.sleep(EVERY_SECONDS)
        seconds = time.perf_counter() - begun
        output.seek(0)
        printed = output.read()
    print(f"\n{name}: exit status {process.returncode}, peak {peak / 2**30:.2f} GB, {seconds:.0f} s", flush=True)
    if process.returncode == 0:
        _print_summary(json.loads(printed))


def _resident(process: psutil.Process) -> int:
    """Bytes in memory of the process and all its children."""
    total = 0
    try:
        for one in (process, *process.children(recursive=True)):
            total += int(one.memory_info().rss)
    except psutil.NoSuchProcess:
        pass
    return total


def _print_summary(summary: dict[str, Any]) -> None:
    interests = summary["interests"]
    counts = f"{summary['documents']:,} texts, {summary['users']:,} users, {summary['items']:,} items"
    print(f"  {counts}, languages {summary['languages']}, encoder {summary['encoder']}")
    print(f"  {len(interests)} interests, {summary['noise_share']:.1%} unclear, seconds {summary['seconds']}")
    for interest in interests:
        print(f"  {interest['size']:6,}  {interest['name']:40}  {', '.join(interest['also'])}")
    languages = [code for code, n in summary["languages"].items() if n >= 0.05 * summary["documents"]]
    faults = list(_faults([interest["name"] for interest in interests], languages))
    print("  names: " + ("nothing wrong" if not faults else f"{len(faults)} faults"))
    for fault in faults:
        print(f"    {fault}")


def _faults(names: Sequence[str], languages: Iterable[str]) -> Iterable[str]:
    """What is wrong with the names, one sentence each."""
    stops = frozenset[str]().union(*(stop_words(language) for language in {"en", *languages}))
    for name, times in Counter(name.casefold() for name in names).items():
        if times > 1:
            yield f"“{name}” stands {times} times"
    for name in names:
        words = name.lower().split()
        for word in {words[0], words[-1]} & stops:
            yield f"“{name}” begins or ends with the stop word “{word}”"
        for fault, pattern in FAULTS.items():
            if pattern.search(name):
                yield f"“{name}” holds {fault}"


if __name__ == "__main__":
    main()
