"""Corpus -> Dataset: who did what with which item, as arrays."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from interestlab.corpus.model import Corpus
from interestlab.encode.protocol import Embedding
from interestlab.errors import ColumnProblem, NotApplicable
from interestlab.interests.model import InterestMap
from interestlab.recommend.evidence import ItemEvidence, with_evidence
from interestlab.recommend.protocol import Dataset


@dataclass(frozen=True)
class Sharing:
    """How far users meet on items, on which every collaborative backend lives."""

    items: int
    shared: int  # items that two or more users like
    event_share: float  # share of the events that fall on shared items, 0..1


def build_dataset(
    corpus: Corpus,
    *,
    embedding: Embedding | None = None,
    interest_map: InterestMap | None = None,
    unit: str = "item",
) -> Dataset:
    """The events of a corpus as a Dataset.

    unit "item": the events' item_id; "content": each content is an item, its id the doc_id as text; "extra.NAME": the values
    of that column of the contents, such as extra.domain. Events without a user or an item are left out. Items that nobody
    touched are kept, as long as a content or the items table names them. All events stay in the arrays; `matrix` holds the
    last weight of each user and item. Items are sorted by id, or in the order of doc_id for "content".
    Raises ColumnProblem for an unknown unit and NotApplicable where no event is left.
    """
    index = _item_index(corpus, unit)
    of_content = _content_items(corpus, unit, index)
    events = corpus.events
    doc = events["doc_id"].fillna(-1).to_numpy(dtype=np.intp)
    item = _codes(events["item_id"], index) if unit == "item" else _through(doc, of_content)
    user, users = pd.factorize(events["user_id"], sort=True)
    kept = np.flatnonzero((item >= 0) & (user >= 0))
    if not len(kept):
        raise NotApplicable(f"0 of {len(events):,} events have a user and {unit}: choose another column for the items.")
    time = _microseconds(events["timestamp"])
    kept = kept[np.argsort(time[kept], kind="stable")]
    dataset = dataset_of(
        users=np.asarray(users, dtype=np.str_),
        items=np.asarray(index, dtype=np.str_),
        event_user=user[kept].astype(np.intp),
        event_item=item[kept],
        event_time=np.where(time[kept] == _NAT, -1, time[kept]),
        event_weight=events["weight"].to_numpy(dtype=np.float32)[kept],
        event_value=events["value"].to_numpy(dtype=np.float32)[kept],
        event_doc=doc[kept],
        labels=labels(corpus),
        item_labels=_item_labels(corpus, of_content, len(index)),
    )
    return with_evidence(dataset, ItemEvidence(of_content, len(index), embedding, interest_map))


def event_moments(corpus: Corpus) -> NDArray[np.int64]:
    """(e,) when each event of the corpus was, in microseconds since 1970 UTC; -1 = unknown."""
    time = _microseconds(corpus.events["timestamp"])
    return np.where(time == _NAT, -1, time)


def dataset_of(*, users: NDArray[np.str_], items: NDArray[np.str_], **events: Any) -> Dataset:
    """A Dataset from event arrays already in order of time, with the matrix of last weights made from them."""
    shape = (len(users), len(items))
    user, item, weight = events["event_user"], events["event_item"], events["event_weight"]
    last = last_of_each(user, item, len(items))
    matrix = csr_matrix((weight[last], (user[last], item[last])), shape=shape, dtype=np.float32)
    matrix.sort_indices()
    return Dataset(users=users, items=items, matrix=matrix, **events)


def last_of_each(user: NDArray[np.intp], item: NDArray[np.intp], items: int) -> NDArray[np.intp]:
    """Positions of the last event of each (user, item), sorted by user and then item."""
    pair = user.astype(np.int64) * items + item
    first_from_the_end: NDArray[np.intp] = np.unique(pair[::-1], return_index=True)[1]
    return len(pair) - 1 - first_from_the_end


def item_evidence(
    corpus: Corpus, *, embedding: Embedding | None = None, interest_map: InterestMap | None = None, unit: str = "item"
) -> ItemEvidence:
    """What evaluation needs to make item vectors without the held-out texts; arguments as in `build_dataset`."""
    index = _item_index(corpus, unit)
    return ItemEvidence(_content_items(corpus, unit, index), len(index), embedding, interest_map)


def sharing(dataset: Dataset) -> Sharing:
    """How many items two or more users like (weight above 0), and the share of events on them."""
    liked = dataset.matrix.indices[dataset.matrix.data > 0]
    shared = np.bincount(liked, minlength=len(dataset.items)) >= 2
    return Sharing(
        len(dataset.items), int(shared.sum()), float(shared[dataset.event_item].mean()) if len(dataset.event_item) else 0.0
    )


def labels(corpus: Corpus) -> tuple[str, ...]:
    """The labels of the contents, sorted; empty where the file has no label column."""
    if "label" not in corpus.contents:
        return ()
    return tuple(sorted(str(one) for one in corpus.contents["label"].dropna().unique() if one != ""))


def _item_labels(corpus: Corpus, of_content: NDArray[np.intp], items: int) -> csr_matrix | None:
    """(items, labels) how many contents of each item have each label; of_content (n,) is the item of each content, or -1."""
    names = pd.Index(labels(corpus))
    if not len(names):
        return None
    label = names.get_indexer(pd.Index(corpus.contents["label"].astype("object")))
    known = (label >= 0) & (of_content >= 0)
    ones = np.ones(int(known.sum()), dtype=np.int32)
    return csr_matrix((ones, (of_content[known], label[known])), shape=(items, len(names)))


def units(corpus: Corpus) -> tuple[str, ...]:
    """The units `build_dataset` takes for this corpus: "item", "content" and the contents' extra columns."""
    return ("item", "content", *(name for name in corpus.contents.columns if name.startswith("extra.")))


def item_names(corpus: Corpus, dataset: Dataset, *, unit: str = "item") -> tuple[str, ...]:
    """(m,) what to show for each item: its name in the items table, else the title of its first content, else its id."""
    ids = pd.Index(dataset.items.astype(object))
    names = pd.Series(dataset.items.astype(object), index=ids)
    if not unit.startswith("extra."):
        key = corpus.contents["item_id"] if unit == "item" else corpus.contents["doc_id"].astype("str")
        titles = pd.Series(corpus.contents["title"].to_numpy(), index=key.to_numpy()).dropna()
        names.update(titles[~titles.index.duplicated()])
    if unit == "item":
        named = pd.Series(corpus.items["name"].to_numpy(), index=corpus.items["item_id"].to_numpy()).dropna()
        names.update(named[named != ""])
    return tuple(str(name) for name in names)


_NAT = np.iinfo(np.int64).min


def _item_index(corpus: Corpus, unit: str) -> pd.Index:
    """The distinct item ids, in the order of the dataset."""
    if unit == "content":
        return pd.Index(corpus.contents["doc_id"].astype("str"))
    if unit == "item":
        columns = [corpus.items["item_id"], corpus.contents["item_id"], corpus.events["item_id"]]
        return _distinct(pd.concat([column.drop_duplicates() for column in columns]))
    if unit not in units(corpus):
        raise ColumnProblem(f"There is no column “{unit}” to take as items; there are {', '.join(units(corpus))}.")
    return _distinct(corpus.contents[unit])


def _distinct(column: pd.Series) -> pd.Index:
    """The column's distinct values, sorted; missing and empty ones are left out."""
    values: NDArray[np.object_] = np.asarray(column.dropna().unique(), dtype=object)
    ordered: pd.Index = pd.Index(np.sort(values[values != ""]))
    return ordered


def _content_items(corpus: Corpus, unit: str, index: pd.Index) -> NDArray[np.intp]:
    """(n,) the item of each content, -1 = none."""
    if unit == "content":
        return np.arange(len(corpus), dtype=np.intp)
    return _codes(corpus.contents["item_id" if unit == "item" else unit], index)


def _codes(column: pd.Series, index: pd.Index) -> NDArray[np.intp]:
    """Position of each value in the index, -1 where missing or absent; looks each distinct value up once."""
    code, distinct = pd.factorize(column)
    position = np.append(index.get_indexer(pd.Index(distinct)), -1)
    return position[code].astype(np.intp)


def _through(doc: NDArray[np.intp], of_content: NDArray[np.intp]) -> NDArray[np.intp]:
    """(e,) the item of each event's content, -1 where it has none."""
    return np.append(of_content, -1)[doc]


def _microseconds(timestamp: pd.Series) -> NDArray[np.int64]:
    """Microseconds UTC; unknown times are the smallest integer, so that they sort first."""
    naive = timestamp.dt.tz_convert("UTC").dt.tz_localize(None)
    moments: NDArray[np.datetime64] = naive.to_numpy().astype("datetime64[us]")
    return moments.view(np.int64)
