"""Which tests call which function, and whether these notice a change: a child process a mutant, forked from one that has
imported the libraries but not the project."""

import gc
import importlib
import os
import pickle
import select
import signal
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import redirect_stdout, suppress
from dataclasses import dataclass, field
from importlib.machinery import SourceFileLoader
from io import StringIO
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import TypeVar

import pytest
from changes import Change

FIRST = 30  # tests: so many are collected at first, since most mutants are caught by these
SECONDS = 10.0  # of tests for one mutant, by what they took without it; later ones are left out
LIMIT, START = 5.0, 2.0  # a test may take so many times as long with a mutant, and so many seconds
IMPORTS = 20.0  # seconds that a process may take besides
OURS = ("__main__", "changes", "running")
QUIET = ("-q", "-x", "-p", "no:cacheprovider", "--no-header", "--tb=no")
T = TypeVar("T")


@dataclass
class Traced:
    """What the tests do without any mutant."""

    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))  # by test
    calls: dict[str, set[tuple[str, int]]] = field(default_factory=lambda: defaultdict(set))  # file and line of functions
    at_import: set[tuple[str, int]] = field(default_factory=set)
    libraries: tuple[str, ...] = ()
    status: int = 0

    def in_place(self, change: Change) -> bool:
        """Whether a function can be changed after everything is imported: nothing has called it by then."""
        return bool(change.scope) and (str(change.file), change.scope) not in self.at_import

    def tests_of(self, change: Change) -> list[str]:
        """The tests that call what is changed: those of the file's own test file, then the quickest, within the seconds."""
        file, own = str(change.file), f"test_{change.file.name}"
        called = [
            test for test, calls in self.calls.items()
            if ((file, change.scope) in calls if change.scope else any(one == file for one, _ in calls))
            or Path(test.split("::")[0]).name == own
        ]  # fmt: skip
        called.sort(key=lambda test: (Path(test.split("::")[0]).name != own, self.seconds[test], test))

        left, kept = SECONDS, []
        for test in called:
            left -= self.seconds[test]
            if left >= 0:
                kept.append(test)
        return kept


class _Tracer:
    """A plugin of pytest: what a test calls, and what the fixtures call that it asks for."""

    def __init__(self, files: Iterable[Path]) -> None:
        self.traced = Traced()
        self._files = {str(file) for file in files}
        self._of_fixture: dict[str, set[tuple[str, int]]] = defaultdict(set)
        self._now = self.traced.at_import

    def trace(self, frame: FrameType, event: str, _: object) -> None:
        code: CodeType = frame.f_code
        if code.co_filename in self._files:
            self._now.add((code.co_filename, code.co_firstlineno))

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef) -> object:
        outer, self._now = self._now, self._of_fixture[fixturedef.argname]
        try:
            return (yield)
        finally:
            self._now = outer

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> object:
        calls = self._now = self.traced.calls[item.nodeid]
        try:
            return (yield)
        finally:
            for name in getattr(item, "fixturenames", ()):
                calls |= self._of_fixture[name]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.traced.seconds[report.nodeid] += report.duration


class _Chosen:
    """A plugin of pytest: only these tests, in this order, each within a limit by the seconds that it took unchanged."""

    def __init__(self, tests: list[str], seconds: Mapping[str, float]) -> None:
        self._place = {test: place for place, test in enumerate(tests)}
        self._seconds = seconds

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted((one for one in items if one.nodeid in self._place), key=lambda one: self._place[one.nodeid])
        for one in items:
            one.add_marker(pytest.mark.timeout(START + LIMIT * self._seconds[one.nodeid]))


def traced(files: list[Path], tests: list[str]) -> Traced:
    """One run of the tests (paths), unmutated, and which of the files' functions each calls."""

    def run() -> Traced:
        tracer = _Tracer(files)
        sys.settrace(tracer.trace)
        threading.settrace(tracer.trace)
        status = pytest.main([*QUIET, *tests], plugins=[tracer])
        sys.settrace(None)
        libraries = tuple(name for name, module in sys.modules.items() if name not in OURS and not _is_ours(module))
        found = tracer.traced
        return Traced(dict(found.seconds), dict(found.calls), found.at_import, libraries, int(status))

    return in_child(run, limit=3600.0)


def _is_ours(module: ModuleType) -> bool:
    """Whether a module, or a folder of modules, lies in the project: it may import what a mutant changes."""
    places = [getattr(module, "__file__", None) or "", *map(str, getattr(module, "__path__", []))]
    return any(Path.cwd() in Path(place).parents and "site-packages" not in place for place in places if place)


def warm(libraries: Iterable[str]) -> None:
    """Imports what the tests need beside the project, so that no child has to."""
    for name in libraries:
        try:
            importlib.import_module(name)
        except BaseException:  # a library's own affair: the child imports what it needs
            continue
    gc.collect()
    gc.freeze()


def import_all(tests: list[str]) -> None:
    """Imports the tests (paths) and what they import, in this process, after which only functions can be changed."""
    with redirect_stdout(StringIO()):
        pytest.main([*QUIET, "--collect-only", *tests])
    gc.collect()
    gc.freeze()


def caught(change: Change, tests: list[str], seconds: Mapping[str, float], *, in_place: bool = False) -> bool:
    """Whether one of the tests fails or takes too long with the change; without tests nothing is caught.

    seconds: of each test without it. in_place: the file is imported already, by `import_all`.
    """
    if not tests:
        return False

    def run() -> bool:
        (_change_functions if in_place else _import_changed)(change)
        parts = [part for part in (tests[:FIRST], tests[FIRST:]) if part]
        return any(
            pytest.main([*QUIET, *sorted({test.split("::")[0] for test in part})], plugins=[_Chosen(part, seconds)]) != 0
            for part in parts
        )

    try:
        return in_child(run, limit=IMPORTS + sum(START + LIMIT * seconds[test] for test in tests))
    except (TimeoutError, EOFError):  # too slow, or the process died
        return True


def _import_changed(change: Change) -> None:
    """Lets the file be imported as changed, in this process."""
    plain, path, source = SourceFileLoader.get_code, str(change.file), change.source()

    def get_code(self: SourceFileLoader, name: str) -> CodeType | None:
        return compile(source, path, "exec") if self.path == path else plain(self, name)

    SourceFileLoader.get_code = get_code


def _change_functions(change: Change) -> None:
    """Gives the functions of the file, as they are in this process, the code of the changed file."""
    path = str(change.file)
    new = {(code.co_qualname, code.co_firstlineno): code for code in _codes(compile(change.source(), path, "exec"))}
    gc.unfreeze()
    for one in [one for one in gc.get_objects() if isinstance(one, FunctionType) and one.__code__.co_filename == path]:
        code = new.get((one.__code__.co_qualname, one.__code__.co_firstlineno))
        if code is not None and code.co_freevars == one.__code__.co_freevars:
            one.__code__ = code


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield from _codes(one)


def in_child(work: Callable[[], T], *, limit: float, quiet: bool = True) -> T:
    """What the work returns, done in a forked process; raises TimeoutError past the limit, EOFError where it died."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _work_and_exit(work, writing, quiet)
    os.close(writing)
    with suppress(OSError):  # the child may have done so itself
        os.setpgid(child, child)
    try:
        return pickle.loads(_read(reading, time.monotonic() + limit))
    finally:
        os.close(reading)
        os.killpg(child, signal.SIGKILL)  # with whatever it started
        os.waitpid(child, 0)


def _read(pipe: int, end: float) -> bytes:
    """A length of eight bytes and so many bytes; what the child started may hold the pipe open for longer."""
    answer = b""
    while len(answer) < 8 or len(answer) < 8 + int.from_bytes(answer[:8], "big"):
        if not select.select([pipe], [], [], max(0.0, end - time.monotonic()))[0]:
            raise TimeoutError
        part = os.read(pipe, 1 << 16)
        if not part:
            raise EOFError
        answer += part
    return answer[8:]


def _work_and_exit(work: Callable[[], object], writing: int, quiet: bool) -> None:
    try:
        os.setpgid(0, 0)
        if quiet:
            nothing = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(nothing, stream)
        answer = pickle.dumps(work())
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(len(answer).to_bytes(8, "big") + answer)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)
