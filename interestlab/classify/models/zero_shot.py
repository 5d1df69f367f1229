"""The class whose sentence means most nearly the same; it needs no examples."""

from pathlib import Path

from interestlab.classify.models.centroid import Directions, read_directions
from interestlab.classify.protocol import ClassifierInfo, Examples, Progress, unheard
from interestlab.errors import NotApplicable


class ZeroShot:
    """A sentence for each class, encoded like a post, stands for it."""

    info = ClassifierInfo(
        name="zero-shot", title="The class whose sentence is nearest", needs=("vectors", "sentences"), label="zero-shot"
    )

    def fit(self, examples: Examples, *, seed: int, progress: Progress = unheard) -> Directions:
        del seed, progress
        if examples.class_vectors is None:
            raise NotApplicable("There are no sentences for the classes.")
        return Directions(examples.classes, examples.class_vectors.copy())

    def load(self, folder: Path) -> Directions:
        return read_directions(folder)
