"""Ratings become weights by a rule that the analyst sees."""

import numpy as np
import pandas as pd
import pytest

from interestlab.corpus.columns.rating_scales import ValueForm
from interestlab.corpus.columns.values import ValueColumn, read_values
from interestlab.corpus.weights import WeightRule, rule_of
from interestlab.errors import InvalidSetting


def values(*numbers):
    return pd.Series(numbers, dtype="float64")


def propose_rule(column, name="rating"):
    return rule_of(read_values(column.map("{:g}".format, na_action="ignore").astype("str"), name=name))


def test_five_stars_are_a_scale_on_which_three_is_a_little_interest():
    rule = propose_rule(values(1, 2, 3, 4, 5, np.nan))
    weights = rule.apply(values(1, 2, 3, 4, 5, np.nan))
    assert rule.kind == "scale"
    assert weights.dtype == np.float32
    assert weights[0] < weights[1] < 0 < weights[2] < weights[3] < weights[4] == 1
    assert weights[0] == -0.6
    assert weights[5] == 1
    assert "above 2.5 is a liking (5 counts 1), below 2.5 a dislike" in rule.sentence


def test_plays_are_counts_and_never_dislikes():
    rule = propose_rule(values(*range(0, 3_000, 50)))
    assert rule.kind == "count"
    assert rule.apply(values(0, 1, 7)).tolist() == [0, 1, 3]


def test_nothing_known_counts_one():
    assert propose_rule(values()) == propose_rule(values(np.nan)) == WeightRule()
    assert propose_rule(values(1, 1, 1), "count").apply(values(1, np.nan)).tolist() == [1, 1]


def test_rules_outside_their_range():
    with pytest.raises(InvalidSetting, match=r"best value .3. must be above the neutral one .3."):
        WeightRule("scale", neutral=3, best=3)
    with pytest.raises(InvalidSetting, match="constant, scale or count"):
        WeightRule("other")


def test_weights_stay_within_one():
    assert WeightRule("scale", neutral=3, best=4).apply(values(-50, 50)).tolist() == [-1, 1]


def column(low, high, neutral, kind):
    empty = pd.Series([], dtype="float64")
    return ValueColumn(ValueForm("x", low, high, neutral, kind), empty, pd.Series([], dtype=bool), ())


@pytest.mark.parametrize(
    ("form", "rule"),
    [
        ((1, 5, 2.5, "scale"), WeightRule("scale", 2.5, 5)),
        ((0, 9, None, "count"), WeightRule("count")),
        ((0, 9, None, "constant"), WeightRule()),
        ((1, 5, None, "scale"), WeightRule()),
        ((5, 5, 5, "scale"), WeightRule()),
    ],
)
def test_the_rule_of_each_form(form, rule):
    assert rule_of(column(*form)) == rule
    assert rule_of(None) == WeightRule("constant", 0.0, 1.0, 1.0)


def test_weights_by_hand():
    values = pd.Series([1, 2.5, 3, 5, 9, -9, np.nan])
    scale = WeightRule("scale", neutral=2.5, best=5.0, missing=0.5)
    assert scale.apply(values).tolist() == pytest.approx([-0.6, 0, 0.2, 1, 1, -1, 0.5])
    assert WeightRule("count").apply(pd.Series([0, 1, 3, -5, np.nan])).tolist() == [0, 1, 2, 0, 1]
    assert WeightRule().apply(values).tolist() == [1] * 7
    assert scale.sentence == "above 2.5 is a liking (5 counts 1), below 2.5 a dislike."
    assert WeightRule("scale", 3, 5).sentence.startswith("3 says nothing, above 3 is")
    for neutral in (5.0, 6.0):
        with pytest.raises(InvalidSetting, match=f"The best value \\(5\\) must be above the neutral one \\({neutral:g}\\)"):
            WeightRule("scale", neutral, 5.0)
