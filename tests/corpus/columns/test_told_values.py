"""Ratings that are found by their values, questions of recommendation, and likes of others, which are none."""

import io
import json

import pandas as pd
import pytest

from interestlab.corpus import guess_roles, read_file
from interestlab.corpus.build import check_file
from interestlab.corpus.columns.told_values import asks_opinion, asks_recommendation, told_share


def table(name, values):
    rows = 24
    columns = {
        "who": [f"ada{n % 5}" for n in range(rows)],
        name: [values[n * 7 % len(values)] for n in range(rows)],
        "said": [f"A quiet morning by the river, number {n}, and then it rained" for n in range(rows)],
    }
    return pd.DataFrame({key: pd.Series(cells, dtype="str") for key, cells in columns.items()})


@pytest.mark.parametrize(
    ("values", "ends"),
    [
        (["👍", "👎"], (-1, 1)),
        (["👍🏽", "👎🏽", "👍🏽"], (-1, 1)),
        (["😀", "☹️", "😀", "☹️"], (-1, 1)),
        (["😊", "😐", "😞", "😊"], (-1, 1)),
        (["✅", "❌", "✅", "✅"], (0, 1)),
        (["Recommended", "Not Recommended"], (-1, 1)),
        (["推荐", "不推荐"], (-1, 1)),
        (["Раджу", "Не раджу"], (-1, 1)),
        (["Doporučuji", "Nedoporučuji"], (-1, 1)),
        (["empfohlen", "nicht empfohlen"], (-1, 1)),
        (["Would recommend: yes", "Would recommend: no"], (-1, 1)),
        (["Weiterempfehlung: Ja", "Weiterempfehlung: Nein"], (-1, 1)),
        (["★★★☆☆", "★★★★★", "★☆☆☆☆"], (1, 5)),
        (["4/5", "2/5", "5/5"], (1, 5)),
        (["sehr gut", "gut", "schlecht"], (1, 5)),
        (["非常满意", "一般", "不满意"], (1, 5)),
    ],
)
@pytest.mark.parametrize("name", ["verdict", "Q7", "值", "x"])
def test_ratings_by_their_values_whatever_the_column_is_called(name, values, ends):
    frame = table(name, values)
    guess = guess_roles(frame)
    assert guess.roles.value == name
    report = check_file(read_file(io.BytesIO(frame.to_csv(index=False).encode()), "export.csv"))[0]
    assert (report.value.low, report.value.high) == ends


@pytest.mark.parametrize(
    "values",
    [["yes", "no"], ["positive", "negative"], ["never", "often", "always"], ["low", "medium", "high"], ["open", "closed"]],
)
def test_words_that_may_be_the_state_of_anything_need_a_name(values):
    assert guess_roles(table("state", values)).roles.value is None
    assert told_share(values * 5)[0] == 0


@pytest.mark.parametrize(
    "question",
    [
        "How likely is it that you would recommend us to a friend or colleague?",
        "Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?",
        "Quelle est la probabilité que vous nous recommandiez à un ami ?",
        "¿Qué tan probable es que nos recomiendes?",
        "Quanto è probabile che ci consigli a un amico?",
        "Com que probabilidade nos recomendaria a um amigo?",
        "С какой вероятностью вы порекомендуете нас друзьям?",
        "您向朋友推荐我们的可能性有多大？",
        "友人に勧める可能性はどのくらいですか？",
        "친구에게 추천할 가능성은 얼마나 됩니까?",
        "Hoe waarschijnlijk is het dat u ons aanbeveelt?",
        "Jak bardzo prawdopodobne jest, że nas polecisz?",
        "Cât de probabil este să ne recomandați?",
        "Mennyire valószínű, hogy ajánlana minket?",
        "Kuinka todennäköisesti suosittelisit meitä?",
        "Hur troligt är det att du rekommenderar oss?",
        "Koliko je vjerojatno da ćete nas preporučiti?",
        "Πόσο πιθανό είναι να μας συστήσετε;",
        "ما مدى احتمال أن توصي بنا؟",
        "עד כמה סביר שתמליץ עלינו?",
        "คุณจะแนะนำเราให้เพื่อนหรือไม่",
        "Seberapa mungkin Anda merekomendasikan kami?",
    ],
)
def test_the_question_whether_one_would_recommend_is_a_scale_from_0_to_10(question):
    frame = table(question, [str(n) for n in (9, 7, 3, 10, 8)])
    assert asks_recommendation(question)
    assert guess_roles(frame).roles.value == question
    report = check_file(read_file(io.BytesIO(frame.to_csv(index=False).encode()), "survey.csv"))[0]
    assert (report.value.low, report.value.high) == (0, 10)


def test_the_question_in_the_second_row_of_a_survey_counts_too():
    rows = ["ResponseId,Q1,Q2", "Response ID,Wie wahrscheinlich empfehlen Sie uns weiter?,Warum?"]
    rows += [f"R_{n:04}ab,{n * 7 % 11},Weil der Garten im Jahr {1990 + n} so still war" for n in range(24)]
    report = check_file(read_file(io.BytesIO("\n".join(rows).encode()), "umfrage.csv"))[0]
    assert report.roles.value == "Q1"
    assert (report.value.low, report.value.high) == (0, 10)


@pytest.mark.parametrize(
    "name",
    ["like", "likes", "like_count", "liked_by", "thumbsUpCount", "thumbs_up", "helpful", "赞", "点赞数", "votes_up", "いいね"],
)
def test_how_many_others_liked_it_is_no_rating(name):
    frame = table(name, [str(n) for n in (0, 3, 14, 2, 41)])
    assert guess_roles(frame).roles.value is None
    few = table(name, [str(n) for n in (0, 3, 2, 1, 5)])
    assert guess_roles(few).roles.value is None
    data = json.dumps({"replies": frame.to_dict("records")}).encode()
    assert check_file(read_file(io.BytesIO(data), "replies.json"))[0].roles.value is None


def test_ones_own_like_stays():
    assert guess_roles(table("liked", ["0", "1", "1"])).roles.value == "liked"
    assert guess_roles(table("recommended", ["True", "False"])).roles.value == "recommended"


@pytest.mark.parametrize(
    "question",
    [
        "How satisfied are you with the course?", "Wie zufrieden waren Sie mit dem Kurs?",
        "Quanto ti è piaciuto il laboratorio?",
        "Comment évaluez-vous notre accueil ?", "¿Cómo calificaría nuestro servicio?", "Hoe tevreden bent u over de les?",
        "Как вам понравился спектакль?", "您对课程的满意程度", "Jak oceniasz szkolenie?",
        "Hur nöjd är du med kursen?", "Kuinka tyytyväinen olit?",
    ],
)  # fmt: skip
def test_a_question_how_somebody_found_it_is_a_scale(question):
    assert asks_opinion(question)
    assert guess_roles(table(question, ["5", "3", "1", "4", "2"])).roles.value == question


def test_numbers_beyond_a_scale_are_no_answer_to_such_a_question():
    assert guess_roles(table("How satisfied are you with the course?", ["250", "40", "12"])).roles.value is None


@pytest.mark.parametrize(
    "question", ["How many people live with you?", "How old are you?", "Wie oft gehen Sie ins Kino?", "Age"]
)
def test_other_questions_are_none(question):
    assert not asks_opinion(question)


def test_how_often_something_was_recommended_is_no_answer():
    assert not asks_recommendation("number of recommendations")
    assert not asks_recommendation("推荐数")
