"""The study of which words pull contents into an interest: exact parts of the similarity, added over many texts."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from interestlab.attention.faithfulness import faithfulness
from interestlab.attention.tokens import merge_words, own_words, word_pieces
from interestlab.corpus.sittings import one_a_sitting
from interestlab.encode.protocol import Inspectable, LoadedEncoder, TorchInspection
from interestlab.encode.run import find_encoder
from interestlab.errors import NotApplicable
from interestlab.home import formats
from interestlab.intervals import Estimate, mean, paired
from interestlab.questions.explanation import AVERAGE
from interestlab.questions.opened import OpenRun
from interestlab.questions.question import Progress, Study, StudyInfo

if TYPE_CHECKING:  # pages name the study, and hold no models
    from interestlab.attention.decompose import Contributions

UNKNOWN = Estimate(float("nan"), float("nan"), float("nan"), 0)
JUDGED, JUDGED_TOKENS = 20, 64  # texts that are held against chance, and where they are cut


@dataclass(frozen=True)
class Faithful:
    """How faithful the words are on a sample of the texts."""

    judged: int = 0  # texts with words of their own, whose named words were deleted; 0 = fewer than two
    fall: float = float("nan")  # mean fall of the score: comprehensiveness (DeYoung et al. 2020)
    chance: float = float("nan")  # the same where random words were deleted
    gain: Estimate = UNKNOWN  # mean of fall less chance

    @property
    def better_than_chance(self) -> bool:
        return self.gain.side > 0


@dataclass(frozen=True, eq=False, kw_only=True)
class Pull(Faithful):
    """What w words add to the similarity, on average over n texts; means of words, special and bias sum to the score."""

    texts: int
    method: str
    words: tuple[str, ...]  # (w,) in small letters, those that add or take most first
    means: NDArray[np.float64]  # (w,) over all texts, 0 where a text does not have the word
    errors: NDArray[np.float64]  # (w,) standard errors of them
    in_texts: NDArray[np.int64]  # (w,) how many texts have the word
    occurrences: NDArray[np.int64]  # (w,) how often it occurs in them
    special: float
    bias: float
    score: Estimate


@dataclass(frozen=True)
class PullOfWords(Study[Pull]):
    """Which words pull contents into an interest, rather than to another, to the average, or to nothing?"""

    info = StudyInfo(
        "pull",
        "Splitting its texts into words",
        counts="texts",
        steps=("read", "encode", "cluster"),
        libraries=("torch", "transformers", "rjieba"),
        version=3,
    )

    interest: int
    rather_than: int | None = AVERAGE
    texts: int = 300  # of it, at random, one a sitting
    most_tokens: int = 128  # a text is cut there
    seed: int = 0

    def answer(self, run: OpenRun, progress: Progress) -> Pull:
        from interestlab.questions.explain import middles, target_of

        result = run.result
        members = np.flatnonzero(np.asarray(result.map.interest) == self.interest)
        if not len(members):
            raise NotApplicable("No text lies in this interest, so nothing pulls any into it.")
        mixed = np.random.default_rng(self.seed).permutation(members)
        drawn = one_a_sitting(result.corpus.contents["sitting"], mixed)[: self.texts]
        texts = result.corpus.contents["text"].iloc[drawn].astype(str).tolist()
        target = target_of(*middles(result), self.interest, self.rather_than)

        loaded: LoadedEncoder[str] = find_encoder(result.encoder["name"]).load()
        inspection = loaded.inspect() if isinstance(loaded, Inspectable) else None
        sample, total = texts[:JUDGED], len(texts) + JUDGED
        judged = held_against_chance(loaded, inspection, sample, target, lambda done: progress(done, total))
        method, found = explained(
            loaded, inspection, texts, target, self.most_tokens, lambda done, _: progress(JUDGED + done, total)
        )
        return added(found, method, judged)

    def write(self, run: OpenRun, folder: Path, progress: Progress) -> None:
        formats.save_value(folder, self.answer(run, progress))

    def load(self, folder: Path) -> Pull:
        return formats.load_value(folder, Pull)


def held_against_chance(
    encoder: LoadedEncoder[str],
    inspection: TorchInspection | None,
    texts: Sequence[str],
    target: NDArray[np.float32],
    progress: Callable[[int], None],
) -> Faithful:
    """Deletes from each text the words that its explanation names, and random ones."""
    from interestlab.attention.methods import explain
    from interestlab.attention.subject import subject_of

    falls = []
    for done, text in enumerate(texts):
        progress(done)
        subject = subject_of(encoder, inspection, text, most_tokens=JUDGED_TOKENS)
        if len(subject.free):
            one = faithfulness(subject, explain(subject, target).contributions.values, target)
            falls.append((one.comprehensiveness, one.random_comprehensiveness))
    if len(falls) < 2:
        return Faithful()
    named, chance = np.array(falls).T
    return Faithful(len(named), float(named.mean()), float(chance.mean()), paired(named, chance))


def explained(
    loaded: LoadedEncoder[str],
    inspection: TorchInspection | None,
    texts: list[str],
    target: NDArray[np.float32],
    most: int,
    progress: Callable[[int, int], None],
) -> tuple[str, Iterator["Contributions"]]:
    """The name of the method, and the contributions of each text as they are computed."""
    from interestlab.attention.many import explain_all
    from interestlab.attention.methods import explain
    from interestlab.attention.subject import subject_of

    if inspection is not None:
        try:
            found = explain_all(inspection, texts, target, most_tokens=most, progress=progress)
            first = next(found, None)
        except NotApplicable:
            pass
        else:
            return "contributions", (one for _, one in _with_first(first, found))

    def one_by_one() -> Iterator["Contributions"]:
        for done, text in enumerate(texts):
            progress(done, len(texts))
            subject = subject_of(loaded, inspection, text, most_tokens=most)
            if len(subject.tokens):
                yield explain(subject, target).contributions

    return "leave-one-out" if inspection is None else "gradients", one_by_one()


def _with_first(first: tuple[int, "Contributions"] | None, rest: Iterator[tuple[int, "Contributions"]]) -> Iterator[Any]:
    if first is not None:
        yield first
        yield from rest


def added(found: Iterator["Contributions"], method: str, judged: Faithful) -> Pull:
    """Sums over texts by word, in any case; each word's mean is over all texts, so words, special tokens and bias sum up."""
    sums: dict[str, NDArray[np.float64]] = defaultdict(lambda: np.zeros(4))  # sum, squares, texts, occurrences
    scores: list[float] = []
    special = bias = 0.0
    for one in found:
        merged, own = merge_words(one.values, one.tokens), own_words(one.tokens)
        words = [word.casefold() for word in np.array(word_pieces(one.tokens), object)[own]]
        table = pd.Series(merged[own]).groupby(words).agg(["sum", "count"])
        for word, total, count in table.itertuples():
            sums[word] += (total, total**2, 1, count)
        special += float(merged[~own].sum())
        bias += one.bias
        scores.append(one.score)
    if not scores:
        raise NotApplicable("None of these texts has a word that the encoder reads.")
    n, ordered = len(scores), sorted(sums, key=lambda word: -abs(sums[word][0]))
    columns = np.array([sums[word] for word in ordered]).reshape(-1, 4).T
    means = columns[0] / n
    variance = np.maximum(columns[1] / n - means**2, 0) * n / max(n - 1, 1)
    return Pull(
        texts=n,
        method=method,
        words=tuple(ordered),
        means=means,
        errors=np.sqrt(variance / n) if n > 1 else np.full_like(means, np.nan),
        in_texts=columns[2].astype(np.int64),
        occurrences=columns[3].astype(np.int64),
        special=special / n,
        bias=bias / n,
        score=mean(scores),
        **vars(judged),
    )
