"""The importer suite passes the built-ins, and catches what is broken."""

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from interestlab import registry
from interestlab.corpus.columns.model import Roles
from interestlab.corpus.importer import Imported, ImporterInfo
from interestlab.corpus.importers.lastfm import LastFm
from interestlab.corpus.readers.raw import RefusedRow
from interestlab.testing.importers import check_importer
from tests.corpus.importers import test_discord, test_kindle, test_line_chat, test_tiktok, test_youtube_comments
from tests.corpus.importers.reading import FILES, zipped

WELL_READ = FILES.parents[1] / "well_read" / "files"


def kept(name):
    return (FILES / name).read_bytes()


PLAYS = [{"endTime": f"2023-01-0{n} 08:30", "artistName": "Blue", "trackName": f"Song {n}", "msPlayed": 9} for n in range(1, 9)]
REVIEWS = "Date,Name,Year,Letterboxd URI,Rating,Review\n" + "".join(
    f"2023-01-0{n},Film {n},1999,https://boxd.it/{n},{n / 2},A film for an evening like number {n}\n" for n in range(1, 9)
)
SCROBBLES = "".join(f'Blue,Album,Song {n},"0{n} Jan 2023 08:30"\n' for n in range(1, 9)).encode()
SURVEY = (
    'StartDate,EndDate,ResponseId,Q1\nStart Date,End Date,Response ID,What?\n"{""ImportId"":""startDate""}",,,\n'
    + "".join(f"2023-01-0{n} 08:30:00,2023-01-0{n} 08:36:00,R_{n},I like number {n} best\n" for n in range(1, 9))
)
WORDPRESS = (
    '<?xml version="1.0"?>\n<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:c="http://purl.org/rss/1.0/modules/content/">\n'
    + "<channel>\n"
    + "".join(
        f"<item><title>Post {n}</title><c:encoded>Text {n}</c:encoded><wp:post_id>{n}</wp:post_id></item>\n" for n in range(9)
    )
    + "</channel></rss>"
)
APP_STORE = {
    "feed": {
        "entry": [
            {
                "im:rating": {"label": "5"},
                "id": {"label": f"9{n}"},
                "title": {"label": "Fine"},
                "content": {"label": f"I like {n}"},
            }
            for n in range(9)
        ]
    }
}
RATINGS = "userId,movieId,rating,timestamp\n1,2,3,978300000\n2,3,4,978300001\n"
MOVIES = "movieId,title,genres\n2,Film (1995),Comedy\n3,Other (1996),Drama\n"

CLIPPINGS = test_kindle.clippings(
    ("- Your Highlight on page 12 | location 170-172 | Added on Thursday, January 5, 2023 8:30:00 AM", "A line to keep"),
    ("- Your Note on page 12 | location 172 | Added on Thursday, January 5, 2023 8:31:00 AM", "A thought about it"),
)

# A file that each built-in knows, by the importer's name, and what it is called.
EXAMPLES = {
    "stackexchange": (kept("stackexchange_Posts.xml"), "Posts.xml"),
    "movielens": (zipped({"ml/ratings.csv": RATINGS, "ml/movies.csv": MOVIES}), "ml.zip"),
    "netflix-prize": (b"1:\n1488844,3,2005-09-06\n822109,5,2005-05-13\n2:\n885013,4,2005-10-19\n", "data.txt"),
    "mind": (kept("mind_behaviors.tsv"), "behaviors.tsv"),
    "spotify": (zipped({"MyData/StreamingHistory0.json": json.dumps(PLAYS)}), "my_spotify_data.zip"),
    "lastfm": (SCROBBLES, "mira.csv"),
    "letterboxd": (zipped({"reviews.csv": REVIEWS, "diary.csv": "", "profile.csv": ""}), "letterboxd.zip"),
    "netflix": (zipped({"CONTENT_INTERACTION/ViewingActivity.csv": kept("netflix_ViewingActivity.csv")}), "netflix.zip"),
    "qualtrics": (SURVEY.encode(), "survey.csv"),
    "taobao": (b"1,2268318,2520377,pv,1511544070\n1,2333346,2520771,buy,1511561733\n", "UserBehavior.csv"),
    "wordpress": (WORDPRESS.encode(), "site.xml"),
    "appstore": (json.dumps(APP_STORE).encode(), "reviews.json"),
    "whatsapp": (kept("whatsapp_android.txt"), "chat.txt"),
    "telegram": (kept("telegram_result.json"), "result.json"),
    "twitter": (kept("twitter_archive_tweets.js"), "tweets.js"),
    "takeout": (kept("takeout_watch-history.html"), "watch-history.html"),
    "youtube": (test_youtube_comments.CSV.encode(), "comments.csv"),
    "meta": (kept("facebook_your_posts_1.json"), "your_posts_1.json"),
    "discord": (json.dumps(test_discord.EXPORTED).encode(), "channel.json"),
    "slack": ((WELL_READ / "slack_channel.json").read_bytes(), "2023-01-05.json"),
    "mastodon": ((WELL_READ / "mastodon_outbox.json").read_bytes(), "outbox.json"),
    "danmaku": (kept("bilibili_danmaku.xml"), "danmaku.xml"),
    "tiktok": (json.dumps(test_tiktok.NEW).encode(), "user_data_tiktok.json"),
    "line": (test_line_chat.JAPANESE.encode(), "chat.txt"),
    "kakaotalk": (test_line_chat.KOREAN.encode(), "chat.txt"),
    "kindle": (CLIPPINGS.encode(), "My Clippings.txt"),
}


@pytest.mark.parametrize("name", registry.builtins("importers"))
def test_built_in(name):
    assert name in EXAMPLES, f"the importer “{name}” has no example here"
    check_importer(registry.load("importers", name), *EXAMPLES[name])


@pytest.mark.parametrize(
    ("name", "file"), [("movielens", kept("movielens_u.data")), ("mind", kept("mind_news.tsv"))], ids=["ratings", "news"]
)
def test_other_files_of_theirs(name, file):
    check_importer(registry.load("importers", name), file, "data.tsv")


def changed(change):
    class Broken(LastFm):
        def read(self, source):
            return change(super().read(source))

    return Broken


def with_table(**changes):
    return changed(lambda imported: Imported(replace(imported.table, **changes)))


class Greedy(LastFm):
    def recognise(self, glimpse):
        return 1.0


class Blind(LastFm):
    def recognise(self, glimpse):
        return 0.0


class ByName(LastFm):
    def recognise(self, glimpse):
        return float(glimpse.name.endswith(".txt") and b"Jan" in glimpse.head)


class Raises(LastFm):
    def read(self, source):
        if len(source.head) < 200:
            raise KeyError("artist")
        return super().read(source)


class Shuffled(LastFm):
    def read(self, source):
        imported = super().read(source)
        frame = imported.table.frame
        return Imported(replace(imported.table, frame=frame if source.options.max_rows else frame[::-1].reset_index(drop=True)))


BROKEN = {
    "nameless": (type("B", (LastFm,), {"info": ImporterInfo("", "x")}), "needs a name"),
    "two words": (type("B", (LastFm,), {"info": ImporterInfo("last fm", "x")}), "one word"),
    "greedy": (Greedy, "must not take"),
    "blind": (Blind, "must know its own file"),
    "by its name": (ByName, "under the name “export”"),
    "raises": (Raises, "not KeyError"),
    "shuffled": (Shuffled, "first row of the file"),
    "wrong roles": (with_table(roles=Roles(("nothing",))), "no column “nothing”"),
    "lines too few": (with_table(lines=np.array([1], np.int64)), "one line a row"),
    "numbers": (
        changed(lambda i: Imported(replace(i.table, frame=pd.DataFrame({"n": range(len(i.table))}), roles=None))),
        "text",
    ),
    "no reason": (with_table(refused=(RefusedRow(1, "", "x"),)), "reason"),
    "a bare table": (changed(lambda imported: imported.table), "answers with Imported"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_faults_are_caught(fault):
    factory, message = BROKEN[fault]
    with pytest.raises(AssertionError, match=message):
        check_importer(factory, SCROBBLES, "mira.txt")
