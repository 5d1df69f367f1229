"""How many labels the default order of asking saves against a random one.

    python -m benchmarks.active --seeds 20 --sets clinc agnews thinned

Batches of 5 posts, as on the page: a logistic regression on the vectors learns from what was asked about so far, and is judged
on held-out posts. Counted are the labels until 90 % of what all posts of the pool would teach, in the first of two batches in a
row. clinc: 20 classes of clinc150, three draws of them; agnews: four classes, balanced; thinned: 1,000 posts of agnews4 in
shares of 70, 20, 7 and 3 %, by macro-F1. Prints for each set the mean of labels with its 95 % interval, their ratio, and the
paired difference.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.classify import agnews, clinc
from benchmarks.data import need_data
from interestlab.classify.active import STRATEGIES, LabelPool, Strategy, propose
from interestlab.classify.calibration import softmax
from interestlab.classify.linear import logistic_planes
from interestlab.classify.models.logistic import USUAL
from interestlab.classify.protocol import Floats, Rows
from interestlab.encode.run import encode_texts, find_encoder
from interestlab.intervals import mean, paired

BATCH = 5
REACHED = 0.9
MOST = 600  # labels
SETS = ("clinc", "agnews", "thinned")


@dataclass(frozen=True, eq=False)
class Task:
    """A pool to ask about, posts to judge on, and what is judged."""

    vectors: NDArray[np.float32]
    target: Rows
    test: NDArray[np.float32]
    truth: Rows
    by_class: bool = False  # macro-F1, else accuracy


def score(task: Task, said: Rows) -> float:
    if not task.by_class:
        return float((said == task.truth).mean())
    parts = []
    for one in np.unique(task.truth):
        both = ((said == one) & (task.truth == one)).sum()
        parts.append(2 * both / max((said == one).sum() + (task.truth == one).sum(), 1))
    return float(np.mean(parts))


def learned(task: Task, rows: Rows, vectors: NDArray[np.float32], classes: int) -> Floats | None:
    """(n, classes) probabilities; None where only one class is known."""
    known, target = np.unique(task.target[rows], return_inverse=True)
    if len(known) < 2:
        return None
    odds = np.zeros((len(vectors), classes))
    planes = logistic_planes(task.vectors[rows], target.astype(np.intp), inverse_penalty=USUAL)
    odds[:, known] = softmax(planes.scores(vectors))
    return odds


def labels_needed(task: Task, strategy: Strategy, seed: int) -> float:
    """The labels until 90 % of what the whole pool teaches; MOST where that is not reached."""
    classes = int(task.target.max()) + 1
    everything = np.arange(len(task.target), dtype=np.intp)
    full = learned(task, everything, task.test, classes)
    assert full is not None
    goal = REACHED * score(task, full.argmax(axis=1))
    asked: list[int] = []
    before = False
    while len(asked) < min(MOST, len(task.target)):
        rows = np.array(asked, np.intp)
        odds = learned(task, rows, task.vectors, classes) if asked and strategy != "random" else None
        pool = LabelPool(task.vectors, rows, task.target[rows], classes, odds)
        asked += [one.row for one in propose(pool, strategy, BATCH, seed=seed * 10_000 + len(asked))]
        found = learned(task, np.array(asked, np.intp), task.test, classes)
        reached = found is not None and score(task, found.argmax(axis=1)) >= goal
        if reached and before:
            return float(len(asked) - BATCH)
        before = reached
    return float(MOST)


def tasks_of(name: str, vectors: NDArray[np.float32], labels: NDArray[np.intp], seed: int) -> Task:
    """The task of one seed: which classes, which posts of them, which are judged on."""
    rng = np.random.default_rng(seed)
    if name == "clinc":
        draw = np.random.default_rng(seed % 3).permutation(np.unique(labels))[:20]
        rows = rng.permutation(np.flatnonzero(np.isin(labels, draw)))
    elif name == "thinned":
        parts = [rng.permutation(np.flatnonzero(labels == one)) for one in rng.permutation(4)]
        pool = np.concatenate([part[:size] for part, size in zip(parts, (700, 200, 70, 30), strict=True)])
        test = np.concatenate([part[700:] for part in parts])
        return _task(vectors, labels, rng.permutation(pool), test, by_class=True)
    else:
        rows = rng.permutation(len(labels))
    half = min(len(rows) // 2, 2_000)
    return _task(vectors, labels, rows[:half], rows[half:])


def _task(vectors: NDArray[np.float32], labels: NDArray[np.intp], pool: Rows, test: Rows, *, by_class: bool = False) -> Task:
    known = np.unique(labels[pool])
    return Task(
        vectors=vectors[pool],
        target=np.searchsorted(known, labels[pool]).astype(np.intp),
        test=vectors[test],
        truth=np.searchsorted(known, labels[test]).astype(np.intp),
        by_class=by_class,
    )


def read(name: str, folder: Path | None) -> tuple[NDArray[np.float32], NDArray[np.intp]]:
    """Vectors by MiniLM and numbers of the labels of a set."""
    data = need_data()
    table = clinc(data) if name == "clinc" else agnews(data)
    if name == "clinc":
        table = table[(table["label"] != "oos") & (table["part"] == "train")]
    file = None if folder is None else folder / f"active-{name.replace('thinned', 'agnews')}.npy"
    labels = pd.factorize(table["label"])[0].astype(np.intp)
    if file is not None and file.exists():
        kept: NDArray[np.float32] = np.load(file)
        return kept, labels
    texts = [str(text) for text in table["text"]]
    made = np.asarray(encode_texts(texts, find_encoder("minilm").load(), name="minilm").embedding.vectors)
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        np.save(file, made)
    return made, labels


def main() -> None:
    """Runs the sets that were asked for."""
    parser = argparse.ArgumentParser(description="Labels that the default order of asking saves.")
    parser.add_argument("--sets", nargs="+", choices=SETS, default=list(SETS))
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--strategies", nargs="+", choices=STRATEGIES, default=["usual"])
    parser.add_argument("--vectors", type=Path, help="folder that keeps vectors between runs")
    options = parser.parse_args()
    for name in options.sets:
        vectors, labels = read(name, options.vectors)
        tasks = [tasks_of(name, vectors, labels, seed) for seed in range(options.seeds)]
        plain = [labels_needed(task, "random", seed) for seed, task in enumerate(tasks)]
        print(f"{name}: random {mean(plain)} labels", flush=True)
        for strategy in options.strategies:
            needed = [labels_needed(task, strategy, seed) for seed, task in enumerate(tasks)]
            ratio = np.mean(needed) / np.mean(plain)
            gap = paired(needed, plain).signed(1)
            print(f"{name}: {strategy} {mean(needed)} labels, {ratio:.2f} of random's; difference {gap}", flush=True)


if __name__ == "__main__":
    main()
