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
