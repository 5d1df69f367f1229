"""Sums and means below a table are left out with a word; what only looks like one stays."""

import io

import numpy as np
import openpyxl
import pandas as pd
import pytest

from interestlab.corpus import read_file
from interestlab.corpus.build import check_file
from interestlab.corpus.readers.raw import RawTable
from interestlab.corpus.sums import _is_label, leave_out_sums

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


def table(rows, delimiter=","):
    frame = pd.DataFrame(rows, columns=["User", "Score", "Comment"], dtype="str")
    return RawTable(frame, np.arange(len(rows), dtype=np.int64), "utf-8", delimiter=delimiter)


BODY = [(f"u{n}", str(score), f"words {n}") for n, score in enumerate([2, 4, 4, 5])]  # sum 15, mean 3.75, median 4


@pytest.mark.parametrize(
    ("label", "value", "left_out"),
    [
        ("Total", "15", True),
        ("Total", "15.0", True),
        ("Total", "14.9", True),  # outside of the column
        ("Average", "3.75", True),
        ("Average", "3.8", True),  # as far as it is written out
        ("Average", "3.7", True),
        ("Average", "3.6", False),
        ("Average", "3.74", False),
        ("Average", "3.755", False),
        ("Average", "4", True),  # the median, and the count
        ("Average", "3", False),
        ("Total", "1", True),  # below the least
        ("Total", "2", False),
        ("Total", "5", False),
        ("Total", "6", True),
    ],
)
def test_a_number_tells_a_sum_as_far_as_it_is_written(label, value, left_out):
    found = leave_out_sums(table([*BODY, (label, value, None)]))
    assert (len(found.frame) == 4) is left_out


@pytest.mark.parametrize(("rows", "left_out"), [(3, True), (2, False)])
def test_three_rows_must_stand_above(rows, left_out):
    found = leave_out_sums(table([*BODY[:rows], ("Total", "99", None)]))
    assert (len(found.frame) == rows) is left_out


@pytest.mark.parametrize(("below", "left_out"), [(29, True), (30, False)])
def test_the_last_thirty_rows_are_looked_at(below, left_out):
    rows = [*BODY, ("Total", "99", None), *BODY * 8]
    found = leave_out_sums(table(rows[: 5 + below]))
    assert (len(found.frame) == 4 + below) is left_out


@pytest.mark.parametrize(
    ("label", "is_label"),
    [
        ("Total", True), ("Total:", True), ("Total = 15", True), ("Grand total", True), ("Total of all scores", True),
        ("Total of all the scores", False), ("The total was high", False), ("Σ", True), ("合计", True), 
        ("部评分的合计", True), ("全部评分的合计", False), ("total " * 11, False),
        ("Max", True), ("", False),
    ],
)  # fmt: skip
def test_labels_of_sums(label, is_label):
    assert _is_label(label.strip()) is is_label
