"""The one way to ask: a question is answered, its parts are asked one by one, a study is queued and its answer kept."""

import json
from concurrent.futures import Future
from dataclasses import dataclass

import pytest

from interestlab.errors import JobError, NotApplicable, TimedOut, WorkerDied
from interestlab.home.steps import Silent
from interestlab.questions.desk import Desk, OwnProcess, answer_question, warm
from interestlab.questions.kept import kept_answer
from interestlab.questions.opened import NOWHERE, OpenRun, opened_encoder
from interestlab.questions.question import PartedQuestion, Question, Study, StudyInfo


class Pool:
    """Answers within this process, and notes each call with its limit."""

    def __init__(self):
        self.calls = []

    def schedule(self, call, *arguments, timeout=None):
        assert call is answer_question
        self.calls.append((*arguments, timeout))
        future = Future()
        try:
            future.set_result(call(*arguments))
        except Exception as error:
            future.set_exception(error)
        return future


class Jobs:
    def __init__(self):
        self.started = []

    def start(self, result, study):
        self.started.append((result, study))


@dataclass(frozen=True)
class Says(Question[str]):
    """Says what it was given; some words fail."""

    limit, what = 7.0, "Saying"

    word: str

    def answer(self, run, progress):
        progress(1, 2)
        if self.word == "late":
            raise TimeoutError
        if self.word == "none":
            raise NotApplicable("There is none.")
        return f"{self.word} of {'nowhere' if run == NOWHERE else run.result.workspace.name}"


@dataclass(frozen=True)
class SaysAll(PartedQuestion[list, str]):
    words: tuple[str, ...]
    mild: bool = True

    def parts(self):
        return [Says(word) for word in self.words]

    def joined(self, found):
        return list(found)

    def failed(self, part, error):
        return f"{part.word}: {error}" if self.mild else super().failed(part, error)


@dataclass(frozen=True)
class Counts(Study[int]):
    info = StudyInfo("counts-for-the-desk", "Counting", counts="texts", steps=("read",))

    letter: str

    def answer(self, run, progress):
        progress(0, 1)
        return sum(text.count(self.letter) for text in run.result.corpus.texts)

    def write(self, run, folder, progress):
        (folder / "n.json").write_text(json.dumps(self.answer(run, progress)))

    def load(self, folder):
        return json.loads((folder / "n.json").read_text())


@pytest.fixture
def pool():
    return Pool()


@pytest.fixture
def jobs():
    return Jobs()


@pytest.fixture
def desk(pool, jobs):
    return Desk(pool, jobs)


@pytest.fixture
def result(workspace):
    return workspace.need_result()


def test_a_question_goes_to_the_worker_with_its_limit(desk, pool, result):
    assert desk.ask(result, Says("a")) == "a of sample"
    assert pool.calls == [(OpenRun.of(result), Says("a"), 7.0)]


def test_a_question_about_an_encoder_alone_is_of_no_result(desk, pool):
    assert desk.ask(None, Says("a")) == "a of nowhere"
    assert pool.calls[0][0] == NOWHERE


def test_what_a_question_raises_is_raised(desk):
    with pytest.raises(NotApplicable, match="There is none"):
        desk.ask(None, Says("none"))
    with pytest.raises(TimedOut, match="Saying took longer than 7 seconds"):
        desk.ask(None, Says("late"))


def test_parts_are_asked_one_by_one_in_their_order(desk, pool, result):
    told = []
    found = desk.ask(result, SaysAll(("a", "b", "c")), lambda done, total: told.append((done, total, len(pool.calls))))
    assert found == ["a of sample", "b of sample", "c of sample"]
    assert [question for _, question, _ in pool.calls] == [Says("a"), Says("b"), Says("c")]
    assert told == [(0, 3, 0), (1, 3, 1), (2, 3, 2)]


def test_a_part_whose_worker_is_lost_may_be_stood_in_for(desk):
    found = desk.ask(None, SaysAll(("a", "late", "c")))
    assert found[1].startswith("late: Saying took longer than 7 seconds")
    assert [found[0], found[2]] == ["a of nowhere", "c of nowhere"]
    with pytest.raises(TimedOut):
        desk.ask(None, SaysAll(("a", "late"), mild=False))


def test_other_faults_of_a_part_end_the_whole(desk, pool):
    with pytest.raises(NotApplicable):
        desk.ask(None, SaysAll(("none", "a")))
    assert len(pool.calls) == 1
    assert issubclass(WorkerDied, JobError)


def test_a_study_is_queued_and_answered_once_it_is_kept(desk, jobs, pool, result):
    study = Counts("e")
    assert desk.kept(result, study) is None
    assert jobs.started == []
    assert desk.ask(result, study) is None
    assert jobs.started == [(result, study)]
    assert pool.calls == []
    expected = sum(text.count("e") for text in result.corpus.texts)
    assert OwnProcess().ask(result, study) == expected
    assert desk.ask(result, study) == desk.kept(result, study) == expected
    assert len(jobs.started) == 1


def test_a_study_that_is_asked_again_loses_what_was_kept(desk, jobs, result):
    study = Counts("i")
    OwnProcess().ask(result, study)
    desk.ask_again(result, study)
    assert jobs.started == [(result, study)]
    assert desk.kept(result, study) is None


def test_a_kept_answer_of_0_is_an_answer(desk, jobs, result):
    assert OwnProcess().ask(result, Counts("\0")) == 0
    assert desk.ask(result, Counts("\0")) == 0
    assert jobs.started == []


class Listens(Silent):
    def __init__(self):
        self.heard = []

    def stage(self, step):
        self.heard.append(step)

    def progress(self, done, total):
        self.heard.append((done, total))


def test_without_workers_all_is_worked_out_at_once_and_told(result):
    listens = Listens()
    own = OwnProcess(listens)
    assert own.ask(result, Says("a")) == "a of sample"
    assert own.ask(result, SaysAll(("a", "b"))) == ["a of sample", "b of sample"]
    assert listens.heard == [(1, 2), (0, 2), (1, 2)]
    listens.heard.clear()
    for _ in range(2):
        own.ask(result, Counts("a"))
    assert listens.heard == ["counts-for-the-desk", (0, 1)]  # the second time it was kept
    assert kept_answer(result, Counts("a")) == own.ask(result, Counts("a"))


def test_in_the_worker_nobody_listens():
    assert answer_question(NOWHERE, Says("a")) == "a of nowhere"


def test_warming_opens_minilm():
    opened_encoder.cache_clear()
    warm()
    before = opened_encoder.cache_info()
    assert before.currsize == 1
    opened_encoder("minilm")
    assert opened_encoder.cache_info().misses == before.misses
