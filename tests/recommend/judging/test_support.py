"""Whether a log could have shown what a policy does: by exact contexts, by nearest points, and by the mean weight."""

import numpy as np
import pandas as pd
import pytest

from interestlab.intervals import ratio
from interestlab.recommend.judging.logged import (
    ALWAYS,
    COLUMN,
    UNIFORM,
    LogColumns,
    Target,
    logged_feedback,
    off_policy_log,
    support_of,
)
from interestlab.recommend.judging.off_policy import Log, off_policy
from interestlab.recommend.judging.support import NEAREST, Gap, support

COLUMNS = LogColumns("action", "reward", "propensity", "group")


def judged(table, target, columns=COLUMNS):
    log = logged_feedback(pd.DataFrame(table).astype(str), columns)
    shown = support_of(log, target)
    return off_policy(off_policy_log(log, target, seed=0)[0], shown), shown


def drawn(policies, rows=4_000, seed=0):
    """Rows of groups, each with its chances of the actions a, b, …; c is liked best."""
    rng = np.random.default_rng(seed)
    names = list(policies)
    group = rng.integers(len(names), size=rows)
    table = {"group": [], "action": [], "reward": [], "propensity": []}
    for at in group.tolist():
        chances = policies[names[at]]
        action = int(rng.choice(len(chances), p=chances))
        table["group"].append(names[at])
        table["action"].append("abcdef"[action])
        table["reward"].append(int(rng.random() < (0.2, 0.3, 0.6, 0.1, 0.5, 0.4)[action]))
        table["propensity"].append(chances[action])
    return table


WHOLE = {"old": (0.2, 0.3, 0.5), "young": (0.6, 0.2, 0.2)}
PARTLY = {"old": (0.0, 0.5, 0.5), "young": (1.0, 0.0, 0.0)}


@pytest.mark.parametrize("target", [Target(UNIFORM), Target(ALWAYS, "a"), Target(ALWAYS, "c")])
@pytest.mark.parametrize("seed", range(5))
def test_a_log_that_shows_everything_is_judged(target, seed):
    found, shown = judged(drawn(WHOLE, seed=seed), target)
    assert (shown.missing, shown.impossible, shown.gaps, shown.deterministic) == (0, 0, (), 0)
    assert found.no_verdict == ()
    assert found.mean_weight.value == pytest.approx(1, abs=0.1)


def test_what_was_never_possible_in_a_context_is_named_and_has_no_verdict():
    found, shown = judged(drawn(PARTLY), Target(ALWAYS, "a"))
    (gap,) = shown.gaps
    assert (gap.context, gap.actions, gap.missing, gap.impossible) == ("old", "a", 1, True)
    assert shown.impossible == pytest.approx(gap.rows / 4_000)
    assert any("was never logged in its context and could not have been" in one for one in found.no_verdict)
    assert any(one.startswith("The mean weight is 0.5") for one in found.no_verdict)


def test_the_heaviest_context_comes_first_and_each_says_how_much_is_missing():
    _, shown = judged(drawn(PARTLY), Target(UNIFORM))
    assert [(gap.context, gap.actions) for gap in shown.gaps] == [("young", "b, c"), ("old", "a")]
    assert [gap.missing for gap in shown.gaps] == pytest.approx([2 / 3, 1 / 3])


def test_a_column_of_the_target_that_does_not_sum_to_1_misses_the_rest():
    table = drawn(PARTLY)
    table["target"] = [0.25] * 4_000  # of each action, of which there are four
    _, shown = judged(table, Target(COLUMN), LogColumns("action", "reward", "propensity", "group", "target"))
    missing = {gap.context: (gap.missing, gap.actions) for gap in shown.gaps}
    assert missing == {"old": (0.5, ""), "young": (0.75, "")}


@pytest.mark.parametrize("context", [None, "group"])
def test_a_log_in_which_nothing_was_left_to_chance_is_recognised(context):
    """As greedy and UCB write: half of the rows of each action, each with propensity 1."""
    table = {"group": ["x", "y"] * 500, "action": ["a", "b"] * 500, "reward": [1, 0] * 500, "propensity": [1.0] * 1_000}
    found, shown = judged(table, Target(UNIFORM), LogColumns("action", "reward", "propensity", context))
    assert shown.deterministic == 1
    assert found.no_verdict[0].startswith("Every propensity is 1: the logging policy left nothing to chance")
    assert found.mean_weight.value == 0.5
    assert any(
        "about 50 % of what the policy in question would do could not have been logged" in one for one in found.no_verdict
    )


def test_propensities_that_are_too_small_are_told_apart_from_missing_support():
    table = drawn(WHOLE)
    table["propensity"] = [one / 2 for one in table["propensity"]]
    found, _ = judged(table, Target(UNIFORM))
    assert any("the propensities cannot be those with which these rows were shown" in one for one in found.no_verdict)


def test_what_was_not_seen_by_chance_alone_is_a_gap_that_could_have_been_shown():
    """Contexts that are people with few rows: actions are missing there, and the weights are right all the same."""
    rng = np.random.default_rng(1)
    action = rng.integers(4, size=3_000)
    table = {
        "group": [f"person{at // 5}" for at in range(3_000)],
        "action": ["abcd"[one] for one in action],
        "reward": (rng.random(3_000) < 0.4).astype(int).tolist(),
        "propensity": [0.25] * 3_000,
    }
    found, shown = judged(table, Target(UNIFORM))
    assert shown.missing > 0.1
    assert shown.impossible == 0
    assert not any(gap.impossible for gap in shown.gaps)
    assert found.no_verdict == ()


def test_room_that_was_never_used_in_many_rows_is_none():
    """Half of the propensity is left for others by what is said, and in 500 rows nothing of it was shown."""
    table = {"group": ["x"] * 500, "action": ["a"] * 500, "reward": [1, 0] * 250, "propensity": [0.5] * 500}
    table = {name: values + values[:1] for name, values in table.items()}
    table["group"][-1], table["action"][-1] = "y", "b"
    _, shown = judged(table, Target(UNIFORM))
    assert {gap.context: gap.impossible for gap in shown.gaps} == {"x": True, "y": False}


def points(possible, rows=3_000, seed=2):
    """Contexts are points of the plane; `a` is shown on the left only, or everywhere."""
    rng = np.random.default_rng(seed)
    place = rng.random((rows, 2))
    everywhere = np.ones(rows, dtype=bool) if possible else place[:, 0] < 0.5
    action = np.where(everywhere & (rng.random(rows) < 0.5), "a", "b")
    chance = np.where(everywhere, 0.5, 1.0)
    return {
        "group": [f"[{x:.4f}, {y:.4f}]" for x, y in place],
        "action": action.tolist(),
        "reward": (rng.random(rows) < 0.3).astype(int).tolist(),
        "propensity": chance.tolist(),
    }


def test_contexts_that_are_points_are_compared_with_the_nearest():
    found, shown = judged(points(possible=False), Target(ALWAYS, "a"))
    assert shown.nearest
    assert {gap.rows for gap in shown.gaps} == {NEAREST}
    assert shown.missing == pytest.approx(0.5, abs=0.1)
    assert shown.impossible == pytest.approx(shown.missing, abs=0.02)
    assert all(float(gap.context[1:7]) > 0.45 for gap in shown.gaps)
    assert found.no_verdict

    found, shown = judged(points(possible=True), Target(ALWAYS, "a"))
    assert (shown.nearest, shown.gaps, found.no_verdict) == (True, (), ())


@pytest.mark.parametrize("names", [lambda at: str(at // 3), lambda at: f"user {at // 3}", lambda at: f"{at % 40}.5"])
def test_ids_words_and_what_comes_often_are_names_and_no_points(names):
    table = drawn(WHOLE, rows=900)
    table["group"] = [names(at) for at in range(900)]
    assert not judged(table, Target(UNIFORM))[1].nearest


def test_the_gain_is_paired_over_the_same_rows():
    """What was logged is an estimate, too: compared with its mean as a constant, its own noise would be left out."""
    table = drawn(WHOLE, rows=1_000)
    log, _ = off_policy_log(logged_feedback(pd.DataFrame(table).astype(str), COLUMNS), Target(UNIFORM), seed=0)
    found = off_policy(log)
    weight = log.target / log.logged
    entries = log.expected + weight * (log.reward - log.predicted) - log.reward
    assert found.gain.value == pytest.approx(found.dr.value - log.reward.mean())
    assert found.gain.value == pytest.approx(entries.mean())
    half = 1.9623 * entries.std(ddof=1) / np.sqrt(1_000)
    assert found.gain.high - found.gain.value == pytest.approx(half, rel=1e-3)
    plain = off_policy(Log(log.reward, log.logged, log.target))
    assert plain.gain.value == pytest.approx(plain.snips.value - log.reward.mean())


def test_the_logging_policy_itself_gains_nothing():
    table = drawn(WHOLE)
    table["target"] = table["propensity"]
    found, _ = judged(table, Target(COLUMN), LogColumns("action", "reward", "propensity", "group", "target"))
    assert found.gain.value == pytest.approx(0, abs=0.01)
    assert found.gain.side == 0
    assert found.mean_weight.value == 1


@pytest.mark.parametrize("column", ["dr", "snips"])
def test_the_gains_interval_holds_the_truth_as_often_as_it_says(column):
    inside = 0
    for seed in range(200):
        table = drawn(WHOLE, rows=600, seed=seed)
        log, _ = off_policy_log(logged_feedback(pd.DataFrame(table).astype(str), COLUMNS), Target(ALWAYS, "c"), seed=seed)
        log = log if column == "dr" else Log(log.reward, log.logged, log.target)
        gain = off_policy(log).gain
        logged = np.mean([np.dot(chances, (0.2, 0.3, 0.6)) for chances in WHOLE.values()])
        inside += gain.low <= 0.6 - logged <= gain.high
    assert 180 <= inside <= 200


def test_rows_of_one_person_count_together():
    rng = np.random.default_rng(4)
    person = np.repeat(np.arange(50), 20)
    taste = rng.normal(0, 0.3, 50)[person]
    action = rng.integers(2, size=1_000)
    table = {
        "action": ["ab"[one] for one in action],
        "reward": (0.5 + taste + 0.1 * rng.standard_normal(1_000)).round(6).tolist(),
        "propensity": [0.5] * 1_000,
        "who": [f"p{one}" for one in person],
    }
    rows, _ = judged(table, Target(ALWAYS, "b"), LogColumns("action", "reward", "propensity"))
    people, _ = judged(table, Target(ALWAYS, "b"), LogColumns("action", "reward", "propensity", person="who"))
    assert (rows.people, rows.effective_people) == (None, None)
    assert people.people == 50
    assert 40 < people.effective_people <= 50
    assert (people.ips.n, people.snips.n, people.dr.n, people.gain.n) == (50,) * 4
    assert people.ips.value == rows.ips.value
    assert people.snips.high - people.snips.low > 2 * (rows.snips.high - rows.snips.low)
    weight = 2 * (action == 1).astype(float)
    expected = ratio(weight * np.array(table["reward"]), np.ones(1_000), person)
    assert (people.ips.low, people.ips.high) == pytest.approx((expected.low, expected.high))


def test_below_ten_people_there_is_no_verdict_and_nobody_is_everybody():
    table = drawn(WHOLE, rows=400) | {"who": [f"p{at % 9}" for at in range(400)]}
    columns = LogColumns("action", "reward", "propensity", "group", person="who")
    found, _ = judged(table, Target(UNIFORM), columns)
    assert "10 are needed for a verdict" in found.no_verdict[-1]
    table["who"] = ["", *table["who"][1:]]
    frame = pd.DataFrame(table).astype(str)
    frame.loc[1, "who"] = None
    log = logged_feedback(frame, columns)
    assert len(np.unique(log.person)) == 11  # nine, and two rows that name nobody
    assert (log.person[0] != log.person[2:]).all()


def test_the_model_never_speaks_of_a_person_it_learned_from():
    table = drawn(WHOLE, rows=400) | {"who": [f"p{at // 4}" for at in range(400)]}
    columns = LogColumns("action", "reward", "propensity", "group", person="who")
    frame = pd.DataFrame(table).astype(str)
    log, _ = off_policy_log(logged_feedback(frame, columns), Target(UNIFORM), seed=0)
    frame.loc[5, "reward"] = "1000"
    other, _ = off_policy_log(logged_feedback(frame, columns), Target(UNIFORM), seed=0)
    assert (other.predicted[4:8] == log.predicted[4:8]).all()
    assert (other.predicted != log.predicted).any()


def gap(room=0.0, rows=100):
    return Gap("x", rows, 0.5, room, "a")


def test_room_for_others_is_two_percent_or_what_ten_looks_would_have_shown():
    assert [gap(room).impossible for room in (0.0, 0.02, 0.021, 0.1, 0.101)] == [True, True, False, False, True]
    assert [gap(0.5, rows).impossible for rows in (19, 20, 21)] == [False, False, True]


def shown(rows, actions, wanted, contexts=("x", "y")):
    """rows: (context, action, propensity, target)."""
    context, action, propensity, target = (np.array(column) for column in zip(*rows, strict=True))
    names = np.array(list(actions))
    return support(
        np.array(contexts), names, context=context, action=action, propensity=propensity, target=target, wanted=wanted
    )


def test_what_is_missing_is_summed_over_the_rows_of_each_context():
    """Of x three rows, with all actions but the last two; of y one row with a propensity of 1."""
    rows = [(0, 0, 0.5, 0.25), (0, 0, 0.4, 0.25), (0, 1, 0.35, 0.25), (1, 2, 1.0, 0.25)]
    found = shown(rows, "abcd", np.full(4, 0.25))
    y, x = sorted(found.gaps, key=lambda one: -one.missing)
    assert (x.context, x.rows, x.missing, x.actions) == ("x", 3, 0.5, "c, d")
    assert x.room == pytest.approx(1 - 0.45 - 0.35)
    assert (y.context, y.rows, y.missing, y.room, y.actions) == ("y", 1, 0.75, 0, "a, b, d")
    assert [one.context for one in found.gaps] == ["x", "y"]  # 3 · 0.5 weighs more than 0.75
    assert (found.contexts, found.nearest) == (2, False)
    assert found.missing == pytest.approx((1.5 + 0.75) / 4)
    assert found.impossible == pytest.approx(0.75 / 4)
    assert found.deterministic == 0.25


def test_five_actions_are_named_and_a_thousandth_is_nothing():
    rows = [(0, 0, 1.0, 0.5)]
    assert shown(rows, "abcdef", np.full(6, 0.1)).gaps[0].actions == "b, c, d, e, f"
    assert shown(rows, "abcdefg", np.full(7, 0.1)).gaps[0].actions == "b, c, d, e, f …"
    assert shown(rows, "ab", np.array([0.999, 0.001])).gaps == ()
    (little,) = shown(rows, "ab", np.array([0.9985, 0.0015])).gaps
    assert little.missing == 0.0015
    assert shown(rows, "abc", np.array([1.0, 0.0, 0.0])).gaps == ()


@pytest.mark.parametrize(("propensity", "share"), [(1 - 0.9e-9, 1.0), (1 - 1.1e-9, 0.0)])
def test_a_propensity_of_one_up_to_rounding_is_certain(propensity, share):
    assert shown([(0, 0, propensity, 1.0)], "a", np.array([1.0])).deterministic == share


@pytest.mark.parametrize(
    ("contexts", "times", "nearest"),
    [
        ([f"{at}.5" for at in range(50)], 5, True),
        ([f"{at}.5" for at in range(49)], 5, False),
        ([f"{at}.5" for at in range(50)], 6, False),
        ([str(at) for at in range(50)], 1, False),  # whole numbers are ids
        ([f"({at}; 7)" for at in range(50)], 1, True),
        ([f"{at} 1 2"[: 5 if at else 1] for at in range(50)], 1, False),  # of different lengths
        ([f"{at} nan" for at in range(50)], 1, False),
        (["", *[f"{at}.5" for at in range(49)]], 1, False),
    ],
)
def test_contexts_are_points_where_they_are_many_numbers_and_seldom_the_same(contexts, times, nearest):
    rows = [(at, at % 2, 0.5, 0.5) for at in range(len(contexts))] * times
    assert shown(rows, "ab", np.array([0.5, 0.5]), contexts).nearest == nearest


def test_each_dimension_of_points_counts_by_its_deviation():
    """The second number is a thousand times as large and says nothing; `a` is logged where the first is small."""
    rng = np.random.default_rng(0)
    first, second = np.linspace(0, 1, 400), rng.permutation(400) * 1_000.0
    contexts = [f"{x:.4f} {y:.0f} 3" for x, y in zip(first, second, strict=True)]
    rows = [(at, int(at >= 200 or at % 2), 1.0 if at >= 200 else 0.5, 0.5) for at in range(400)]
    found = shown(rows, "ab", np.array([1.0, 0.0]), contexts)
    assert found.nearest
    assert {one.rows for one in found.gaps} == {50}
    assert 0.25 < found.missing < 0.5  # near the middle, some of the nearest lie on the other side
    assert all(float(one.context.split()[0]) > 0.5 for one in found.gaps)


def test_actions_that_nobody_wants_are_not_named():
    (found,) = shown([(0, 0, 1.0, 0.0)], "abc", np.array([0.0, 1.0, 0.0])).gaps
    assert (found.actions, found.missing) == ("b", 1)


def test_an_empty_log_shows_nothing():
    none = np.array([], dtype=np.intp)
    found = support(
        np.array([""]), np.array(["a"]), context=none, action=none, propensity=np.array([]), target=np.array([]), wanted=None
    )
    assert (found.contexts, found.missing, found.impossible, found.deterministic, found.gaps) == (0, 0, 0, 0, ())
