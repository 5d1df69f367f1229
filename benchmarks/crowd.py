"""Reruns of pages while several people look and heavy work runs, against those of one person alone; the same run has both.

    python -m benchmarks.crowd HOME WORKSPACE [--sessions 10] [--seconds 90]

A session is what a browser is to the server: a WebSocket that asks for runs of a page's script and reads all that they send.
What a browser draws is left out, as ten of them on the same machine would measure each other. Works on a copy of the home.
"""

import argparse
import os
import random
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from interestlab.home.request import AnalysisRequest, Upload
from interestlab.home.workspace import Home
from interestlab.sample import sample_csv
from tests.browser.conftest import serve

PAGES = ("map", "interests", "people", "recommend", "data", "")
THINK_SECONDS = 5.0
JOBS = 3
ROWS = 1_500_000  # of a file that takes minutes to check
WARM_SECONDS = 25.0
SECONDS = 90.0


@dataclass
class Crowd:
    """Seconds of each rerun, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.seconds, n=20)[-1] if len(self.seconds) > 1 else float("nan")


class Session:
    """One person's connection to a page of the app."""

    def __init__(self, address: str, workspace: str, page: str) -> None:
        there = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
        spoken, origin = [Subprotocol("streamlit")], Origin(address)
        self._socket = connect(there, subprotocols=spoken, max_size=None, origin=origin, legacy=True)
        self._workspace, self._page, self._hash = workspace, page, ""
        self.errors: list[str] = []

    def run(self) -> float:
        """Seconds from asking for a run of the script until all of it has come."""
        asked = BackMsg()
        asked.rerun_script.query_string = f"workspace={self._workspace}"
        if self._hash:
            asked.rerun_script.page_script_hash = self._hash
        else:
            asked.rerun_script.page_name = self._page
        begun = time.perf_counter()
        self._socket.send(asked.SerializeToString())
        while True:
            came = ForwardMsg()
            came.ParseFromString(self._socket.recv(timeout=120))
            kind = came.WhichOneof("type")
            if kind == "new_session":
                self._hash = came.new_session.page_script_hash
            elif kind == "delta" and came.delta.new_element.WhichOneof("type") in ("exception", "alert"):
                element = came.delta.new_element
                text = element.exception.message or element.alert.body
                if "wrong" in text or element.HasField("exception"):
                    self.errors.append(text)
            elif kind == "script_finished":
                return time.perf_counter() - begun

    def close(self) -> None:
        self._socket.close()


def look(address: str, workspace: str, sessions: int, seconds: float) -> Crowd:
    """So many sessions, each of which looks at a page again and again with time to think."""
    found, lock, until = Crowd(), threading.Lock(), time.monotonic() + seconds

    def one(number: int) -> None:
        dice = random.Random(number)
        try:
            session = Session(address, workspace, PAGES[number % len(PAGES)])
            session.run()  # the first run opens what later ones find
            while time.monotonic() < until:
                time.sleep(dice.uniform(0.5, 1.5) * THINK_SECONDS)
                took = session.run()
                with lock:
                    found.seconds.append(took)
            found.errors.extend(session.errors)
            session.close()
        except Exception as error:  # counted
            found.errors.append(f"{type(error).__name__}: {error}")

    threads = [threading.Thread(target=one, args=(number,)) for number in range(sessions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def alone(address: str, workspace: str, seconds: float) -> Crowd:
    """One session at a time, each on another page, so that both have the same pages."""
    found = Crowd()
    for page in range(len(PAGES)):
        session, until = Session(address, workspace, PAGES[page]), time.monotonic() + seconds / len(PAGES)
        session.run()
        while time.monotonic() < until:
            time.sleep(1.0)
            found.seconds.append(session.run())
        found.errors.extend(session.errors)
        session.close()
    return found


def prepare(home: Home, rows: int) -> None:
    """Workspaces whose files are read or mapped meanwhile: the first listed gets a map, the others a check."""
    head, *lines = sample_csv().splitlines(keepends=True)
    for number in range(JOBS):
        workspace = home.create(f"heavy {number}")
        mapped = number == JOBS - 1  # the newest is listed first
        times = max(1, (20_000 if mapped else rows) // len(lines))
        data = b"".join([head, *(line.replace(b",", b"%d," % turn, 1) for turn in range(times) for line in lines)])
        workspace.set_draft(AnalysisRequest(Upload("posts.csv", workspace.store.add_upload(data)), encoder="minilm"))


def running(home: Home) -> int:
    """How many heavy jobs run, waiting ones not counted."""
    return sum(job.state == "running" for job in home.catalogue.jobs(live=True))


def measure(folder: Path, workspace: str, sessions: int, seconds: float, rows: int = ROWS) -> float:
    """Prints both and returns the ratio of their 95th percentiles."""
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / "home"
        shutil.copytree(folder, copy)
        home = Home(copy)
        known = home.open(workspace).id
        prepare(home, rows)
        begin = Path(place) / "begin"
        script = Path(__file__).with_name("crowd_app.py")
        with serve(script, INTERESTLAB_HOME=str(copy), CROWD_BEGIN=str(begin)) as address:
            time.sleep(WARM_SECONDS)
            one = alone(address, known, seconds)
            begin.touch()
            while running(home) < JOBS:
                time.sleep(0.5)
            before = running(home)
            many = look(address, known, sessions, seconds)
            after = running(home)
    ratio = many.p95 / one.p95
    show("one session, nothing else", one)
    show(f"{sessions} sessions, {before} to {after} heavy jobs", many)
    print(f"{'ratio of the 95th percentiles':42} {ratio:.2f}")
    for error in dict.fromkeys([*one.errors, *many.errors]):
        print(f"error: {error}")
    return ratio


def show(what: str, found: Crowd) -> None:
    """A line of figures."""
    middle = statistics.median(found.seconds) if found.seconds else float("nan")
    counts = f"of {len(found.seconds)}, {len(found.errors)} errors"
    print(f"{what:42} median {middle:.3f} s, 95 % {found.p95:.3f} s {counts}")


def main(given: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("workspace", help="its id or name")
    parser.add_argument("--sessions", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--rows", type=int, default=ROWS, help="of the files that are checked meanwhile")
    options = parser.parse_args(given)
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} before")
    measure(options.home, options.workspace, options.sessions, options.seconds, options.rows)


if __name__ == "__main__":
    main()
