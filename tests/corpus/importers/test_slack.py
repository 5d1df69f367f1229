import json

import pytest

from interestlab.errors import UnreadableFile
from tests.corpus.importers.uploads import upload, zip_of

DAY = [
    {"type": "message", "subtype": "channel_join", "ts": "1680000000.000100", "user": "U01",
     "text": "<@U01> has joined the channel"},
    {"type": "message", "ts": "1680000001.000200", "user": "U01",
     "text": "Hi <@U02>, see <https://e.org/a|the map> &amp; <https://e.org> in <#C01|bikes> <!here>"},
    {"type": "message", "subtype": "bot_message", "ts": "1680000002.000200", "bot_id": "B07", "text": "",
     "attachments": [{"title": "Weather", "text": "Sunny"}]},
    {"type": "message", "ts": "1680000003.000200", "user": "U02", "text": "", "files": [{"name": "map.png"}]},
]  # fmt: skip
USERS = [{"id": "U01", "name": "mira", "profile": {"display_name": "Mira"}}, {"id": "U02", "name": "otto", "profile": {}}]


def test_a_day_of_a_channel():
    read = upload(json.dumps(DAY, indent=4), "2023-03-28.json")
    assert read.kind == "slack"
    assert read.role("user") == [None, "U01", "B07", "U02"]
    assert read.column("text") == [None, "Hi @U02, see the map & https://e.org in #bikes @here", "Weather\nSunny", None]
    assert read.column("action")[0] == "@U01 has joined the channel"
    assert read.report.counts.dated == 2


def test_a_workspace():
    files = {
        "users.json": json.dumps(USERS), "channels.json": "[]", "bikes/2023-03-28.json": json.dumps(DAY),
        "bread/2023-03-29.json": json.dumps(DAY[1:2]), "integration_logs.json": "[]",
    }  # fmt: skip
    read = upload(zip_of(files), "workspace.zip")
    assert read.kind == "slack"
    assert read.role("label") == ["bikes"] * 4 + ["bread"]
    assert read.column("text")[1].startswith("Hi @otto, see the map")
    assert read.column("name")[1] == "Mira"


def test_a_cut_file_and_a_foreign_one():
    text = json.dumps(DAY)
    read = upload(text[: text.index("Weather")], "x.json")
    assert (len(read.frame), len(read.file.table.refused)) == (2, 1)
    rows = [{"type": "message", "text": "one two", "ts": 5}, {"type": "message", "text": "three four", "ts": 6}]
    assert upload(json.dumps(rows), "x.json").kind == "table"


def test_a_damaged_member_is_said_in_a_sentence():
    whole = zip_of({"users.json": "[]", "bikes/2023-03-28.json": json.dumps(DAY * 50)})
    place = whole.index(b"2023-03-28.json") + 60
    damaged = whole[:place] + bytes(40) + whole[place + 40 :]
    with pytest.raises(UnreadableFile, match="damaged"):
        upload(damaged, "workspace.zip")
