"""What can be asked of a result: a question, a question in parts, and a study, whose answer is kept.

All three are frozen dataclasses of plain values, so equal questions are equal values and travel between processes. They hold no
models: what an answer needs is imported and opened where it is worked out. A stranger's question or study is a class that an
installed package names in the entry-point group `interestlab.questions` or `interestlab.studies`.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar

from interestlab.errors import JobError
from interestlab.home import formats
from interestlab.home.plain import built, plain

if TYPE_CHECKING:
    from interestlab.questions.opened import OpenRun

Answer = TypeVar("Answer")
Part = TypeVar("Part")
Progress = Callable[[int, int], None]  # done and total; what it raises ends the work


def silent(done: int, total: int) -> None:
    """Progress that nobody listens to."""
    del done, total


class Question(ABC, Generic[Answer]):
    """A question that a worker answers while somebody waits; subclasses are frozen dataclasses."""

    limit: ClassVar[float] = 60.0  # seconds after which the worker is stopped
    what: ClassVar[str] = "The answer"  # what a message about it begins with

    @abstractmethod
    def answer(self, run: "OpenRun", progress: Progress) -> Answer:
        """In the worker: the answer, which can be pickled; raises an InterestLabError with one plain sentence."""

    @property
    def called(self) -> str:
        """What a message about this very question begins with."""
        return self.what


class PartedQuestion(Question[Answer], Generic[Answer, Part]):
    """A question that is asked a part at a time, so that other questions are answered in between."""

    @abstractmethod
    def parts(self) -> Sequence[Question[Part]]:
        """The questions that it consists of, each with a limit of its own."""

    @abstractmethod
    def joined(self, found: Sequence[Part]) -> Answer:
        """The answer from those to the parts, in their order."""

    def failed(self, part: Question[Part], error: JobError) -> Part:
        """What stands in for a part whose worker died or was stopped; raises the error where nothing can."""
        del part
        raise error

    def answer(self, run: "OpenRun", progress: Progress) -> Answer:
        parts, found = self.parts(), []
        for number, part in enumerate(parts):
            progress(number, len(parts))
            found.append(part.answer(run, silent))
        return self.joined(found)


@dataclass(frozen=True)
class StudyInfo:
    """What a study is, known before it runs."""

    name: str  # in the registry, of its jobs and of the folder of its results
    title: str  # what is being done, in everyday words
    counts: str  # what its progress counts, in the plural
    steps: tuple[str, ...]  # the steps of the run that it reads, as in home.steps.STAGES
    libraries: tuple[str, ...] = ()  # that compute it
    version: int = 1  # raised by hand when its code gives another result


class Study(Question[Answer]):
    """A question that takes minutes: it runs as a job, and its answer is kept with the workspace."""

    info: ClassVar[StudyInfo]

    def write(self, run: "OpenRun", folder: Path, progress: Progress) -> None:
        """In the worker: works the answer out and writes it into the empty folder."""
        formats.save_fields(folder, self.answer(run, progress))

    @abstractmethod
    def load(self, folder: Path) -> Answer:
        """What `write` wrote."""

    def settings(self) -> dict[str, Any]:
        """The study as plain JSON values: what its job is stored with."""
        values: dict[str, Any] = plain(self)
        return values

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> Self:
        """The study that `settings` was asked of."""
        return built(cls, settings)

    def also_depends_on(self) -> dict[str, Any]:
        """What its answer depends on beside its settings, the steps and the libraries, such as the weights behind a name."""
        return {}

    @property
    def called(self) -> str:
        return self.info.title
