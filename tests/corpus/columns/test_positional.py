"""Files without a header: roles by the order in which such files hold them, and nothing where nothing speaks for it."""

import random

import pandas as pd

from interestlab.corpus.columns.roles import guess_roles

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


def test_handles_are_persons():
    found = roles(numbers(0, 4), [f"@mira_{n % 20}" for n in range(60)], texts())
    assert (found.user, found.text) == ("column_2", ("column_3",))


def test_a_plain_name_is_a_person_beside_what_people_say_and_a_thing_beside_its_price():
    people = [DRAW.choice(["Anna Schmidt", "Bo Li", "Cara Diaz", "Dan Ito", "Eva Novak"]) for _ in range(60)]
    assert roles(Name=people, Comment=texts()).user == "Name"
    things = [DRAW.choice(["Garden Chair", "River Lamp", "Steel Kettle"]) for _ in range(60)]
    found = roles(Name=things, Brand=["Acme", "Botta"] * 30, Price=["9.90"] * 60, Review=texts(), Rating=numbers(1, 5))
    assert (found.user, found.item, found.value) == (None, "Name", "Rating")
