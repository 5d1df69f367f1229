"""Bars hold every row once, between round edges, and count what they say."""

import numpy as np
import pandas as pd
import pytest

from interestlab.corpus.facet_bins import MOST_SPANS, bins_of, span_bins
from interestlab.corpus.facets import FacetCondition, facets_of, meets

DRAW = np.random.default_rng(0)
NUMBERS = {
    "few": DRAW.integers(1, 6, 500).astype(float),
    "even": DRAW.uniform(-3, 12, 500),
    "ages": DRAW.integers(18, 90, 500).astype(float),
    "skewed": np.floor(DRAW.pareto(0.8, 500) * 3),
    "skewed from 10": 10 + np.floor(DRAW.pareto(0.7, 500) * 3),
    "tiny": DRAW.uniform(1e-6, 2e-6, 500),
    "huge": DRAW.uniform(1e12, 3e12, 500),
    "small shares": DRAW.beta(0.2, 8, 500),
    "one far": np.append(DRAW.integers(0, 40, 499), 1e9).astype(float),
    "below 0": -np.floor(DRAW.pareto(0.8, 500) * 3),
}


@pytest.mark.parametrize("name", NUMBERS)
def test_every_number_lies_in_one_bar_and_the_bar_says_its_bounds(name):
    values = NUMBERS[name].copy()
    values[::50] = np.nan
    found = span_bins(values)
    assert 2 <= len(found.labels) <= MOST_SPANS + 2
    assert len(set(found.labels)) == len(found.labels)
    assert sorted(found.row) == np.flatnonzero(np.isfinite(values)).tolist()
    counts = found.counts()
    for at in range(len(counts)):
        inside = np.nansum((values >= found.low[at]) & (values <= found.high[at])) if counts[at] else 0
        assert counts[at] == inside
    assert counts.sum() == np.isfinite(values).sum()
    full = counts > 0
    assert (found.low[full][1:] > found.high[full][:-1]).all()
    if name not in ("few", "one far"):
        assert full.sum() >= 6, counts  # no picture of one bar


def test_skewed_numbers_are_not_one_bar():
    found = span_bins(NUMBERS["skewed"])
    assert found.counts().max() < 0.6 * 500


@pytest.mark.parametrize("days", [3, 20, 100, 600, 3_000, 20_000])
def test_dates_begin_where_people_count_from(days):
    values = 18_000.0 + DRAW.integers(0, days, 400)
    found = span_bins(values, dates=True)
    assert 1 < len(found.labels) <= MOST_SPANS + 2
    assert found.counts().sum() == 400
    starts = [pd.Timestamp(int(day), unit="D") for day in found.low if np.isfinite(day)]
    if days == 600:
        assert sum(start.day == 1 for start in starts) > len(starts) / 3  # months; a day may have no post
    assert (found.high[np.isfinite(found.high)] < np.append(found.low[np.isfinite(found.low)][1:], np.inf)).all()


def contents(rows=300):
    days = pd.Timestamp("2020-01-01") + pd.to_timedelta(DRAW.integers(0, 500, rows), "D")
    return pd.DataFrame({
        "text": [f"t{i}" for i in range(rows)],
        "extra.kind": DRAW.choice(["a", "b", "c"], rows),
        "extra.tags": [";".join(sorted(set(DRAW.choice(list("uvwxyz"), 3)))) for _ in range(rows)],
        "extra.site": [f"https://s{i % 12}.org/{i}" if i % 5 else None for i in range(rows)],
        "extra.points": DRAW.integers(0, 1_000, rows).astype(str),
        "extra.day": [str(day.date()) for day in days],
    })  # fmt: skip


def test_bars_of_values_count_what_a_filter_by_them_takes():
    table = contents()
    some = DRAW.random(len(table)) < 0.4
    for facet in facets_of(table):
        found = bins_of(table, facet)
        everywhere, here = found.counts(), found.counts(some)
        for at, label in enumerate(found.labels):
            if found.spans:
                condition = FacetCondition(facet.column, facet.kind, low=found.low[at], high=found.high[at])
            else:
                condition = FacetCondition(facet.column, facet.kind, values=(label,))
            mask = meets(table, condition)
            assert (everywhere[at], here[at]) == (mask.sum(), (mask & some).sum()), (facet.column, label)
        if facet.kind == "link":
            assert (len(found.labels), found.others) == (8, 4)


def test_nothing_to_show_has_no_bars():
    found = span_bins(np.full(5, np.nan))
    assert found.labels == ()
    assert found.counts(np.ones(5, bool)).tolist() == []
