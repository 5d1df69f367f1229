"""What a column holds is told by its values; conditions hold against a plain look at every row."""

import numpy as np
import pandas as pd
import pytest

from interestlab.corpus.facets import FacetCondition, facets_of, groups_of, meets, numbers_of


def contents(*values):
    return pd.DataFrame({"extra.column": pd.Series(values, dtype="str")})


def facet(*values):
    [found] = facets_of(contents(*values))
    return found


@pytest.mark.parametrize(("values", "low", "high", "unit"), [
    (["3", "10", "-2.5", "1e3"], -2.5, 1000, ""),
    (["$3.50", "$1,200", "$ 4", None], 3.5, 1200, "$"),
    (["12 kg", "3 kg", "4.5 kg", ""], 3, 12, "kg"),
    (["45%", "3 %", "100%"], 3, 100, "%"),
    (["3,5", "4,25", "−1,0"], -1, 4.25, ""),
    (["1 000", "2 500", "7"], 7, 2500, ""),
    (["12'345", "1", "2"], 1, 12345, ""),
    (["EUR 3", "EUR 4"], 3, 4, "EUR"),
    (["7分", "12分"], 7, 12, "分"),
    ([".5", "+1"], 0.5, 1, ""),
])  # fmt: skip
def test_numbers_with_and_without_a_unit(values, low, high, unit):
    found = facet(*values)
    assert (found.kind, found.low, found.high, found.unit) == ("number", low, high, unit)


@pytest.mark.parametrize(("values", "kind"), [
    (["u1", "u2", "u3", "u4"], "none"),  # ids, not numbers with a unit
    (["2024-01-02", "3 March 2023", "2024-02-02"], "date"),
    (["12:30", "13:00", "12:30", "13:00"], "category"),
    (["yes", "no", None, "yes"], "yes-no"),
    (["是", "否"], "yes-no"),
    (["0", "1", "1"], "yes-no"),
    (["https://www.a.org/x", "http://b.org", "https://a.org/z"], "link"),
    (["https://a.org", "no link", "none"], "none"),
    (["a;b", "b;c", "a;c", "a", "c;a;b"], "tags"),
    (["['x', 'y']", "['y', 'z']", "['z', 'x']", "['x']"], "tags"),
    (["red", "blue", "red", "green", "blue", "red"], "category"),
    (["Hello, here I am", "No, it is not", "Well, yes", "Hello, here I am", "No, it is not", "Well, yes"], "category"),
    (["one", "one", None], "none"),
    ([None, "", "  "], "none"),
    ([f"some words {n}" for n in range(9)], "none"),
    (["1", "2", "x", "y"], "none"),
])  # fmt: skip
def test_the_kind_of_a_column(values, kind):
    found = facet(*values)
    assert found.kind == kind
    assert found.why.endswith(".")


def test_of_a_column_of_one_value_and_of_an_empty_one_it_is_said_why():
    assert facet("one", "one").why == "Every row that has a value has “one”."
    assert facet(None, " ").why == "No row has a value."
    assert (
        facet(*map(str, [f"w{n}x" for n in range(5)])).why == "5 of 5 values are different: there is nothing to choose among."
    )


def test_values_are_counted_commonest_first():
    found = facet("a;b", "b;c", "b", None, "c;b;b")
    assert (found.values, found.counts, found.filled) == (("b", "c", "a"), (4, 2, 1), 4)  # twice in one row counts once
    sites = facet("https://www.a.org/x", "https://a.org/y", "http://b.org")
    assert dict(zip(sites.values, sites.counts, strict=True)) == {"a.org": 2, "b.org": 1}


@pytest.mark.parametrize(("values", "condition", "rows"), [
    (["3", "10", None, "7"], {"kind": "number", "low": 7}, [1, 3]),
    (["3", "10", None, "7"], {"kind": "number", "low": 3, "high": 7}, [0, 3]),
    (["3 kg", "10 kg", "2 g"] * 9, {"kind": "number", "high": 5}, list(range(0, 27, 3))),  # another unit is no number here
    (["a;b", "b;c", None, "a", "c;a"], {"kind": "tags", "values": ("c", "b")}, [0, 1, 4]),
    (["https://www.a.org/x", "http://b.org", "https://a.org"], {"kind": "link", "values": ("a.org",)}, [0, 2]),
    (["red", "blue", None, "red"], {"kind": "category", "values": ("red",)}, [0, 3]),
    (["2024-01-02", "2023-12-31", None], {"kind": "date", "low": 19723}, [0]),  # from 1 January 2024 on
    (["red"], {"kind": "category", "values": ()}, []),
])  # fmt: skip
def test_rows_that_meet_a_condition(values, condition, rows):
    assert np.flatnonzero(meets(contents(*values), FacetCondition("column", **condition))).tolist() == rows


def test_of_a_column_that_is_not_there_no_row_meets_anything():
    assert not meets(contents("a"), FacetCondition("other", "category", values=("a",))).any()


def test_conditions_agree_with_pandas_on_random_columns():
    draw = np.random.default_rng(3)
    for _ in range(20):
        numbers = draw.integers(-50, 50, 300).astype(str).tolist()
        low, high = sorted(draw.integers(-50, 50, 2).tolist())
        found = meets(contents(*numbers), FacetCondition("column", "number", low=low, high=high))
        assert found.tolist() == pd.Series(numbers).astype(int).between(low, high).tolist()
        tags = [";".join(draw.choice(list("abcdef"), draw.integers(1, 4), replace=False)) for _ in range(300)]
        wanted = draw.choice(list("abcdef"), 2, replace=False).tolist()
        found = meets(contents(*tags), FacetCondition("column", "tags", values=tuple(wanted)))
        assert found.tolist() == pd.Series(tags).str.split(";").map(lambda row, w=wanted: bool(set(row) & set(w))).tolist()


def test_numbers_and_groups_of_the_rows():
    table = contents("$3", None, "$5")
    assert numbers_of(table, facet("$3", None, "$5")).tolist() == pytest.approx([3, np.nan, 5], nan_ok=True)
    table = contents("red", "blue", None, "green", "red", "blue")
    found = facet("red", "blue", None, "green", "red", "blue")
    assert groups_of(table, found, ["red", "green"]).tolist() == [0, -1, -1, 1, 0, -1]
