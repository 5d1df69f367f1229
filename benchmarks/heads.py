"""Heads over many texts: how fast, and in how much memory, beside encoding the same texts; and how soon it stops.

    python -m benchmarks.heads --texts 20000 --encoder minilm

Printed: texts a second, the peak of the process's memory at a tenth and at the end, which must not grow with the texts, and how
long a cancel takes. Every measurement runs in a process of its own.
"""

import argparse
import contextlib
import multiprocessing
import resource
import time
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.data import need_data
from interestlab.attention.streaming import survey
from interestlab.encode.run import find_encoder
from interestlab.errors import Cancelled
from interestlab.questions.opened import fresh_inspection

FILE = "newsgroups20/posts.parquet"
GROUPS = 40


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description="Speed and memory of the survey of heads.")
    parser.add_argument("--texts", type=int, default=20_000)
    parser.add_argument("--tokens", type=int, default=128, help="a text is cut there")
    parser.add_argument("--encoder", default="minilm")
    options = parser.parse_args()
    asked = (str(need_data() / FILE), options.texts, options.tokens, options.encoder)
    for name, measure in (("encoding", _encode), ("heads", _survey), ("a cancel", _cancel)):
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            print(f"{name:9} {pool.apply(measure, asked)}", flush=True)


def _texts(file: str, count: int, tokens: int) -> list[str]:
    """The words that fit, so that encoding and the survey read the same."""
    column = pd.read_parquet(file, columns=["text"])["text"].astype(str).sample(frac=1, random_state=0)
    texts: list[str] = column.head(count).str.slice(0, 40 * tokens).tolist()
    return texts


def _encode(file: str, count: int, tokens: int, encoder: str) -> str:
    texts = _texts(file, min(count, 1_000), tokens)
    loaded: Any = find_encoder(encoder).load()
    loaded._recipe = type(loaded._recipe)(tokens, loaded._recipe.pool, loaded._recipe.prefix_document)
    began = time.perf_counter()
    loaded.encode(texts)
    return f"{len(texts) / (time.perf_counter() - began):,.0f} texts/s of {len(texts):,}, {_peak()}"


def _survey(file: str, count: int, tokens: int, encoder: str) -> str:
    texts = _texts(file, count, tokens)
    inspection = fresh_inspection(encoder)
    groups = np.random.default_rng(0).integers(-1, GROUPS, len(texts))
    at_tenth = ""

    def note(done: int, total: int) -> None:
        nonlocal at_tenth
        if not at_tenth and done >= total / 10:
            at_tenth = _peak()

    began = time.perf_counter()
    found = survey(inspection, texts, groups, most_tokens=tokens, progress=note)
    seconds = time.perf_counter() - began
    return (
        f"{len(texts) / seconds:,.0f} texts/s of {int(found.texts.sum()):,} in {seconds:,.0f} s, {found.own_tokens:,} tokens; "
        f"{at_tenth} after a tenth, {_peak()} at the end"
    )


def _cancel(file: str, count: int, tokens: int, encoder: str) -> str:
    del count
    texts = _texts(file, 2_000, tokens)
    inspection = fresh_inspection(encoder)
    waits, last = [], time.perf_counter()

    def stop(done: int, total: int) -> None:
        nonlocal last
        waits.append(time.perf_counter() - last)
        last = time.perf_counter()
        if done > total / 4:
            raise Cancelled("Stopped.")

    with contextlib.suppress(Cancelled):
        survey(inspection, texts, np.zeros(len(texts), np.intp), most_tokens=tokens, progress=stop)
    return f"is heard every {np.median(waits):.2f} s, at the latest after {max(waits):.2f} s"


def _peak() -> str:
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9:.2f} GB"


if __name__ == "__main__":
    main()
