"""A study and a question of a package."""

from dataclasses import dataclass
from pathlib import Path

from interestlab.questions.opened import OpenRun
from interestlab.questions.question import Progress, Question, Study, StudyInfo


@dataclass(frozen=True)
class LetterCounts(Study[int]):
    """How often does a letter occur in all texts?"""

    info = StudyInfo("letter-counts", "Counting letters", counts="texts", steps=("read",))

    letter: str

    def answer(self, run: OpenRun, progress: Progress) -> int:
        texts, count = run.result.corpus.texts, 0
        for done, text in enumerate(texts):
            progress(done, len(texts))
            count += text.count(self.letter)
        return count

    def write(self, run: OpenRun, folder: Path, progress: Progress) -> None:
        (folder / "count").write_text(str(self.answer(run, progress)), encoding="ascii")

    def load(self, folder: Path) -> int:
        return int((folder / "count").read_text(encoding="ascii"))


@dataclass(frozen=True)
class Longest(Question[list[str]]):
    """Which texts are the longest?"""

    what = "The longest texts"

    count: int = 1

    def answer(self, run: OpenRun, progress: Progress) -> list[str]:
        return sorted(run.result.corpus.texts, key=len, reverse=True)[: self.count]
