"""Sets up the virtual environment for the Makefile; needs nothing but Python. A second run takes a fraction of a second."""

import hashlib
import json
import os
import platform
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

OLDEST = (3, 11)
TORCH = "torch==2.13.0"
HASHED = "requirements-hashed.txt"


def main() -> None:
    task, *arguments = sys.argv[1:]
    if task == "port":
        need_port(int(arguments[0]))
    else:
        install(Path(arguments[0]), Path(arguments[1]))


def need_port(port: int) -> None:
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("", port))
        except OSError:
            stop(f"Port {port} is taken by another program; stop that one, or choose another port: make app PORT={port + 1}")


def install(venv: Path, requirements: Path) -> None:
    if sys.version_info < OLDEST:
        found = ".".join(map(str, sys.version_info[:2]))
        stop(f"InterestLab needs Python 3.11 or newer and this is {found}; install one and name it: make app PYTHON=python3.11")
    stamp = venv / f".{requirements.stem}.installed"
    digest = hashlib.sha256(
        b"".join(Path(name).read_bytes() for name in ("requirements.txt", "requirements-dev.txt", HASHED))
    ).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    make_venv(venv)
    python = venv / "bin" / "python"
    warn_of_gigabytes(python)
    print(f"Installing {requirements} into {venv} …", flush=True)
    for wanted in steps(requirements, hashed=has_hashes()):
        if subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted], check=False
        ).returncode:
            stop(
                "The packages could not be installed (see above); check the network and pip's settings, and run the command "
                "again."
            )
    stamp.write_text(digest)


def steps(requirements: Path, *, hashed: bool) -> list[list[str]]:
    """What pip installs, one after the other.

    Every file but PyTorch's is held against its digest, with nothing that is not in the list. PyTorch, of which each index has
    another build, comes by its version alone, and last what only its build needs besides, such as CUDA.
    """
    whole = ["-r", str(requirements)]
    if not hashed:
        return [whole]
    apart = [["--no-deps", TORCH], ["--require-hashes", "--no-deps", "-r", HASHED], [TORCH, "-c", "requirements.txt"]]
    return apart if requirements.name == "requirements.txt" else [*apart, whole]


def has_hashes() -> bool:
    """Whether the list of digests holds for this machine and this Python; says so where it does not."""
    glibc = sys.platform == "linux" and platform.libc_ver()[0] == "glibc" and platform.machine() == "x86_64"
    known = sys.version_info[:2] in ((3, 11), (3, 12), (3, 13)) and (
        glibc or (sys.platform == "darwin" and platform.machine() == "arm64")
    )
    if not known:
        print(f"{HASHED} does not know this machine or this Python: the packages come by their versions alone.", flush=True)
    return known


def make_venv(venv: Path) -> None:
    if (venv / "bin" / "pip").exists():
        return
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", venv], capture_output=True, text=True, check=False)
    if made.returncode:
        short = ".".join(map(str, sys.version_info[:2]))
        stop(f"Python's module venv is missing; install it (Debian: apt-get install python{short}-venv) and run this again.")


def warn_of_gigabytes(python: Path) -> None:
    """Says so before pip fetches a CUDA build of PyTorch, and leaves ten seconds to stop it."""
    if subprocess.run([python, "-c", "import torch"], capture_output=True, check=False).returncode == 0:
        return
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        quiet = ("--quiet", "--disable-pip-version-check", "--dry-run", "--no-deps")
        command = [python, "-m", "pip", "install", *quiet, "--report", report, TORCH]
        if subprocess.run(command, capture_output=True, check=False).returncode or not report.exists():
            return
        needs = json.loads(report.read_text())["install"][0]["metadata"].get("requires_dist", [])
    if any(need.startswith("nvidia-") for need in needs):
        print(
            "PyTorch comes from this index with CUDA, a download of about 3 GB. Without an NVIDIA card the CPU build is\n"
            "enough: stop now with Ctrl-C and see “PyTorch without CUDA” in the README. Going on in 10 seconds …",
            flush=True,
        )
        if os.environ.get("CI") != "true":
            subprocess.run([python, "-c", "import time; time.sleep(10)"], check=False)


def stop(sentence: str) -> None:
    print(sentence, file=sys.stderr)
    raise SystemExit(1)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        stop("Stopped.")
