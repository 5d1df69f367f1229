import json

import pytest

from interestlab.corpus.readers.raw import ReadOptions
from tests.corpus.importers.uploads import upload, zip_of

OWN = [
    {"ID": 1093000000000000001, "Timestamp": "2023-01-05 08:30:00", "Contents": "Rode along the canal", "Attachments": ""},
    {"ID": 1093000000000000002, "Timestamp": "2023-01-06 08:30:00", "Contents": "", "Attachments": "https://cdn.e.org/a.png"},
]
OWN_CSV = 'ID,Timestamp,Contents,Attachments\n1093000000000000003,2023-01-07 08:30:00.5+00:00,"Bread,\nand more",\n'
CHANNEL = {"id": "111111111111111111", "type": 0, "name": "bikes", "guild": {"id": "222222222222222222", "name": "Hobbies"}}


def test_the_package():
    files = {
        "messages/index.json": "{}",
        "messages/c111111111111111111/messages.json": json.dumps(OWN),
        "messages/c111111111111111111/channel.json": json.dumps(CHANNEL),
        "messages/c333333333333333333/messages.csv": OWN_CSV,
        "account/user.json": json.dumps({"id": "999999999999999999", "username": "mira"}),
    }
    read = upload(zip_of(files), "package.zip")
    assert read.kind == "discord"
    assert read.column("Contents") == ["Rode along the canal", None, "Bread,\nand more"]
    assert read.role("label") == ["bikes", "bikes", "c333333333333333333"]
    assert set(read.role("user")) == {"999999999999999999"}
    assert read.report.counts.dated == 2
    alone = upload(json.dumps(OWN), "messages.json")
    assert (alone.kind, alone.column("ID")[0]) == ("discord", "1093000000000000001")


def message(number, said, kind="Default", **more):
    author = {
        "id": f"10000000000000000{number % 2}",
        "name": f"user{number % 2}",
        "discriminator": "0000",
        "nickname": "U",
        "isBot": False,
    }
    stamp = f"2023-01-0{number}T08:30:00.123+00:00"
    return {"id": f"20000000000000000{number}", "type": kind, "timestamp": stamp, "content": said, "author": author, **more}


EXPORTED = {
    "guild": {"id": "1", "name": "Hobbies", "iconUrl": "x"},
    "channel": {"id": "2", "type": "GuildTextChat", "categoryId": "3", "name": "bikes", "topic": None},
    "messages": [
        message(1, "Rode along"), message(2, "Nice!", "Reply", reference={"messageId": "200000000000000001"}),
        message(3, "Joined the server.", "GuildMemberJoin"), message(4, "", attachments=[{"url": "https://e.org/a.png"}]),
    ],
    "messageCount": 4,
}  # fmt: skip


@pytest.mark.parametrize("indent", [None, 2])
def test_the_json_of_the_exporter(indent):
    read = upload(json.dumps(EXPORTED, indent=indent), "Hobbies - bikes [2].json")
    assert read.kind == "discord"
    assert read.role("user") == ["100000000000000001", "100000000000000000", None, "100000000000000000"]
    assert read.column("Contents") == ["Rode along", "Nice!", None, None]
    assert read.column("Attachments")[3] == "https://e.org/a.png"
    assert read.report.counts.dated == 2
    cut = json.dumps(EXPORTED)
    read = upload(cut[: cut.index("Joined")], "x.json")
    assert (len(read.frame), len(read.file.table.refused)) == (2, 1)
    assert not upload(cut, "x.json", ReadOptions(max_rows=1)).file.table.complete


TEXT = """==============================================================
Guild: Hobbies
Channel: Text / bikes
Topic: all about bikes
==============================================================

[{}] mira#1234
Rode along
and back

{{Attachments}}
https://cdn.e.org/a.png

[{}] otto (pinned)
Bread [1] is out

==============================================================
Exported 2 message(s)
==============================================================
"""


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("12-Mar-23 09:14 PM", "13-Mar-23 09:14 PM"),
        ("3/12/2023 9:14 PM", "3/13/2023 9:14 PM"),
        ("12/03/2023 21:14", "13/03/2023 21:14"),
    ],
)
def test_the_text_of_the_exporter(first, second):
    read = upload(TEXT.format(first, second), "bikes.txt")
    assert read.kind == "discord"
    assert read.role("user") == ["mira#1234", "otto"]
    assert read.column("Contents") == ["Rode along\nand back", "Bread [1] is out"]
    assert (read.report.counts.dated, read.report.time.first) == (2, "2023-03-12T21:14:00Z")


def test_the_csv_of_the_exporter_and_a_foreign_one():
    head = "AuthorID,Author,Date,Content,Attachments,Reactions\n"
    read = upload(
        "\ufeff" + head + '"100000000000000001","mira#1","2023-01-05T08:30:00+00:00","Rode, ""along""","",""\n', "x.csv"
    )
    assert (read.kind, read.column("Content")) == ("discord", ['Rode, "along"'])
    assert set(read.report.unused) | read.report.roles.used <= set(head.strip().split(","))
    assert upload("author,date,content\nmira,2023-01-05,Rode along the canal\notto,2023-01-06,Bread\n", "x.csv").kind == "table"
