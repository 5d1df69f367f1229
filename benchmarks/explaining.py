"""Which method names what an encoder uses? Comprehensiveness of each against chance, on every set with text; and how fast.

    python -m benchmarks.explaining --sets hn news --texts 40

Each set is cut to 1,500 contents and mapped as the app does; texts are drawn from its interests, and explained towards the
middle of their own interest, alone and rather than the average content. Printed: the mean fall of that similarity when the
tokens that a method names are deleted, with a 95 % bootstrap interval over the texts, and its ratio to deleting random tokens.
"""

import argparse
import tempfile
from pathlib import Path
from typing import Any, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.data import need_data
from interestlab.attention.faithfulness import faithfulness
from interestlab.attention.methods import importance
from interestlab.attention.names import METHODS, Method
from interestlab.attention.subject import Subject, plain_subject, torch_subject
from interestlab.encode.protocol import Inspectable, LoadedEncoder
from interestlab.encode.run import find_encoder
from interestlab.errors import NotApplicable
from interestlab.interests.quality import centroids
from interestlab.workspace.request import AnalysisRequest, Upload
from interestlab.workspace.workspace import Home, Result, analyze

CONTENTS = 1_500
MOST_TOKENS = 64
SETS: dict[str, tuple[str, tuple[str, ...]]] = {  # file; encoders
    "hn": ("hackernews/posts.parquet", ("minilm",)),
    "news": ("newsgroups20/posts.parquet", ("minilm",)),
    "reddit": ("reddit_top_topics/posts.parquet", ("minilm",)),
    "agnews": ("gold_labels/agnews4_test.parquet", ("minilm",)),
    "movielens": ("movielens_small/movies.parquet", ("minilm",)),
    "zh": ("gold_labels/shopping_zh_A_dev.parquet", ("multilingual-e5", "multilingual")),
    "douban": ("douban_dmr/reviews.parquet", ("multilingual-e5", "multilingual")),
}


def main() -> None:
    """Prints one table a set and encoder."""
    parser = argparse.ArgumentParser(description="Faithfulness of every method on every set.")
    parser.add_argument("--sets", nargs="+", choices=tuple(SETS), default=list(SETS))
    parser.add_argument("--texts", type=int, default=40, help="explained in each set")
    options = parser.parse_args()
    data = need_data()
    for name in options.sets:
        file, encoders = SETS[name]
        for encoder in encoders:
            with tempfile.TemporaryDirectory() as home:
                result = _mapped(data / file, encoder, Path(home))
                _judge(name, result, find_encoder(encoder).load(), options.texts)


def _mapped(file: Path, encoder: str, home: Path) -> Result:
    frame = pd.read_parquet(file)
    sample = frame.sample(min(4 * CONTENTS, len(frame)), random_state=0)
    text = next(name for name in ("text", "review", "title") if name in sample)
    sample = sample[sample[text].astype(str).str.len() > 10].head(CONTENTS)
    cut = home / "sample.parquet"
    sample.to_parquet(cut)
    workspace = Home(home).create("sample")
    upload = Upload(cut.name, workspace.store.add_upload(cut.read_bytes()))
    analyze(workspace, workspace.add_run(AnalysisRequest(upload, encoder=encoder)))
    return workspace.need_result()


def _judge(name: str, result: Result, encoder: LoadedEncoder[str], count: int) -> None:
    vectors = np.asarray(result.embedding.vectors)
    centres = centroids(vectors, result.computed_map.clustering)
    average = vectors.mean(axis=0)
    rng = np.random.default_rng(0)
    inside = np.flatnonzero(result.computed_map.clustering.interest >= 0)
    chosen = rng.choice(inside, min(count, len(inside)), replace=False)
    inspection = encoder.inspect() if isinstance(encoder, Inspectable) else None
    falls: dict[tuple[str, str], list[float]] = {}
    for content in chosen:
        text = str(result.corpus.texts[content])
        subject = torch_subject(inspection, text, most_tokens=MOST_TOKENS) if inspection else plain_subject(encoder, text[:400])
        if len(subject.free) < 4:
            continue
        centre = centres[result.computed_map.clustering.interest[content]]
        for target_name, target in (("towards", centre), ("rather than average", np.asarray(centre - average, np.float32))):
            _one(subject, target, target_name, falls)
    print(
        f"\n{name}, {result.embedding.encoder}: {len(next(iter(falls.values())))} texts, {len(centres)} interests", flush=True
    )
    for (target_name, method), values in falls.items():
        mean, low, high = _bootstrap(np.array(values), rng)
        ratio = mean / np.mean(falls[target_name, "random"])
        print(f"  {target_name:20} {method:15} {mean:.3f} [{low:.3f}, {high:.3f}]  {ratio:4.1f} × random", flush=True)


def _one(subject: Subject, target: NDArray[Any], target_name: str, falls: dict[tuple[str, str], list[float]]) -> None:
    chance = 0.0
    for method in METHODS:
        try:
            judged = faithfulness(subject, importance(subject, target, cast(Method, method)), target)
        except NotApplicable:
            continue
        falls.setdefault((target_name, method), []).append(judged.comprehensiveness)
        chance = judged.random_comprehensiveness
    falls.setdefault((target_name, "random"), []).append(chance)


def _bootstrap(values: NDArray[np.float64], rng: np.random.Generator) -> tuple[float, float, float]:
    means = rng.choice(values, (2_000, len(values))).mean(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    return float(values.mean()), float(low), float(high)


if __name__ == "__main__":
    main()
