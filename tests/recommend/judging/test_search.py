"""A search sees the validation part alone and touches the test part once."""

import json
from dataclasses import fields, replace

import numpy as np
import pytest

from interestlab import registry
from interestlab.errors import InvalidSetting, NotApplicable
from interestlab.recommend.dataset import build_dataset, item_evidence
from interestlab.recommend.judging import search as module
from interestlab.recommend.judging.search import drawn_settings, search, search_from, tunable, validation_split
from interestlab.recommend.judging.splits import split_dataset
from interestlab.recommend.settings import make_recommender


def test_the_defaults_are_tried_first_and_every_trial_is_recorded(taste):
    found = search(taste, "ials", trials=6, k=5, seed=3)
    assert len(found.trials) == 6
    assert found.trials[0].values == {}
    assert len({json.dumps(one.values) for one in found.trials}) == 6
    scores = [one.score.value for one in found.trials]
    assert found.chosen == int(np.argmax(scores))
    assert all(one.score.low <= one.score.value <= one.score.high for one in found.trials)
    assert found.difference.value == pytest.approx(found.test_chosen.value - found.test_default.value)
    again = search_from(json.loads(json.dumps(found.as_dict())))
    assert again == found
    assert [one.values for one in search(taste, "ials", trials=3, k=5, seed=3).trials] == [
        one.values for one in found.trials[:3]
    ]


def test_the_test_part_is_touched_by_two_settings_at_the_end(taste, monkeypatch):
    asked = []
    judged = module._judged

    def watched(split, recommender, values, k, seed):
        asked.append((split.relevant.nnz, dict(values)))
        return judged(split, recommender, values, k, seed)

    monkeypatch.setattr(module, "_judged", watched)
    found = search(taste, "item-knn", split="random", trials=5, k=5)
    test = split_dataset(taste, "random", seed=0)
    inner = validation_split(taste, test, "random", seed=0)
    assert [size for size, _ in asked] == [inner.relevant.nnz] * 5 + [test.relevant.nnz] * 2
    assert [values for _, values in asked[5:]] == [{}, found.trials[found.chosen].values]


def test_no_text_of_the_test_part_is_in_the_vectors_of_the_validation(corpus, embedding, interest_map):
    events = corpus.events.assign(user_id="al").iloc[:4]
    corpus = replace(corpus, events=events)
    evidence = item_evidence(corpus, embedding=embedding, interest_map=interest_map, unit="content")
    dataset = build_dataset(corpus, embedding=embedding, interest_map=interest_map, unit="content")
    outer = split_dataset(dataset, "random", seed=0, evidence=evidence)
    inner = validation_split(dataset, outer, "random", seed=0, evidence=evidence)
    tested, validated = outer.relevant.indices, inner.relevant.indices
    assert len(tested) == len(validated) == 1
    assert not inner.train.has_vector[[*tested, *validated]].any()
    assert inner.train.has_vector.sum() == 2


@pytest.mark.parametrize("name", [name for name in registry.BUILTINS["recommenders"] if tunable(name)])
def test_drawn_settings_lie_in_their_declared_ranges(name):
    drawn = drawn_settings(name, 40, 0)
    for values in drawn:
        make_recommender(name, values)
    declared = {one.name: one for one in fields(registry.load("recommenders", name).Settings)}
    for one in tunable(name):
        few = declared[one.name].metadata["choices"] or (
            declared[one.name].metadata["high"] < 20 and isinstance(one.default, int)
        )
        assert len({values[one.name] for values in drawn[1:]}) > (1 if few else 10)


def test_what_cannot_be_searched_says_so(taste):
    with pytest.raises(InvalidSetting, match="1 to 200 trials; 0 were asked"):
        search(taste, "ials", trials=0)
    assert not tunable("http")  # its timeout and retries say nothing about a model
    with pytest.raises(NotApplicable, match="“http” declares no parameters"):
        search(taste, "http")
