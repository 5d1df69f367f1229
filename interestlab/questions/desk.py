"""The one way to ask: a question is waited for, a study becomes a job whose answer is kept."""

from typing import Any, Protocol, TypeVar, overload

from interestlab.attention import memory
from interestlab.attention.kept import look
from interestlab.errors import JobError
from interestlab.home.steps import Reporter, Silent
from interestlab.home.workspace import Result
from interestlab.questions.kept import answer_and_keep, discard, kept_answer
from interestlab.questions.opened import NOWHERE, OpenRun, opened_encoder, opened_inspection
from interestlab.questions.question import PartedQuestion, Progress, Question, Study, silent
from interestlab.work.ask import ask
from interestlab.work.pool import WorkerPool

Answer = TypeVar("Answer")


class Starts(Protocol):
    """What runs a study as a job."""

    def start(self, result: Result, study: Study[Any]) -> object:
        """Queues it; the same one is not queued twice."""
        ...


class Desk:
    """The server's side: questions go to the answer worker, studies to the job worker."""

    def __init__(self, pool: WorkerPool, jobs: Starts) -> None:
        self._pool, self._jobs = pool, jobs

    @overload
    def ask(self, result: Result, question: Study[Answer]) -> Answer | None: ...

    @overload
    def ask(self, result: Result | None, question: Question[Answer], progress: Progress = silent) -> Answer: ...

    def ask(self, result: Result | None, question: Question[Any], progress: Progress = silent) -> Any:
        """The answer. Of a study: the kept one, or None after it was queued as a job.

        result: None for a question about an encoder alone. progress: told of the parts of a question in parts.
        Raises what the question raises, and TimedOut or WorkerDied where its worker was stopped or died.
        """
        if isinstance(question, Study):
            assert result is not None, "a study is of a result"
            answer = self.kept(result, question)
            if answer is None:
                self._jobs.start(result, question)
            return answer
        run = NOWHERE if result is None else OpenRun.of(result)
        if isinstance(question, PartedQuestion):
            return self._parts(run, question, progress)
        return self._one(run, question)

    def kept(self, result: Result, study: Study[Answer]) -> Answer | None:
        """The kept answer of a study; None where it has not been worked out. Starts nothing."""
        return kept_answer(result, study)

    def ask_again(self, result: Result, study: Study[Any]) -> None:
        """Queues a study anew, in place of the answer that is kept: of what lies beyond it, a service may answer otherwise."""
        discard(result, study)
        self._jobs.start(result, study)

    def _parts(self, run: OpenRun, question: PartedQuestion[Answer, Any], progress: Progress) -> Answer:
        parts, found = question.parts(), []
        for number, part in enumerate(parts):
            progress(number, len(parts))
            try:
                found.append(self._one(run, part))
            except JobError as error:
                found.append(question.failed(part, error))
        return question.joined(found)

    def _one(self, run: OpenRun, question: Question[Answer]) -> Answer:
        answer: Answer = ask(self._pool, answer_question, (run, question), question.limit, question.called)
        return answer


class OwnProcess:
    """A desk without workers, for the command line: everything is worked out here and now."""

    def __init__(self, reporter: Reporter | None = None) -> None:
        self._reporter = reporter or Silent()

    def ask(self, result: Result, question: Question[Answer]) -> Answer:
        """The answer; that of a study is kept, and taken from where a page or a command kept it."""
        if isinstance(question, Study):
            answer: Answer = answer_and_keep(result, question, self._reporter)
            return answer
        return question.answer(OpenRun.of(result), self._reporter.progress)


def answer_question(run: OpenRun, question: Question[Answer]) -> Answer:
    """In the answer worker."""
    return question.answer(run, silent)


def warm() -> None:
    """In the answer worker: loads what the first question most likely needs, MiniLM to encode and to look into."""
    memory.keep()
    opened_encoder("minilm").encode(["warm"])
    inspection = opened_inspection("minilm")
    if inspection is not None:
        look(inspection, "warm")
