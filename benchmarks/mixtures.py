"""How often two gold groups put into one interest are called a mixture, and one gold group is.

    python -m benchmarks.mixtures --vectors /a/folder/to/keep

Draws 100 times, for each set, 60 to 300 posts each (or as many as there are) of two gold groups and of one, with MiniLM's
vectors seen from the middle of the set, and prints how many of the 100 are called a mixture.
"""

import argparse
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.data import need_data
from interestlab.encode.run import encode_texts, find_encoder
from interestlab.home.vectors import VectorFile
from interestlab.interests.mixtures import LOOKED_AT, two_groups

ENCODER = "minilm"
DRAWS = 100
FEWEST, MOST = 60, 300
GROUPS = 24  # of a set with more of them, drawn by the seed; clinc150, whose groups are small, counts whole


@dataclass(frozen=True)
class GoldFile:
    """A file with a gold label a text."""

    file: str
    columns: tuple[str, ...] = ("text",)
    none: str = ""  # the label of texts that belong to no group
    whole: bool = False


FILES = {
    "agnews4": GoldFile("gold_labels/agnews4_test.parquet"),
    "reddit": GoldFile("reddit_top_topics/posts.parquet", ("title", "text")),
    "clinc150": GoldFile("gold_labels/clinc150.parquet", none="oos", whole=True),
}


def main() -> None:
    """Runs all sets."""
    parser = argparse.ArgumentParser(description="Mixtures of gold groups.")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--vectors", type=Path, help="folder that keeps vectors between runs")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.vectors or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for name, gold in FILES.items():
            vectors, labels = _encoded(gold, folder, options.seed)
            called = [_called(vectors, labels, groups, options.seed) for groups in (2, 1)]
            print(
                f"{name:9} two groups: {called[0]} of {DRAWS} called a mixture; one group: {called[1]} of {DRAWS}", flush=True
            )


def _encoded(gold: GoldFile, folder: Path, seed: int) -> tuple[NDArray[np.float32], NDArray[np.intp]]:
    """Vectors and labels of at most 300 texts of each group."""
    table = pd.read_parquet(need_data() / gold.file)
    table = table[table["label"] != gold.none].groupby("label").head(len(table) if gold.whole else MOST)
    names = np.array(sorted(table["label"].unique()))
    if len(names) > GROUPS and not gold.whole:
        names = np.random.default_rng(seed).choice(names, GROUPS, replace=False)
    table = table[table["label"].isin(names)]
    texts = [
        "\n".join(row).strip() for row in zip(*(table[column].fillna("").astype("str") for column in gold.columns), strict=True)
    ]
    cache = VectorFile(folder / "vectors.sqlite")
    try:
        encoded = encode_texts(texts, find_encoder(ENCODER).load(), name=ENCODER, cache=cache)
    finally:
        cache.close()
    return encoded.embedding.vectors, pd.factorize(table["label"])[0].astype(np.intp)


def _called(vectors: NDArray[np.float32], labels: NDArray[np.intp], groups: int, seed: int) -> int:
    """How many draws are called a mixture."""
    rng, middle, called = np.random.default_rng([seed, groups]), vectors.mean(axis=0), 0
    for _ in range(DRAWS):
        parts = []
        for group in rng.choice(np.unique(labels), groups, replace=False):
            rows = np.flatnonzero(labels == group)
            parts.append(rng.choice(rows, min(len(rows), int(rng.integers(FEWEST, MOST + 1))), replace=False))
        rows = np.concatenate(parts)
        rows = rows[np.linspace(0, len(rows) - 1, min(len(rows), LOOKED_AT)).astype(np.intp)]
        called += two_groups(vectors[rows], middle).is_mixture
    return called


if __name__ == "__main__":
    main()
