"""The study of how well classifiers recognise the analyst's own classes, from any column of the upload."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from interestlab import registry
from interestlab.classify.judging.case import HowJudged, Labelled, case_of
from interestlab.classify.judging.judge import Judgement, find_classifier, judge
from interestlab.classify.judging.parts import GROUPS
from interestlab.classify.labels import same_name
from interestlab.classify.protocol import Posts
from interestlab.classify.scheme import Scheme, joined_sentence, read_scheme, sentence_of
from interestlab.corpus.columns.model import Roles
from interestlab.corpus.model import Corpus
from interestlab.errors import ColumnProblem, InvalidSetting, NotApplicable
from interestlab.home import formats
from interestlab.home.labels import HandScheme, Labels, LabelSnapshot, digests_of, load_snapshot
from interestlab.home.plain import LATER
from interestlab.home.workspace import Result
from interestlab.questions.opened import OpenRun
from interestlab.questions.question import Progress, Study, StudyInfo

MOST_CLASSES = 1_000
MOST_FOLDS = 20
CHOSEN = (
    "Some of these labels were chosen, not drawn at random, so the figures do not stand for all posts; those on Label come "
    "from posts drawn at random."
)


@dataclass(frozen=True)
class JudgeClassifiers(Study[Judgement]):
    """How well do classifiers recognise the classes of a scheme, judged on posts that they have not learned from?"""

    info = StudyInfo(
        "judge",
        "Judging classifiers",
        counts="trainings",
        steps=("read", "encode"),
        libraries=("numpy", "scipy", "scikit-learn"),
    )

    scheme: str  # a column of the upload
    models: tuple[str, ...] = ()  # names in the registry; none = all that there are
    folds: int = 5
    group: str | None = None  # user, none or time; None: user where there are people, else none
    unknown: str | None = None  # a label that nothing is learned of
    test_column: str | None = None
    test_value: str | None = None
    seed: int = 0
    labels: str | None = field(default=None, metadata=LATER)  # digest of labels by hand, instead of the column's

    def answer(self, run: OpenRun, progress: Progress) -> Judgement:
        self._check()
        names = self.models or tuple(registry.usable("classifiers"))
        wanted = [find_classifier(name) for name in names]
        labelled, notes = self._labelled(run.result)
        if any("sentences" in one.info.needs for one in wanted):
            labelled = _with_sentences(labelled, run)
        group = next((one for one in GROUPS if one == self.group), None)
        how = HowJudged(self.folds, group, self.unknown, self.test_value, self.seed)
        case = case_of(labelled, how)
        return judge(case, names, scheme=self.scheme, seed=self.seed, progress=progress, notes=notes)

    def write(self, run: OpenRun, folder: Path, progress: Progress) -> None:
        formats.save_value(folder, self.answer(run, progress))

    def load(self, folder: Path) -> Judgement:
        return formats.load_value(folder, Judgement)

    def _labelled(self, result: Result) -> tuple[Labelled, tuple[str, ...]]:
        """The labels, and what is to be said of them."""
        if self.labels is None:
            labelled = labelled_posts(result, self.scheme, self.test_column)
            note = joined_sentence(labelled.scheme)
        else:
            snapshot = load_snapshot(result.workspace, self.labels)
            labelled = labelled_by_hand(result, snapshot, self.test_column)
            note = "" if all(snapshot.random) else CHOSEN
        return labelled, (note,) if note else ()

    def _check(self) -> None:
        if self.group is not None and self.group not in GROUPS:
            raise InvalidSetting(f"Posts are kept together by {', '.join(GROUPS)}; it is “{self.group}”.")
        if not 2 <= self.folds <= MOST_FOLDS:
            raise InvalidSetting(f"There can be 2 to {MOST_FOLDS} folds; it is {self.folds}.")
        if (self.test_column is None) != (self.test_value is None):
            raise InvalidSetting("A test part needs a column and a value, as in part=test.")


def labelled_posts(result: Result, scheme: str, test_column: str | None) -> Labelled:
    """The texts, vectors and labels of a run; raises ColumnProblem for a column that is not there or is no scheme."""
    corpus, roles = result.corpus, formats.load_roles(result.folder("read"))[0]
    found = read_scheme(scheme, column_of(corpus, roles, scheme))
    _need_scheme(found, len(corpus))
    return _labelled(result, found, roles, test_column)


def labelled_by_hand(result: Result, snapshot: LabelSnapshot, test_column: str | None) -> Labelled:
    """The same of labels by hand; a text that stands there several times counts once."""
    scheme = snapshot.scheme_of(digests_of(result.corpus.texts))
    if not (scheme.target >= 0).any():
        raise NotApplicable(f"No post has a label of “{snapshot.name}” yet; label some first.")
    return _labelled(result, scheme, formats.load_roles(result.folder("read"))[0], test_column)


def column_scheme(result: Result, labels: Labels, column: str, name: str) -> HandScheme:
    """A new scheme by hand with the labels of a column.

    Raises ColumnProblem where the column is no scheme, InputError where the name is taken.
    """
    roles = formats.load_roles(result.folder("read"))[0]
    found = read_scheme(column, column_of(result.corpus, roles, column))
    _need_scheme(found, len(result.corpus))
    made = labels.add_scheme(name, found.classes, origin=f"The column “{column}”.")
    names = [made.classes[one].name if one >= 0 else None for one in found.target.tolist()]
    labels.give(made.id, digests_of(result.corpus.texts), names, chosen="column")
    return made


def labels_of_name(result: Result, scheme: str) -> str | None:
    """The digest of the labels of a scheme by hand of that name; None where a column is called so, or no scheme is."""
    columns = scheme_columns(result.corpus, formats.load_roles(result.folder("read"))[0])
    labels = Labels(result.workspace)
    found = [one for one in labels.schemes() if same_name(one.name) == same_name(scheme)]
    return None if scheme in columns or not found else labels.snapshot(found[0].id)


def _labelled(result: Result, found: Scheme, roles: Roles, test_column: str | None) -> Labelled:
    corpus, counts = result.corpus, result.report.counts
    moments = corpus.contents["timestamp"].dt.tz_convert("UTC").dt.tz_localize(None).to_numpy().astype("datetime64[us]")
    return Labelled(
        posts=Posts(corpus.texts, np.asarray(result.embedding.vectors)),
        scheme=found,
        person=np.asarray(pd.factorize(corpus.contents["user_id"])[0], dtype=np.intp),
        moments=moments.view(np.int64),
        column=() if test_column is None else column_of(corpus, roles, test_column),
        lacking={"no text": counts.without_text, "refused by the reader": counts.refused},
    )


def column_of(corpus: Corpus, roles: Roles, name: str) -> list[str | None]:
    """(n,) what a column of the upload holds for each text, None where nothing; raises ColumnProblem where there is none."""
    contents = corpus.contents
    kept = {roles.label: "label", roles.user: "user_id", roles.item: "item_id"}
    if name in kept and name is not None:
        column = contents[kept[name]]
    elif f"extra.{name}" in contents:
        column = contents[f"extra.{name}"]
    elif name == roles.value:
        values = corpus.events.dropna(subset=["doc_id"]).drop_duplicates("doc_id").set_index("doc_id")["value"]
        found = values.reindex(contents["doc_id"])
        column = found.map(lambda value: f"{value:g}", na_action="ignore")
    else:
        columns = ", ".join(scheme_columns(corpus, roles)) or "none"
        raise ColumnProblem(f"There is no column “{name}” that could hold labels; there are {columns}.")
    return [None if pd.isna(value) else str(value) for value in column]


def scheme_columns(corpus: Corpus, roles: Roles) -> list[str]:
    """The columns of the upload that `column_of` finds, the label first."""
    named = [one for one in (roles.label, roles.value, roles.user, roles.item) if one]
    others = [str(one).removeprefix("extra.") for one in corpus.contents.columns if str(one).startswith("extra.")]
    return list(dict.fromkeys([*named, *others]))


def _need_scheme(found: Scheme, posts: int) -> None:
    """Raises ColumnProblem where a column's values are no classes."""
    labelled = int((found.target >= 0).sum())
    if not labelled:
        raise ColumnProblem(f"The column “{found.name}” is empty in all {posts:,} posts, so it labels nothing.")
    if len(found.classes) > MOST_CLASSES:
        raise ColumnProblem(
            f"The column “{found.name}” has {len(found.classes):,} different values in {labelled:,} posts; "
            f"a scheme may have {MOST_CLASSES:,} classes."
        )


def _with_sentences(labelled: Labelled, run: OpenRun) -> Labelled:
    """With a vector for each class, of its name as words, by the encoder of the run."""
    sentences = [sentence_of(name) for name in labelled.scheme.classes]
    vectors: NDArray[np.float32] = run.encoder.encode(sentences, role="query")
    return replace(labelled, class_vectors=np.asarray(vectors, dtype=np.float32))
