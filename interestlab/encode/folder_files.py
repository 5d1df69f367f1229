"""The files of a model folder that decide its vectors, and their digest."""

import hashlib
import os
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from interestlab.encode.transformer import file_sha256

# What torch does not read: weights for other machinery, pictures, notes, results of a training. All else decides the vectors.
_OTHERS = {
    ".md", ".onnx", ".h5", ".msgpack", ".ot", ".tflite", ".gguf",
    ".png", ".jpg", ".jpeg", ".gif", ".svg", ".pdf", ".csv", ".tsv", ".log", ".lock", ".py", ".pyc",
}  # fmt: skip
_FOLDERS = ("onnx", "openvino", "coreml", "runs", "__pycache__")


def deciding_files(folder: Path) -> list[Path]:
    """Every file of the folder and of its subfolders that its vectors may depend on, in the order of their names."""
    found: list[Path] = []
    seen: set[str] = set()
    for at, folders, names in os.walk(folder, followlinks=True):
        seen.add(os.path.realpath(at))
        folders[:] = [name for name in folders if _counts(name) and os.path.realpath(Path(at, name)) not in seen]
        paths = [Path(at, name) for name in names if not name.startswith(".")]
        found.extend(path for path in paths if path.suffix.lower() not in _OTHERS and path.is_file())
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def folder_digest(folder: Path) -> str:
    """SHA-256, hexadecimal, of the contents of these files, their names, and the version of what reads them.

    Equal digests give equal vectors; the folder may lie anywhere. Raises OSError where a file cannot be read.
    """
    total = hashlib.sha256(f"sentence-transformers {version('sentence-transformers')}".encode())
    for path in deciding_files(folder):
        status = path.stat()
        content = _sha256(path, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
        total.update(f"\n{path.relative_to(folder).as_posix()} {content}".encode())
    return total.hexdigest()


def _counts(name: str) -> bool:
    return not name.startswith((".", "checkpoint-")) and name not in _FOLDERS


@lru_cache(maxsize=4_096)
def _sha256(path: Path, *state: int) -> str:
    """A page asks for the digest at every click. `state` is its inode and times: ctime cannot be set back as mtime can."""
    del state
    return file_sha256(path)
