"""The study of which explanation is most faithful on the analyst's own texts, every method on the same sample."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interestlab.attention.names import METHODS
from interestlab.corpus.sittings import one_a_sitting
from interestlab.errors import NotApplicable
from interestlab.home import formats
from interestlab.home.workspace import Result
from interestlab.intervals import Estimate, mean
from interestlab.questions.explanation import AVERAGE
from interestlab.questions.opened import OpenRun
from interestlab.questions.question import Progress, Study, StudyInfo

RANDOM = "random"
FEWEST_TOKENS = 4  # of a text that can be judged
MOST_CHARACTERS = 400  # of a text before an encoder of vectors only, whose words are cut out one by one


@dataclass(frozen=True, eq=False)
class MethodFigures:
    """Falls of the similarity of n texts by k methods, random tokens among them."""

    methods: tuple[str, ...]  # (k,) names in METHODS, and RANDOM last
    comprehensiveness: NDArray[np.float64]  # (k, n) when the named tokens are deleted; higher is better
    sufficiency: NDArray[np.float64]  # (k, n) when only they are kept; lower is better

    def mean(self, method: str, measure: str = "comprehensiveness", *, against: str | None = None) -> Estimate:
        """Mean over texts, less that of another method on the same texts."""
        values: NDArray[np.float64] = np.asarray(getattr(self, measure))
        found = values[self.methods.index(method)]
        if against is not None:
            found = found - values[self.methods.index(against)]
        return mean(found)


@dataclass(frozen=True)
class TrialOfMethods(Study[MethodFigures]):
    """Which method of explaining is most faithful on texts of the map, each explained towards the middle of its interest?"""

    info = StudyInfo(
        "methods",
        "Explaining by every method",
        counts="texts",
        steps=("read", "encode", "cluster"),
        libraries=("torch", "transformers"),
        version=2,
    )

    texts: int = 20
    rather_than: int | None = AVERAGE  # the average content, or nothing
    most_tokens: int = 64
    seed: int = 0

    def answer(self, run: OpenRun, progress: Progress) -> MethodFigures:
        return judged(run.result, self, progress)

    def load(self, folder: Path) -> MethodFigures:
        return formats.load_fields(folder, MethodFigures)


def judged(result: Result, question: TrialOfMethods, progress: Progress) -> MethodFigures:
    """Every method that the map's encoder allows, on a random sample of the contents of its interests."""
    from interestlab.attention.faithfulness import faithfulness
    from interestlab.attention.subject import subject_of
    from interestlab.encode.protocol import Inspectable
    from interestlab.encode.run import find_encoder
    from interestlab.questions.explain import middles, target_of

    encoder = find_encoder(result.encoder["name"]).load()
    inspection = encoder.inspect() if isinstance(encoder, Inspectable) else None
    interest = np.asarray(result.map.interest)
    inside = np.flatnonzero(interest >= 0)
    mixed = np.random.default_rng(question.seed).permutation(inside)
    drawn = one_a_sitting(result.corpus.contents["sitting"], mixed)[: question.texts]
    falls: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for done, content in enumerate(drawn.tolist()):
        progress(done, len(drawn))
        text = str(result.corpus.texts[content])
        shortened = text[:MOST_CHARACTERS] if inspection is None else text
        subject = subject_of(encoder, inspection, shortened, most_tokens=question.most_tokens)
        if len(subject.free) < FEWEST_TOKENS:
            continue
        target = target_of(*middles(result), int(interest[content]), question.rather_than)
        chance = (0.0, 0.0)
        for method, values in _values(subject, target).items():
            one = faithfulness(subject, values, target)
            falls[method].append((one.comprehensiveness, one.sufficiency))
            chance = (one.random_comprehensiveness, one.random_sufficiency)
        falls[RANDOM].append(chance)
    progress(len(drawn), len(drawn))
    if not falls:
        raise NotApplicable(f"None of the texts drawn has {FEWEST_TOKENS} tokens, so nothing can be deleted from them.")
    names = tuple(falls)
    both = np.array([falls[name] for name in names])
    return MethodFigures(names, both[..., 0], both[..., 1])


def _values(subject: Any, target: NDArray[np.float32]) -> dict[str, NDArray[np.float64]]:
    from interestlab.attention.methods import importance

    found = {}
    for method in METHODS:
        try:
            found[method] = importance(subject, target, method)  # type: ignore[arg-type]  # keys of METHODS are methods
        except NotApplicable:
            continue
    return found
