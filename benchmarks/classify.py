"""Classifiers on real sets with gold labels, each beside TF-IDF with a linear model; and how long the linear probe takes.

    python -m benchmarks.classify --sets agnews clinc zh news reddit --vectors FOLDER
    python -m benchmarks.classify --probe

Prints for each set and classifier accuracy, macro-F1 and log loss with 95 % intervals (over people where there are any), the
calibration error, the coverage of conformal sets, and what paired resampling says of the difference to TF-IDF. newsgroups20 is
judged by person, without headers, quotes and signatures; of the Chinese set 6,000 rows are drawn; clinc150 is judged once on
its own test part, learned from its `train` without `oos`, with thresholds from `dev`.
"""

import argparse
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.data import need_data
from interestlab.classify.judging.case import HowJudged, Labelled, case_of
from interestlab.classify.judging.judge import Judgement, judge
from interestlab.classify.protocol import Posts
from interestlab.classify.scheme import read_scheme, sentence_of
from interestlab.encode.run import encode_texts, find_encoder

MODELS = ("majority", "keywords", "centroid", "zero-shot", "logistic", "tfidf-linear", "stacked")
BASE = "tfidf-linear"
DRAWN = 6_000
_QUOTE = re.compile(r"(writes in|writes:|wrote:|says:|said:|^In article|^Quoted from|^\||^>)")


@dataclass(frozen=True)
class LabelledSet:
    """A set with gold labels, and how it is judged."""

    encoder: str
    read: Callable[[Path], pd.DataFrame]  # columns text and label; user and part where there are any
    unknown: str | None = None


def agnews(data: Path) -> pd.DataFrame:
    return pd.read_parquet(data / "gold_labels" / "agnews4_test.parquet")


def clinc(data: Path) -> pd.DataFrame:
    return pd.read_parquet(data / "gold_labels" / "clinc150.parquet")


def chinese(data: Path) -> pd.DataFrame:
    return pd.read_parquet(data / "gold_labels" / "shopping_zh_A_dev.parquet").sample(DRAWN, random_state=0)


def reddit(data: Path) -> pd.DataFrame:
    table = pd.read_parquet(data / "reddit_top_topics" / "posts.parquet")
    return table.assign(text=table["title"].fillna("") + "\n" + table["text"].fillna(""))


def newsgroups(data: Path) -> pd.DataFrame:
    """Bodies, which have no headers, without quotes and what stands below the last line of dashes; titles are left out."""
    table = pd.read_parquet(data / "newsgroups20" / "posts.parquet").rename(columns={"user_id": "user"})
    table["text"] = [bare_body(text) for text in table["text"].fillna("")]
    return table[table["text"] != ""]


def bare_body(text: str) -> str:
    """As scikit-learn removes quotes and footers of the same set."""
    lines = text.split("\n")
    last = next((at for at in range(len(lines) - 1, -1, -1) if not lines[at].strip().strip("-")), 0)
    kept = lines[:last] if last > 0 else lines
    return "\n".join(line for line in kept if not _QUOTE.search(line)).strip()


SETS = {
    "agnews": LabelledSet("minilm", agnews),
    "clinc": LabelledSet("minilm", clinc, unknown="oos"),
    "zh": LabelledSet("multilingual", chinese),
    "news": LabelledSet("minilm", newsgroups),
    "reddit": LabelledSet("minilm", reddit),
}


def main() -> None:
    """Runs the sets that were asked for, or the probe."""
    parser = argparse.ArgumentParser(description="Classifiers on sets with gold labels.")
    parser.add_argument("--sets", nargs="+", choices=tuple(SETS), default=list(SETS))
    parser.add_argument("--models", nargs="+", default=list(MODELS))
    parser.add_argument("--vectors", type=Path, help="folder that keeps vectors between runs")
    parser.add_argument("--shuffle", action="store_true", help="labels drawn anew: what chance gives")
    parser.add_argument("--probe", action="store_true", help="time the linear probe on 20,000 vectors of 20 and of 150 classes")
    options = parser.parse_args()
    if options.probe:
        for classes in (20, 150):
            _probe(classes)
        return
    data = need_data()
    for name in options.sets:
        _show(name, _judged(name, data, options))


def _judged(name: str, data: Path, options: argparse.Namespace) -> Judgement:
    chosen = SETS[name]
    table = chosen.read(data).reset_index(drop=True)
    texts = [str(text).strip() for text in table["text"]]
    labels = table["label"].astype(str).tolist()
    if options.shuffle:
        labels = np.random.default_rng(0).permutation(labels).tolist()
    scheme = read_scheme("label", labels)
    person = pd.factorize(table["user"])[0] if "user" in table else np.full(len(table), -1)
    encoder = find_encoder(chosen.encoder).load()
    sentences = encoder.encode([sentence_of(one) for one in scheme.classes], role="query")
    labelled = Labelled(
        posts=Posts(texts, _vectors(name, texts, options.vectors)),
        scheme=scheme,
        person=person.astype(np.intp),
        moments=np.full(len(table), np.iinfo(np.int64).min),
        column=table["part"].tolist() if "part" in table else (),
        class_vectors=sentences,
    )
    how = HowJudged(unknown=chosen.unknown, value="test" if "part" in table else None)
    begun = time.perf_counter()
    found = judge(case_of(labelled, how), options.models, scheme=name)
    print(f"\n{name}: {found.rows:,} posts, {len(found.classes)} classes, {found.split}, {time.perf_counter() - begun:.0f} s")
    return found


def _vectors(name: str, texts: Sequence[str], folder: Path | None) -> NDArray[np.float32]:
    """The set's vectors, from the folder where they were kept."""
    file = folder / f"classify-{name}.npy" if folder else None
    if file is not None and file.exists():
        kept: NDArray[np.float32] = np.load(file)
        if len(kept) == len(texts):
            return kept
    encoder = SETS[name].encoder
    made = encode_texts(texts, find_encoder(encoder).load(), name=encoder).embedding.vectors
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        np.save(file, made)
    return made


def _show(name: str, found: Judgement) -> None:
    for one in found.models:
        if one.skipped is not None:
            print(f"  {one.name:13} skipped: {one.skipped}")
            continue
        figures = "  ".join(f"{metric} {one.metrics[metric]}" for metric in ("accuracy", "macro_f1", "log_loss"))
        error = one.metrics["calibration_error"].value
        before = one.metrics["calibration_error_before"].value
        covered = ", ".join(f"{level} % {set_of.share.value:.3f} × {set_of.size:.2f}" for level, set_of in one.coverage.items())
        print(f"  {one.name:13} {figures}  {one.seconds:.1f} s")
        print(f"  {'':13} calibration error {before:.3f} → {error:.3f}; sets {covered}")
        if one.unknown is not None:
            told = one.unknown
            print(f"  {'':13} AUROC {told.auroc:.4f}, kept {told.kept_in_scope:.3f}, rejected {told.rejected_unknown:.3f}")
    for pair in found.pairs:
        if BASE in (pair.a, pair.b) and pair.metric == "accuracy":
            other, sign = (pair.b, "reversed ") if pair.a == BASE else (pair.a, "")
            print(f"  {other} against {BASE} ({sign}{pair.a} − {pair.b}): {pair.gap.signed(4)}, {pair.gap.standing}")
    print(f"  chosen on {name}: {found.chosen}", flush=True)


def _probe(classes: int) -> None:
    """20,000 random vectors around so many directions: the time of five folds of logistic regression, a reference beside."""
    rng = np.random.default_rng(0)
    target = np.arange(20_000) % classes
    directions = rng.standard_normal((classes, 384))
    vectors = (directions / np.linalg.norm(directions, axis=1, keepdims=True))[target] + 0.09 * rng.standard_normal(
        (20_000, 384)
    )
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    labelled = Labelled(
        posts=Posts([f"post {number}" for number in range(20_000)], vectors.astype(np.float32)),
        scheme=read_scheme("label", [f"class {one}" for one in target.tolist()]),
        person=np.full(20_000, -1),
        moments=np.full(20_000, np.iinfo(np.int64).min),
    )
    begun = time.perf_counter()
    case = case_of(labelled, HowJudged())
    parted = time.perf_counter() - begun
    found = judge(case, ["logistic"], scheme="label")
    accuracy = found.models[0].metrics["accuracy"]
    took = time.perf_counter() - begun
    print(
        f"{classes} classes: {took:.1f} s (parts and copies {parted:.1f}, learning {found.models[0].seconds:.1f}); {accuracy}"
    )
    print(f"  reference: a 2,048³ product and a sort of ten million numbers {_reference():.2f} s", flush=True)


def _reference() -> float:
    rng = np.random.default_rng(0)
    square, numbers = rng.random((2048, 2048)), rng.random(10_000_000)
    begun = time.perf_counter()
    np.matmul(square, square)
    np.sort(numbers)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
