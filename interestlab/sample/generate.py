"""The built-in sample: a year of short posts by 60 made-up people about twelve interests, in English and Chinese.

Every text is put together from sentence patterns written for this project; nobody real is in it. It shows all that the app can
do: shared threads, ratings, two languages, mixes of interests, and a few people whose interests change.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from random import Random
from typing import Literal, cast

from interestlab.sample.people import CHINESE_USERS, CLOSINGS, ENGLISH_USERS
from interestlab.sample.topic import Topic

Language = Literal["en", "zh"]

NAMES = (
    "gardening", "cycling", "astronomy", "baking", "chess", "photography",
    "running", "coffee", "jazz", "birds", "knitting", "retro",
)  # fmt: skip
COLUMNS = ("user_id", "created_at", "item_id", "thread", "text", "label", "rating")
POSTS = 1500
FEWEST, MOST = 8, 60  # posts a person
DRIFTING = 12  # people who take up something new in summer
START = datetime(2024, 1, 1)
DAYS = 366


@dataclass(frozen=True)
class Person:
    """A made-up author: weights of the topics before and after the day on which they may change."""

    name: str
    language: Language
    before: tuple[float, ...]  # one weight a topic, 0 = none
    after: tuple[float, ...]
    change: int  # day of the year
    posts: int


def sample_csv() -> bytes:
    """The sample as a UTF-8 CSV file with a header, about 1,500 rows in order of time; the same bytes on every call.

    Columns: user_id, created_at (ISO 8601, UTC), item_id and thread (about 200 threads that several people write in), text
    (no two alike), label (the true interest), rating (1..5, of the thread by the author; empty = none).
    """
    random = Random(2024)
    topics = [cast(Topic, import_module(f"interestlab.sample.topics.{name}").TOPIC) for name in NAMES]
    written: set[str] = set()
    rows = [row for person in _people(random, len(topics)) for row in _posts(random, person, topics, written)]
    rows.sort(key=lambda row: row["created_at"])
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8")


def _people(random: Random, topics: int) -> Iterator[Person]:
    """All authors; a third writes Chinese, and some change."""
    names: list[tuple[str, Language]] = [(name, "en") for name in ENGLISH_USERS]
    names += [(name, "zh") for name in CHINESE_USERS]
    drifting = set(random.sample(range(len(names)), DRIFTING))
    wanted = [random.paretovariate(1.2) for _ in names]
    spare = POSTS - FEWEST * len(names)
    for at, (name, language) in enumerate(names):
        before = _mix(random, topics, at)
        after = _mix(random, topics, at + 5) if at in drifting else before
        posts = min(MOST, FEWEST + round(spare * min(wanted[at], 6) / sum(min(one, 6) for one in wanted)))
        yield Person(name, language, before, after, random.randint(150, 220), posts)


def _mix(random: Random, topics: int, first: int) -> tuple[float, ...]:
    """Weights of one to four topics; the main one goes round, so that every topic has its people."""
    main = first % topics
    others = random.sample([topic for topic in range(topics) if topic != main], random.choice((0, 1, 1, 2, 2, 3)))
    weights = [0.0] * topics
    weights[main] = 1.0
    for topic in others:
        weights[topic] = random.uniform(0.15, 0.7)
    return tuple(weights)


def _posts(random: Random, person: Person, topics: Sequence[Topic], written: set[str]) -> Iterator[dict[str, str]]:
    """The person's posts, with texts that nobody has written before."""
    for _ in range(person.posts):
        day = random.randrange(DAYS)
        weights = person.before if day < person.change else person.after
        topic = random.choices(range(len(topics)), weights)[0]
        item_id, thread = _thread(random, topics[topic], topic, person.language)
        text = _text(random, topics[topic], person.language)
        while text in written:
            text = _text(random, topics[topic], person.language)
        written.add(text)
        moment = START + timedelta(days=day, hours=random.triangular(6, 24, 20))
        yield {
            "user_id": person.name,
            "created_at": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "item_id": item_id,
            "thread": thread,
            "text": text,
            "label": topics[topic].name,
            "rating": _rating(random, weights[topic]),
        }


def _thread(random: Random, topic: Topic, number: int, language: Language) -> tuple[str, str]:
    """Id and name of a thread of that topic and language; the first ones are the busiest."""
    threads = topic.english_threads if language == "en" else topic.chinese_threads
    place = random.choices(range(len(threads)), [1 / (rank + 2) for rank in range(len(threads))])[0]
    return f"{language}-{NAMES[number]}-{place + 1:02d}", threads[place]


def _text(random: Random, topic: Topic, language: Language) -> str:
    """A pattern with its slots filled, a different word in each, and at times a closing."""
    pattern = random.choice(topic.english if language == "en" else topic.chinese)
    text = re.sub(r"\{(\w+)\}", lambda slot: random.choice(topic.slots[slot[1]]), pattern)
    closings = topic.english_closings if language == "en" else topic.chinese_closings
    if random.random() < 0.4:
        text += (" " if language == "en" else "") + random.choice(closings + CLOSINGS[language])
    return text


def _rating(random: Random, weight: float) -> str:
    """1..5, higher for what the person cares more about; one in six gives none."""
    if random.random() < 1 / 6:
        return ""
    return str(max(1, min(5, round(random.gauss(3.4 + 1.2 * weight, 0.9)))))
