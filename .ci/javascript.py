"""Lints the JavaScript of the pages and checks its types; without node and npm it says so, and that is all.

The checkers are pinned in `.ci/js`, and installed there once for every change of them. The product needs none of this.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
TOOLS = ROOT / ".ci" / "js"
PROGRAMS = TOOLS / "node_modules" / ".bin"


def main() -> None:
    missing = [name for name in ("node", "npm") if shutil.which(name) is None]
    if missing:
        sentence = f"The JavaScript is not checked: no {' and no '.join(missing)} found (Debian: apt-get install nodejs npm)."
        if os.environ.get("INTERESTLAB_REQUIRE_BROWSER"):
            stop(sentence)
        print(sentence)
        return
    install()
    run(PROGRAMS / "eslint", "--config", TOOLS / "eslint.config.js", "--max-warnings", "0", "interestlab/ui", "tests/ui")
    run(PROGRAMS / "tsc", "--project", TOOLS / "tsconfig.json")
    print("The JavaScript is clean.")


def install() -> None:
    stamp = TOOLS / "node_modules" / ".installed"
    digest = hashlib.sha256(b"".join((TOOLS / name).read_bytes() for name in ("package.json", "package-lock.json"))).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    print("Installing what checks the JavaScript into .ci/js/node_modules …", flush=True)
    command = ["npm", "ci", "--prefix", TOOLS, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    if subprocess.run(command, check=False).returncode:
        stop("It could not be installed (see above); check the network and npm's settings, and run the command again.")
    stamp.write_text(digest)


def run(*command: str | Path) -> None:
    if subprocess.run(command, check=False, cwd=ROOT).returncode:
        stop(f"{Path(command[0]).name} found what is listed above.")


def stop(sentence: str) -> None:
    print(sentence, file=sys.stderr)
    raise SystemExit(1)


if __name__ == "__main__":
    main()
