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
from interestlab.recommend.judging.splits import DEFAULT_SPLIT, split_dataset
from interestlab.recommend.settings import make_recommender, parameter


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


@pytest.mark.parametrize(("trials", "said"), [(201, "1 to 200 trials; 201 were asked"), (-1, "1 to 200 trials; -1 were asked")])
def test_the_number_of_trials_has_ends(taste, trials, said):
    with pytest.raises(InvalidSetting, match=said):
        search(taste, "ials", trials=trials)
    with pytest.raises(InvalidSetting, match="A list holds one item or more; k is 0"):
        search(taste, "ials", trials=1, k=0)


def test_one_trial_is_the_defaults_and_twenty_are_made_of_lists_of_ten_unless_asked(taste):
    one = search(taste, "ease", trials=1, k=1)
    assert [trial.values for trial in one.trials] == [{}]
    assert (one.chosen, one.k, one.difference.value) == (0, 1, 0)
    told = []
    found = search(taste, "item-knn", progress=lambda *step: told.append(step))
    assert told == [(done, 20) for done in range(21)]
    assert (found.k, found.seed) == (10, 0)
    assert found.rule == split_dataset(taste, DEFAULT_SPLIT, seed=0).rule
    assert found.test_default == search(taste, "item-knn", trials=1, k=10, seed=0).test_default
    assert len(drawn_settings("ease", 200, 0)) == 200


def drawn(default, low, high, share):
    """What is drawn where the generator gives `share`."""

    class Fixed:
        def random(self):
            return share

        def integers(self, size):
            return size - 1

    return module._drawn(field_of(parameter(default, "", low=low, high=high)), Fixed())


def field_of(made, name="number"):
    made.name = name
    return made


@pytest.mark.parametrize(
    ("default", "low", "high", "share", "value"),
    [
        (1.0, 0.0, 2.0, 0.25, 0.5),  # a narrow range evenly
        (0.0, -1.0, 1.0, 0.75, 0.5),
        (0.5, 0.0, 1.0, 1.0, 1.0),
        (2.0, 1.5, 3.0, 0.25, 1.875),
        (10.0, 0.001, 10_000.0, 0.0, 10 / 30),  # a wide one from a thirtieth to thirty times the default
        (10.0, 0.001, 10_000.0, 1.0, 300.0),
        (10.0, 0.001, 10_000.0, 0.5, 10.0),
        (10.0, 1.0, 100.0, 0.0, 1.0),  # within its ends
        (10.0, 1.0, 100.0, 1.0, 100.0),
        (1.0, 0.1, 2.2, 0.0, 0.1),  # wider than two
        (1.0, 0.1, 2.2, 0.5, 0.469),  # √(0.1 · 2.2)
        (0.0, 0.0, 10_000.0, 0.49, 0.0),  # around 0: nothing as often as something
        (0.0, 0.0, 10_000.0, 0.5, 1.0),
        (0.0, 0.0, 10_000.0, 0.75, 100.0),
        (10, 1, 1_000, 0.0, 1),  # whole
        (32, 1, 512, 0.6, 43),  # 32/30 · 480^0.6
        (7.0, 0.001, 10_000.0, 0.3, 1.796),  # four digits
    ],
)
def test_a_number_is_drawn_evenly_or_by_its_logarithm(default, low, high, share, value):
    found = drawn(default, low, high, share)
    assert (found, type(found)) == (pytest.approx(value, rel=1e-3), type(default))


def test_a_choice_is_drawn_with_equal_chance():
    declared = field_of(parameter("a", "", choices=("a", "b", "c")))
    found = [module._drawn(declared, np.random.default_rng(seed)) for seed in range(60)]
    assert {one: found.count(one) >= 10 for one in found} == {"a": True, "b": True, "c": True}


def test_validation_is_drawn_from_the_next_seed(taste):
    outer = split_dataset(taste, "random", seed=4)
    inner = validation_split(taste, outer, "random", seed=4)
    assert (inner.relevant != split_dataset(outer.train, "random", seed=5).relevant).nnz == 0


def test_what_cannot_be_judged_is_never_chosen(taste, monkeypatch):
    """The second setting of three fails; where all scores are 0, the defaults stay."""
    judged = module._judged

    def failing(split, recommender, values, k, seed):
        if values and values == second:
            raise NotApplicable("No.")
        return judged(split, recommender, values, k, seed)

    second = drawn_settings("ease", 3, 0)[1]
    monkeypatch.setattr(module, "_judged", failing)
    found = search(taste, "ease", trials=3, k=5)
    assert [(one.score is None, one.problem) for one in found.trials] == [(False, None), (True, "No."), (False, None)]
    assert found.chosen != 1
    assert all(one.seconds >= 0 for one in found.trials)


def test_defaults_that_cannot_be_judged_say_why(taste, monkeypatch):
    def failing(split, recommender, values, k, seed):
        raise NotApplicable("No." if values else "Not these.")

    monkeypatch.setattr(module, "_judged", failing)
    for trials in (1, 2):
        with pytest.raises(NotApplicable, match="Not these"):
            search(taste, "ease", trials=trials)
