"""Interests against gold labels, side by side with BERTopic's defaults on the same vectors.

    python -m benchmarks.clustering --bertopic /path/to/its/environment/bin/python --sets agnews reddit

Prints for each set and seed, and as the mean over the seeds with the spread: normalised and adjusted mutual information with
the gold labels (contents of no clear interest are a class of their own), their share, and the number of interests. For our
cores and for what was taken in from around them, apart: the same two figures, and the share of contents whose gold label is
the commonest one in the core of their interest.
"""

import argparse
import json
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.data import GOLD, gold_texts
from interestlab.encode.run import encode_texts, find_encoder
from interestlab.home.vectors import VectorFile
from interestlab.interests.clustering import cluster
from interestlab.interests.model import Clustering, Neighbours
from interestlab.interests.neighbours import find_neighbours
from interestlab.interests.projection import project
from interestlab.interests.settings import MapSettings

PEER = Path(__file__).with_name("bertopic_defaults.py")


@dataclass(frozen=True)
class Score:
    """Agreement of a grouping with the gold labels."""

    nmi: float
    ami: float
    unclear: float  # share of contents without a group
    groups: int
    seconds: float


def main() -> None:
    """Runs the sets that were asked for."""
    options = _options()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.vectors or Path(temporary)
        for name in options.sets:
            _compare(name, folder, options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Interests against gold labels and BERTopic.")
    parser.add_argument("--sets", nargs="+", choices=tuple(GOLD), default=list(GOLD))
    parser.add_argument(
        "--bertopic", type=Path, help="the python of an environment with BERTopic 0.17.4; without it only we run"
    )
    parser.add_argument("--encoder", help="another than the set's own, such as minilm-draft")
    parser.add_argument("--vectors", type=Path, help="folder that keeps vectors as SET.npy between runs")
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--granularity", type=float, default=0.0)
    parser.add_argument("--threshold", type=float, default=MapSettings().threshold)
    options = parser.parse_args()
    if options.vectors:
        options.vectors.mkdir(parents=True, exist_ok=True)
    return options


def _compare(name: str, folder: Path, options: argparse.Namespace) -> None:
    texts, gold = gold_texts(name)
    encoder = options.encoder or GOLD[name].encoder
    file = folder / (f"{name}.npy" if encoder == GOLD[name].encoder else f"{name}-{encoder}.npy")
    vectors = _vectors(file, texts, encoder)
    print(f"\n{name}: {len(texts):,} texts, {len(set(gold.tolist()))} gold labels, vectors {vectors.shape}", flush=True)
    settings = MapSettings(granularity=options.granularity, threshold=options.threshold)
    neighbours = find_neighbours(vectors, k=settings.neighbours)
    ours = [_ours(vectors, neighbours, gold, settings, seed) for seed in options.seeds]
    _print_scores("InterestLab", ours)
    if not options.bertopic:
        return
    theirs = [_bertopic(options.bertopic, file, texts, gold, seed) for seed in options.seeds]
    _print_scores("BERTopic", theirs)
    _print_ratios(ours, theirs)


def _vectors(file: Path, texts: list[str], encoder: str) -> NDArray[np.float32]:
    """The set's vectors, from the file where they were kept."""
    if not file.exists():
        cache = VectorFile(file.parent / "vectors.sqlite")
        try:
            encoded = encode_texts(texts, find_encoder(encoder).load(), name=encoder, cache=cache)
        finally:
            cache.close()
        np.save(file, encoded.embedding.vectors)
    vectors: NDArray[np.float32] = np.load(file)
    if len(vectors) != len(texts):
        raise SystemExit(f"{file} holds {len(vectors):,} vectors for {len(texts):,} texts; remove it.")
    return vectors


def _ours(
    vectors: NDArray[np.float32], neighbours: Neighbours, gold: NDArray[np.intp], settings: MapSettings, seed: int
) -> Score:
    begun = time.perf_counter()
    projection = project(vectors, neighbours, seed=seed)
    found = cluster(projection.reduced, neighbours, settings, seed=seed)
    score = _score(found.interest, gold, time.perf_counter() - begun)
    _print_score(f"InterestLab seed {seed}", score)
    _print_parts(found, gold)
    return score


def _bertopic(python: Path, vectors: Path, texts: list[str], gold: NDArray[np.intp], seed: int) -> Score:
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as temporary:
        documents, topics = Path(temporary, "texts.json"), Path(temporary, "topics.npy")
        documents.write_text(json.dumps(texts), "utf-8")
        subprocess.run([python, PEER, vectors, documents, str(seed), topics], check=True, capture_output=True)
        score = _score(np.load(topics), gold, time.perf_counter() - begun)
    _print_score(f"BERTopic    seed {seed}", score)
    return score


def _score(found: NDArray[np.integer], gold: NDArray[np.intp], seconds: float) -> Score:
    nmi, ami = _information(found, gold)
    return Score(nmi, ami, float((found < 0).mean()), int(found.max()) + 1, seconds)


def _information(found: NDArray[np.integer], gold: NDArray[np.intp]) -> tuple[float, float]:
    from sklearn.metrics import adjusted_mutual_info_score, normalized_mutual_info_score

    return float(normalized_mutual_info_score(gold, found)), float(adjusted_mutual_info_score(gold, found))


def _print_parts(found: Clustering, gold: NDArray[np.intp]) -> None:
    """The core, and what was taken in, apart."""
    leading = np.zeros(found.count, np.intp)
    for interest in range(found.count):
        leading[interest] = np.bincount(gold[found.core & (found.interest == interest)]).argmax()
    taken = ~found.core & (found.interest >= 0)
    for part, rows in (("core", found.core), ("taken in", taken)):
        if rows.any():
            nmi, ami = _information(found.interest[rows], gold[rows])
            agree = float((leading[found.interest[rows]] == gold[rows]).mean())
            print(
                f"    {part:9} {rows.mean():4.0%} of texts  NMI {nmi:.3f}  AMI {ami:.3f}  core's gold label {agree:.3f}",
                flush=True,
            )


def _print_score(who: str, score: Score) -> None:
    figures = f"NMI {score.nmi:.3f}  AMI {score.ami:.3f}  unclear {score.unclear:.3f}  groups {score.groups:3}"
    print(f"  {who:19} {figures}  {score.seconds:6.1f} s", flush=True)


def _print_scores(who: str, scores: Sequence[Score]) -> None:
    nmi, ami = [s.nmi for s in scores], [s.ami for s in scores]
    unclear, groups = np.mean([s.unclear for s in scores]), np.mean([s.groups for s in scores])
    spread = f"NMI {np.mean(nmi):.3f} (spread {np.ptp(nmi):.3f})  AMI {np.mean(ami):.3f} (spread {np.ptp(ami):.3f})"
    print(f"  {who:12} mean   {spread}  unclear {unclear:.3f}  groups {groups:.1f}", flush=True)


def _print_ratios(ours: Sequence[Score], theirs: Sequence[Score]) -> None:
    def mean(scores: Sequence[Score], field: str) -> float:
        return float(np.mean([getattr(score, field) for score in scores]))

    fields = ("nmi", "ami", "unclear", "groups")
    ratios = [f"{field} {mean(ours, field) / max(mean(theirs, field), 1e-9):.2f}" for field in fields]
    print(f"  InterestLab / BERTopic: {'  '.join(ratios)}", flush=True)


if __name__ == "__main__":
    main()
