"""Files in the shape that a named service or data set has."""

from collections.abc import Callable
from typing import Any

from tests.corpus.well_read.tables import as_csv, as_json, as_lines, as_objects, as_parquet
from tests.corpus.well_read.writing import days, films, people, sentences

N = 30


def cycle(values: list[Any], count: int = N) -> list[Any]:
    """The values over and over, in an order that is not that of the people."""
    return [values[(i * 3 + i // 4) % len(values)] for i in range(count)]


def amazon_2023() -> bytes:
    asins = [f"B00{i}XK9Q{i}" for i in range(6)]
    return as_lines(
        as_objects(
            {
                "rating": cycle([5.0, 4.0, 1.0, 3.0, 2.0]),
                "title": [f"Number {i} of what I bought here" for i in range(N)],
                "text": sentences("en", N),
                "images": [[]] * N,
                "asin": cycle(asins),
                "parent_asin": cycle(asins),
                "user_id": [f"AE{name.upper()}XQ" for name in people(N)],
                "timestamp": [1680000000000 + i * 86400000 for i in range(N)],
                "helpful_vote": cycle([0, 0, 3, 1]),
                "verified_purchase": cycle([True, True, False]),
            }
        )
    )


def yelp() -> bytes:
    """Without the review's own id, which stands first in the original."""
    return as_lines(
        as_objects(
            {
                "user_id": [f"m{hash_of(name) % 97:02}-{hash_of(name):04}eMZ6K5R" for name in people(N)],
                "business_id": cycle([f"X{i}5-{i * 7919 % 9973:04}vZS3_8" for i in range(5)]),
                "stars": cycle([5.0, 3.0, 1.0, 4.0]),
                "useful": cycle([0, 1, 4]),
                "funny": cycle([0, 0, 1]),
                "cool": cycle([0, 2]),
                "text": sentences("en", N),
                "date": days(N, "{y}-{m:02}-{d:02} {H:02}:{M:02}:00"),
            }
        )
    )


def letterboxd(**more: Any) -> dict[str, Any]:
    return {
        "Date": days(N),
        "Name": films(N),
        "Year": [1985 + i for i in range(N)],
        "Letterboxd URI": [f"https://boxd.it/{i}aBc" for i in range(N)],
        **more,
    }


def letterboxd_reviews() -> bytes:
    return as_csv(
        letterboxd(
            Rating=cycle([4.5, 3.0, 2.0, 5.0]),
            Rewatch=cycle(["", "Yes", ""]),
            Review=sentences("en", N),
            Tags=[""] * N,
            **{"Watched Date": days(N)},
        )
    )


def discord() -> bytes:
    return as_csv(
        {
            "ID": [1093000000000000000 + i * 4194304 for i in range(N)],
            "Timestamp": days(N, "{y}-{m:02}-{d:02} {H:02}:{M:02}:07.511000+00:00"),
            "Contents": sentences("en", N),
            "Attachments": [""] * N,
        }
    )


def slack() -> bytes:
    users = [f"U0{hash_of(name) % 9999:04}" for name in people(N)]
    return as_json(
        [
            {
                "client_msg_id": f"9f2c-{i}",
                "type": "message",
                "text": text,
                "user": user,
                "ts": f"{1680000000 + i * 5000}.000200",
                "team": "T012AB3C4",
            }
            for i, (text, user) in enumerate(zip(sentences("en", N), users, strict=True))
        ],
        2,
    )


def hash_of(name: str) -> int:
    """A number of the name that is the same in every process."""
    return sum(ord(letter) * (i + 1) for i, letter in enumerate(name))


def mastodon() -> bytes:
    notes = [
        {
            "id": f"https://town.example/statuses/{i}/activity",
            "type": "Create",
            "actor": "https://town.example/users/mira",
            "published": day + "T09:30:00Z",
            "object": {"id": f"https://town.example/statuses/{i}", "type": "Note", "content": f"<p>{text}</p>"},
        }
        for i, (day, text) in enumerate(zip(days(N), sentences("en", N), strict=True))
    ]
    return as_json(
        {
            "@context": "https://www.w3.org/ns/activitystreams",
            "id": "outbox.json",
            "type": "OrderedCollection",
            "totalItems": N,
            "orderedItems": notes,
        }
    )


def app_store() -> bytes:
    return as_csv(
        {
            "id": [str(10233400000 + i) for i in range(N)],
            "date": days(N, "{y}-{m:02}-{d:02}T{H:02}:{M:02}:12-07:00"),
            "userName": people(N),
            "rating": cycle([5, 1, 4, 2]),
            "title": [f"Report number {i} on this" for i in range(N)],
            "review": sentences("en", N),
            "version": cycle(["3.1.0", "3.2.0"]),
        }
    )


def steam_table() -> dict[str, Any]:
    return {
        "author.steamid": [f"7656119801{hash_of(name):07}" for name in people(N)],
        "app_id": cycle([570, 620, 413150]),
        "review": sentences("en", N),
        "timestamp_created": [1600000000 + i * 90000 for i in range(N)],
        "playtime_forever": [60 + i * 17 for i in range(N)],
        "voted_up": cycle([True, True, False]),
    }


def steam_json() -> bytes:
    rows = as_objects(steam_table())
    reviews = [
        {
            "recommendationid": str(9000 + i),
            "author": {"steamid": row["author.steamid"], "num_reviews": 3 + i % 4},
            "language": "english",
            "review": row["review"],
            "timestamp_created": row["timestamp_created"],
            "voted_up": row["voted_up"],
            "votes_up": i % 7,
        }
        for i, row in enumerate(rows)
    ]
    return as_json({"success": 1, "query_summary": {"num_reviews": N}, "reviews": reviews, "cursor": "AoJw"})


def nsmc() -> bytes:
    return as_csv(
        {"id": [6270000 + i * 31 for i in range(N)], "document": sentences("ko", N), "label": cycle([0, 1])}, delimiter="\t"
    )


def hacker_news() -> bytes:
    return as_csv(
        {
            "id": [31000000 + i * 7 for i in range(N)],
            "title": sentences("en", N),
            "url": [f"https://site{i}.example/post" for i in range(N)],
            "num_comments": cycle([3, 40, 11]),
            "author": people(N),
            "created_at": days(N, "{m}/{d}/{y} {H}:{M:02}"),
        }
    )


def newsgroups() -> bytes:
    return as_parquet(
        {
            "text": [f"Subject: item {i}\n\n{text}" for i, text in enumerate(sentences("en", N))],
            "label": cycle(["sci.space", "rec.autos", "comp.graphics"]),
        }
    )


def movielens_ratings() -> bytes:
    return as_csv(
        {
            "userId": [1 + i // 6 for i in range(60)],
            "movieId": [1 + (i * 7) % 25 for i in range(60)],
            "rating": cycle([4.0, 3.5, 5.0, 1.0, 2.5], 60),
            "timestamp": [964982703 + i * 3600 for i in range(60)],
        }
    )


def movielens_movies() -> bytes:
    titles = [f"{name} ({1980 + i})" for i, name in enumerate(films(25))]
    return as_csv(
        {
            "movieId": list(range(1, 26)),
            "title": titles,
            "genres": cycle(["Comedy|Romance", "Drama", "Action|Sci-Fi", "Horror"], 25),
        }
    )


def ag_news() -> bytes:
    return as_csv(
        {
            "Class Index": cycle([1, 2, 3, 4]),
            "Title": [f"Story {i} from the harbour town" for i in range(N)],
            "Description": sentences("en", N),
        }
    )


def douban() -> bytes:
    return as_csv(
        {
            "电影名": cycle(["玻璃果园", "夜航船", "七个冬天", "纸灯笼"]),
            "用户名": people(N),
            "评分": cycle([5, 4, 2, 3]),
            "日期": days(N),
            "短评": sentences("zh", N),
        },
        "gb18030",
    )


def reviews_with_items() -> bytes:
    return as_csv(
        {
            "user_id": people(40),
            "item_id": [f"p{i * 7 % 12:02}" for i in range(40)],
            "stars": cycle([5, 3, 1, 4], 40),
            "review": sentences("en", 40),
            "date": days(40),
        }
    )


def items() -> bytes:
    names = ["Tent", "Kettle", "Lamp", "Stove"]
    return as_csv(
        {
            "item_id": [f"p{i:02}" for i in range(12)],
            "title": [f"{names[i % 4]} for two, model {i}" for i in range(12)],
            "category": [["outdoor", "kitchen"][i % 2] for i in range(12)],
            "description": sentences("en", 12, seed=3),
        }
    )


EXPORTS: dict[str, Callable[[], bytes]] = {
    "amazon_2023.jsonl": amazon_2023,
    "yelp_review.json": yelp,
    "letterboxd_reviews.csv": letterboxd_reviews,
    "letterboxd_ratings.csv": lambda: as_csv(letterboxd(Rating=cycle([4.5, 3.0, 2.0, 5.0]))),
    "letterboxd_diary.csv": lambda: as_csv(
        letterboxd(Rating=cycle([4.5, 3.0, 2.0, 5.0]), Rewatch=[""] * N, Tags=[""] * N, **{"Watched Date": days(N)})
    ),
    "discord_messages.csv": discord,
    "slack_channel.json": slack,
    "mastodon_outbox.json": mastodon,
    "app_store_reviews.csv": app_store,
    "steam_reviews.csv": lambda: as_csv(steam_table()),
    "steam_reviews.json": steam_json,
    "nsmc_ratings_test.txt": nsmc,
    "waimai_10k.csv": lambda: as_csv({"label": cycle([1, 0]), "review": sentences("zh", N)}),
    "hacker_news.csv": hacker_news,
    "newsgroups.parquet": newsgroups,
    "movielens_ratings.csv": movielens_ratings,
    "movielens_movies.csv": movielens_movies,
    "imdb.csv": lambda: as_csv({"review": sentences("en", N), "sentiment": cycle(["positive", "negative"])}),
    "ag_news.csv": ag_news,
    "douban_reviews.csv": douban,
    "reviews.csv": reviews_with_items,
    "items.csv": items,
}
