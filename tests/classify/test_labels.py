"""Labels by hand without a home: whose word stands, which texts and names are one."""

import pytest

from interestlab.classify.labels import (
    SETTLED,
    HandLabel,
    LabelClass,
    class_name,
    counts,
    disputed,
    same_name,
    standing,
    text_digest,
)
from interestlab.errors import InputError


def said(text, label, author="ada", **more):
    return HandLabel(text, label, author, 0.0, **more)


def test_texts_that_differ_only_in_blanks_or_in_the_form_of_letters_are_one():
    assert text_digest(" a  b\r\nc") == text_digest("a b c")
    assert text_digest("caf\u00e9") == text_digest("cafe\u0301")
    assert text_digest("A b c") != text_digest("a b c")
    assert len(text_digest("\ud800")) == 32


def test_names_that_differ_only_in_case_or_blanks_are_one():
    assert same_name(" Garden  Tools") == same_name("garden tools")
    assert class_name("  Garden\t Tools ") == "Garden Tools"
    with pytest.raises(InputError, match="at least one letter"):
        class_name(" \n ")
    with pytest.raises(InputError, match="at most 80 characters; this one has 81"):
        class_name("x" * 81)


def test_the_last_word_of_each_author_counts():
    found = standing([said("t", "a"), said("t", "b"), said("u", "a"), said("u", None, unsure=True), said("v", None)])
    assert found["t"].label == "b"
    assert (found["u"].label, found["u"].unsure, found["u"].skipped) == (None, True, False)
    assert (found["v"].label, found["v"].unsure, found["v"].skipped) == (None, False, True)
    assert list(found) == ["t", "u", "v"]


def test_authors_who_differ_make_a_dispute_that_one_word_settles():
    rows = [said("t", "a"), said("t", "b", "bo"), said("u", "a"), said("u", "a", "bo"), said("w", None), said("w", "a", "bo")]
    found = standing(rows)
    assert found["t"].label is None
    assert disputed(found) == ["t"]
    assert (found["u"].label, found["w"].label, found["w"].skipped) == ("a", "a", False)
    settled = standing([*rows, said("t", "b", "cy", chosen=SETTLED)])
    assert settled["t"].label == "b"
    assert disputed(settled) == []
    assert disputed(standing([*rows, said("t", "b", "cy", chosen=SETTLED), said("t", "a", "ada")])) == ["t"]


def test_counts_leave_out_what_is_disputed():
    classes = [LabelClass("a", "A"), LabelClass("b", "B"), LabelClass("c", "C")]
    found = standing([said("t", "a"), said("t", "b", "bo"), said("u", "a"), said("v", "b"), said("w", None)])
    assert counts(found, classes) == {"a": 1, "b": 1, "c": 0}


def test_what_was_drawn_to_judge_by_stays_so():
    assert standing([said("t", "a", judging=True), said("t", "a", "bo")])["t"].judging
