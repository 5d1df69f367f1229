"""The suites of questions and studies pass what is built in and what a package brings, and catch what is broken."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from interestlab import registry
from interestlab.classify.labels import HandLabel, text_digest
from interestlab.home.labels import Labels
from interestlab.home.steps import STAGES
from interestlab.home.workspace import Result
from interestlab.questions.backend import Backend
from interestlab.questions.meaning import Meaning
from interestlab.questions.question import Question, Study, StudyInfo
from interestlab.questions.slate import Slates
from interestlab.questions.why import WhyNear
from interestlab.recommend.exploring.simulation import Rounds
from interestlab.recommend.options import SlateOptions
from interestlab.studies.draft import DraftCheck
from interestlab.studies.evaluate import Compare
from interestlab.studies.everybody import Everybody
from interestlab.studies.head_sets_off import HeadSetsOff
from interestlab.studies.heads import HeadSurvey
from interestlab.studies.heads_off import HeadsOff
from interestlab.studies.judge import JudgeClassifiers
from interestlab.studies.methods import TrialOfMethods
from interestlab.studies.pull import PullOfWords
from interestlab.studies.search import ParameterSearch
from interestlab.studies.simulate import Simulate
from interestlab.studies.train import TrainClassifier
from interestlab.testing.questions import check_question, check_study

FEW = {"encoder": "minilm", "texts": 2, "most_tokens": 16}
STUDIES = {
    "pull": PullOfWords(0, texts=3),
    "methods": TrialOfMethods(texts=2, most_tokens=16),
    "heads": HeadSurvey(**FEW),
    "heads-off": HeadsOff(**FEW),
    "heads-set-off": HeadSetsOff(**FEW, heads=((0, 1),), draws=2),
    "everybody": Everybody(Backend("popularity"), options=SlateOptions(k=2)),
    "simulation": Simulate("item", "random", "popularity", policies=(("ucb", 0.2),), rounds=Rounds(people=5, rounds=2, k=2)),
    "search": ParameterSearch("item", "item-knn", trials=2),
    "judge": JudgeClassifiers("label", models=("majority", "centroid"), folds=2),
    "draft": DraftCheck(sample=20),
    "train": TrainClassifier("of labels that a test keeps", "centroid"),
    "evaluate": Compare("item", (Backend("popularity"), Backend("item-knn", {"neighbours": 5}))),
}


@pytest.fixture(scope="module")
def result(analysed_home):
    return analysed_home.open("sample").need_result()


def test_every_built_in_study_is_checked():
    assert set(registry.builtins("studies")) == set(STUDIES)


@pytest.mark.parametrize("name", [name for name in STUDIES if name not in ("draft", "train")])
def test_built_in_studies(name, result):
    assert type(STUDIES[name]).info.name == name
    check_study(STUDIES[name], result)


def test_the_study_of_a_draft(workspace, monkeypatch):
    monkeypatch.setattr(Result, "draft_of", "minilm")  # any map may be compared with any encoder
    check_study(STUDIES["draft"], workspace.need_result())


def test_the_study_of_training(workspace):
    labels, result = Labels(workspace), workspace.need_result()
    scheme = labels.add_scheme("Parts", ["first", "second"])
    ids = [one.id for one in scheme.classes]
    labels.add(
        scheme.id, [HandLabel(text_digest(text), ids[at % 2], "ada", 0.0) for at, text in enumerate(result.corpus.texts[:40])]
    )
    check_study(replace(STUDIES["train"], labels=labels.snapshot(scheme.id)), result)


def test_built_in_questions(result):
    user = str(result.corpus.events["user_id"].iloc[0])
    check_question(Meaning("a new bike"), result)
    check_question(WhyNear("a new bike"), result)
    check_question(Slates("item", (Backend("popularity"), Backend("content")), user), result)


def test_those_of_a_package(stranger, result):
    check_study(registry.load("studies", "letter-counts")("e"), result)
    check_question(registry.load("questions", "longest")(3), result)


@dataclass(frozen=True)
class Sound(Study[int]):
    info = StudyInfo("sound", "Counting", counts="texts", steps=("read",))

    most: int = 3

    def answer(self, run, progress):
        for done in range(self.most + 1):
            progress(done, self.most)
        return self.most

    def write(self, run, folder, progress):
        (folder / "count").write_text(str(self.answer(run, progress)))

    def load(self, folder):
        return int((folder / "count").read_text())


class Sealed:
    def __reduce__(self):
        raise TypeError("sealed")


@dataclass(frozen=True)
class Unequal(Sound):
    def __eq__(self, other):
        return self is other

    def __hash__(self):
        return id(self)


@dataclass(frozen=True)
class Unwritten(Sound):
    def settings(self):
        return {"most": Path("three")}


@dataclass(frozen=True)
class Forgets(Sound):
    def settings(self):
        return {}


@dataclass(frozen=True)
class Empty(Sound):
    def write(self, run, folder, progress):
        self.answer(run, progress)


@dataclass(frozen=True)
class Quiet(Sound):
    def answer(self, run, progress):
        return self.most


@dataclass(frozen=True)
class Beyond(Sound):
    def answer(self, run, progress):
        progress(self.most + 1, self.most)
        return self.most


@dataclass(frozen=True)
class Deaf(Sound):
    def answer(self, run, progress):
        try:
            return super().answer(run, progress)
        except Exception:
            return self.most


@dataclass(frozen=True)
class Astray(Sound):
    info = replace(Sound.info, steps=("nowhere",))


@dataclass(frozen=True)
class Bare(Sound):
    info = replace(Sound.info, libraries=("no-such-library",))


@dataclass(frozen=True)
class Holds(Question[Any]):
    what = "The answer"

    value: Any = field(default_factory=Sealed)

    def answer(self, run, progress):
        return 1


@dataclass(frozen=True)
class Gives(Question[Any]):
    what = "The answer"

    def answer(self, run, progress):
        return Sealed()


@dataclass(frozen=True)
class Endless(Question[int]):
    limit = 0

    def answer(self, run, progress):
        return 1


STUDY_FAULTS = [
    (Unequal(), "must be equal"),
    (Unwritten(most=2), "plain JSON"),
    (Forgets(most=2), "the same study again"),
    (Empty(), "leave something"),
    (Quiet(), "tells its progress"),
    (Beyond(), "between 0 and its total"),
    (Deaf(), "must end the study"),
    (Astray(), f"some of {', '.join(STAGES)}"),
    (Bare(), "no-such-library is not installed"),
]
QUESTION_FAULTS = [
    (Holds(), "the question must travel"),
    (Gives(), "the answer must travel"),
    (Endless(), "number of seconds"),
]


def test_a_sound_study_passes(result):
    check_study(Sound(), result)


@pytest.mark.parametrize(("study", "message"), STUDY_FAULTS, ids=lambda one: type(one).__name__)
def test_faults_of_studies_are_caught(study, message, result):
    with pytest.raises(AssertionError, match=message):
        check_study(study, result)


@pytest.mark.parametrize(("question", "message"), QUESTION_FAULTS, ids=lambda one: type(one).__name__)
def test_faults_of_questions_are_caught(question, message, result):
    with pytest.raises(AssertionError, match=message):
        check_question(question, result)
