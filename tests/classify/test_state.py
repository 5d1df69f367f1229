"""Two files, no pickle, and damage is an error that is expected."""

import numpy as np
import pytest

from interestlab.classify.state import State, read_state, write_state


def test_arrays_and_values_come_back(tmp_path):
    write_state(tmp_path, State({"a": np.arange(6, dtype=np.float32).reshape(2, 3).T}, {"classes": ["书籍", "b"]}))
    found = read_state(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["model.json", "model.safetensors"]
    assert found.matrix("a", 3, 2).tolist() == [[0, 3], [1, 4], [2, 5]]
    assert found.names("classes") == ("书籍", "b")


def test_what_is_not_what_it_says_is_a_value_error(tmp_path):
    write_state(tmp_path, State({"a": np.zeros(2)}, {"classes": [1]}))
    found = read_state(tmp_path)
    with pytest.raises(ValueError, match="shape"):
        found.matrix("a", 3)
    with pytest.raises(ValueError, match="no list of texts"):
        found.names("classes")


@pytest.mark.parametrize("name", ["model.safetensors", "model.json"])
def test_damaged_files_are_value_errors(tmp_path, name):
    write_state(tmp_path, State({"a": np.zeros(2)}, {}))
    (tmp_path / name).write_bytes(b"[")
    with pytest.raises(ValueError):  # noqa: PT011  # each library words it in its own way
        read_state(tmp_path)


def test_absent_files_are_os_errors(tmp_path):
    with pytest.raises(OSError):  # noqa: PT011
        read_state(tmp_path)
