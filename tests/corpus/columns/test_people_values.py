"""Names of people are told from names of places, things and handles, in many scripts."""

import pandas as pd
import pytest

from interestlab.corpus.columns.people_values import is_person, people_share
from interestlab.corpus.columns.roles import guess_roles


@pytest.mark.parametrize(
    "name",
    [
        "Ada", "Lena W.", "García López, Ana", "María José Pérez",
        "O'Brien, Sean", "Jean-Luc Martin", "Snježana", "Nguyễn Thị Hạnh",
        "Тарас Г.", "Зинаида Крюкова", "Κώστας", "דוד כהן",
        "王小明", "李先生", "高橋さくら", "윤서하", "दीपक शर्मा", "Eero Virtanen",
        "Ludwig van Beethoven", "Ben Orr", "Yosef ben Amram",
    ],
)  # fmt: skip
def test_people(name):
    assert is_person(name)


@pytest.mark.parametrize(
    "name",
    ["Green River", "The Mill", "Austin", "Blue Harbor", "ada", "pixelmoth", "ada_99", "User 12",
     "东方红餐厅", "봉평막국수", "宫保鸡丁",
     "A very long sentence about Ada and all of her friends", "", "Bread", "Kind of Blue"],
)  # fmt: skip
def test_others(name):
    assert not is_person(name)


def test_the_share_is_of_the_values():
    assert people_share(["Ada", "Anna", "Bread", "Stone Road"]) == 0.5
    assert people_share([]) == 0.0


PEOPLE = ["Zoltán Kovács", "Anna Nagy", "Péter Szabó", "Eszter Tóth", "Katalin Varga", "Ferenc Horváth"]
TITLES = ["The Old Bridge", "Green River", "Silent Walk", "House of Cards", "North Wind", "Last Train"]


def table(**columns):
    rows = {name: pd.Series([values[n * 7 % len(values)] for n in range(48)], dtype="str") for name, values in columns.items()}
    rows["words"] = pd.Series([f"A quiet morning by the river, number {n}, and then it rained" for n in range(48)], dtype="str")
    return guess_roles(pd.DataFrame(rows))


@pytest.mark.parametrize("name", ["kto", "antaja", "povestitor", "namn", "x1", "Kiváncsi"])
def test_a_column_of_names_is_the_person_whatever_it_is_called(name):
    found = table(**{name: PEOPLE})
    assert found.roles.user == name
    if name == "x1":
        assert found.reasons["user"].startswith("its values, which read as names of people")
        assert found.reasons["user"].endswith("a guess")


@pytest.mark.parametrize("name", ["teacher", "Arzt", "vendedor", "director", "担当者", "Kategorie", "city"])
def test_who_is_called_something_else_is_not_the_person(name):
    assert table(**{name: PEOPLE}).roles.user is None


def test_whoever_never_differs_within_a_title_made_it():
    makers = dict(zip(TITLES, PEOPLE, strict=True))
    things = [TITLES[n % 6] for n in range(48)]
    rows = pd.DataFrame(
        {
            "reader": [f"r{n % 9}" for n in range(48)],
            "book": things,
            "yazan": [makers[thing] for thing in things],
            "review": [f"A quiet morning by the river, number {n}, and then it rained" for n in range(48)],
        }
    ).astype("str")
    assert guess_roles(rows).roles.user == "reader"
    assert guess_roles(rows.drop(columns="reader")).roles.user is None


def test_titles_and_things_are_no_people():
    assert table(x1=TITLES).roles.user is None
