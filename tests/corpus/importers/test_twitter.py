import json

import pytest

from tests.corpus.importers.uploads import upload, zip_of

TWEETS = [
    {"tweet": {"id_str": "1294030472427835393", "id": "1294030472427835393", "created_at": "Thu Jan 05 08:30:00 +0000 2023",
               "full_text": "Rode along the canal &amp; back", "favorite_count": "5", "retweet_count": "2", "lang": "en",
               "source": '<a href="https://x.com">Web</a>', "entities": {"hashtags": [{"text": "bike"}, {"text": "canal"}]}}},
    {"tweet": {"id_str": "1294030472427835394", "created_at": "Fri Jan 06 08:30:00 +0000 2023", "full_text": "RT @a: Bread",
               "favorite_count": "0", "entities": {"hashtags": []}}},
]  # fmt: skip
LIKES = [{"like": {"tweetId": "9", "fullText": "A comet", "expandedUrl": "https://x.com/i/9"}}, {"like": {"tweetId": "10"}}]
NOTES = [{"noteTweet": {"noteTweetId": "77", "createdAt": "2023-07-01T10:00:00.000Z", "core": {"text": "A long one"}}}]
ACCOUNT = [{"account": {"username": "mira_rides", "accountId": "12"}}]


def script(name, content, indent=2):
    return f"window.YTD.{name} = {json.dumps(content, indent=indent)}"


@pytest.mark.parametrize("name", ["tweets.part0", "tweet.part0", "tweets.part1"])
def test_tweets(name):
    read = upload(script(name, TWEETS), "any.js")
    assert read.kind == "twitter"
    assert read.column("full_text") == ["Rode along the canal & back", "RT @a: Bread"]
    assert read.role("item") == ["1294030472427835393", "1294030472427835394"]
    assert (read.file.table.roles.user, read.file.table.roles.value) == (None, None)
    assert read.column("hashtags")[0] == "bike|canal"
    assert read.column("source")[0] == "Web"
    assert read.report.counts.dated == 2


def test_the_older_form_without_a_key():
    read = upload(script("tweet.part0", [one["tweet"] for one in TWEETS], None), "tweet.js")
    assert read.column("id_str")[1] == "1294030472427835394"


def test_likes_and_notes():
    read = upload(script("like.part0", LIKES), "like.js")
    assert read.column("full_text") == ["A comet", None]
    assert read.report.counts.without_text == 1
    assert upload(script("note_tweet.part0", NOTES), "note-tweet.js").column("full_text") == ["A long one"]


def test_the_archive_knows_whose_it_is():
    files = {
        "data/tweets.js": script("tweets.part0", TWEETS),
        "data/tweets-part1.js": script("tweets.part1", TWEETS[:1]),
        "data/note-tweet.js": script("note_tweet.part0", NOTES),
        "data/like.js": script("like.part0", LIKES),
        "data/account.js": script("account.part0", ACCOUNT),
    }
    read = upload(zip_of({f"twitter-2023/{name}": text for name, text in files.items()}), "twitter.zip")
    assert read.kind == "twitter"
    assert len(read.frame) == 4
    assert set(read.role("user")) == {"mira_rides"}
    assert any("like.js" in note for note in read.file.table.notes)
    del files["data/tweets.js"], files["data/tweets-part1.js"], files["data/note-tweet.js"]
    assert upload(zip_of(files), "twitter.zip").column("kind") == ["like", "like"]


def test_the_archive_of_before_2018():
    tweets = [
        {"id_str": "77", "created_at": "2013-01-05 08:30:00 +0000", "text": "Rode along", "user": {"screen_name": "mira"}}
    ]
    part = f"Grailbird.data.tweets_2013_01 = \n {json.dumps(tweets)}"
    read = upload(zip_of({"data/js/tweets/2013_01.js": part, "data/js/user_details.js": "var user_details = {}"}), "x.zip")
    assert (read.kind, read.role("user"), read.report.counts.dated) == ("twitter", ["mira"], 1)


def test_a_cut_file_and_other_scripts():
    text = script("tweets.part0", TWEETS)
    read = upload(text[: text.index("RT @a")], "tweets.js")
    assert (len(read.frame), len(read.file.table.refused)) == (1, 1)
    other = upload('var posts = [{"text": "one two three"}, {"text": "four five six"}];', "posts.js")
    assert other.kind == "table"
