"""Small real tables for the recommender's tests."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_matrix

from interestlab.corpus import build_corpus, read_table
from interestlab.corpus.model import Corpus
from interestlab.encode.protocol import Embedding
from interestlab.interests.model import Clustering, InterestMap, Names, Neighbours, Projection
from interestlab.recommend.dataset import build_dataset, dataset_of
from interestlab.recommend.protocol import Dataset
from interestlab.sample import sample_csv
from interestlab.testing.datasets import taste_dataset

DATA = Path(__file__).parents[3] / "shared" / "data"
MOVIES = DATA / "movielens_small"
NEWS = DATA / "hackernews" / "posts.parquet"


def frame(**columns):
    table = pd.DataFrame(columns)
    for name in table.columns:
        if name == "timestamp":
            table[name] = pd.to_datetime(table[name], utc=True).astype("datetime64[us, UTC]")
        elif name == "doc_id":
            table[name] = table[name].astype("Int64")
        elif name not in {"value", "weight"}:
            table[name] = table[name].astype("str")
    return table


@pytest.fixture
def corpus():
    """Four posts in two threads and on two domains, and a rating without a text."""
    contents = frame(
        doc_id=[0, 1, 2, 3],
        item_id=["t2", "t1", "t2", "t1"],
        text=["about soil", "about stars", "more soil", "more stars"],
        title=["Soil", "Stars", "More soil", "More stars"],
        user_id=["bo", "al", "al", "bo"],
        **{"extra.domain": ["b.org", "a.org", "b.org", ""]},
    )
    contents["doc_id"] = contents["doc_id"].astype("int64")
    items = frame(item_id=["t1", "t2", "t3"], name=["Night sky", None, "Never touched"])
    events = frame(
        user_id=["bo", "al", "al", "bo", "al", None],
        item_id=["t2", "t1", "t2", "t1", "t2", "t1"],
        doc_id=[0, 1, 2, 3, None, None],
        timestamp=["2024-01-03", "2024-01-01", None, "2024-01-02", "2024-01-05", "2024-01-06"],
        value=[np.nan] * 4 + [1.0, 2.0],
        weight=np.array([1, 1, 1, 1, -1, 1], dtype=np.float32),
    )
    return Corpus(contents, items, events)


@pytest.fixture
def embedding():
    vectors = np.array([[1, 0], [0, 1], [0.6, 0.8], [0, 1]], dtype=np.float32)
    return Embedding(vectors, "made", "d")


@pytest.fixture
def interest_map():
    """Interest 0 holds content 0, interest 1 content 1 and 3; content 2 is of no clear interest."""
    membership = csr_matrix(np.array([[0.9, 0], [0, 0.8], [0.3, 0.2], [0, 0.6]], dtype=np.float32))
    interest = np.array([0, 1, -1, 1], dtype=np.int32)
    clustering = Clustering(interest, np.ones(4, dtype=np.float32), interest >= 0, membership)
    empty = np.empty((4, 0))
    return InterestMap(Neighbours(empty, empty), Projection(empty, empty), clustering, Names(()))


@pytest.fixture
def taste() -> Dataset:
    return taste_dataset()


@pytest.fixture(scope="session")
def sample() -> Dataset:
    """The events of the built-in sample; nothing of its texts."""
    return build_dataset(build_corpus(read_table(BytesIO(sample_csv()), "sample.csv")).corpus)


@pytest.fixture(scope="session")
def movies() -> Dataset:
    """The ratings of movielens_small; 3 and more is a like, less a dislike."""
    if not MOVIES.exists():
        pytest.skip(f"the real ratings are not at {MOVIES}")
    ratings = pd.read_parquet(MOVIES / "ratings.parquet").sort_values("timestamp", kind="stable")
    user, users = pd.factorize(ratings["user_id"].astype("str"), sort=True)
    item, items = pd.factorize(ratings["item_id"].astype("str"), sort=True)
    return dataset_of(
        users=np.asarray(users, dtype=np.str_),
        items=np.asarray(items, dtype=np.str_),
        event_user=user.astype(np.intp),
        event_item=item.astype(np.intp),
        event_time=ratings["timestamp"].dt.tz_localize(None).to_numpy().astype("datetime64[us]").view(np.int64),
        event_weight=np.where(ratings["rating"] >= 3, 1, -1).astype(np.float32),
        event_value=ratings["rating"].to_numpy(dtype=np.float32),
    )


@pytest.fixture(scope="session")
def news() -> Corpus:
    """The titles of hackernews: each post its own item, its domain an extra column."""
    if not NEWS.exists():
        pytest.skip(f"the real posts are not at {NEWS}")
    posts = pd.read_parquet(NEWS)
    contents = posts[["item_id", "text", "user_id", "timestamp"]].assign(title=posts["text"], doc_id=np.arange(len(posts)))
    contents["extra.domain"] = posts["domain"]
    events = posts[["user_id", "item_id", "timestamp"]].assign(doc_id=contents["doc_id"].astype("Int64"), value=np.nan)
    events["weight"] = np.ones(len(posts), dtype=np.float32)
    items = pd.DataFrame({"item_id": posts["item_id"], "name": posts["text"]})
    return Corpus(contents, items, events)
