"""Sums and means below a table are left out with a word; what only looks like one stays."""

import io

import openpyxl
import pytest

from interestlab.corpus import read_file
from interestlab.corpus.build import check_file

HEADERS = {
    "en": "User,Date,Score,Comment",
    "de": "Nutzer;Datum;Sterne;Kommentar",
    "zh": "用户,日期,评分,评论",
    "ru": "Пользователь\tДата\tОценка\tОтзыв",
    "it": "Utente,Data,Voto,Recensione",
}
SCORES = [n * 3 % 5 + 1 for n in range(24)]  # sum 72, mean 3


def lines(header, below=(), scores=SCORES):
    sign = next(sign for sign in "\t;," if sign in header)
    rows = [
        f"reader{n % 5}{sign}2023-01-{n + 1:02}{sign}{score}{sign}Quiet morning {n} by the river"
        for n, score in enumerate(scores)
    ]
    return [header, *rows, *(one.replace("|", sign) for one in below)]


def report_of(text, name="export.csv"):
    return check_file(read_file(io.BytesIO(text.encode()), name))[0]


@pytest.mark.parametrize(
    ("language", "below"),
    [
        ("en", ["Total||72|"]),
        ("en", ["Total|||24 reviews"]),
        ("it", ["Totale|||24 recensioni"]),
        ("en", ["Total||72|", "Average||3.0|", "N||24|", "Max||5|"]),
        ("en", ["||Average score: 3|"]),
        ("en", ["|Total|72|"]),
        ("de", ["Summe||72|"]),
        ("de", ["Mittelwert||3,0|", "Gesamt||24|"]),
        ("de", ["Ø||3|"]),
        ("zh", ["合计||72|"]),
        ("zh", ["总计：24条|||"]),
        ("ru", ["Итого||72|"]),
        ("it", ["Totale||72|", "Media||3,0|"]),
    ],
)
def test_a_sum_below_the_rows_is_left_out_and_said(language, below):
    report = report_of("\n".join(lines(HEADERS[language], below)))
    assert (report.counts.rows, report.counts.people, report.counts.valued) == (24, 5, 24)
    assert (report.value.low, report.value.high) == (1, 5)
    said = (
        "1 row at the end is a sum and was left out" if len(below) == 1 else f"{len(below)} rows at the end are sums or means"
    )
    assert any(sentence.startswith(said) for sentence in report.notes)


def test_in_a_workbook_below_a_title_too():
    book = openpyxl.Workbook()
    for row in (["Report of March"], [], ["Kunde", "Datum", "Note (1-5)", "Anmerkung"]):
        book.active.append(row)
    for line in lines(HEADERS["en"])[1:]:
        user, date, score, text = line.split(",")
        book.active.append([user, date, int(score), text])
    book.active.append(["Summe", None, 72, None])
    book.active.append(["Mittelwert", None, 3, None])
    stream = io.BytesIO()
    book.save(stream)
    report = check_file(read_file(io.BytesIO(stream.getvalue()), "report.xlsx"))[0]
    assert (report.counts.rows, report.counts.people) == (24, 5)
    assert (report.value.low, report.value.high) == (1, 5)


@pytest.mark.parametrize(
    "row",
    [
        "reader1|2023-02-01|4|Total",  # a review, of one word
        "reader1|2023-02-01|5|Total waste of an evening",
        "Total|2023-02-01|4|A person may be called so",
        "Total||4|",  # a number that is no sum, no mean and no count, and within the scale
        "Total|||",  # no number at all
        "||72|",  # no label
    ],
)
def test_a_row_without_all_the_evidence_stays(row):
    report = report_of("\n".join(lines(HEADERS["en"], [row])))
    assert report.counts.rows == 25
    assert not any("left out" in note for note in report.notes)


def test_a_title_of_a_film_is_no_sum_in_a_list_of_ratings():
    rows = [f"Film {n},{n % 5 + 1}" for n in range(20)]
    assert report_of("\n".join(["Title,Rating", *rows, "Total,3"])).counts.rows == 21
    assert report_of("\n".join(["Title,Rating", *rows, "Total,60"])).counts.rows == 20
