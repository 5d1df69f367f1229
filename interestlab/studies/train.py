"""The study that trains a classifier on the labels of a scheme and applies it to all posts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from interestlab.classify.apply import AppliedClasses, LearnedClassifier, apply, learn, read_learned, right_of
from interestlab.classify.judging.judge import find_classifier
from interestlab.classify.label_errors import Doubts
from interestlab.classify.protocol import Classifier, Examples, Posts
from interestlab.classify.scheme import sentence_of
from interestlab.encode.run import encode_texts, find_encoder
from interestlab.errors import NotApplicable
from interestlab.home import formats
from interestlab.home.classes import MODEL, TRAINED, TrainedClasses, apply_training
from interestlab.home.labels import LabelSnapshot, digests_of, load_snapshot
from interestlab.home.private import make_private
from interestlab.home.workspace import Result
from interestlab.intervals import Estimate
from interestlab.questions.kept import study_key
from interestlab.questions.opened import OpenRun
from interestlab.questions.question import Progress, Study, StudyInfo
from interestlab.users.units import units_of

MOST_DOUBTS = 200
FEWEST_JUDGED = 2  # labels to judge by, from which on there is a figure
USUAL = "logistic"
MODELS = (USUAL, "stacked", "tfidf-linear", "centroid", "zero-shot")  # that a page offers


@dataclass(frozen=True)
class TrainClassifier(Study[TrainedClasses]):
    """What is every post about, by a classifier that learned from these labels? It is shown everywhere once it is known."""

    info = StudyInfo(
        TRAINED, "Training and applying", counts="steps", steps=("read", "encode"), libraries=("numpy", "scipy", "scikit-learn")
    )

    labels: str  # digest of the labels, as `Labels.snapshot` gives it
    model: str = USUAL  # name in the registry
    seed: int = 0

    def answer(self, run: OpenRun, progress: Progress) -> TrainedClasses:
        return self._trained(run, progress)[0]

    def write(self, run: OpenRun, folder: Path, progress: Progress) -> None:
        trained, learned = self._trained(run, progress)
        formats.save_value(folder, trained)
        make_private(folder / MODEL)
        learned.save(folder / MODEL)
        use(run.result, self, trained.scheme)

    def load(self, folder: Path) -> TrainedClasses:
        return formats.load_value(folder, TrainedClasses)

    def _trained(self, run: OpenRun, progress: Progress) -> tuple[TrainedClasses, LearnedClassifier]:
        classifier = find_classifier(self.model)
        given = labelled_texts(run.result, load_snapshot(run.result.workspace, self.labels))
        examples = given.examples
        if "sentences" in classifier.info.needs:
            examples = replace(examples, class_vectors=_sentences(run, given, examples.classes))
        steps = _Steps(progress)
        right, base = judged(classifier, replace(given, examples=examples), seed=self.seed)
        steps.done(1)
        learned = learn(classifier, examples, given.random, seed=self.seed, progress=steps.after(1))
        found = apply(learned, given.posts, name=self.model)
        steps.done(5)
        number = {name: at for at, name in enumerate(examples.classes)}
        column = np.array([number.get(name, -1) for name in given.snapshot.classes], np.int32)
        doubts = learned.doubts or Doubts(np.empty(0, np.intp), np.empty(0, np.intp), np.empty(0))
        trained = TrainedClasses(
            scheme=given.snapshot.scheme,
            name=given.snapshot.name,
            labels=self.labels,
            model=self.model,
            classes=examples.classes,
            taught=tuple(np.bincount(examples.target, minlength=len(examples.classes)).tolist()),
            applied=found,
            by_hand=np.where(given.by_hand >= 0, column[np.maximum(given.by_hand, 0)], -1).astype(np.int32),
            thresholds=learned.thresholds,
            right=right,
            base=base,
            doubts=Doubts(given.rows[doubts.row[:MOST_DOUBTS]], doubts.other[:MOST_DOUBTS], doubts.gap[:MOST_DOUBTS]),
        )
        return trained, learned


@dataclass(frozen=True, eq=False)
class LabelledTexts:
    """The posts of a run and the labels of a scheme; of equal texts the first post is the example."""

    posts: Posts  # (n,) all
    snapshot: LabelSnapshot
    examples: Examples  # (e,) posts with a label, of classes that have one
    rows: NDArray[np.intp]  # (e,) which post each example is
    random: NDArray[np.bool_]  # (e,) drawn at random
    judging: NDArray[np.bool_]  # (e,) drawn to judge by
    by_hand: NDArray[np.int32]  # (n,) class of the snapshot by number, also of copies; -1 = none
    unit: NDArray[np.intp]  # (n,) the person, or each post of nobody for itself


def labelled_texts(result: Result, snapshot: LabelSnapshot) -> LabelledTexts:
    """Which posts have which label; raises NotApplicable where none of the labelled texts is among them."""
    digests = digests_of(result.corpus.texts)
    posts = Posts(result.corpus.texts, np.asarray(result.embedding.vectors))
    places = snapshot.places(digests)
    there = np.flatnonzero(places >= 0)
    if not len(there):
        raise NotApplicable(f"No post has a label of “{snapshot.name}” yet; label some first.")
    order = there[np.argsort(places[there], kind="stable")]
    rows, target = places[order], np.array(snapshot.labels, np.intp)[order]
    known, number = np.unique(target, return_inverse=True)
    unit = units_of(result.corpus)
    label = dict(zip(snapshot.texts, snapshot.labels, strict=True))
    return LabelledTexts(
        posts=posts,
        snapshot=snapshot,
        examples=Examples(
            posts=posts.take(rows),
            classes=tuple(snapshot.classes[one] for one in known.tolist()),
            target=number.astype(np.intp),
            unit=unit[rows],
        ),
        rows=rows,
        random=np.array(snapshot.random, bool)[order],
        judging=np.array(snapshot.judging, bool)[order],
        by_hand=np.array([label.get(one, -1) for one in digests], np.int32),
        unit=unit,
    )


def judged(classifier: Classifier, given: LabelledTexts, *, seed: int) -> tuple[Estimate, Estimate]:
    """How often a model that learned from the other labels alone, and the commonest class, is right on those to judge by."""
    nothing = Estimate(float("nan"), float("nan"), float("nan"), 0)
    judging, others = np.flatnonzero(given.judging), np.flatnonzero(~given.judging)
    learning = given.examples.take(others)
    if len(judging) < FEWEST_JUDGED or len(learning.classes) < 2:
        return nothing, nothing
    learned = learn(classifier, learning, given.random[others], seed=seed)
    said = apply(learned, given.examples.posts.take(judging), name=classifier.info.name).said
    names = np.array(given.examples.classes, dtype=object)
    truth = names[given.examples.target[judging]]
    number = {name: at for at, name in enumerate(learned.classes)}
    true = np.array([number.get(name, -1) for name in truth], np.int32)  # a class without another label is never said
    unit = given.examples.unit[judging]
    commonest = np.bincount(learning.target).argmax()
    return right_of(said, true, unit, seed=seed), right_of(np.full(len(true), commonest), true, unit, seed=seed)


def use(result: Result, study: TrainClassifier, scheme: str) -> None:
    """Shows what this training says wherever posts are shown, instead of an earlier one of the scheme."""
    workspace = result.workspace
    apply_training(workspace.catalogue, workspace.id, result.run.keys, scheme, study_key(result, study))


def _sentences(run: OpenRun, given: LabelledTexts, classes: tuple[str, ...]) -> NDArray[np.float32]:
    """(c, d) the definition of each class, else its name as words, by the encoder of the run."""
    told = dict(zip(given.snapshot.classes, given.snapshot.definitions, strict=True))
    return np.asarray(run.encoder.encode([told[name] or sentence_of(name) for name in classes], role="query"), np.float32)


class _Steps:
    """Progress in five steps."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self.done(0)

    def done(self, step: int) -> None:
        self._progress(step, 5)

    def after(self, step: int) -> Progress:
        return lambda done, total: self.done(step + done)


def predicted(result: Result, trained: TrainedClasses, key: str, texts: Sequence[str]) -> AppliedClasses:
    """What an applied training, under its key, says of texts that are not among the posts, read by the run's encoder."""
    classifier = find_classifier(trained.model)
    learned = read_learned(classifier, result.workspace.store.artifact(TRAINED, key) / MODEL)
    name = result.embedding.encoder
    vectors = encode_texts(texts, find_encoder(name).load(), name=name).embedding.vectors
    return apply(learned, Posts(texts, vectors), name=trained.model)


def need_trained(result: Result, scheme: str) -> tuple[TrainedClasses, str]:
    """The applied training of a scheme, by its id, and its key; raises NotApplicable where there is none."""
    trained = result.classes.get(scheme)
    if trained is None:
        raise NotApplicable("Nothing is trained for this scheme and these posts yet; train it first.")
    return trained, dict(result.applied)[scheme]
