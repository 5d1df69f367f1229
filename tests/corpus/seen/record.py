"""Writes expected.json anew from how the files are read now: look at every change in it before it is kept.

python -m tests.corpus.seen.record
"""

import json

from tests.corpus.test_seen import EXPECTED, HERE, as_read

if __name__ == "__main__":
    found = {name: as_read(name, expected["items"]) for name, expected in EXPECTED.items()}
    (HERE / "expected.json").write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
