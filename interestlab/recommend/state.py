"""What a recommender has learned as arrays in a folder, and back; never pickle."""

from pathlib import Path
from typing import Any, ClassVar, Self
from zipfile import ZIP_STORED, ZipFile

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

_FILE = "state.npz"
_PARTS = ("data", "indices", "indptr", "shape")


class ArrayState:
    """A recommender whose learned state is the attributes named in STATE: arrays, csr matrices and numbers."""

    STATE: ClassVar[tuple[str, ...]]

    def save(self, folder: Path) -> None:
        """Writes the state into the folder."""
        write_state(folder, {name: getattr(self, name) for name in self.STATE})

    def load(self, folder: Path) -> Self:
        """Takes over what `save` wrote; returns itself. Raises ValueError or KeyError where that is not there."""
        state = read_state(folder)
        for name in self.STATE:
            setattr(self, name, state[name])
        return self


def write_state(folder: Path, state: dict[str, Any]) -> None:
    """Arrays, csr matrices and numbers by their names, into one .npz file."""
    arrays: dict[str, Any] = {}
    for name, value in state.items():
        if isinstance(value, csr_matrix):
            arrays |= {f"{name}/{part}": np.asarray(getattr(value, part)) for part in _PARTS}
        else:
            arrays[name] = np.asarray(value)
    np.savez(folder / _FILE, allow_pickle=False, **arrays)


def read_state(folder: Path) -> dict[str, Any]:
    """What `write_state` wrote; numbers come back as Python's. Raises ValueError where an array is not what it says."""
    arrays = read_arrays(folder / _FILE)
    state: dict[str, Any] = {
        name: value.item() if value.ndim == 0 else value for name, value in arrays.items() if "/" not in name
    }
    for name in {key.partition("/")[0] for key in arrays if "/" in key}:
        state[name] = _sparse(*(arrays[f"{name}/{part}"] for part in _PARTS))
    return state


def read_arrays(file: Path) -> dict[str, NDArray[Any]]:
    """All arrays of an .npz file as `np.savez` writes it, never larger than the file; raises ValueError for any other."""
    with ZipFile(file) as archive:
        members = archive.infolist()
    if any(one.compress_type != ZIP_STORED for one in members) or sum(one.file_size for one in members) > file.stat().st_size:
        raise ValueError("its arrays are compressed")
    with np.load(file, allow_pickle=False) as found:
        return {name: found[name] for name in found.files}


def need_shape(array: Any, *shape: int | None) -> NDArray[Any]:
    """The array; raises ValueError where its shape differs, None standing for any length."""
    found: NDArray[Any] = np.asarray(array)
    if found.ndim != len(shape) or any(want not in (None, have) for want, have in zip(shape, found.shape, strict=True)):
        raise ValueError(f"an array has the shape {found.shape}")
    return found


def _sparse(data: NDArray[Any], indices: NDArray[Any], indptr: NDArray[Any], shape: NDArray[Any]) -> csr_matrix:
    rows, columns = shape.tolist()
    matrix = csr_matrix((data, indices, indptr), shape=(rows, columns))
    matrix.check_format(full_check=True)  # an index outside would be read from foreign memory
    return matrix
