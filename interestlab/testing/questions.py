"""What every question and study must do, built in or not: call `check_question` or `check_study` in a test of your own."""

import json
import pickle
from dataclasses import is_dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from interestlab.errors import Cancelled
from interestlab.home.steps import STAGES
from interestlab.home.workspace import Result
from interestlab.questions.opened import OpenRun
from interestlab.questions.question import PartedQuestion, Question, Study, StudyInfo, silent


def check_question(question: Question[Any], result: Result) -> None:
    """Runs all checks on a question that can be answered for the result; raises AssertionError saying what is wrong."""
    check_value(question)
    check_limits(question)
    answer = question.answer(OpenRun.of(result), silent)
    _pickled(answer, "the answer")
    if isinstance(question, PartedQuestion):
        parts = question.parts()
        assert parts, "a question in parts has at least one part"
        for part in parts:
            check_value(part)
            check_limits(part)


def check_study(study: Study[Any], result: Result) -> None:
    """Runs all checks on a study that can be answered for the result; raises AssertionError saying what is wrong."""
    check_info(study)
    check_value(study)
    check_settings(study)
    check_kept(study, result)
    check_cancelled(study, result)


def check_value(question: Question[Any]) -> None:
    """Equal questions are equal values, which cannot be changed and which another process can take over."""
    kind = type(question)
    name = kind.__name__
    assert is_dataclass(question), f"{name} must be a dataclass"
    assert kind.__dataclass_params__.frozen, f"{name} must be a frozen dataclass"
    assert "<locals>" not in kind.__qualname__, f"{name} must be a class of its module, so that a worker finds it"
    assert replace(question) == question, f"two of {name} with the same fields must be equal"
    assert hash(replace(question)) == hash(question), f"equal values of {name} must have the same hash"
    assert _pickled(question, "the question") == question, f"{name} must be the same in another process"


def check_limits(question: Question[Any]) -> None:
    """A worker knows when to stop, and a message how to begin."""
    assert question.limit > 0, "the limit is a number of seconds"
    assert question.called, "`what` begins a sentence, such as “The search”"
    assert not question.called.endswith("."), "`what` begins a sentence and does not end one"


def check_info(study: Study[Any]) -> None:
    """Everything that its key is made of is there."""
    info = getattr(study, "info", None)
    assert isinstance(info, StudyInfo), "`info` must be a StudyInfo"
    assert all((info.name, info.title, info.counts)), "the info needs a name, a title and what progress counts"
    known = f"its steps must be some of {', '.join(STAGES)}; they are {info.steps}"
    assert info.steps, known
    assert set(info.steps) <= set(STAGES), known
    for library in info.libraries:
        try:
            version(library)
        except PackageNotFoundError as error:
            raise AssertionError(f"the library {library} is not installed under this name") from error


def check_settings(study: Study[Any]) -> None:
    """Stored with its job and read again, it is the same study."""
    try:
        stored = json.dumps(study.settings())
    except TypeError as error:
        raise AssertionError(f"settings() must give plain JSON values: {error}") from error
    assert type(study).of(json.loads(stored)) == study, "of(settings()) must give the same study again"


def check_kept(study: Study[Any], result: Result) -> None:
    """What is read back is what was worked out, and progress never goes beyond its end."""
    told: list[tuple[int, int]] = []
    with TemporaryDirectory(prefix="interestlab-") as made:
        folder = Path(made) / "answer"
        folder.mkdir()
        study.write(OpenRun.of(result), folder, lambda done, total: told.append((done, total)))
        assert any(folder.iterdir()), "`write` must leave something in the folder"
        study.load(folder)
    assert told, "a study tells its progress"
    assert all(0 <= done <= total for done, total in told), "progress lies between 0 and its total"


def check_cancelled(study: Study[Any], result: Result) -> None:
    """The analyst can stop it: what progress raises comes through."""

    def stop(done: int, total: int) -> None:
        raise Cancelled("Stopped.")

    with TemporaryDirectory(prefix="interestlab-") as made:
        try:
            study.write(OpenRun.of(result), Path(made), stop)
        except Cancelled:
            return
    raise AssertionError("what `progress` raises must end the study")


def _pickled(value: Any, what: str) -> Any:
    try:
        return pickle.loads(pickle.dumps(value))
    except Exception as error:  # pickle raises whatever a class raises
        raise AssertionError(f"{what} must travel between processes: {error}") from error
