"""What a server does without its pages, told line by line what to do; each line is answered once it is done and on the disk.

python -m tests.campaigns.served HOME PARENT begins; then come `upload`, `rename`, `map`, `check`, `delete ID`, `ask`, `who`.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

import psutil

from interestlab.home.request import AnalysisRequest, Upload
from interestlab.home.workspace import Home, Workspace
from interestlab.sample import sample_csv
from interestlab.studies.jobs import Jobs, mark_interrupted
from interestlab.work.ask import ask
from interestlab.work.lifeline import die_with_parent
from interestlab.work.pool import WorkerPool

ROWS = 120


class Served:
    """A home with its two workers."""

    def __init__(self, folder: Path) -> None:
        self.home = Home(folder)
        mark_interrupted(self.home.catalogue)
        self.home.sweep()
        self.job_pool, self.answer_pool = WorkerPool(), WorkerPool()
        self.jobs = Jobs(folder, self.job_pool)
        self.number = 0

    def upload(self) -> dict[str, Any]:
        """A workspace with a file of its own."""
        self.number += 1
        workspace = self.home.create(f"made {time.time_ns()}")
        head, *rows = sample_csv().splitlines(keepends=True)
        digest = workspace.store.add_upload(b"".join([head, *rows[self.number : self.number + ROWS]]))
        workspace.set_draft(AnalysisRequest(Upload("sample.csv", digest), encoder="hashing"))
        return {"workspace": workspace.id, "digest": digest}

    def rename(self) -> dict[str, Any]:
        """An edit of the newest workspace that has a map, or its new name."""
        workspace = self.home.list()[0]
        name = f"renamed {time.time_ns()}"
        workspace.rename(name)
        return {"workspace": workspace.id, "name": name}

    def map(self) -> dict[str, Any]:
        """The newest workspace's map, as a job."""
        workspace, draft = self._drafted()
        return {"job": self.jobs.submit(workspace, workspace.add_run(draft).id).id}

    def check(self) -> dict[str, Any]:
        """A file is read by a process of its own."""
        workspace, draft = self._drafted()
        return {"job": self.jobs.check(workspace, draft).id}

    def _drafted(self) -> tuple[Workspace, AnalysisRequest]:
        for workspace in self.home.list():
            if workspace.draft is not None:
                return workspace, workspace.draft
        self.upload()
        return self._drafted()

    def delete(self, workspace: str) -> dict[str, Any]:
        self.home.open(workspace).delete()
        return {"deleted": workspace}

    def ask(self) -> dict[str, Any]:
        """What the answer worker says."""
        return {"answer": ask(self.answer_pool, max, (3, 7), 30, "Comparing")}

    def who(self) -> dict[str, Any]:
        """The processes by what they do."""
        found: dict[str, list[int]] = {"worker": [], "reader": []}
        for child in psutil.Process().children(recursive=True):
            try:
                words = " ".join(child.cmdline())
            except psutil.Error:  # it has ended meanwhile
                continue
            if "spawn_main" in words:
                found["worker"].append(child.pid)
            elif "interestlab.work.sandbox" in words:
                found["reader"].append(child.pid)
        return found


def main() -> None:
    die_with_parent(int(sys.argv[2]))
    served = Served(Path(sys.argv[1]))
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        what, *given = line.split()
        try:
            answer = getattr(served, what)(*given)
        except Exception as error:  # told to the test
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
