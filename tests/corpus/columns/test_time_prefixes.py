"""Words that platforms put around dates, years of Thailand, and dates without a year."""

from datetime import UTC, datetime

import pandas as pd
import pytest

from interestlab.corpus.columns.time_prefixes import without_prefix
from interestlab.corpus.columns.times import look_at_times, read_times

NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)


def read(*values, **options):
    return read_times(pd.Series(values, dtype="str"), now=NOW, **options)


@pytest.mark.parametrize(
    "text",
    [
        "Reviewed June 1, 2022", "Reviewed in the United States on June 1, 2022", "Posted on 2022-06-01",
        "reviewed on 1 June 2022", "Date of experience: June 1, 2022", "Date of experience: June 2022", "Written June 1, 2022",
        "Published: 1 June 2022", "Visited in June 2022", "Rezension aus Deutschland vom 1. Juni 2022",
        "Bewertet am 1. Juni 2022", "Erlebnisdatum: Juni 2022", "Kommentiert in Österreich am 1. Juni 2022",
        "Commenté en France le 1 juin 2022", "Avis publié : 1 juin 2022", "Date de l'expérience : juin 2022",
        "Avis laissé en Belgique le 1 juin 2022", "Revisado en España el 1 de junio de 2022",
        "Fecha de la experiencia: junio de 2022", "Escrita el 1 de junio de 2022", "Recensito in Italia il 1 giugno 2022",
        "Data dell'esperienza: giugno 2022", "Scritta il 1 giugno 2022", "Avaliado no Brasil em 1 de junho de 2022",
        "Data da experiência: junho de 2022", "Отзыв из России от 1 июня 2022", "Дата посещения: июнь 2022",
        "Опубликовано 1 июня 2022 г.", "2022年6月1日に日本でレビュー済み", "投稿日：2022年6月1日", "訪問時期：2022年6月",
        "2022年6月1日 在中国评论", "发布于 2022-06-01", "体验日期：2022年6月1日", "2022년 6월 1일에 대한민국에서 검토됨",
        "작성일: 2022.06.01", "방문일 2022년 6월 1일", "Beoordeeld in Nederland op 1 juni 2022",
    ],
)  # fmt: skip
def test_words_around_a_date_are_no_hindrance(text):
    found = read(text, text)
    assert str(found.times[0])[:10] == "2022-06-01", text
    assert look_at_times(pd.Series([text] * 5, dtype="str")).share == 1


@pytest.mark.parametrize("text", ["Reviewed twice", "Posted on the wall", "Rezension aus Deutschland", "written in 3 days"])
def test_words_without_a_date_are_none(text):
    assert read(text, text).form is None
    assert without_prefix("reviewed twice") == "reviewed twice"


@pytest.mark.parametrize(
    "text", ["20/1/2566", "20-01-2566", "2566-01-20", "20 มกราคม 2566", "20 ม.ค. 2566", "20 ม.ค. 66", "20 มกราคม พ.ศ. 2566"]
)
def test_years_of_thailand_are_turned(text):
    found = read(text, text)
    assert str(found.times[0])[:10] == "2023-01-20"
    assert look_at_times(pd.Series([text] * 5, dtype="str")).share == 1


def test_years_of_thailand_are_said_once():
    notes = read("20/1/2566", "21/1/2566", "22 มกราคม 2566").notes
    assert sum("Buddhist calendar; 543 were taken off" in note for note in notes) == 1


@pytest.mark.parametrize(("first", "second"), [("November 2", "March 3"), ("2. November", "3. März"), ("11月2日", "3月3日")])
def test_a_date_without_a_year_says_which_was_assumed(first, second):
    found = read(first, first, second)
    assert [str(one)[:10] for one in found.times] == ["2023-11-02", "2023-11-02", "2024-03-03"]
    assert found.form.title == "dates without a year"
    said = f"Dates such as “{first}” name no year; it was assumed so that none lies after 2024-06-01: 2023 in 2 values"
    assert any(said in note and "2024 in 1 value." in note for note in found.notes)


def test_what_was_told_from_a_moment_is_shown_as_it_stands():
    notes = read("vor 2 Tagen", "gestern").notes
    assert notes == ("Values such as “vor 2 Tagen” were read from 2024-06-01 12:00.",)
