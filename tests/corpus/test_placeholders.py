"""Placeholders and invisible texts are found; what somebody may have written is not."""

import pandas as pd
import pytest

from interestlab.corpus.placeholders import find_invisible, find_nobody, find_placeholders, visible


def column(*values):
    return pd.Series(list(values), dtype="str")


@pytest.mark.parametrize(
    "text",
    ["NaN", "nan", "None", "null", "NULL.", "N/A", "n/a", "#N/A", "[deleted]", "[removed]", " [Deleted] ", "-", "--", "—",
     "...", "…", "<NA>", "undefined", "此用户没有填写评价。", "系统默认好评！", "<Media omitted>", "无", "なし",
     "This message was deleted"],
)  # fmt: skip
def test_what_stands_for_nothing(text):
    assert find_placeholders(column(text, "a post")).tolist() == [True, False]
    assert not find_invisible(column(text)).any()


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "ok",
        "Nan makes the best bread",
        "null and void",
        "😀",
        "1",
        "好",
        "none of them",
        ":-)",
        "[deleted] but quoted",
        "+",
        "5/5",
    ],
)
def test_what_somebody_wrote(text):
    assert not find_placeholders(column(text)).any()
    assert not find_invisible(column(text)).any()


@pytest.mark.parametrize(
    "text", ["", "  ", "\u200b", "\u200e\u200f", "\ufeff", "\u00a0\n", "\u3164", "\u2800", "\u2060 \u00ad"]
)
def test_texts_that_cannot_be_seen(text):
    assert find_invisible(column(text, "a")).tolist() == [True, False]
    assert not find_placeholders(column(text)).any()


def test_missing_is_neither_and_the_index_stays():
    texts = pd.Series([None, "nan", "\u200b"], dtype="str", index=[5, 7, 9])
    assert find_placeholders(texts).to_dict() == {5: False, 7: True, 9: False}
    assert find_invisible(texts).to_dict() == {5: False, 7: False, 9: True}
    assert find_placeholders(texts).dtype == bool


def test_a_name_that_stands_for_nobody():
    names = column("mira", "[deleted]", "Anonymous", "匿名用户", "null", None)
    assert find_nobody(names).tolist() == [False, True, True, True, False, False]


def test_a_missing_person_comes_far_more_often_than_a_person():
    names = column(*["nan"] * 8, "mira", "mira", "otto", "rosa")
    assert find_nobody(names).sum() == 8


def test_visible_cuts_blanks_and_what_cannot_be_seen():
    assert visible(column("  a \n", "\u200b", "", "\ufeffb", None)).isna().tolist() == [False, True, True, False, True]
    assert visible(column("  a \n", "\ufeffb")).tolist() == ["a", "b"]
