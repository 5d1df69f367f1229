"""Small corpora with a map, made by hand."""

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_matrix

from interestlab.corpus.model import Corpus
from interestlab.corpus.sittings import find_sittings
from interestlab.interests.model import Clustering, InterestMap, Names, Neighbours, Projection
from interestlab.users.profiles import build_profiles


def make_map(interest):
    interest = np.asarray(interest, dtype=np.int32)
    count = max(int(interest.max()) + 1, 0) if len(interest) else 0
    membership = np.zeros((len(interest), count), dtype=np.float32)
    membership[np.flatnonzero(interest >= 0), interest[interest >= 0]] = 1
    clustering = Clustering(interest, np.ones(len(interest), dtype=np.float32), interest >= 0, csr_matrix(membership))
    empty = np.empty((len(interest), 0))
    return InterestMap(Neighbours(empty, empty), Projection(empty, empty), clustering, Names(()))


def make_corpus(contents, events):
    """contents: (user, item, day) rows; events: (user, item, doc_id, day, weight) rows."""

    def moments(days):
        return pd.to_datetime(pd.Series(days, dtype="object"), utc=True).astype("datetime64[us, UTC]")

    users, items, days = zip(*contents, strict=True)
    table = pd.DataFrame({"doc_id": np.arange(len(users)), "item_id": pd.Series(items, dtype="str")})
    table["user_id"], table["timestamp"] = pd.Series(users, dtype="str"), moments(days)
    users, items, docs, days, weights = zip(*events, strict=True) if events else ((),) * 5
    happened = pd.DataFrame({"user_id": pd.Series(users, dtype="str"), "item_id": pd.Series(items, dtype="str")})
    happened["doc_id"], happened["timestamp"] = pd.array(docs, dtype="Int64"), moments(days)
    happened["weight"] = pd.Series(weights, dtype="float32")
    table["sitting"], happened["sitting"] = find_sittings(table, happened)
    return Corpus(table, pd.DataFrame(), happened)


@pytest.fixture
def posts():
    """Profiles from posts alone: (user, interest, day) rows, every post with its event."""

    def build(rows, **options):
        contents = [(user, f"i{at}", day) for at, (user, _, day) in enumerate(rows)]
        events = [(user, f"i{at}", at, day, 1) for at, (user, _, day) in enumerate(rows)]
        return build_profiles(make_corpus(contents, events), make_map([interest for _, interest, _ in rows]), **options)

    return build


@pytest.fixture
def a_map():
    return make_map


@pytest.fixture
def a_corpus():
    return make_corpus
