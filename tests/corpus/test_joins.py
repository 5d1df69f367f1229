"""Ids of two files are matched as they are, then in a normal form, and never where that would make two things one."""

import pandas as pd

from interestlab.corpus.joins import match_ids


def ids(*values):
    return pd.Series(list(values), dtype="str")


def shares(matched):
    return (matched.form, matched.items, matched.matched, matched.as_they_are)


def test_ids_that_match_stay_as_they_are():
    matched = match_ids(ids("1", "2", "2", None, "9"), ids("1", "2", "3"))
    assert shares(matched) == ("", 3, 2, 2)


def test_numbers_that_were_saved_with_a_fraction():
    matched = match_ids(ids("1.0", "2.0", "10.0"), ids("1", "2", "10"))
    assert shares(matched) == ("numbers", 3, 3, 0)
    assert matched.events.tolist() == ["1", "2", "10"]


def test_zeros_that_a_spreadsheet_took_away():
    matched = match_ids(ids("7", "42"), ids("00007", "00042"))
    assert shares(matched) == ("zeros", 2, 2, 0)
    assert matched.events.tolist() == matched.catalogue.tolist() == ["7", "42"]


def test_upper_and_lower_case():
    assert shares(match_ids(ids("b00X", "b00Y"), ids("B00x", "B00y"))) == ("case", 2, 2, 0)


def test_a_form_that_makes_two_entries_one_is_not_the_form():
    matched = match_ids(ids("7", "8"), ids("07", "007", "08", "008"))
    assert shares(matched) == ("", 2, 0, 0)


def test_nothing_fits():
    assert shares(match_ids(ids("a", "b"), ids("x", "y"))) == ("", 2, 0, 0)
    assert shares(match_ids(ids(), ids("x"))) == ("", 0, 0, 0)
