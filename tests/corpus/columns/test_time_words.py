"""Folding, and the words around a date."""

import pyarrow as pa
import pytest

from interestlab.corpus.columns.month_names import MONTH_NAMES
from interestlab.corpus.columns.time_words import (
    HALVES,
    fold_text,
    fold_texts,
    is_placeholder,
    is_silent,
    month_numbers,
    month_of,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [(" 5. MÄRZ  2023 ", "5. marz 2023"), ("８：３０\u202fAM", "8:30 am"), ("\u200e5 янв.", "5 янв."), 
     ("KASIM İ ı", "kasim i i"),     ("오후 3:04", "오후 3:04"), ("が", "が"), ("２０２３年", "2023年")],
)  # fmt: skip
def test_folding_is_the_same_for_one_and_for_many(text, folded):
    assert fold_text(text) == folded
    assert fold_texts(pa.array([text])).to_pylist() == [folded]


def test_digits_of_other_scripts_and_halves_with_dots():
    assert fold_texts(pa.array(["٥ يناير ٢٠٢٣", "8:30 a. m.", "3:04 P.M."])).to_pylist() == [
        "5 يناير 2023",
        "8:30 am",
        "3:04 pm",
    ]


def test_months_have_one_number_each():
    assert len(MONTH_NAMES) == 12
    assert len(month_numbers()) == sum(len(names.split()) for names in MONTH_NAMES)
    assert all(name == fold_text(name) for name in month_numbers())


@pytest.mark.parametrize(("name", "month"), [("jan.", 1), ("мая", 5), ("aout", 8), ("wrzesnia", 9), ("12월", 0), ("bread", 0)])
def test_months(name, month):
    assert month_of(name) == month


def test_silent_words_and_placeholders():
    assert is_silent(" (thu), at ")
    assert is_silent("木曜日")
    assert not is_silent("the bread")
    assert is_placeholder("0000-00-00 00:00:00")
    assert is_placeholder("n/a")
    assert not is_placeholder("unknown")


FIRST = "am a 上午 午前 오전 凌晨 清晨 早上 早晨 夜里 새벽 아침 ص oo sa π.μ. πμ de. дп fm ap. dop."
FIRST += " vorm. vorm пр.об. ق.ظ priešpiet पूर्वाह्न vm."  # of Google Forms and calendars in further languages
SECOND = "pm p 下午 午後 오후 中午 傍晚 晚上 저녁 م os ch μ.μ. μμ du. пп em ip. odp."
SECOND += " nachm. nachm сл.об. pop. ب.ظ popiet अपराह्न nm."


def test_halves_of_the_day():
    assert dict.fromkeys(FIRST.split(), 0) | dict.fromkeys(SECOND.split(), 12) == HALVES
