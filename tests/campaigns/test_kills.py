"""Whatever is killed, and whenever: nothing that was acknowledged is lost, nothing is left over, and the app answers again."""

import hashlib
import json
import os
import queue
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from interestlab.home.workspace import Home
from interestlab.studies.doctor import examine

ROOT = Path(__file__).parents[2]
IN_SUITE, EVERY_NIGHT = 20, int(os.environ.get("INTERESTLAB_KILLS", "500"))
SEED = int(os.environ.get("INTERESTLAB_SEED", "0"))
VICTIMS = ("server", "idle worker", "busy worker", "reader")
DEEDS = ("upload", "rename", "delete", "map", "check")
ANSWER_SECONDS = 15
SENTENCES = ("The process that worked on it ended; resume to go on where it stopped.", "was ended from outside")


class Gone(Exception):
    """The server has ended."""


class Server:
    """A server of a home, asked line by line."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        command = [sys.executable, "-m", "tests.campaigns.served", str(folder), str(os.getpid())]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT
        )
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        self.answer(60)

    def _read(self) -> None:
        for line in self.process.stdout:  # type: ignore[union-attr]
            self._lines.put(line)
        self._lines.put("")

    def tell(self, what: str) -> None:
        with suppress(BrokenPipeError):
            self.process.stdin.write(f"{what}\n")  # type: ignore[union-attr]
            self.process.stdin.flush()  # type: ignore[union-attr]

    def answer(self, seconds: float) -> dict[str, Any]:
        """The next answer; raises Gone, and queue.Empty where none comes."""
        line = self._lines.get(timeout=seconds)
        if not line:
            raise Gone
        found: dict[str, Any] = json.loads(line)
        return found

    def ask(self, what: str, seconds: float = 60) -> dict[str, Any]:
        self.tell(what)
        return self.answer(seconds)

    def end(self) -> None:
        self.process.kill()
        self.process.wait()


@dataclass
class Promised:
    """What was acknowledged."""

    uploads: dict[str, str] = field(default_factory=dict)  # workspace to digest
    names: dict[str, str] = field(default_factory=dict)
    deleted: set[str] = field(default_factory=set)
    jobs: set[str] = field(default_factory=set)

    def take(self, answer: dict[str, Any]) -> None:
        if "digest" in answer:
            self.uploads[answer["workspace"]] = answer["digest"]
        elif "name" in answer:
            self.names[answer["workspace"]] = answer["name"]
        elif "deleted" in answer:
            self.deleted.add(answer["deleted"])
            self.uploads.pop(answer["deleted"], None)
            self.names.pop(answer["deleted"], None)
        elif "job" in answer:
            self.jobs.add(answer["job"])


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    server = Server(folder)
    try:
        yield server
    finally:
        server.end()


def one_kill(server: Server, promised: Promised, dice: random.Random) -> bool:
    """A deed, and a kill in its midst; whether the server is still there."""
    deed, victim = dice.choice(DEEDS), dice.choice(VICTIMS)
    if victim == "busy worker":
        deed = "map"
    if victim == "reader":
        deed = "check" if dice.random() < 0.5 else "map"
        promised.take(server.ask("upload"))  # a file that has not been read yet
    target = next(iter(promised.uploads), None)
    if deed == "delete" and target is None:
        deed = "upload"
    if victim == "idle worker":
        _kill(server.ask("who")["worker"], dice)
    server.tell(f"delete {target}" if deed == "delete" else deed)
    if deed == "delete":
        promised.uploads.pop(str(target))  # may be there still, or not
        promised.names.pop(str(target), None)

    if victim == "server":
        time.sleep(dice.random() * 0.05)
        server.process.send_signal(signal.SIGKILL)
    try:
        promised.take(server.answer(60))
        if victim in ("busy worker", "reader"):
            time.sleep(dice.random() * 2)
            _kill(server.ask("who")["worker" if victim == "busy worker" else "reader"], dice)
        return server.process.poll() is None and victim != "server"
    except Gone:
        if deed == "rename":  # which may have been done, though it was not acknowledged
            promised.names.pop(Home(server.folder).list()[0].id, None)
        return False


def _kill(processes: list[int], dice: random.Random) -> None:
    if processes:
        with suppress(ProcessLookupError):
            os.kill(dice.choice(processes), signal.SIGKILL)


def holds(home: Home, promised: Promised) -> None:
    """What was acknowledged is there, and nothing else is left over."""
    there = {workspace.id: workspace for workspace in home.list()}
    assert not promised.deleted & set(there)
    for workspace, digest in promised.uploads.items():
        data = there[workspace].store.upload(digest).read_bytes()
        assert hashlib.sha256(data).hexdigest() == digest
    for workspace, name in promised.names.items():
        assert there[workspace].name == name
    for job in home.catalogue.jobs():
        assert job.state in ("queued", "running", "done", "interrupted", "failed", "cancelled")
        if job.state == "failed":
            assert any(sentence in job.message for sentence in SENTENCES), job.message


def answers(server: Server) -> float:
    """Seconds until a question is answered."""
    begun = time.monotonic()
    assert server.ask("ask") == {"answer": 7}
    return time.monotonic() - begun


def kill_often(folder: Path, times: int, seed: int) -> float:
    """So many kills in a home; returns after how many seconds the slowest answer came."""
    dice, promised, slowest = random.Random(seed), Promised(), 0.0
    left = times
    while left:
        with serving(folder) as server:
            while left:
                left -= 1
                alive = one_kill(server, promised, dice)
                if not alive:
                    break
                slowest = max(slowest, answers(server))
                holds(Home(folder), promised)
        if left % 5 == 0:
            _begun_again(folder, promised)
    _begun_again(folder, promised)
    return slowest


def _begun_again(folder: Path, promised: Promised) -> None:
    """After the next start: no job that nobody does, nothing half done, no folder without a row."""
    with serving(folder) as server:
        answers(server)
        home = Home(folder)
        holds(home, promised)
        assert list(home.catalogue.jobs(live=True)) == []
        kinds = [trouble.what for trouble in examine(home).findings if trouble.kind != "encoder"]
        assert kinds == [], kinds


@pytest.mark.timeout(900)
def test_twenty_kills(tmp_path):
    assert kill_often(tmp_path / "home", IN_SUITE, 1) > 0


@pytest.mark.nightly
def test_many_kills(tmp_path):
    assert kill_often(tmp_path / "home", EVERY_NIGHT, 1_000 + SEED) < ANSWER_SECONDS
