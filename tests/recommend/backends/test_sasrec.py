"""The sequential backend learns order, and shows where it looks."""

from dataclasses import replace

import numpy as np
import pytest

from interestlab.errors import NotApplicable
from interestlab.recommend.backends.sasrec import SASRec, SASRecSettings, sequence_of
from interestlab.recommend.backends.sasrec_network import BATCH, Network, planned_steps
from interestlab.recommend.dataset import dataset_of
from interestlab.recommend.histories import histories_of, made_up_history
from interestlab.recommend.host import attended, fit_recommender


def cycle(users=80, items=12, size=6):
    """Everybody walks round the items in the same direction, from a start of their own."""
    rng = np.random.default_rng(0)
    item = np.concatenate([(rng.integers(items) + np.arange(size)) % items for _ in range(users)])
    time = np.arange(users * size)
    return dataset_of(
        users=np.array([f"u{at:02d}" for at in range(users)]),
        items=np.array([f"i{at:02d}" for at in range(items)]),
        event_user=np.repeat(np.arange(users), size),
        event_item=item.astype(np.intp),
        event_time=time.astype(np.int64),
        event_weight=np.ones(len(item), dtype=np.float32),
        event_value=np.full(len(item), np.nan, dtype=np.float32),
    )


@pytest.fixture(scope="module")
def walked():
    return cycle(), fit_recommender(cycle(), SASRec(SASRecSettings(length=8)))


def test_it_names_what_comes_next_and_the_order_alone_decides(walked):
    data, fitted = walked
    every = np.arange(12)
    right = [int(fitted.recommender.score(made_up_history(data, [at, at + 1]), every)[0].argmax()) for at in range(9)]
    assert right == list(range(2, 11))
    forth, back = (fitted.recommender.score(made_up_history(data, order), every)[0] for order in ([3, 4], [4, 3]))
    assert forth.argmax() != back.argmax()


def test_attention_is_that_of_the_last_place_on_the_history_read(walked):
    data, fitted = walked
    items, weights = attended(fitted, made_up_history(data, [7, 3, 5]), 0)
    assert items.tolist() == [7, 3, 5]
    assert weights.sum() == pytest.approx(1, abs=1e-5)
    assert (weights > 0).all()
    assert len(attended(fitted, made_up_history(data, []), 0)[0]) == 0
    assert len(attended(fitted, made_up_history(data, list(range(12))), 0)[0]) == 8


def test_attention_has_the_numbers_of_the_dataset_where_items_were_left_out():
    data, model = cycle(), SASRec(SASRecSettings(epochs=1))
    model.info = replace(model.info, max_items=5)
    fitted = fit_recommender(data, model)
    assert "takes at most 5 items" in fitted.note
    gone = np.setdiff1d(np.arange(12), fitted.kept)[0]
    asked = [int(fitted.kept[4]), int(gone), int(fitted.kept[1])]
    assert attended(fitted, made_up_history(data, asked), 0)[0].tolist() == [asked[0], asked[2]]


def test_a_sequence_holds_likes_at_their_last_event():
    data = cycle(users=2, items=4, size=4)
    events = {"event_user": np.zeros(5, np.intp), "event_item": np.array([2, 0, 1, 2, 3])}
    weights = np.array([1, 1, -1, 1, 1], dtype=np.float32)
    again = dataset_of(
        users=data.users, items=data.items, event_time=np.arange(5), event_weight=weights, event_value=weights, **events
    )
    assert sequence_of(histories_of(again, np.array([0])), 0).tolist() == [0, 2, 3]


def test_without_order_it_says_so():
    with pytest.raises(NotApplicable, match="0 of 80 people like two items"):
        SASRec().fit(cycle(size=1), seed=0)


def test_work_is_limited_by_the_sizes_alone(monkeypatch):
    few = Network(12, dimension=8, blocks=1, length=8, dropout=0.0)
    sequences = [np.arange(6)] * 130  # three batches a pass
    assert planned_steps(few, sequences, 10) == (10 * -(-130 // BATCH), 10 * -(-130 // BATCH))
    wide = Network(20_000, dimension=64, blocks=2, length=200, dropout=0.0)
    steps, wanted = planned_steps(wide, [np.arange(300)] * 5_000, 100)
    assert 0 < steps < wanted / 10
    assert planned_steps(wide, [np.arange(300)] * 10_000, 100)[0] == steps
    monkeypatch.setattr("interestlab.recommend.backends.sasrec_network.MOST_WORK", 1.0)
    assert planned_steps(wide, sequences, 1)[0] == 1
    fitted = fit_recommender(cycle(), SASRec(SASRecSettings(epochs=40)))
    assert "times, not 40: its work is limited" in fitted.note
