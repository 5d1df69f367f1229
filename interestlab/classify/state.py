"""What a classifier has learned as a folder of two files: arrays as safetensors, the rest as JSON; never a pickle."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_ARRAYS, _VALUES = "model.safetensors", "model.json"


@dataclass(frozen=True, eq=False)
class State:
    """Arrays and plain values by their names."""

    arrays: Mapping[str, NDArray[Any]] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)

    def names(self, key: str) -> tuple[str, ...]:
        """A value that is a list of texts; raises ValueError where it is not."""
        found = self.values[key]
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            raise ValueError(f"{key} is no list of texts")
        return tuple(found)

    def matrix(self, key: str, rows: int, columns: int | None = None) -> NDArray[Any]:
        """An array (rows, columns), or (rows,) where no columns are named; raises ValueError for another shape."""
        found = self.arrays[key]
        shape = (rows,) if columns is None else (rows, columns)
        if found.shape != shape:
            raise ValueError(f"{key} has the shape {found.shape}, not {shape}")
        return found


def write_state(folder: Path, state: State) -> None:
    """Writes both files into the folder."""
    from safetensors.numpy import save_file

    save_file({name: np.ascontiguousarray(array) for name, array in state.arrays.items()}, folder / _ARRAYS)
    (folder / _VALUES).write_text(json.dumps(dict(state.values), ensure_ascii=False), "utf-8")


def read_state(folder: Path) -> State:
    """What `write_state` wrote; raises OSError or ValueError for anything else."""
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    try:
        arrays = load_file(folder / _ARRAYS)
    except SafetensorError as error:
        raise ValueError(f"its arrays are damaged: {error}") from error
    values = json.loads((folder / _VALUES).read_text("utf-8"))
    if not isinstance(values, dict):
        raise ValueError("its values are no object")
    return State(arrays, values)
