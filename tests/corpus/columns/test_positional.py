"""Files without a header: roles by the order in which such files hold them, and nothing where nothing speaks for it."""

import random
from dataclasses import replace

import pandas as pd
import pytest

from interestlab.corpus.columns.positional import is_headerless, positional_roles
from interestlab.corpus.columns.roles import guess_roles
from interestlab.corpus.columns.times import TimeLook
from interestlab.corpus.columns.values import ValueLook
from tests.corpus.columns.plain_profile import PLAIN

DRAW = random.Random(1)
WORDS = (
    "bread", "oven", "garden", "guitar", "comet", "river", "saddle", "chain", "dough", "string", "telescope", "warm", "cold",
    "quickly", "rather", "good", "and", "with", "the", "for",
)  # fmt: skip


def texts():
    return [" ".join(DRAW.choices(WORDS, k=12)) for _ in range(60)]


def numbers(low, high):
    return [str(DRAW.randint(low, high)) for _ in range(60)]


def roles(*columns, **named):
    frame = {f"column_{n}": values for n, values in enumerate(columns, 1)} | named
    return guess_roles(pd.DataFrame({name: pd.Series(values, dtype="str") for name, values in frame.items()})).roles


def test_ratings_are_person_thing_rating_time():
    found = roles(numbers(1, 20), numbers(100, 140), numbers(1, 5), numbers(881_250_000, 881_350_000))
    assert (found.user, found.item, found.value, found.time) == ("column_1", "column_2", "column_3", "column_4")
    assert found.text == ()


def test_a_value_never_stands_before_person_and_thing():
    found = roles(numbers(1, 20), numbers(100, 140), numbers(1, 900))
    assert (found.user, found.item) == ("column_1", "column_2")


def test_counts_behind_a_text_are_no_items():
    found = roles(texts(), numbers(0, 5_000))
    assert (found.text, found.item, found.user) == (("column_1",), None, None)


def test_the_number_of_each_record_stands_first():
    found = roles([str(n) for n in range(60)], texts())
    assert (found.item, found.text) == ("column_1", ("column_2",))


def test_a_title_stands_before_its_text():
    titles = [f"{' '.join(DRAW.choices(WORDS, k=4))} {n}" for n in range(60)]
    dates = [f"2023-01-{n % 28 + 1:02}" for n in range(60)]
    found = roles([f"Board {n % 3}" for n in range(60)], [f"ada_{n % 9}" for n in range(60)], dates, titles, texts())
    assert (found.text, found.user) == (("column_4", "column_5"), "column_2")


def test_a_few_sections_are_no_people():
    sections = [("Local news", "Sports", "Culture", "Economy")[n % 4] for n in range(60)]
    dates = [f"2023-01-{n % 28 + 1:02}" for n in range(60)]
    assert roles(sections, dates, texts()).user is None


def test_handles_are_persons():
    found = roles(numbers(0, 4), [f"@mira_{n % 20}" for n in range(60)], texts())
    assert (found.user, found.text) == ("column_2", ("column_3",))


def test_a_plain_name_is_a_person_beside_what_people_say_and_a_thing_beside_its_price():
    people = [DRAW.choice(["Anna Schmidt", "Bo Li", "Cara Diaz", "Dan Ito", "Eva Novak"]) for _ in range(60)]
    assert roles(Name=people, Comment=texts()).user == "Name"
    things = [DRAW.choice(["Garden Chair", "River Lamp", "Steel Kettle"]) for _ in range(60)]
    found = roles(Name=things, Brand=["Acme", "Botta"] * 30, Price=["9.90"] * 60, Review=texts(), Rating=numbers(1, 5))
    assert (found.user, found.item, found.value) == (None, "Name", "Rating")


def moments():
    return [f"2023-{n % 12 + 1:02}-{n % 28 + 1:02} 08:30" for n in range(60)]


def test_who_wrote_and_what_they_gave_are_guesses_by_their_values():
    people = [DRAW.choice(["ollie_b", "Pernille", "maya.k", "quietfox", "ann"]) for _ in range(60)]
    for columns in ((people, moments(), numbers(1, 5), texts()), (texts(), numbers(1, 5), people, moments())):
        found = roles(*columns)
        at = {role: int(getattr(found, role).removeprefix("column_")) - 1 for role in ("user", "time", "value")}
        assert (columns[at["user"]], columns[at["value"]]) == (people, numbers_of(columns))
    guess = guess_roles(pd.DataFrame({f"column_{n}": pd.Series(v, dtype="str") for n, v in enumerate(columns, 1)}))
    assert all(guess.reasons[role].endswith("a guess") for role in ("user", "value"))


def numbers_of(columns):
    return next(values for values in columns if set(values) <= set("12345"))


def test_sentiments_of_0_and_4_are_values_and_classes_are_none():
    people = [f"ada{DRAW.randint(1, 9)}" for _ in range(60)]
    ids = [str(1_467_810_000 + n) for n in range(60)]
    found = roles(DRAW.choices(["0", "4"], k=60), ids, moments(), ["NO_QUERY"] * 60, people, texts())
    assert (found.value, found.user, found.text) == ("column_1", "column_5", ("column_6",))
    assert roles(numbers(1, 4), texts()).value is None
    assert roles(numbers(0, 1), moments(), texts()).value is None


def test_articles_of_amazon_stand_before_the_people():
    articles = [f"B00{DRAW.randint(1_000_000, 1_000_009)}" for _ in range(60)]
    people = [f"A{DRAW.randint(1, 7)}QK3VM9TLZ" for _ in range(60)]
    ratings = [f"{n}.0" for n in numbers(1, 5)]
    found = roles(articles, people, ratings, numbers(1_577_836_800, 1_597_836_800))
    assert (found.item, found.user, found.value) == ("column_1", "column_2", "column_3")
    found = roles(people, articles, ratings, numbers(1_577_836_800, 1_597_836_800))
    assert (found.item, found.user) == ("column_2", "column_1")


FIRST = replace(PLAIN, name="column_1")


def made(**columns):
    return {name: replace(PLAIN, name=name, **changes) for name, changes in columns.items()}


def test_columns_are_numbered_from_one_on():
    assert is_headerless(made(column_1={}, column_2={}))
    assert not is_headerless(made(column_1={}, column_3={}))
    assert not is_headerless({})


STARS = {"value": ValueLook(1.0, 1.0, True), "number": 1.0, "whole": 1.0, "low": 1.0, "high": 5.0, "variety": 5}


@pytest.mark.parametrize(
    ("third", "value"),
    [
        (STARS, "column_3"),
        (STARS | {"variety": 21}, "column_3"),
        (STARS | {"variety": 22, "high": 1e6}, None),
        (STARS | {"value": ValueLook(0.9, 0.9, True), "high": 1e6}, None),
        (STARS | {"value": ValueLook(0.91, 0.91, True)}, "column_3"),
        (STARS | {"value": ValueLook(), "high": 999_999.0}, "column_3"),  # a count
        (STARS | {"value": ValueLook(), "high": 1e6}, None),
        (STARS | {"value": ValueLook(), "low": 0.0}, None),
        (STARS | {"value": ValueLook(), "whole": 0.98}, None),
        (STARS | {"filled": 0.5}, None),
    ],
)
def test_person_thing_and_what_stands_third(third, value):
    found = positional_roles(made(column_1={}, column_2={}, column_3=third), (), None, catalogue=False)
    assert (found["user"], found["item"], found.get("value")) == ("column_1", "column_2", value)


@pytest.mark.parametrize(
    "second", [{"variety": 2}, {"filled": 0.5}, {"variety": 1}, {"time": TimeLook(0.5, kind="year")}, {"words": 7.0}]
)
def test_one_id_alone_names_nobody(second):
    assert positional_roles(made(column_1={}, column_2=second), (), None, catalogue=False) == {}


def test_articles_are_things_wherever_they_stand():
    profiles = made(column_1={}, column_2={})
    for share, first in ((0.9, "column_2"), (0.8, "column_1")):
        codes = [f"B0{n:08}" if n < 10 * share else f"x{n}" for n in range(10)]
        sample = pd.DataFrame({"column_1": codes, "column_2": [f"A{n}" for n in range(10)]}, dtype="str")
        assert positional_roles(profiles, (), None, catalogue=False, sample=sample)["user"] == first


def beside_text(time=None, catalogue=False, **columns):
    profiles = made(**columns)
    return positional_roles(profiles, (list(profiles)[-1],), time, catalogue=catalogue)


KEY = {"distinct": 1.0, "code": 0.9}


@pytest.mark.parametrize(
    ("changes", "item"),
    [
        (KEY, "column_1"),
        (KEY | {"distinct": 0.999}, "column_1"),
        (KEY | {"distinct": 0.998}, None),
        (KEY | {"code": 0.89}, None),
        (KEY | {"code": 0.0, "whole": 0.9}, "column_1"),
        (KEY | {"known": 3}, "column_1"),
        (KEY | {"known": 2}, None),
    ],
)
def test_the_number_of_each_text(changes, item):
    assert beside_text(column_1=changes, column_2={}).get("item") == item
    assert beside_text(column_1={}, column_2=KEY, column_3={}).get("item") is None
    assert beside_text(column_1={}, column_2=KEY, column_3={}, catalogue=True) == {"item": "column_2"}


@pytest.mark.parametrize(
    ("changes", "rating"),
    [
        ({"value": ValueLook(told=0.8)}, True),
        ({"value": ValueLook(told=0.79)}, False),
        (STARS, True),
        (STARS | {"distinct": 0.8}, True),
        (STARS | {"distinct": 0.81}, False),
        (STARS | {"number": 0.89}, False),
        (STARS | {"variety": 2}, False),
        (STARS | {"variety": 2, "low": 0.0, "high": 4.0}, True),
        (STARS | {"variety": 2, "low": -1.0, "high": 1.0}, True),
        (STARS | {"variety": 3}, True),
        (STARS | {"low": 0.0, "high": 10.0}, True),
        (STARS | {"low": 0.5}, True),
        (STARS | {"low": 2.0}, False),
        (STARS | {"high": 7.0}, False),
    ],
)
def test_one_rating_beside_a_text(changes, rating):
    assert (beside_text(column_1={"variety": 4}, column_2=changes, column_3={}).get("value") == "column_2") is rating
    assert "value" not in beside_text(column_1=changes, column_2=changes, column_3={})


PERSON = {"distinct": 0.5, "variety": 15}


@pytest.mark.parametrize(
    ("changes", "alone", "timed"),
    [
        (PERSON, True, True),
        ({"handle": 0.5, "variety": 2}, True, True),
        ({"email": 0.5, "variety": 2}, True, True),
        (PERSON | {"variety": 14}, False, True),
        (PERSON | {"distinct": 0.4}, False, True),
        (PERSON | {"distinct": 0.41}, True, True),
        (PERSON | {"distinct": 0.98}, False, False),
        (PERSON | {"distinct": 0.97}, True, True),
        (PERSON | {"words": 2.0}, True, True),
        (PERSON | {"words": 2.1}, False, True),
        (PERSON | {"words": 2.7}, False, False),
        (PERSON | {"number": 0.5, "whole": 0.5}, False, False),
        (PERSON | {"uri": 0.5}, False, False),
        ({"variety": 5, "distinct": 0.1}, False, True),
        ({"variety": 4, "distinct": 0.19}, False, False),
        ({"variety": 4, "distinct": 0.2}, False, True),
        ({"variety": 5, "distinct": 0.1, "length": 30.1}, False, False),
        ({"variety": 5, "distinct": 0.1, "value": ValueLook(0.5)}, False, False),
        ({"variety": 5, "distinct": 0.1, "value": ValueLook(told=0.5)}, False, False),
    ],
)
def test_who_wrote_a_text(changes, alone, timed):
    assert ("user" in beside_text(column_1=changes, column_2={})) is alone
    assert ("user" in beside_text(column_1=changes, column_2={}, time="column_9")) is timed


def test_of_two_the_one_with_handles_or_codes_wrote_it():
    assert beside_text(column_1=PERSON, column_2=PERSON | {"code": 0.2}, column_3={})["user"] == "column_2"
    assert beside_text(column_1=PERSON | {"distinct": 0.6}, column_2=PERSON, column_3={})["user"] == "column_1"
