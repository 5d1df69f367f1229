"""The study of what each head is needed for: switched off alone, how far do vectors, neighbours and interests move?"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interestlab.encode.protocol import TorchInspection
from interestlab.home import formats
from interestlab.intervals import means, score_means
from interestlab.questions.opened import OpenRun, fresh_inspection
from interestlab.questions.question import Progress, StudyInfo
from interestlab.studies.heads import TextsRead

NEIGHBOURS = 10
Variants = Callable[[NDArray[np.int64]], NDArray[np.float64]]  # token ids (T,) -> unit vectors (1 + h, d), whole first


@dataclass(frozen=True)
class Effect:
    """One way to say what a text loses when a head is off."""

    title: str
    meaning: str


EFFECTS = {
    "shift": Effect("Shift of the vector", "1 less the cosine between a text's vector with and without the head"),
    "lost": Effect("Neighbours lost", f"share of a text's {NEIGHBOURS} nearest texts that are others without the head"),
    "moved": Effect("Nearest interest changed", "share of texts that lie nearest to the middle of another interest"),
}


@dataclass(frozen=True, eq=False)
class HeadEffects:
    """Means over n texts and half the widths of their 95 % intervals, (layers, heads) each; nan without the map's encoder."""

    texts: int
    shift: NDArray[np.float64]
    shift_half: NDArray[np.float64]
    lost: NDArray[np.float64]
    lost_half: NDArray[np.float64]
    moved: NDArray[np.float64]
    moved_half: NDArray[np.float64]


@dataclass(frozen=True)
class HeadsOff(TextsRead[HeadEffects]):
    """What does a text lose with each head switched off alone?"""

    info = StudyInfo(
        "heads-off",
        "Switching off one head at a time",
        counts="texts",
        steps=("read", "encode", "project", "cluster"),
        libraries=("torch", "transformers"),
        version=2,
    )

    def answer(self, run: OpenRun, progress: Progress) -> HeadEffects:
        from interestlab.attention.ablation import each_head_off, head_counts

        inspection = fresh_inspection(self.encoder)
        counts = head_counts(inspection.model)
        found = of_texts(run, self, inspection, lambda ids: each_head_off(inspection, ids), progress)
        return summed(found, counts)

    def load(self, folder: Path) -> HeadEffects:
        return formats.load_fields(folder, HeadEffects)


def of_texts(
    run: OpenRun, asked: TextsRead[Any], inspection: TorchInspection, variants: Variants, progress: Progress
) -> NDArray[np.float64]:
    """(n, 3, h) what each of the texts loses in its h variants; one text is read at a time."""
    from interestlab.attention.tokens import tokenize
    from interestlab.questions.explain import middles

    result, ids = run.result, asked.chosen_ids(run, progress)
    same = asked.encoder == result.encoder["name"]
    vectors = np.asarray(result.embedding.vectors)
    centres = middles(result)[0] if same else None
    texts = result.corpus.contents["text"]

    found = []
    for done, content in enumerate(ids.tolist()):
        progress(done, len(ids))
        tokens = tokenize(inspection, str(texts.iloc[content]), most_tokens=asked.most_tokens)
        found.append(of_text(variants(tokens.ids), *((vectors, centres, content) if same else ())))
    progress(len(ids), len(ids))
    return np.stack(found)


def of_text(
    variants: NDArray[np.float64],
    vectors: NDArray[np.float32] | None = None,
    centres: NDArray[np.float32] | None = None,
    content: int = -1,
) -> NDArray[np.float64]:
    """(3, h) shift, neighbours lost, interest changed, of one text; variants (1 + h, d): whole first, then without each head.

    With the vectors (n, d) of all contents, of which `content` is the text itself, and the centres (m, d); without: nan.
    """
    whole, without = variants[0], variants[1:]
    found = np.full((3, len(without)), np.nan)
    found[0] = np.maximum(1 - without @ whole, 0)
    if vectors is None or centres is None:
        return found
    likeness = np.asarray(variants.astype(np.float32) @ vectors.T)
    likeness[:, content] = -np.inf
    count = min(NEIGHBOURS, len(vectors) - 1)
    near = np.argpartition(-likeness, count - 1, axis=1)[:, :count]
    found[1] = 1 - np.isin(near[1:], near[0]).mean(axis=1)
    if len(centres):
        nearest = (variants @ centres.T).argmax(axis=1)
        found[2] = nearest[1:] != nearest[0]
    return found


def summed(found: NDArray[np.float64], counts: tuple[int, int]) -> HeadEffects:
    """Means over texts (n, 3, layers · heads), in the order of EFFECTS; the last two are scores and answers within 0..1."""
    ends = [means(found[:, 0]), *(score_means(found[:, at]) for at in (1, 2))]
    middles = found.mean(axis=0)

    shaped = []
    for middle, end in zip(middles, ends, strict=True):
        shaped += [middle.reshape(counts), ((end.high - end.low) / 2).reshape(counts)]
    return HeadEffects(len(found), *shaped)
