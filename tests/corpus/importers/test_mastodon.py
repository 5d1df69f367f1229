import json

from tests.corpus.importers.uploads import upload, zip_of

ITEMS = [
    {"id": "https://t.example/1/activity", "type": "Create", "actor": "https://t.example/users/mira",
     "published": "2023-01-01T09:30:00Z",
     "object": {"id": "https://t.example/1", "type": "Note", "summary": None, "inReplyTo": None,
                "content": "<p>Bread<br>and <a href='x'>#rye</a></p>",
                "attachment": [{"type": "Document", "name": "a loaf"}], "tag": [{"type": "Hashtag", "name": "#rye"}]}},
    {"id": "https://t.example/2/activity", "type": "Announce", "actor": "https://t.example/users/mira",
     "published": "2023-01-02T09:30:00Z",
     "object": "https://other.example/77"},
]  # fmt: skip
OUTBOX = {
    "@context": "https://www.w3.org/ns/activitystreams",
    "id": "outbox.json",
    "type": "OrderedCollection",
    "orderedItems": ITEMS,
}


def test_an_outbox():
    read = upload(json.dumps(OUTBOX), "x.json")
    assert read.kind == "mastodon"
    assert read.column("kind") == ["post", "boost"]
    assert read.column("object.content")[1] is None
    assert read.column("hashtags")[0] == "rye"
    assert read.report.counts.without_text == 1
    assert read.file.table.roles.user is None


def test_the_archive_and_a_cut_file():
    text = json.dumps(OUTBOX)
    assert len(upload(zip_of({"outbox.json": text, "actor.json": "{}", "likes.json": "{}"}), "archive.zip").frame) == 2
    read = upload(text[: text.index("other.example")], "outbox.json")
    assert (len(read.frame), len(read.file.table.refused)) == (1, 1)
