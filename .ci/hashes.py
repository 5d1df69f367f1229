"""Makes requirements-hashed.txt out of requirements.txt: the digests of the wheels for Linux and macOS, Python 3.11 to 3.13.

`python .ci/hashes.py`, after a version in requirements.txt was changed. pip itself says which wheel it would take on each kind
of machine, and its index says the digests; nothing is installed. PyTorch is left out: each index has another build of it. So
are machines for which a package has no wheel, such as Linux on ARM (hdbscan).
"""

import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[1]
PYTHONS = ("3.11", "3.12", "3.13")
APART = "torch"
_HEAD = """# Made by .ci/hashes.py out of requirements.txt, without PyTorch: do not edit.
# Wheels for Linux (glibc, x86_64) and macOS (arm64), Python 3.11 to 3.13.
"""


def machines() -> dict[str, list[str]]:
    """The tags of each kind of machine, a new one and an old one of each, since pip takes the newest wheel that fits."""
    glibc = [f"manylinux_2_{minor}_x86_64" for minor in range(39, 16, -1)]
    return {
        "Linux": [*glibc, "manylinux2014_x86_64"],
        "Linux with glibc 2.28": [*glibc[-12:], "manylinux2014_x86_64"],
        "macOS 14": ["macosx_14_0_arm64"],
        "macOS 12": ["macosx_12_0_arm64"],
    }


def pinned() -> list[str]:
    """The lines of requirements.txt that name a version, but PyTorch's."""
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    return [line for line in lines if "==" in line and not line.startswith(("#", f"{APART}=="))]


def digests(python: str, tags: list[str], folder: Path) -> dict[str, str]:
    """Name and version -> the digest of the wheel that pip would take there."""
    report = folder / f"{python}-{tags[0]}.json"
    platforms = [part for tag in tags for part in ("--platform", tag)]
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed", "--no-deps",
               "--only-binary", ":all:", "--python-version", python, *platforms, "--target", str(folder / "none"),
               "--report", str(report), "-r", str(folder / "pinned.txt")]  # fmt: skip
    ended = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ)
    if ended.returncode:
        raise SystemExit(f"Python {python} on {tags[0]}: {ended.stderr.strip()[-400:]}")
    found = {}
    for one in json.loads(report.read_text("utf-8"))["install"]:
        name = f"{one['metadata']['name'].lower().replace('_', '-')}=={one['metadata']['version']}"
        found[name] = one["download_info"]["archive_info"]["hashes"]["sha256"]
    return found


def main() -> None:
    """Writes the file."""
    wanted, known = pinned(), defaultdict(set)
    with tempfile.TemporaryDirectory() as made, ThreadPoolExecutor(2) as pool:
        folder = Path(made)
        (folder / "pinned.txt").write_text("\n".join(wanted), "utf-8")
        kinds = [(python, tags, folder) for python in PYTHONS for tags in machines().values()]
        for found in pool.map(lambda kind: digests(*kind), kinds):
            for name, digest in found.items():
                known[name].add(digest)
    missing = [line for line in wanted if line.lower().replace("_", "-") not in known]
    if missing:
        raise SystemExit(f"no wheels were found of {', '.join(missing)}")
    entries = [
        " \\\n".join([line, *(f"    --hash=sha256:{digest}" for digest in sorted(known[line.lower().replace("_", "-")]))])
        for line in wanted
    ]
    (ROOT / "requirements-hashed.txt").write_text(_HEAD + "\n".join(entries) + "\n", "utf-8")


if __name__ == "__main__":
    main()
