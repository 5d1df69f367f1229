"""Vectors are kept by the batch, a batch whole or not at all."""

import numpy as np
import pytest

from interestlab.home.vectors import VectorFile


@pytest.fixture
def file(tmp_path):
    made = VectorFile(tmp_path / "vectors.sqlite")
    yield made
    made.close()


def test_vectors_come_back_as_they_were(tmp_path):
    file = VectorFile(tmp_path / "w" / "vectors.sqlite")
    vectors = {f"{n:064x}": np.full(8, n, np.float32) for n in range(1_200)}
    file.put_many(vectors)
    file.close()
    again = VectorFile(tmp_path / "w" / "vectors.sqlite")
    found = again.get_many([*vectors, "ff" * 32])
    assert found.keys() == vectors.keys()
    assert all(np.array_equal(found[key], vector) for key, vector in vectors.items())
    again.put_many({f"{3:064x}": np.zeros(8, np.float32)})
    assert again.get_many([f"{3:064x}"])[f"{3:064x}"].sum() == 0
    again.close()


def test_a_batch_that_fails_leaves_nothing_of_itself_and_the_file_usable(file):
    with pytest.raises(ValueError, match="hexadecimal"):
        file.put_many({"00": np.zeros(2), "no key": np.zeros(2)})
    assert file.get_many(["00"]) == {}
    file.put_many({"01": np.ones(2)})
    assert list(file.get_many(["00", "01"])) == ["01"]


def test_what_is_kept_is_float32_whatever_came(file):
    wide = np.arange(12, dtype=np.float64).reshape(3, 4)
    file.put_many({"aa": wide[:, 1], "bb": wide[0]})
    found = file.get_many(["AA", "bb"])
    assert found["aa"].dtype == np.float32
    assert found["aa"].tolist() == [1, 5, 9]
    assert found["bb"].tolist() == [0, 1, 2, 3]


def test_a_batch_is_seen_by_another_reader_at_once(file, tmp_path):
    other = VectorFile(tmp_path / "vectors.sqlite")
    file.put_many({"aa": np.ones(2)})
    assert list(other.get_many(["aa"])) == ["aa"]
    other.close()


def test_nothing_is_asked_for_nothing(file):
    assert file.get_many([]) == {}
