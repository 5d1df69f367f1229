import json

import pytest

from interestlab.corpus.readers.raw import ReadOptions
from interestlab.errors import UnreadableFile
from tests.corpus.importers.uploads import upload, zip_of


def broken(value):
    """JSON as Meta writes it: the bytes of UTF-8, each as a character."""
    if isinstance(value, str):
        return value.encode().decode("latin-1")
    if isinstance(value, list):
        return [broken(one) for one in value]
    return {broken(key): broken(one) for key, one in value.items()} if isinstance(value, dict) else value


def as_meta(value):
    return json.dumps(broken(value))


POSTS = [
    {"timestamp": 1672907400, "data": [{"post": "La chaîne de mon vélo 🚲"}, {"update_timestamp": 1672907500}],
     "title": "Élise a publié."},
    {"timestamp": 1672907401, "attachments": [{"data": [{"external_context": {"url": "https://e.org"}}]}], "data": [],
     "title": "Élise a partagé."},
    {"timestamp": 1672907402, "data": [{"post": "Тесто для пирога"}]},
]  # fmt: skip


@pytest.mark.parametrize("posts", [POSTS, {"status_updates": POSTS}])
def test_facebook_posts_old_and_new(posts):
    read = upload(as_meta(posts), "your_posts_1.json")
    assert read.kind == "meta"
    assert read.column("text") == ["La chaîne de mon vélo 🚲", None, "Тесто для пирога"]
    assert read.column("about")[0] == "Élise a publié."
    assert read.role("time")[0] == "2023-01-05T08:30:00+00:00"
    assert read.column("link")[1] == "https://e.org"
    assert read.report.counts.without_text == 1


def test_a_lone_post_and_the_newest_form():
    assert upload(as_meta(POSTS[0]), "your_posts_1.json").column("text") == ["La chaîne de mon vélo 🚲"]
    labelled = [
        {"timestamp": 1672907400, "media": [], "fbid": "1", "label_values": [
            {"label": "URL", "value": "https://e.org/1", "href": "https://e.org/1"},
            {"label": "Texte", "value": "Un vélo à vendre"}]},
    ]  # fmt: skip
    assert upload(as_meta(labelled), "x.json").column("text") == ["Un vélo à vendre"]


@pytest.mark.parametrize("key", ["comments", "comments_v2"])
def test_comments(key):
    comment = {"comment": {"timestamp": 1672907400, "comment": "Très beau pain", "author": "Élise M"}}
    comment["comment"]["group"] = "Pain & co"
    read = upload(as_meta({key: [{"timestamp": 1672907400, "data": [comment], "title": "Élise a commenté."}]}), "comments.json")
    assert read.role("user") == ["Élise M"]
    assert read.column("text") == ["Très beau pain"]
    assert read.role("label") == ["Pain & co"]


MESSAGES = {
    "participants": [{"name": "Élise"}, {"name": "Otto"}],
    "messages": [
        {"sender_name": "Élise", "timestamp_ms": 1672907400123, "content": "Ça va ?", "type": "Generic"},
        {"sender_name": "Otto", "timestamp_ms": 1672907401123, "photos": [{"uri": "x.jpg"}], "type": "Generic"},
        {"sender_name": "Otto", "timestamp_ms": 1672907402123, "is_unsent": True, "content": "x"},
    ],
    "title": "Élise & Otto",
    "thread_path": "inbox/e_1",
}


def test_messages():
    read = upload(as_meta(MESSAGES), "message_1.json")
    assert read.kind == "meta"
    assert read.role("user") == ["Élise", "Otto", "Otto"]
    assert read.column("text") == ["Ça va ?", None, None]
    assert read.column("attached")[1] == "photos"
    assert read.role("time")[0].startswith("2023-01-05T08:30:00")
    new = {"participants": ["A", "B"], "threadName": "A_1", "messages": [
        {"isUnsent": False, "media": [], "reactions": [], "senderName": "A",
         "text": "Grüße", "timestamp": 1672907400123, "type": "text"}]}  # fmt: skip
    assert upload(json.dumps(new, ensure_ascii=False), "A_1.json").column("text") == ["Grüße"]


def test_instagram():
    posts = [
        {"media": [{"uri": "media/posts/202301/1.jpg", "creation_timestamp": 1672907400, "title": "Ein Brot für dich 🍞"}]},
        {"media": [{"uri": "media/posts/202301/2.jpg", "creation_timestamp": 1672907401, "title": ""},
                   {"uri": "b", "title": ""}],
         "title": "Zwei Räder", "creation_timestamp": 1672907401},
    ]  # fmt: skip
    read = upload(as_meta(posts), "posts_1.json")
    assert read.column("text") == ["Ein Brot für dich 🍞", "Zwei Räder"]
    assert read.report.counts.dated == 2
    liked = {
        "likes_media_likes": [
            {"title": "bäcker", "string_list_data": [{"href": "https://i.org/p/1", "value": "👍", "timestamp": 1672907400}]}
        ]
    }
    read = upload(as_meta(liked), "liked_posts.json")
    assert (read.column("text"), read.column("link")) == (["bäcker"], ["https://i.org/p/1"])
    comments = [{"media_list_data": [], "string_map_data": {
        "Kommentar": {"value": "Schönes Rad"}, "Besitzer": {"value": "otto"}, "Zeit": {"timestamp": 1672907400}}}]  # fmt: skip
    read = upload(as_meta(comments), "post_comments_1.json")
    assert (read.column("text"), read.column("about"), read.report.counts.dated) == (["Schönes Rad"], ["otto"], 1)


def box(head, content, time):
    return (
        f'<div class="pam _3-95 _2ph- _a6-g uiBoxWhite noborder"><h2 class="_3-95 _2pim _a6-h _a6-i">{head}</h2>'
        f'<div class="_3-95 _a6-p"><div><div></div><div>{content}</div><div></div><div>'
        '<ul class="_a6-q"><li>😂Otto</li></ul></div></div>'
        f'</div><div class="_3-94 _a6-o">{time}</div></div>'
    )


def page(*boxes):
    return f'<html><head><title>x</title></head><body><div class="_a706" role="main">{"".join(boxes)}</div></body></html>'


def test_web_pages():
    read = upload(
        page(box("Mira", "Rode &amp; ate", "Dec 28, 2020 7:20 am"), box("Otto", "Bread", "Dec 29, 2020 7:20 pm")),
        "message_1.html",
    )
    assert read.kind == "meta"
    assert read.role("user") == ["Mira", "Otto"]
    assert read.column("text") == ["Rode & ate", "Bread"]
    assert read.report.counts.dated == 2
    read = upload(page(box("Mira updated her status.", "Rode &amp; ate", "05. Jan. 2023, 08:30")), "your_posts.html")
    assert (read.column("text"), read.column("about"), read.file.table.roles.user) == (
        ["Rode & ate"],
        ["Mira updated her status."],
        None,
    )
    read = upload(page(box("My new bike", '<img src="a.jpg">', "Dec 28, 2020 7:20 am")), "posts_1.html")
    assert read.column("text") == ["My new bike"]
    cell = '<tr><td colspan="2" class="_2pin _a6_q">{}<div><div>{}</div></div></td></tr>'
    table = (
        '<div class="pam _3-95 _2ph- _a6-g uiBoxWhite noborder"><div class="_a6-p"><table>'
        + cell.format("Comment", "Nice bread") + cell.format("Media Owner", "otto")
        + '<tr><td class="_2pin _a6_q">Time</td><td class="_2pin _2piu _a6_r">Nov 13, 2025 3:04 pm</td></tr>'
        "</table></div></div>"
    )  # fmt: skip
    read = upload(page(table), "post_comments_1.html")
    assert (read.column("text"), read.column("about"), read.report.counts.dated) == (["Nice bread"], ["otto"], 1)


def test_archives():
    profile = {"profile_v2": {"name": {"full_name": "Élise M"}}}
    files = {
        "your_facebook_activity/posts/your_posts__check_ins__photos_and_videos_1.json": as_meta(POSTS),
        "your_facebook_activity/comments_and_reactions/comments.json": as_meta({"comments_v2": []}),
        "your_facebook_activity/messages/inbox/otto_1/message_1.json": as_meta(MESSAGES),
        "personal_information/profile_information/profile_information.json": as_meta(profile),
    }
    read = upload(zip_of(files), "facebook.zip")
    assert read.kind == "meta"
    assert read.role("user") == ["Élise M"] * 3
    assert any("Not read: the messages" in note for note in read.file.table.notes)
    chats = zip_of({"messages/inbox/otto_1/message_1.json": as_meta(MESSAGES)})
    assert upload(chats, "instagram.zip").role("label") == ["Élise & Otto"] * 3


def test_an_archive_without_records_that_was_chosen_by_hand():
    with pytest.raises(UnreadableFile, match="without posts"):
        upload(zip_of({"a.csv": "a,b\n1,2\n"}), "a.zip", ReadOptions(importer="meta"))


def test_a_cut_file_and_foreign_ones():
    text = as_meta(POSTS)
    read = upload(text[: len(text) - 30], "your_posts_1.json")
    assert (len(read.frame), len(read.file.table.refused)) == (2, 1)
    rows = [
        {"text": "one two three", "timestamp": 1672907400, "title": "x"},
        {"text": "four five six", "timestamp": 1672907401, "title": "y"},
    ]
    assert upload(json.dumps(rows), "rows.json").kind == "table"
    for key in ("post", "comment"):
        data = [{key: f"one two {n}", "user": "a", "timestamp": 1672907400 + n} for n in range(3)]
        assert upload(json.dumps({"data": data}), "rows.json").kind == "table"
