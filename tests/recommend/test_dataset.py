from dataclasses import replace

import numpy as np
import pytest

from interestlab.errors import ColumnProblem, NotApplicable
from interestlab.recommend.backends.item_knn import ItemKNN
from interestlab.recommend.dataset import (
    Sharing,
    build_dataset,
    dataset_of,
    event_moments,
    item_evidence,
    item_names,
    labels,
    sharing,
    units,
)
from interestlab.recommend.evidence import main_interest, with_evidence
from interestlab.recommend.host import fit_recommender
from interestlab.recommend.options import ItemFilters


def test_items_are_sorted_ids_and_keep_those_nobody_touched(corpus):
    dataset = build_dataset(corpus)
    assert dataset.items.tolist() == ["t1", "t2", "t3"]
    assert dataset.users.tolist() == ["al", "bo"]


def test_events_are_sorted_by_time_with_unknown_times_first_and_ownerless_ones_left_out(corpus):
    dataset = build_dataset(corpus)
    assert dataset.event_time[0] == -1
    assert (np.diff(dataset.event_time) > 0).all()
    assert dataset.event_time[1] == np.datetime64("2024-01-01", "us").view(np.int64)
    assert dataset.event_doc.tolist() == [2, 1, 3, 0, -1]
    assert len(dataset.event_user) == 5


def test_the_last_weight_of_a_repeat_wins_and_all_events_stay(corpus):
    dataset = build_dataset(corpus)
    al = dataset.users.tolist().index("al")
    assert dataset.matrix[al].toarray()[0].tolist() == [1, -1, 0]
    assert ((dataset.event_user == al) & (dataset.event_item == 1)).sum() == 2


def test_contents_as_items_are_numbered_by_doc_id(corpus):
    dataset = build_dataset(corpus, unit="content")
    assert dataset.items.tolist() == ["0", "1", "2", "3"]
    assert sorted(dataset.event_item.tolist()) == [0, 1, 2, 3]


def test_an_extra_column_as_items_leaves_out_contents_without_a_value(corpus):
    dataset = build_dataset(corpus, unit="extra.domain")
    assert dataset.items.tolist() == ["a.org", "b.org"]
    assert dataset.matrix.toarray().tolist() == [[1, 1], [0, 1]]


def test_an_unknown_unit_is_refused_with_what_there_is(corpus):
    with pytest.raises(ColumnProblem, match=r"extra\.page.*item, content, extra\.domain"):
        build_dataset(corpus, unit="extra.page")
    assert units(corpus) == ("item", "content", "extra.domain")


def test_no_usable_event_is_said(corpus):
    corpus.events["user_id"] = None
    with pytest.raises(NotApplicable, match="0 of 6 events"):
        build_dataset(corpus)


def test_item_vectors_are_unit_means_of_their_contents(corpus, embedding):
    dataset = build_dataset(corpus, embedding=embedding)
    expected = np.array([1.6, 0.8]) / np.hypot(1.6, 0.8)
    assert np.allclose(dataset.item_vectors[1], expected)
    assert dataset.has_vector.tolist() == [True, True, False]
    assert not dataset.item_vectors[2].any()


def test_item_interest_counts_unclear_contents_as_none(corpus, interest_map):
    dataset = build_dataset(corpus, interest_map=interest_map)
    assert np.allclose(dataset.item_interest.toarray(), [[0, 0.7], [0.45, 0], [0, 0]])
    assert main_interest(dataset.item_interest, np.array([2, 1, 0])).tolist() == [-1, 0, 1]


def test_hidden_texts_do_not_speak_for_their_item(corpus, embedding):
    dataset = build_dataset(corpus, embedding=embedding)
    hidden = with_evidence(dataset, item_evidence(corpus, embedding=embedding), np.array([2, 1, 3]))
    assert np.allclose(hidden.item_vectors[1], [1, 0])
    assert hidden.has_vector.tolist() == [False, True, False]


def test_sharing_counts_likes_only(corpus):
    found = sharing(build_dataset(corpus))
    assert (found.items, found.shared) == (3, 1)
    assert found.event_share == pytest.approx(2 / 5)


def test_names_come_from_the_items_table_then_the_title_then_the_id(corpus):
    assert item_names(corpus, build_dataset(corpus)) == ("Night sky", "Soil", "Never touched")
    assert item_names(corpus, build_dataset(corpus, unit="content"), unit="content")[3] == "More stars"
    assert item_names(corpus, build_dataset(corpus, unit="extra.domain"), unit="extra.domain") == ("a.org", "b.org")


def test_a_million_events_become_one_matrix():
    rng = np.random.default_rng(0)
    user, item = rng.integers(50_000, size=1_000_000), rng.integers(20_000, size=1_000_000)
    dataset = dataset_of(
        users=np.arange(50_000).astype(np.str_),
        items=np.arange(20_000).astype(np.str_),
        event_user=user,
        event_item=item,
        event_time=np.arange(1_000_000),
        event_weight=np.ones(1_000_000, dtype=np.float32),
        event_value=np.ones(1_000_000, dtype=np.float32),
    )
    assert dataset.matrix.nnz == len(np.unique(user * 20_000 + item))


@pytest.mark.data
def test_posts_share_nothing_and_domains_do(news):
    posts = build_dataset(news)
    assert sharing(posts) == Sharing(items=33_729, shared=0, event_share=0.0)
    with pytest.raises(NotApplicable, match="0 of 33,729 items are shared by two users"):
        fit_recommender(posts, ItemKNN())
    domains = sharing(build_dataset(news, unit="extra.domain"))
    assert (domains.items, domains.shared) == (10_635, 2_057)
    assert domains.event_share == pytest.approx(0.69, abs=0.005)


def test_an_item_has_the_labels_of_its_contents(corpus):
    contents = corpus.contents.assign(label=["soil", "sky", "earth", None])
    labelled = replace(corpus, contents=contents)
    assert labels(labelled) == ("earth", "sky", "soil")

    def allowed(*wanted, unit="item"):
        return ItemFilters(labels=wanted).allowed(build_dataset(labelled, unit=unit)).tolist()

    assert allowed("earth", "sky") == [True, True, False]
    assert allowed("soil") == [False, True, False]
    assert allowed("soil", unit="content") == [True, False, False, False]
    assert allowed("sky", unit="extra.domain") == [True, False]


def test_events_have_moments_in_the_order_of_the_corpus(corpus):
    found = event_moments(corpus)
    assert found.dtype == np.int64
    assert np.flatnonzero(found == -1).tolist() == [2]
    assert found[0] == np.datetime64("2024-01-03", "us").astype(np.int64)
