"""How long `check` reads a large CSV, side by side with pandas reading the same file as text, and how long a preview takes.

    python -m benchmarks.reading [rows]

A million rows of twelve columns; then 100,000 rows of 600 columns against 100,000 of twelve, a cell each.
"""

import argparse
import csv
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from interestlab.home.reading import PREVIEW_ROWS, check_files, preview_file
from interestlab.home.request import AnalysisRequest, Upload

ROWS = 1_000_000
_WORDS = (
    "the", "garden", "bread", "oven", "guitar", "comet", "river", "saddle", "chain", "dough", "string", "telescope", "soil",
    "a", "of", "and", "with", "on", "every", "day", "after", "rain", "slowly", "again", "new", "old", "bright", "warm", "quiet",
)  # fmt: skip


def write(place: Path, rows: int, extra: int = 0) -> None:
    """Reviews with ids, times, ratings, votes and words, and `extra` columns of numbers."""
    draw = random.Random(0)
    names = ["review_id", "user_id", "product_id", "product_title", "star_rating", "helpful_votes", "review_headline",
             "review_body", "review_date", "marketplace", "verified", "price", *(f"q{n}" for n in range(extra))]  # fmt: skip
    with place.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        for row in range(rows):
            item = draw.randrange(5_000)
            body = " ".join(draw.choices(_WORDS, k=12))
            writer.writerow([
                f"R{row:09d}", f"A{draw.randrange(80_000):07d}", f"B{item:06d}", f"Thing number {item}", draw.randint(1, 5),
                draw.randrange(40), " ".join(draw.choices(_WORDS, k=4)), f"{body}, {draw.randrange(1_000)}",
                f"2023-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d} {draw.randrange(24):02d}:00:00", "US",
                draw.choice("YN"), f"{draw.random() * 90:.2f}", *(draw.randrange(100) for _ in range(extra)),
            ])  # fmt: skip


def pandas_seconds(place: Path) -> float:
    """Seconds of pandas.read_csv(dtype=str) in a process of its own."""
    code = f"import time, pandas; t = time.time(); pandas.read_csv({str(place)!r}, dtype=str); print(time.time() - t)"
    return float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)


def check_seconds(place: Path) -> tuple[float, int]:
    """Seconds of a check, and the texts that it counted."""
    begun = time.perf_counter()
    report = check_files(AnalysisRequest(Upload(place.name, "")), place)
    return time.perf_counter() - begun, report.counts.texts


def preview_seconds(place: Path) -> float:
    begun = time.perf_counter()
    preview_file(place, Upload(place.name, ""))
    return time.perf_counter() - begun


def main(rows: int = ROWS) -> None:
    """Prints the figures."""
    with tempfile.TemporaryDirectory() as folder:
        large, small = Path(folder) / "large.csv", Path(folder) / "small.csv"
        write(large, rows)
        write(small, 10_000)
        base = pandas_seconds(large)
        seconds, texts = check_seconds(large)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"{rows:,} rows × 12: pandas {base:.1f} s, check {seconds:.1f} s = {seconds / base:.1f} ×, {texts:,} texts, "
              f"at most {peak:,.0f} MB resident")  # fmt: skip
        first, whole = preview_seconds(small), preview_seconds(large)
        print(
            f"preview ({PREVIEW_ROWS:,} rows): 10,000 rows {first:.2f} s, {rows:,} rows {whole:.2f} s = {whole / first:.2f} ×"
        )
        large.unlink()

        narrow, wide = Path(folder) / "narrow.csv", Path(folder) / "wide.csv"
        part = max(1_000, rows // 10)
        write(narrow, part)
        write(wide, part, 588)
        cells = {}
        for name, place, columns in (("12", narrow, 12), ("600", wide, 600)):
            seconds, _ = check_seconds(place)
            cells[name] = seconds / (part * columns) * 1e9
            print(f"{part:,} rows × {name}: check {seconds:.1f} s, {cells[name]:.0f} ns a cell")
        print(f"a cell of 600 columns takes {cells['600'] / cells['12']:.2f} × one of 12")


if __name__ == "__main__":
    options = argparse.ArgumentParser(description="How dear the reading of large tables is.")
    options.add_argument("rows", nargs="?", type=int, default=ROWS, help=f"of the large table (default: {ROWS:,})")
    main(options.parse_args().rows)
