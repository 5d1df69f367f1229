"""Ratings in their many forms; the scale, what says nothing on it, and what stands for "not rated"."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from interestlab.corpus.columns.values import look_at_values, read_values, told_scale

FILES = Path(__file__).parent / "files" / "ratings"


def read(*values, name="rating"):
    return read_values(pd.Series(values), name=name)


def file_column(file, column):
    return pd.read_csv(FILES / file, dtype="str", keep_default_na=False)[column]


@pytest.mark.parametrize(
    ("file", "column", "title", "ends", "not_rated"),
    [
        ("amazon.csv", "rating", "n of 5", (1, 5, 2.5), None),
        ("comma.csv", "rating", "numbers", (0.5, 5, 2.5), None),
        ("slash.csv", "rating", "n of 5", (1, 5, 2.5), None),
        ("stars_word.csv", "rating", "stars", (1, 5, 2.5), None),
        ("yesno.csv", "rating", "thumbs", (-1, 1, 0), None),
        ("zero_unrated.csv", "rating", "numbers", (1, 5, 2.5), 0),
        ("steam_thumbs.csv", "review_score", "thumbs", (-1, 1, 0), None),
        ("goodreads.csv", "My Rating", "numbers", (1, 5, 2.5), 0),
    ],
)
def test_files(file, column, title, ends, not_rated):
    found = read_values(file_column(file, column), name=column)
    assert found.form.title == title
    assert (found.form.low, found.form.high, found.form.neutral) == ends
    assert found.form.not_rated == not_rated
    assert found.form.kind == "scale"
    assert not found.unread.any()


def test_not_rated_is_said_with_both_numbers():
    found = read_values(file_column("goodreads.csv", "My Rating"), name="My Rating")
    assert found.notes == ("0 stands for “not rated” in 26 of 40 rows and was left out.",)
    assert found.values.notna().sum() == 14


FORMS = {
    "4/5|3/5": [4, 3],
    "8 / 10|7/10": [8, 7],
    "Rated 4 out of 5 stars|Rated 1 out of 5 stars": [4, 1],
    "★★★★☆|★☆☆☆☆": [4, 1],
    "⭐⭐⭐|⭐": [3, 1],
    "★★★½|★★": [3.5, 2],
    "4 ★|2 ★": [4, 2],
    "80 %|20%": [80, 20],
    "👍🏽|👎": [1, -1],
    "up|down": [1, -1],
    "Recommended|Not Recommended": [1, -1],
    "Empfohlen|Nicht empfohlen": [1, -1],
    "Like|Dislike": [1, -1],
    "yes|no": [1, 0],
    "Oui|Non": [1, 0],
    "да|нет": [1, 0],
    "True|False": [1, 0],
    "力荐|推荐|还行|较差|很差": [5, 4, 3, 2, 1],
    "很满意|满意|不满意": [5, 4, 2],
    "sehr gut|gut|mangelhaft": [6, 5, 2],
    "Excellent|Good|Fair|Poor": [5, 4, 3, 2],
    "Strongly agree|Disagree|Neutral": [5, 2, 3],
    "Stimme eher zu|Stimme gar nicht zu": [4, 1],
    "tout à fait d'accord|pas d’accord": [5, 2],
    "Muy satisfecho|Insatisfecho": [5, 2],
    "ottimo|scarso": [5, 2],
    "muito bom|ruim": [5, 2],
    "полностью согласен|не согласен": [5, 2],
    "とても満足|不満": [5, 2],
    "매우 만족|불만족": [5, 2],
    "A+|B|C-|F": [4.3, 3, 1.7, 0],
    "4.0 von 5 Sternen|1,0 von 5 Sternen": [4, 1],
    "4,0 sur 5 étoiles|2,0 sur 5 étoiles": [4, 2],
    "4,0 de 5 estrellas|2 de 5 estrellas": [4, 2],
    "5つ星のうち4.0|5つ星のうち1.0": [4, 1],
    "별 5개 중 4개|별 5개 중 2개": [4, 2],
    "4 из 5|1 из 5": [4, 1],
    "5 - Strongly agree|3|1 - Strongly disagree": [5, 3, 1],
    "4分|5分": [4, 5],
    "1,234|2,500": [1234, 2500],
    "９|１０": [9, 10],
}


@pytest.mark.parametrize("values", FORMS, ids=list(FORMS))
def test_forms(values):
    found = read(*values.split("|"))
    assert found.values.tolist() == FORMS[values]
    assert found.values.dtype == "float64"
    assert not found.unread.any()


@pytest.mark.parametrize(
    "values", ["A|B", "it0|it1", "12/31/2023|1/2/2023", "the saddle is fine|rode 40 km", "red|blue", "550e8400|a1b2"]
)
def test_what_is_no_value(values):
    found = read(*values.split("|"))
    assert found.form is None
    assert found.unread.all()
    assert found.values.isna().all()


def test_missing_and_unread_are_told_apart():
    found = read("4", None, "", "N/A", "not rated", "five")
    assert found.values.notna().tolist() == [True, False, False, False, False, False]
    assert found.unread.tolist() == [False, False, False, False, False, True]


def test_several_scales_in_a_column_become_one_and_it_is_said():
    found = read("9/10", "4/5", "3/5")
    assert found.values.tolist() == [4.5, 4, 3]
    assert found.notes == ("The values are on several scales; all were read as n of 5.",)


@pytest.mark.parametrize(
    ("values", "name", "expected"),
    [
        ([3, 4, 5] * 3, "", (1, 5, 2.5)),
        ([7, 8, 9, 10] * 3, "rating", (1, 10, 5)),
        (list(range(11)) * 3, "rating", (0, 10, 4.5)),
        ([1, 3, 5] * 3, "reviews.rating", (1, 5, 2.5)),
        ([x / 2 for x in range(11)] * 3, "rating", (0, 5, 2.25)),
        ([0, 1] * 4, "clicked", (0, 1, 0)),
        ([0, 1] * 4, "voted_up", (0, 1, 0.5)),
        ([-1, 0, 1] * 4, "", (-1, 1, 0)),
        ([87, 92, 55] * 3, "rating", (0, 100, 47.5)),
        ([x / 10 for x in range(10, 51)], "Average Rating", (1, 5, 2.5)),
    ],
)
def test_scales(values, name, expected):
    form = read(*values, name=name).form
    assert (form.low, form.high, form.neutral) == expected
    assert form.not_rated is None


@pytest.mark.parametrize(
    ("values", "not_rated"),
    [
        ([0] * 26 + [4, 5, 3, 1] * 4, 0),
        ([0] * 30 + list(range(1, 11)) * 3, 0),
        ([-1] * 2 + [1, 5, 7, 8, 10] * 3, -1),
        ([0] * 3 + [0.5, 3.5, 4, 5] * 30, None),
        ([-1, 1] * 5, None),
    ],
)
def test_what_stands_for_not_rated(values, not_rated):
    found = read(*values)
    assert found.form.not_rated == not_rated
    assert found.values.isna().sum() == (0 if not_rated is None else values.count(not_rated))


def test_zeros_of_a_count_are_counts():
    for name in ("helpful_votes", ""):
        found = read(*[0] * 30, *[1] * 9, *[2] * 4, *[3] * 2, name=name)
        assert found.form.not_rated is None
    assert read(*range(0, 3000, 7), name="plays").form.kind == "count"
    assert read(5, 5, 5, name="x").form.kind == "constant"


@pytest.mark.parametrize("values", [[1, 2, 3, 4, 5], [0.5, 1, 1.5, 5], list(range(11)), [-2, -1, 0, 1, 2], [10, 20, 30]])
def test_neutral_lies_half_a_step_below_the_middle(values):
    step = min(b - a for a, b in pairwise(values))
    assert read(*values, name="").form.neutral == (min(values) + max(values) - step) / 2


def test_numbers_of_any_dtype():
    for values in (pd.Series([1, 5], dtype="Int64"), pd.Series([1.0, 5.0]), pd.Series(["1", "5"], dtype="category")):
        assert read_values(values, name="stars").values.tolist() == [1, 5]
    assert read_values(pd.Series([True, False])).form.neutral == 0.5
    assert read_values(pd.Series([4.0, np.inf])).unread.tolist() == [False, True]
    assert read_values(pd.Series([], dtype="str")).form is None
    assert read_values(pd.Series(["\ud83d", [1], 4], dtype=object)).values.notna().tolist() == [False, False, True]


@pytest.mark.parametrize(
    ("values", "share", "scale"),
    [
        (["4/5", "2/5", "x", "1/5"], 0.75, True),
        (["Ana", "Bo"], 0, False),
        (["a1", "b2"], 0, False),
        (["a", "b", "c", "a"], 0, False),
        (["0042", "0007", "0001"], 0, False),
        (["ok", "ok", "ok"], 0, False),
        ([str(x) for x in range(90)], 1, False),
    ],
)
def test_a_look(values, share, scale):
    found = look_at_values(pd.Series(values, dtype="str"))
    assert found.share == share
    assert found.scale == scale


def test_a_look_counts_not_rated_as_read():
    found = look_at_values(file_column("goodreads.csv", "My Rating"), name="My Rating")
    assert found.share == 1
    assert found.form_title == "numbers"


def test_numbers_of_ids_are_no_values():
    assert look_at_values(pd.Series([1, 2, 3]), name="user_id").share == 0
    assert look_at_values(pd.Series([1, 2, 3]), name="PostTypeId").share == 0
    assert look_at_values(pd.Series(["1", "2", "3"]), name="rating").scale


def test_letters_are_marks_by_their_name_or_signs():
    assert read("A", "B", "C", name="grade").values.tolist() == [4, 3, 2]
    assert read("A", "B", "C", name="variant").form is None


@pytest.mark.parametrize(
    ("name", "values", "ends"),
    [
        ("Rating (1-5)", "2 3 4", (1, 5)),
        ("Score /10", "3 4 5 4", (1, 10)),
        ("Note sur 5", "2.5 3 4.5", (1, 5)),
        ("1 to 7 stars", "2 3 5", (1, 7)),
        ("Sterne (1–5)", "3 4", (1, 5)),
        ("评分（1-10）", "3 4 5", (1, 10)),
        ("Оценка от 0 до 10", "3 4 5", (0, 10)),
        ("満足度(5点満点)", "3 4 2", (1, 5)),
        ("평점 (5점 만점)", "3 4 2", (1, 5)),
        ("Valoración de 1 a 5", "2 3", (1, 5)),
        ("How was it? 1 = poor, 10 = great", "4 5 6", (1, 10)),
    ],
)
def test_a_name_that_tells_the_scale(name, values, ends):
    form = read_values(pd.Series(values.split() * 6, dtype="str"), name=name).form
    assert (form.low, form.high) == ends


def test_a_told_scale_that_the_values_leave_is_none():
    form = read_values(pd.Series(["1", "8", "10"] * 6, dtype="str"), name="Rating (1-5)").form
    assert form.high == 10


def test_zero_below_a_told_scale_is_not_rated():
    found = read_values(pd.Series(["0", "4", "5", "3"] * 6, dtype="str"), name="Rating (1-5)")
    assert (found.form.low, found.form.not_rated) == (1, 0)
    assert found.values.notna().sum() == 18


@pytest.mark.parametrize("name", ["q1_5", "2019-20", "24/7", "Rating", "version 1.2-5", "time 10:30"])
def test_names_that_tell_none(name):
    assert told_scale(name) is None


@pytest.mark.parametrize(
    "words",
    [
        "sehr gut|gut|befriedigend|ausreichend|mangelhaft|ungenügend", "sehr gut|gut|mittel|schlecht|mangelhaft",
        "toll|gut|okay|schlecht|furchtbar", "très bien|bien|moyen|mauvais|très mauvais", "super|bien|moyen|décevant|nul",
        "tout à fait satisfait|plutôt satisfait|plutôt pas satisfait|pas du tout satisfait",
        "ottimo|buono|sufficiente|insufficiente|pessimo", "perfetto|bene|così così|male|molto male",
        "отлично|хорошо|удовлетворительно|плохо|ужасно", "очень понравилось|понравилось|нормально|не понравилось",
        "大変良い|良い|普通|悪い|大変悪い", "最高|良い|まあまあ|イマイチ|最悪", "満足|やや満足|普通|やや不満|不満",
        "아주 좋음|좋음|보통|나쁨|아주 나쁨", "매우 좋아요|좋아요|보통이에요|별로예요|최악이에요",
        "优|良|中|差|很差", "优秀|良好|一般|较差|很差", "Love it|Like it|It's ok|Don't like it|Hate it",
        "Excellent|Above average|Average|Below average|Terrible", "Muy buena|Buena|Regular|Mala|Pésima",
        "très bonne|bonne|moyenne|mauvaise|nulle", "Ótima|Boa|Regular|Ruim|Péssima", "ottima|buona|discreta|scarsa|pessima",
        "bardzo dobra|dobra|średnia|zła|bardzo zła", "výborné|dobré|průměrné|špatné|hrozné",
        "відмінно|добре|так собі|погано|жахливо",
        "mycket nöjd|nöjd|varken eller|missnöjd|mycket missnöjd", "svært fornøyd|fornøyd|nøytral|misfornøyd|svært misfornøyd",
        "meget god|god|middel|dårlig|meget dårlig", "erinomainen|hyvä|tyydyttävä|huono|surkea",
        "kiváló|jó|közepes|rossz|nagyon rossz",
        "foarte bun|bun|acceptabil|slab|foarte slab", "άριστο|καλό|μέτριο|κακό|απαίσιο", "odlično|dobro|osrednje|loše|užasno",
        "מצוין|טוב|בינוני|גרוע|גרוע מאוד", "عالی|خوب|متوسط|بد|خیلی بد", "बहुत अच्छा|अच्छा|ठीक|खराब|बहुत खराब",
        "ดีมาก|ดี|ปานกลาง|แย่|แย่มาก", "rất tốt|tốt|bình thường|tệ|rất tệ",
        "sangat puas|puas|cukup puas|tidak puas|sangat tidak puas",
        "非常滿意|滿意|普通|不滿意|非常不滿意", "it was amazing|really liked it|liked it|it was ok|did not like it",
    ],
)  # fmt: skip
def test_words_of_a_scale_fall_from_the_best_to_the_worst(words):
    steps = words.split("|")
    found = read_values(pd.Series(steps * 4, dtype="str"), name="x")
    assert found.form.title == "words of a scale"
    read = found.values[: len(steps)].tolist()
    assert all(before > after for before, after in pairwise(read)), read
