"""Lints the JavaScript of the pages and checks its types; where node, npm or the network is missing, it says so, and ends.

The checkers are pinned in `.ci/js`, and installed there once for every change of them. The product needs none of this.
"""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
TOOLS = ROOT / ".ci" / "js"
PATIENCE = 300  # seconds
PROGRAMS = TOOLS / "node_modules" / ".bin"


def main() -> None:
    missing = [name for name in ("node", "npm") if shutil.which(name) is None]
    if missing:
        print(f"The JavaScript is not checked: no {' and no '.join(missing)} found (Debian: apt-get install nodejs npm).")
        return
    if not install():
        print("The JavaScript is not checked: its checkers could not be installed (see above); check the network.")
        return
    run(PROGRAMS / "eslint", "--config", TOOLS / "eslint.config.js", "--max-warnings", "0", "interestlab/ui", "tests/ui")
    run(PROGRAMS / "tsc", "--project", TOOLS / "tsconfig.json")
    print("The JavaScript is clean.")


def install() -> bool:
    """Whether the checkers are there, after trying to fetch them."""
    stamp = TOOLS / "node_modules" / ".installed"
    digest = hashlib.sha256(b"".join((TOOLS / name).read_bytes() for name in ("package.json", "package-lock.json"))).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return True
    print("Installing what checks the JavaScript into .ci/js/node_modules …", flush=True)
    command = ["npm", "ci", "--prefix", TOOLS, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    patience = ["--fetch-retries=1", "--fetch-timeout=60000"]
    try:
        done = subprocess.run([*command, *patience], check=False, timeout=PATIENCE).returncode == 0
    except subprocess.TimeoutExpired:
        done = False
    if done:
        stamp.write_text(digest)
    return done


def run(*command: str | Path) -> None:
    if subprocess.run(command, check=False, cwd=ROOT).returncode:
        stop(f"{Path(command[0]).name} found what is listed above.")


def stop(sentence: str) -> None:
    print(sentence, file=sys.stderr)
    raise SystemExit(1)


if __name__ == "__main__":
    main()
