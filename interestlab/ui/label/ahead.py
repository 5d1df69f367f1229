"""What is worked out while the analyst reads: the next posts and the curve, asked of the worker and never waited for."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import streamlit as st

from interestlab.errors import InterestLabError
from interestlab.home.workspace import Result
from interestlab.questions.question import Question
from interestlab.ui.services import desk

Answer = TypeVar("Answer")
_NOTE = "_interestlab.label_ahead"


@dataclass
class Ahead(Generic[Answer]):
    """The newest answer to a question that is asked again and again, and the one on its way."""

    asked: object = None  # of what the newest question was asked
    answer: Answer | None = None  # None = none has come yet
    of: object = None  # of what the answer is
    problem: str = ""  # why the newest question has no answer
    coming: Future[Any] | None = field(default=None, repr=False)

    def take(self) -> None:
        """Takes an answer that has come."""
        if self.coming is None or not self.coming.done():
            return
        coming, self.coming = self.coming, None
        try:
            self.answer, self.of, self.problem = coming.result(), self.asked, ""
        except InterestLabError as error:
            self.problem = str(error)

    def ask(self, stamp: object, call: Callable[[], Answer]) -> None:
        """Asks, unless an answer to something earlier is still on its way."""
        if self.coming is None and stamp != self.asked:
            self.asked, self.coming = stamp, _threads().submit(call)

    def wait(self, seconds: float) -> None:
        """Waits a little for what is on its way; for the first answer of all."""
        if self.coming is not None:
            wait([self.coming], seconds)
        self.take()


def ahead(name: str) -> "Ahead[Any]":
    """The one of that name in this session."""
    kept: dict[str, Ahead[Any]] = st.session_state.setdefault(_NOTE, {})
    return kept.setdefault(name, Ahead())


def asking(result: Result, question: Question[Answer]) -> Callable[[], Answer]:
    """The question as a call for another thread."""
    place = desk()
    return lambda: place.ask(result, question)


@st.cache_resource(show_spinner=False)
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=4, thread_name_prefix="ahead")
