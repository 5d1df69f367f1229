"""What trained classifiers say of the posts of a run: kept by training, and used wherever a column of the file is.

A scheme is applied by a note that names its newest training. It holds for the very texts and vectors that were classified; a
map of other data shows nothing of it until the classifier is trained there.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interestlab.classify.apply import AppliedClasses, Thresholds
from interestlab.classify.label_errors import Doubts
from interestlab.corpus.facets import PREFIX
from interestlab.corpus.model import Corpus
from interestlab.home import formats
from interestlab.home.catalogue import Catalogue
from interestlab.home.store import Store
from interestlab.intervals import Estimate

UNKNOWN = "don't know"  # what stands in the column where no class was said
TRAINED = "train"  # the folder of what training keeps
MODEL = "model"  # the folder in it with the model itself
ENDING, PROBABILITY = " (class)", " (probability)"  # of the columns' names
_NOTE = "applied-classes"
_STEPS = ("read", "encode")


@dataclass(frozen=True, eq=False)
class TrainedClasses:
    """One training of a scheme's classifier, and what it says of all n posts."""

    scheme: str  # id
    name: str  # of the scheme
    labels: str  # digest of the labels that were learned from
    model: str  # name in the registry
    classes: tuple[str, ...]  # (c,) that were told apart
    taught: tuple[int, ...]  # (c,) texts of each class that were learned from
    applied: AppliedClasses
    by_hand: NDArray[np.int32]  # (n,) class of the text's label, -1 = none
    thresholds: Thresholds
    right: Estimate  # share of posts drawn at random to judge by whose class was said by a model that had not seen them
    base: Estimate  # the same of the commonest class for all
    doubts: Doubts  # about labels; rows are posts

    @property
    def shown(self) -> NDArray[np.int32]:
        """(n,) the class by hand where there is one, else the one that was said; -1 = “don't know”."""
        return np.where(self.by_hand >= 0, self.by_hand, self.applied.classes).astype(np.int32)

    @property
    def column(self) -> str:
        """What the column is called, in which each post's class stands."""
        return f"{self.name}{ENDING}"

    def names_of(self, numbers: NDArray[np.integer]) -> list[str]:
        """The names of classes by their numbers."""
        return [self.classes[one] if one >= 0 else UNKNOWN for one in numbers.tolist()]


def apply_training(catalogue: Catalogue, workspace: str, steps: Mapping[str, str], scheme: str, key: str) -> None:
    """From now on the training under this key is what the scheme's classifier says of the posts of these steps."""
    note = _noted(catalogue, workspace)
    entry = {"key": key, "steps": {step: steps[step] for step in _STEPS}}
    if note.get(scheme) != entry:
        catalogue.keep_note(workspace, _NOTE, json.dumps({**note, scheme: entry}))


def withdraw(catalogue: Catalogue, workspace: str, scheme: str) -> None:
    """The scheme is applied no more."""
    note = _noted(catalogue, workspace)
    if note.pop(scheme, None) is not None:
        catalogue.keep_note(workspace, _NOTE, json.dumps(note))


def applied_keys(catalogue: Catalogue, workspace: str, steps: Mapping[str, str]) -> dict[str, str]:
    """The keys of the trainings that are applied to the posts of these steps, by scheme, the oldest first."""
    note = _noted(catalogue, workspace)
    return {
        scheme: str(one["key"])
        for scheme, one in note.items()
        if all(one["steps"].get(step) == steps.get(step) for step in _STEPS)
    }


def load_trained(store: Store, keys: Mapping[str, str]) -> dict[str, TrainedClasses]:
    """The trainings under these keys, by scheme; those that are not kept any more are left out."""
    kept = {scheme: key for scheme, key in keys.items() if store.has(TRAINED, key)}
    return {scheme: formats.load_value(store.artifact(TRAINED, key), TrainedClasses) for scheme, key in kept.items()}


def with_classes(corpus: Corpus, trained: Mapping[str, TrainedClasses]) -> Corpus:
    """The corpus with two columns more for each scheme: the class, and how probable it is where it was not given by hand."""
    contents = corpus.contents
    more = {}
    for one in trained.values():
        more[f"{PREFIX}{one.column}"] = one.names_of(one.shown)
        sure = np.where(one.by_hand >= 0, 1.0, one.applied.sure)
        more[f"{PREFIX}{one.name}{PROBABILITY}"] = [f"{share:.3f}" for share in sure.tolist()]
    if not more:
        return corpus
    return replace(corpus, contents=contents.assign(**more).astype(dict.fromkeys(more, "str")))


def _noted(catalogue: Catalogue, workspace: str) -> dict[str, dict[str, Any]]:
    body = catalogue.kept_note(workspace, _NOTE)
    found: dict[str, dict[str, Any]] = json.loads(body) if body else {}
    return found
