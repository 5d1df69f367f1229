"""Every condition of a selection narrows it, and all hold together."""

import json
from datetime import date

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_matrix

from interestlab.corpus.facets import FacetCondition
from interestlab.corpus.model import Corpus
from interestlab.interests.curation import Edit, curate
from interestlab.interests.model import Clustering, InterestMap, InterestName, Names, Neighbours, Projection
from interestlab.interests.quality import centroids, measure_map
from interestlab.interests.selection import Selection, find_words, inside_polygon, select

TEXTS = ["Red roses", "The red car", "Café in Zürich", "望远镜很好", "predictable", 'a "red car" quoted']


@pytest.fixture
def corpus():
    contents = pd.DataFrame({
        "text": TEXTS,
        "user_id": ["al", "bo", None, "al", "bo", "cy"],
        "label": ["x", None, "y", "x", "y", "x"],
        "language": ["en", "en", "fr", "zh", "en", "en"],
        "extra.score": ["2", "10", "3", "1", None, "5"],
        "extra.kind": ["a", "a;b", "b;c", "c;b", None, "a;c"],
        "timestamp": pd.to_datetime(
            ["2020-01-01", "2020-01-02T23:59:59", None, "2020-01-03", "2020-01-04", "2020-02-01"], utc=True, format="ISO8601"
        ),
    })  # fmt: skip
    return Corpus(contents, pd.DataFrame(), pd.DataFrame())


@pytest.fixture
def interest_map():
    points = np.array([[0, 0], [1, 0], [2, 0], [0, 2], [1, 2], [5, 5]], np.float32)
    interest = np.array([0, 0, 1, -1, 1, 0], np.int32)
    membership = csr_matrix((np.ones(5, np.float32), ([0, 1, 2, 4, 5], [0, 0, 1, 1, 0])), shape=(6, 2))
    clustering = Clustering(interest, (interest >= 0).astype(np.float32), interest >= 0, membership)
    names = Names(tuple(InterestName(name, (), (), (), ()) for name in ("Cars", "Cafés")))
    empty = Neighbours(np.zeros((6, 1), np.int32), np.zeros((6, 1), np.float32))
    return InterestMap(empty, Projection(points, points), clustering, names)


SELECTIONS = [
    (Selection(), [0, 1, 2, 3, 4, 5]),
    (Selection(interests=(1,)), [2, 4]),
    (Selection(interests=(-1, 1)), [2, 3, 4]),
    (Selection(users=("al", "cy")), [0, 3, 5]),
    (Selection(labels=("y",)), [2, 4]),
    (Selection(languages=("en", "zh")), [0, 1, 3, 4, 5]),
    (Selection(since=date(2020, 1, 2), until=date(2020, 1, 2)), [1]),
    (Selection(until=date(2020, 1, 3)), [0, 1, 3]),
    (Selection(since=date(2020, 1, 1)), [0, 1, 3, 4, 5]),
    (Selection(facets=(FacetCondition("score", "number", low=3),)), [1, 2, 5]),
    (Selection(facets=(FacetCondition("score", "number", high=9), FacetCondition("kind", "tags", values=("b",)))), [2, 3]),
    (Selection(words="red"), [0, 1, 5]),
    (Selection(words="red car"), [1, 5]),
    (Selection(words='"red car"'), [1, 5]),
    (Selection(words='"the red"'), [1]),
    (Selection(words="远镜"), [3]),
    (Selection(words="CAFÉ"), [2]),
    (Selection(words="dict"), []),
    (Selection(words="("), []),
    (Selection(words='"red'), [5]),
    (Selection(polygon=((-1, -1), (1.5, -1), (1.5, 1), (-1, 1))), [0, 1]),
    (Selection(polygon=((0, 0), (9, 9))), [0, 1, 2, 3, 4, 5]),
    (Selection(users=("al",), words="red", interests=(0,)), [0]),
]


@pytest.mark.parametrize(("selection", "expected"), SELECTIONS)
def test_select(corpus, interest_map, selection, expected):
    assert select(corpus, interest_map, selection).tolist() == expected


def test_an_empty_selection_knows_it():
    assert Selection().empty
    assert not Selection(words="x").empty
    assert not Selection(since=date(2020, 1, 1)).empty


def test_words_begin_words():
    texts = pd.Series(["cartoon", "scar", "a car", "Car-wash"])
    assert find_words(texts, "car").tolist() == [True, False, True, True]


def test_a_polygon_with_a_dent():
    dented = ((0, 0), (4, 0), (4, 4), (2, 1), (0, 4))
    points = np.array([[2, 0.5], [2, 3], [0.5, 2], [3.5, 2], [5, 1], [-1, 0]], np.float32)
    assert inside_polygon(points, dented).tolist() == [True, False, True, True, False, False]
    turned = tuple(reversed(dented))
    assert inside_polygon(points, turned).tolist() == inside_polygon(points, dented).tolist()


def test_curation_is_a_view(interest_map):
    edits = (Edit("rename", 0, "Wheels"), Edit("rename", 7, "Nobody"), Edit("rename", 0, "Motors"))
    curated = curate(interest_map, edits).map
    assert [curated.name(i) for i in (0, 1, -1)] == ["Motors", "Cafés", "No clear interest"]
    assert interest_map.name(0) == "Cars"
    assert curate(interest_map, ()).map is interest_map


def test_the_map_counts_itself(interest_map):
    assert len(interest_map) == 6
    assert interest_map.count == 2
    assert interest_map.sizes.tolist() == [3, 2]


def test_quality_of_a_made_map():
    rng = np.random.default_rng(0)
    labels = np.repeat([0, 1, -1], (30, 20, 10))
    vectors = np.where(labels[:, None] == np.arange(3), 1.0, 0.01) + 0.01 * rng.random((60, 3))
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    interest = labels.astype(np.int32)
    core = (labels >= 0) & (np.arange(60) % 10 != 0)
    rows = np.flatnonzero(interest >= 0)
    membership = csr_matrix((np.ones(len(rows), np.float32), (rows, interest[rows])), shape=(60, 2))
    clustering = Clustering(interest, (interest >= 0).astype(np.float32), core, membership)
    line = np.arange(60, dtype=np.float32)[:, None] * [1, 0]
    near = np.clip(np.arange(60)[:, None] + [-1, 1], 0, 59)
    near[0], near[59] = [1, 2], [58, 57]
    neighbours = Neighbours(near.astype(np.int32), np.zeros((60, 2), np.float32))
    found = measure_map(vectors, neighbours, Projection(line.astype(np.float32), line.astype(np.float32)), clustering)
    assert found.core_share + found.taken_share + found.unclear_share == pytest.approx(1)
    assert found.unclear_share == pytest.approx(10 / 60)
    assert found.taken_share == pytest.approx(5 / 60)
    assert found.coherence > 0.9
    assert found.neighbours_kept == 1
    assert np.allclose(np.linalg.norm(centroids(vectors, clustering), axis=1), 1)


@pytest.mark.parametrize("selection", [
    Selection(),
    Selection((-1, 3), ("al",), ("x", "y"), ("zh",), date(2020, 1, 2), date(2021, 1, 1),
              'red "two words"', ((0, 0), (1, 0.5), (1, 1))),
])  # fmt: skip
def test_a_selection_is_the_same_after_json(selection):
    again = Selection.from_json(json.loads(json.dumps(selection.to_json())))
    assert again == selection
    assert again.empty == selection.empty
