"""Every interval of the product: against scipy and published figures, at its edges, and how often it holds the truth."""

from math import isnan

import numpy as np
import pytest
from scipy.sparse import csr_matrix
from scipy.stats import binomtest, norm, ttest_1samp, ttest_rel
from scipy.stats import t as student

from interestlab.intervals import (
    ROUGH_BELOW,
    Estimate,
    Resamples,
    Spread,
    around,
    half_widths,
    mean,
    mean_score,
    means,
    paired,
    paired_scores,
    paired_shares,
    ratio,
    resampled,
    score_means,
    share,
    share_difference,
    wilson,
)

NAN = float("nan")
RUNS = 2_000  # simulated samples; 95 % of so many is told to ± 2 % by four standard errors


def ends(one):
    return one.low, one.high


def test_the_mean_is_students():
    values = np.random.default_rng(0).normal(3, 2, 12)
    expected = ttest_1samp(values, 0).confidence_interval()
    assert ends(mean(values)) == pytest.approx((expected.low, expected.high))
    assert mean(values).value == pytest.approx(values.mean())
    assert mean([*values, NAN]) == mean(values)


def test_a_pair_is_students_over_differences_and_drops_what_one_side_lacks():
    rng = np.random.default_rng(1)
    a, b = rng.random(30), rng.random(30)
    expected = ttest_rel(a, b).confidence_interval()
    assert ends(paired(a, b)) == ends(paired_scores(a, b)) == pytest.approx((expected.low, expected.high))
    assert paired(np.append(a, NAN), np.append(b, 0.5)) == paired(a, b)


def test_pairing_removes_what_people_have_in_common():
    rng = np.random.default_rng(2)
    base = rng.random(200)
    gap = paired(base + 0.02 + rng.normal(0, 0.01, 200), base)
    assert 0 < gap.low < 0.02 < gap.high < 0.03


@pytest.mark.parametrize("made", [mean, mean_score, paired_shares, lambda values: share(sum(values), len(values))])
def test_fewer_than_two_have_no_interval(made):
    assert isnan(made([]).value)
    one = made([0.4])
    assert (one.value, one.n, one.bounded, one.side, one.rough) == (0.4, 1, False, 0, False)
    assert np.isnan(ends(one)).all()


def test_columns_are_as_one_by_one():
    table = np.random.default_rng(3).random((9, 4)) * [1, 1, 0, 1]
    for one, many in ((mean, means), (mean_score, score_means)):
        found = many(table)
        for at in range(4):
            assert ends(one(table[:, at])) == pytest.approx((found.low[at], found.high[at]))
    assert np.isnan(means(table[:1]).low).all()
    assert np.isnan(score_means(table[:1]).high).all()


@pytest.mark.parametrize(("hits", "n"), [(0, 2), (3, 10), (10, 10), (500, 1000)])
def test_shares_are_wilsons(hits, n):
    expected = binomtest(hits, n).proportion_ci(method="wilson")
    answers = np.arange(n) < hits
    assert ends(share(hits, n)) == pytest.approx((expected.low, expected.high), abs=1e-12)
    assert ends(mean_score(answers)) == pytest.approx((expected.low, expected.high), abs=1e-12)
    assert float(wilson(hits / n, n).high) == pytest.approx(expected.high)


def test_nothing_is_known_without_evidence():
    nothing = wilson([0.0], [0])
    assert (nothing.low.tolist(), nothing.high.tolist()) == ([0], [1])


def test_scores_that_are_all_zero_may_be_more_and_all_one_may_be_less():
    assert ends(mean_score(np.zeros(30))) == pytest.approx((0, 0.11351), abs=1e-5)
    assert ends(mean_score(np.ones(30))) == pytest.approx((0.88649, 1), abs=1e-5)
    constant = mean_score(np.full(30, 0.25))
    assert constant.low < 0.25 < constant.high


def test_scores_stay_within_zero_and_one():
    found = mean_score([0, 0, 0, 0, 0, 0, 0, 0, 0, 0.9])
    assert 0 < found.low < 0.09 < found.high < 1
    assert mean([0, 0, 0, 0, 0, 0, 0, 0, 0, 0.9]).low < 0


def test_scores_of_many_people_are_as_students():
    values = np.random.default_rng(4).beta(2, 4, 2_000)
    assert ends(mean_score(values)) == pytest.approx(ends(mean(values)), abs=2e-4)


def test_pairs_that_never_differ_may_yet():
    scores = np.random.default_rng(5).random(30)
    same = paired_scores(scores, scores)
    assert ends(same) == pytest.approx((-0.11351, 0.11351), abs=1e-5)
    assert same.side == 0
    assert ends(paired(scores, scores)) == (0, 0)


def test_newcombes_own_example():
    """Newcombe 1998, table II, method 10: 56/70 less 48/80 is .2000 [.0524, .3339]; 9/10 less 3/10 is .6 [.1705, .8090]."""
    assert ends(share_difference(56 / 70, 70, 48 / 80, 80)) == pytest.approx((0.0524, 0.3339), abs=1e-4)
    assert ends(share_difference(0.9, 10, 0.3, 10)) == pytest.approx((0.1705, 0.8090), abs=1e-4)
    assert not share_difference(0.5, 1.5, 0.3, 80).bounded


def test_none_of_fifty_is_not_none_of_all():
    """Bonett and Price: 10 and 2 of 50 pairs are discordant."""
    differences = np.concatenate([np.ones(10), -np.ones(2), np.zeros(38)])
    more, less = 11 / 52, 3 / 52
    half = norm.ppf(0.975) * np.sqrt((more + less - (more - less) ** 2) / 52)
    assert ends(paired_shares(differences)) == pytest.approx((more - less - half, more - less + half))
    nothing = paired_shares(np.zeros(50))
    assert nothing.low < 0 < nothing.high
    assert paired_shares(np.ones(50)).high <= 1


def test_a_ratio_of_rows_is_a_mean_where_the_bottom_is_one_and_units_are_what_counts():
    rng = np.random.default_rng(6)
    values = rng.random(40)
    assert ends(ratio(values, np.ones(40))) == pytest.approx(ends(mean(values)))
    person = np.repeat(np.arange(10), 4)
    alike = np.repeat(rng.random(10), 4)
    by_person, by_row = ratio(alike, np.ones(40), person), ratio(alike, np.ones(40))
    assert by_person.n == 10
    assert ends(by_person) == pytest.approx(ends(mean(alike[::4])))
    assert by_person.high - by_person.low > 1.9 * (by_row.high - by_row.low)
    assert isnan(ratio(values, np.zeros(40)).value)
    assert not ratio(values[:1], np.ones(1)).bounded


def test_a_formulas_own_error_is_normal_and_cut_to_its_range():
    assert ends(around(0.5, 0.1, 20)) == pytest.approx((0.5 - 0.195996, 0.5 + 0.195996), abs=1e-5)
    assert ends(around(0.05, 0.1, 20, low=0.0, high=1.0)) == pytest.approx((0, 0.245996), abs=1e-5)
    assert not around(0.5, NAN, 20).bounded
    assert not around(0.5, 0.1, 1).bounded


def test_resampling_sums_is_close_to_students_for_a_mean():
    values = np.random.default_rng(7).random((200, 1))
    found = resampled(lambda sums: sums[..., 0] / 200, values, seed=0)
    assert ends(found) == pytest.approx(ends(mean(values[:, 0])), abs=0.004)
    assert found == resampled(lambda sums: sums[..., 0] / 200, values, seed=0)
    assert not resampled(lambda sums: sums[..., 0], values[:1], seed=0).bounded


def test_half_widths_are_students_and_wider_where_many_are_looked_at():
    assert half_widths(0.5, 12) == pytest.approx(0.5 * student.ppf(0.975, 11))
    assert half_widths([1.0], 12, looks=72).tolist() == pytest.approx([student.ppf(1 - 0.025 / 72, 11)])
    assert np.isnan(half_widths([1.0], 1)).all()


def test_below_ten_there_is_no_verdict():
    clear = {"value": 0.5, "low": 0.4, "high": 0.6}
    few, enough = Estimate(**clear, n=ROUGH_BELOW - 1), Estimate(**clear, n=ROUGH_BELOW)
    assert (few.rough, few.side, enough.rough, enough.side) == (True, 0, False, 1)
    assert Estimate(-0.5, -0.6, -0.4, 30).side == -1
    assert Estimate(0.1, 0.0, 0.2, 30).side == 0  # an end at 0 is no verdict
    assert Estimate(-0.1, -0.2, 0.0, 30).side == 0


def test_an_estimate_in_words():
    assert str(Estimate(0.25, 0.125, 0.5, 30)) == "0.250 [0.125, 0.500]"
    assert str(Estimate(0.25, NAN, NAN, 1)) == "0.250"
    assert str(Estimate(NAN, NAN, NAN, 0)) == Estimate(NAN, NAN, NAN, 0).signed() == "–"
    assert Estimate(0.5, -0.25, 1.0, 30).signed(2) == "+0.50 [-0.25, +1.00]"
    assert Estimate(0.5, NAN, NAN, 1).signed() == "+0.500"
    assert Estimate(0.344, 0.31, 0.37, 30).percent() == "34% (31% to 37%)"
    assert Estimate(0.344, NAN, NAN, 1).percent() == "34%"
    assert Estimate(NAN, NAN, NAN, 0).percent() == "an unknown share"
    standings = [Estimate(0.5, low, 1.0, n).standing for low, n in ((0.1, 30), (-0.1, 30), (0.1, 9))]
    assert standings == [
        "more than chance explains",
        "chance could explain the difference",
        "too few to tell (9, of the 10 that a verdict needs)",
    ]
    assert Estimate(0.5, NAN, NAN, 1).standing == "too few to tell how sure that is"


@pytest.mark.parametrize(("low", "high"), [(NAN, 1.0), (0.0, NAN)])
def test_one_end_alone_is_no_interval(low, high):
    assert not Estimate(0.5, low, high, 30).bounded


@pytest.mark.filterwarnings("error")
def test_two_units_have_an_interval_and_one_has_none():
    one, two = np.array([0.25]), np.array([0.25, 0.75])
    made = [
        mean,
        mean_score,
        paired_shares,
        lambda values: ratio(values, np.ones(len(values))),
        lambda values: around(0.5, 0.1, len(values)),
        lambda values: share(1, len(values)),
        lambda values: share_difference(0.5, len(values), 0.25, 80),
        lambda values: share_difference(0.5, 80, 0.25, len(values) + 0.9),
        lambda values: resampled(lambda sums: sums[..., 0], values[:, None], seed=0),
    ]
    assert [(of(one).bounded, of(two).bounded) for of in made] == [(False, True)] * len(made)
    assert [(of(one).n, of(two).n) for of in made] == [(1, 2)] * len(made)
    assert np.isnan(score_means(one).low)
    assert np.isnan(half_widths(1.0, 1))


@pytest.mark.parametrize("scores", [[0.2, 0.4, 0.6, 0.9], [0.0, 0.3, 0.5, 0.7, 1.0], [0.0, 0.0, 0.0, 0.9]])
def test_the_ends_of_a_mean_score_are_where_the_score_test_would_just_not_refuse(scores):
    """|p - m| = t √(p (1 - p) / e) at both ends, with e = n m (1 - m) / s² effective answers: the roots of a square."""
    m, n = np.mean(scores), len(scores)
    effective = n * m * (1 - m) / np.var(scores, ddof=1)
    square = student.ppf(0.975, n - 1) ** 2 / effective
    low, high = sorted(np.roots([1 + square, -(2 * m + square), m**2]))
    assert ends(mean_score(scores)) == pytest.approx((low, high))


def test_scores_that_rounding_put_beyond_their_range_have_ends_within_it():
    assert mean_score(np.full(30, 1 + 1e-9)).high == 1
    assert mean_score(np.full(30, -1e-9)).low == 0
    counts = np.arange(1, 3_000)
    assert wilson(0.0, counts).low.min() == 0
    assert wilson(1.0, counts).high.max() == 1


def test_one_observation_and_less_than_one_are_evidence():
    expected = binomtest(1, 1).proportion_ci(method="wilson")
    assert (float(wilson(1.0, 1).low), float(wilson(1.0, 1).high)) == pytest.approx((expected.low, expected.high))
    assert float(wilson(1.0, 0.5).low) == pytest.approx(0.5 / (0.5 + norm.ppf(0.975) ** 2))  # 1 of n: n / (n + z²)


def test_scores_that_all_differ_alike_or_cancel_out_keep_students_interval():
    alike = paired_scores([0.5] * 4, [0.25] * 4)
    assert (alike.value, *ends(alike)) == (0.25, 0.25, 0.25)
    a, b = [0.5, 0.25, 0.5, 0.25], [0.25, 0.5, 0.25, 0.5]
    assert paired_scores(a, b) == paired(a, b)
    assert paired_scores(a, b).value == 0


def test_a_difference_up_to_rounding_is_none():
    rounding, more = (paired_scores([gap] * 4, [0.0] * 4) for gap in (1e-12, 1.5e-12))
    assert (rounding.value, *ends(rounding)) == pytest.approx((0, -share(0, 4).high, share(0, 4).high), abs=1e-15)
    assert ends(more) == (1.5e-12, 1.5e-12)
    gaps = np.array([1.0, -1.0, 1.0, -1.0]) / np.sqrt(4 / 3)  # a variance of 1
    for spread, answers in ((0.9e-12, True), (1.5e-12, False)):
        scores = 0.5 + gaps * np.sqrt(spread)
        assert (mean_score(scores).high == pytest.approx(share(2, 4).high)) is answers


def test_ends_of_paired_answers_are_cut_to_the_range_of_a_difference():
    assert paired_shares([-1.0, -1.0]).low == -1
    assert paired_shares([1.0, 1.0]).high == 1


def test_resampling_gives_the_statistic_of_all_rows_and_a_thousand_resamples_unless_asked():
    rows = np.random.default_rng(11).random((20, 2))

    def quotient(sums):
        return sums[..., 0] / sums[..., 1]

    found = resampled(quotient, rows, seed=3)
    assert found.value == pytest.approx(rows[:, 0].sum() / rows[:, 1].sum())
    assert found == resampled(quotient, rows, seed=3, resamples=1_000)
    drawn = np.random.default_rng(3).multinomial(20, [1 / 20] * 20, size=1_000) @ rows
    assert ends(found) == pytest.approx(tuple(np.quantile(drawn[:, 0] / drawn[:, 1], [0.025, 0.975])))


def f1(sums):
    return 2 * sums[..., 0] / (sums[..., 1] + sums[..., 2])


def test_several_statistics_over_the_same_resamples():
    rows = (np.random.default_rng(12).random((40, 3)) < 0.6).astype(float)
    draws = Resamples(40, seed=3)
    found = draws.spread(f1, rows)
    assert found.estimate() == resampled(f1, rows, seed=3)
    assert found.score() == found.estimate()
    sparse = draws.spread(f1, csr_matrix(rows))
    assert (sparse.value, sparse.drawn.tolist()) == (found.value, pytest.approx(found.drawn.tolist()))


def test_a_difference_of_spreads_is_paired():
    rng = np.random.default_rng(13)
    common = rng.random((200, 1))
    first, second = np.hstack([common + 0.02, np.ones((200, 1))]), np.hstack([common, np.ones((200, 1))])

    def average(sums):
        return sums[..., 0] / sums[..., 1]

    draws = Resamples(200, seed=0)
    one, other = draws.spread(average, first), draws.spread(average, second)
    gap = (one - other).estimate()
    assert gap.value == pytest.approx(0.02)
    assert gap.high - gap.low < 1e-9 < one.estimate().high - one.estimate().low
    assert ends((one - one).difference()) == ends(paired_scores(np.ones(200), np.ones(200)))


def test_a_score_that_never_varies_may_yet():
    always = Resamples(30, seed=0).spread(lambda sums: sums[..., 0] / sums[..., 1], np.ones((30, 2)))
    assert ends(always.estimate()) == (1, 1)
    assert ends(always.score()) == ends(mean_score(np.ones(30)))


def test_a_biased_statistic_has_an_interval_that_holds_it_and_one_unit_has_none():
    low = Spread(0.1, np.linspace(0.2, 0.4, 1_000), 30).estimate()
    assert (low.low, low.value) == (0.1, 0.1)
    assert low.high == pytest.approx(0.395)
    high = Spread(0.9, np.linspace(0.2, 0.4, 1_000), 30).estimate()
    assert (high.low, high.high) == (pytest.approx(0.205), 0.9)
    assert not Spread(0.5, np.ones(10), 1).estimate().bounded
    assert not Spread(NAN, np.ones(10), 5).score().bounded


def covered(found, truth):
    return float(np.mean((found.low <= truth) & (truth <= found.high)))


@pytest.mark.parametrize("n", [2, 3, 5, 10, 30, 100])
def test_normal_values_are_held_in_95_of_100(n):
    values = np.random.default_rng(n).normal(0.4, 0.1, (n, 4 * RUNS))
    assert 0.94 <= covered(means(values), 0.4) <= 0.96


SCORES, OFTEN = np.array([0.22, 0.25, 0.30, 0.39, 0.50, 0.63, 1.0]), np.array([0.2, 0.2, 0.2, 0.15, 0.1, 0.1, 0.05])


def mostly_zero(rng, zeros, shape):
    """Scores like nDCG: 0 for a share of people, and one of a few values for the others."""
    return rng.choice(SCORES, shape, p=OFTEN) * (rng.random(shape) >= zeros)


@pytest.mark.parametrize("zeros", [0.5, 0.7, 0.9])
@pytest.mark.parametrize("n", [10, 30, 100])
def test_scores_that_are_mostly_zero_are_held_as_often(zeros, n):
    """Student's interval holds 10 to 100 such scores in .88 to .95 of samples; docs/statistics.md has all figures."""
    values = mostly_zero(np.random.default_rng(n), zeros, (n, RUNS))
    assert covered(score_means(values), (1 - zeros) * (SCORES @ OFTEN)) >= 0.93


@pytest.mark.parametrize("n", [10, 30, 100])
def test_equal_recommenders_are_seldom_told_apart(n):
    """Half of the people tie; the others differ either way."""
    rng = np.random.default_rng(n)
    apart = rng.random((RUNS, n)) < 0.5
    a, b = (mostly_zero(rng, 0.7, (RUNS, n)) * apart for _ in range(2))
    assert np.mean([paired_scores(one, other).side != 0 for one, other in zip(a, b, strict=True)]) <= 0.06
    few = [paired_scores(one[:9], other[:9]).side for one, other in zip(a[:200], b[:200], strict=True)]
    assert not any(few)


def test_a_true_gap_is_found_as_often_as_by_the_paired_t_test():
    rng = np.random.default_rng(8)
    a, b = mostly_zero(rng, 0.6, (500, 60)), mostly_zero(rng, 0.8, (500, 60))
    found = [paired_scores(one, other).side > 0 for one, other in zip(a, b, strict=True)]
    expected = [ttest_rel(one, other).pvalue < 0.05 and one.mean() > other.mean() for one, other in zip(a, b, strict=True)]
    assert found == expected
    assert 0.3 < np.mean(found) < 1


def test_shares_and_their_differences_are_held_as_often():
    rng = np.random.default_rng(9)
    hits = rng.binomial(50, 0.1, 400)
    assert np.mean([one.low <= 0.1 <= one.high for one in (share(one, 50) for one in hits)]) > 0.91
    pairs = [paired_shares((rng.random(50) < 0.3) - (rng.random((50, 40)) < 0.2).mean(axis=1)) for _ in range(400)]
    assert np.mean([one.low <= 0.1 <= one.high for one in pairs]) > 0.91
    both = zip(rng.binomial(30, 0.4, 400), rng.binomial(60, 0.2, 400), strict=True)
    gaps = [share_difference(a / 30, 30, b / 60, 60) for a, b in both]
    assert np.mean([one.low <= 0.2 <= one.high for one in gaps]) > 0.91


def test_ratios_of_people_are_held_where_rows_are_not():
    """50 people of 1 to 39 rows with an effect of their own: .93 to .97 by person, far less by row."""
    rng = np.random.default_rng(10)
    by_person, by_row = [], []
    for _ in range(400):
        person = np.repeat(np.arange(50), rng.integers(1, 40, 50))
        values = (rng.random(len(person)) < rng.beta(2, 2, 50)[person]).astype(float)
        by_person.append(ratio(values, np.ones(len(person)), person))
        by_row.append(ratio(values, np.ones(len(person))))
    assert 0.91 <= np.mean([one.low <= 0.5 <= one.high for one in by_person]) <= 0.98
    assert np.mean([one.low <= 0.5 <= one.high for one in by_row]) < 0.75
