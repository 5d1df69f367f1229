"""Placeholders and invisible texts are found; what somebody may have written is not."""

import io

import pandas as pd
import pytest

from interestlab.corpus import read_file
from interestlab.corpus.build import check_file
from interestlab.corpus.placeholders import find_invisible, find_missing, find_nobody, find_placeholders, visible


def column(*values):
    return pd.Series(list(values), dtype="str")


@pytest.mark.parametrize(
    "text",
    ["NaN", "nan", "None", "null", "NULL.", "N/A", "n/a", "#N/A", "[deleted]", "[removed]", " [Deleted] ", "-", "--", "—",
     "...", "…", "<NA>", "undefined", "此用户没有填写评价。", "系统默认好评！", "<Media omitted>", "无", "なし",
     "This message was deleted", "此用户没有填写评论!", "该用户未填写评价内容", "买家没有填写评价", "No Positive",
     "No Negative", "no comment",
     "Il cliente non ha lasciato commenti", "Le client n'a pas laissé de commentaire", "El cliente no dejó comentarios",
     "Der Kunde hat keinen Kommentar hinterlassen", "(no text)", "[no text]", "keine Angabe", "Kein Kommentar",
     "Sin comentarios",
     "Aucun commentaire", "Nessun commento", "Sem comentários", "Без комментариев",
     "コメントはありません", "내용 없음", "(blank)"],
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
        "No comments on the garden, it is perfect",
        "the customer did not get what was promised for all that money",
        "No positive side at all",
        "这个用户没有水平",
        "no problem",
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


@pytest.mark.parametrize(
    "text", ["NULL", "null", "None", "nan", "NaN", "N/A", "NA", "\\N", "#N/A", "#NV", "<NA>", "-", "--", "—", " null "]
)
def test_what_stands_for_a_missing_person_or_thing(text):
    assert find_missing(column("mira", text, None)).tolist() == [False, True, False]
    assert find_placeholders(column("mira", text, None)).tolist() == [False, True, False]


@pytest.mark.parametrize("text", ["Na", "Nil", "Nat", "Nanni", "null_42", "-x-", "0"])
def test_names_that_look_like_it(text):
    assert not find_missing(column("mira", text)).any()


@pytest.mark.parametrize(
    ("header", "marker"), [("user,item,date,text,rating", "NULL"), ("Nutzer;Artikel;Datum;Meinung;Sterne", "-"),
                           ("用户\t商品\t日期\t评论\t评分", "\\N")],
)  # fmt: skip
def test_a_missing_value_is_nobody_and_nothing_and_the_report_agrees(header, marker):
    sign = next(sign for sign in ",;\t" if sign in header)
    lines = [header]
    for n in range(30):
        gone = n % 6 == 0
        row = (
            f"reader{n % 5}",
            f"thing{n % 4}",
            f"2023-01-{n % 28 + 1:02}",
            f"{n} quiet mornings by the river",
            str(n % 5 + 1),
        )
        lines.append(sign.join(marker if gone and place != 3 else cell for place, cell in enumerate(row)))
    report = check_file(read_file(io.BytesIO("\n".join(lines).encode()), "export.csv"))[0]
    counts = report.counts
    assert (counts.people, counts.items, counts.dated, counts.valued) == (5, 4, 25, 25)
    assert "5 different values among 25" in report.reasons["user"]
    said = " ".join(report.warnings)
    assert f"5 of 30 rows have a text and name no person, such as “{marker}”" in said
    assert f"5 of 30 rows name no item in “{report.roles.item}”, such as “{marker}”" in said


def test_visible_cuts_blanks_and_what_cannot_be_seen():
    assert visible(column("  a \n", "\u200b", "", "\ufeffb", None)).isna().tolist() == [False, True, True, False, True]
    assert visible(column("  a \n", "\ufeffb")).tolist() == ["a", "b"]
