"""Each noun comes back from its folder as it was, in formats that run nothing."""

import json
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from interestlab.encode.protocol import Embedding, TokenCounts
from interestlab.home import formats
from interestlab.interests.model import InterestName, Names
from interestlab.interests.words import WordCounts


@pytest.fixture(scope="module")
def result(analysed_home):
    return analysed_home.open("sample").need_result()


def test_report_and_roles_come_back_as_they_were(analysed_home):
    result = analysed_home.open("sample").need_result()
    roles, catalogue = formats.load_roles(result.folder("read"))
    assert (roles.user, roles.item, roles.text, catalogue) == ("user_id", "item_id", ("text",), None)
    assert formats.load_rule(result.folder("read")).kind == "scale"
    assert formats.load_report(result.folder("read")) == result.report
    assert result.report.counts.rows == 400
    assert list(formats.load_findings(result.folder("read")).columns) == ["finding", "line", "reason", "row"]


def test_json_keeps_every_script_readable(tmp_path):
    formats.save_json(tmp_path, "x", {"餐": ["é", None]})
    assert "餐" in (tmp_path / "x.json").read_text("utf-8")
    assert formats.load_json(tmp_path, "x") == {"餐": ["é", None]}


def test_an_array_comes_back_from_the_disk_and_is_not_written_to(tmp_path):
    array = np.arange(6, dtype=np.float32).reshape(2, 3)
    formats.save_array(tmp_path, "a", array)
    back = formats.load_array(tmp_path, "a")
    assert isinstance(back, np.memmap)
    assert back.dtype == np.float32
    assert np.array_equal(back, array)
    with pytest.raises(ValueError, match="read-only"):
        back[0, 0] = 1


def test_nothing_is_pickled_and_nothing_pickled_is_read(tmp_path):
    objects = np.array([{}], dtype=object)
    with pytest.raises(ValueError, match="allow_pickle"):
        formats.save_array(tmp_path, "a", objects)
    np.save(tmp_path / "b.npy", objects)
    with pytest.raises(ValueError, match="Python objects in dtype"):
        formats.load_array(tmp_path, "b")
    np.savez(tmp_path / "arrays.npz", objects)
    formats.save_json(tmp_path, "value", {"values": 0})
    with pytest.raises(ValueError, match="allow_pickle"):
        formats.load_value(tmp_path, Held)


@pytest.mark.parametrize("shape", [(3, 5), (0, 4), (4, 0)])
def test_a_sparse_matrix_keeps_its_shape_and_zeros(tmp_path, shape):
    matrix = csr_matrix(np.eye(*shape, k=1, dtype=np.float32))
    formats.save_sparse(tmp_path, "m", matrix)
    back = formats.load_sparse(tmp_path, "m")
    assert (back.shape, back.dtype, back.nnz) == (shape, np.float32, matrix.nnz)
    assert np.array_equal(back.toarray(), matrix.toarray())


def test_a_corpus_comes_back_to_the_last_byte(result, tmp_path):
    written, back = formats.load_json(result.folder("read"), "digest"), formats.load_corpus(result.folder("read"))
    assert back.digest == written
    other = back.contents.assign(text=back.contents["text"].str.upper())
    assert type(back)(other, back.items, back.events).digest != written
    for name in ("contents", "items", "events"):
        table = pd.read_parquet(result.folder("read") / f"{name}.parquet")
        assert table.dtypes.equals(getattr(result.corpus, name).dtypes)


def test_what_the_encoder_did_not_know_is_summed_over_the_sample(tmp_path):
    vectors = np.eye(3, dtype=np.float32)
    counted = TokenCounts(np.array([5, 7]), np.array([1, 0]), np.array([False, True]))
    formats.save_embedding(tmp_path, Embedding(vectors, "made", "d1"), counted)
    back = formats.load_embedding(tmp_path)
    assert (back.encoder, back.digest) == ("made", "d1")
    assert np.array_equal(back.vectors, vectors)
    assert formats.load_json(tmp_path, "encoder")["tokens"] == {"texts": 2, "tokens": 12, "unknown": 1, "truncated": 1}
    formats.save_embedding(tmp_path, Embedding(vectors, "made", "d1"), None)
    assert formats.load_json(tmp_path, "encoder")["tokens"] is None


def test_words_and_names_keep_their_order(tmp_path):
    words = WordCounts(("b", "a", "餐"), csr_matrix(np.array([[1, 0, 1], [0, 1, 0]], dtype=np.float32)))
    formats.save_words(tmp_path, words)
    back = formats.load_words(tmp_path)
    assert back.words == words.words
    assert np.array_equal(back.contains.toarray(), words.contains.toarray())
    soil = InterestName("Soil", ("soil", "bed"), (0.9, 0.5), (3, 1), (2,), ("beds",), ("Soil", "Bulbs"), generic=True)
    names = Names((soil, InterestName("Stars", (), (), (), ())))
    formats.save_names(tmp_path, names)
    assert formats.load_names(tmp_path) == names


def test_names_of_before_there_were_lines_come_back_without(tmp_path):
    row = {"name": "Soil & bed", "keywords": ["soil"], "scores": [0.9], "typical": [3], "varied": [2]}
    formats.save_json(tmp_path, "names", [row])
    assert formats.load_names(tmp_path).interests == (InterestName("Soil & bed", ("soil",), (0.9,), (3,), (2,)),)


def test_the_map_of_a_run_is_put_together_from_its_steps(result):
    found = formats.load_map(result.workspace.store, result.run.keys)
    assert np.array_equal(found.interest, np.load(result.folder("cluster") / "interest.npy"))
    rows = json.loads((result.folder("name") / "names.json").read_text("utf-8"))
    assert [name.name for name in found.names.interests] == [row["name"] for row in rows]
    assert found.clustering.membership.shape == (400, found.count)
    assert isinstance(found.points, np.memmap)


@dataclass(frozen=True, eq=False)
class Mixed:
    """Arrays, a matrix and plain values."""

    weights: np.ndarray
    part: csr_matrix
    names: tuple[str, ...]
    share: float
    missing: str | None = None


def test_fields_come_back_by_their_kind(tmp_path):
    formats.save_fields(tmp_path, Mixed(np.arange(3), csr_matrix(np.eye(2)), ("a", "b"), 0.5))
    back = formats.load_fields(tmp_path, Mixed)
    assert back.weights.tolist() == [0, 1, 2]
    assert np.array_equal(back.part.toarray(), np.eye(2))
    assert (back.names, back.share, back.missing) == (("a", "b"), 0.5, None)


def test_fields_of_another_class_are_refused(tmp_path):
    formats.save_fields(tmp_path, Mixed(np.arange(3), csr_matrix(np.eye(2)), (), 0.5))
    with pytest.raises(TypeError, match="unexpected keyword argument"):
        formats.load_fields(tmp_path, Held)


@dataclass(frozen=True, eq=False)
class Held:
    values: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Holds:
    """Arrays within dataclasses within a tuple and a mapping."""

    several: tuple[Held, ...]
    by_name: dict[str, Held]
    note: str


def test_a_value_keeps_its_arrays_wherever_they_stand(tmp_path):
    several = (Held(np.arange(2)), Held(np.eye(2, dtype=np.float32)))
    formats.save_value(tmp_path, Holds(several, {"last": Held(np.array([9]))}, "餐"))
    back = formats.load_value(tmp_path, Holds)
    assert [one.values.tolist() for one in back.several] == [[0, 1], [[1, 0], [0, 1]]]
    assert back.several[1].values.dtype == np.float32
    assert back.by_name["last"].values.tolist() == [9]
    assert back.note == "餐"


def test_a_value_with_more_than_ten_arrays_keeps_their_order(tmp_path):
    formats.save_value(tmp_path, Holds(tuple(Held(np.array([at])) for at in range(12)), {}, ""))
    assert [int(one.values[0]) for one in formats.load_value(tmp_path, Holds).several] == list(range(12))
