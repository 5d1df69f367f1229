"""Spotify: the files of a listening history in order, playlists, and the library."""

import json

import pytest

from interestlab.corpus.importers.spotify import Spotify
from interestlab.errors import UnreadableFile
from tests.corpus.importers.reading import certainty, read, zipped


def plays(day, count=4):
    return json.dumps(
        [
            {"endTime": f"2023-01-{day:02} 08:3{n}", "artistName": "Blue", "trackName": f"Song {n}", "msPlayed": 9}
            for n in range(count)
        ]
    )


def long_history(year):
    track = {
        "ts": f"{year}-01-02T08:30:00Z",
        "ms_played": 900,
        "master_metadata_track_name": "Song",
        "master_metadata_album_artist_name": "Blue",
        "spotify_track_uri": "spotify:track:1",
        "episode_name": None,
        "episode_show_name": None,
        "spotify_episode_uri": None,
    }
    podcast = dict.fromkeys(track) | {
        "ts": f"{year}-01-03T08:30:00Z",
        "episode_name": "Episode",
        "episode_show_name": "Show",
        "spotify_episode_uri": "spotify:episode:1",
    }
    return json.dumps([track, podcast])


TRACK = {"trackName": "Song", "artistName": "Blue", "albumName": "Album", "trackUri": "spotify:track:1"}
EPISODE = {"episodeName": "Episode", "showName": "Show", "episodeUri": "spotify:episode:1"}
PLAYLISTS = json.dumps(
    {
        "playlists": [
            {"name": "Run", "items": [{"track": TRACK, "episode": None, "addedDate": "2023-01-02"}]},
            {"name": "Sleep", "items": [{"track": None, "episode": EPISODE, "addedDate": "2023-01-03"}]},
        ]
    }
)
LIBRARY = json.dumps(
    {
        "tracks": [{"artist": "Blue", "album": "Album", "track": "Song", "uri": "spotify:track:1"}],
        "albums": [{"artist": "Blue", "album": "Album", "uri": "spotify:album:1"}],
        "shows": [{"name": "Show", "publisher": "P", "uri": "spotify:show:1"}],
        "other": ["spotify:user:x"],
    }
)


def test_the_parts_of_a_history_come_in_the_order_of_their_numbers():
    made = read(
        zipped(
            {
                "MyData/StreamingHistory10.json": plays(3),
                "MyData/StreamingHistory2.json": plays(2),
                "MyData/StreamingHistory0.json": plays(1),
                "MyData/Userdata.json": '{"username": "mira"}',
            }
        )
    )
    assert [row["endTime"][:10] for row in made.rows[::4]] == ["2023-01-01", "2023-01-02", "2023-01-03"]
    assert "Not read of the archive: Userdata.json." in made.report.notes
    assert (made.report.counts.texts, made.report.counts.items) == (12, 4)


def test_the_long_history_has_podcasts_too():
    made = read(zipped({"a/Streaming_History_Audio_2022_0.json": long_history(2022), "a/endsong_0.json": long_history(2021)}))
    assert [row["played"] for row in made.rows[:2]] == ["spotify:track:1", "spotify:episode:1"]
    assert made.report.counts.without_text == 0
    assert made.report.counts.dated == 4


def test_a_damaged_part_is_named():
    made = read(zipped({"endsong_0.json": "[{", "endsong_1.json": long_history(2021)}))
    assert any("“endsong_0.json” was not read" in note for note in made.report.notes)
    with pytest.raises(UnreadableFile, match="None of 2 files"):
        read(zipped({"endsong_0.json": "[{", "endsong_1.json": "["}))


def test_playlists_and_the_library():
    made = read(PLAYLISTS)
    assert [(row["list"], row["title"], row["uri"]) for row in made.rows] == [
        ("Run", "Song", "spotify:track:1"),
        ("Sleep", "Episode", "spotify:episode:1"),
    ]
    assert [(row["kind"], row["title"], row["by"]) for row in read(LIBRARY).rows] == [
        ("tracks", "Song", "Blue"),
        ("albums", "Album", "Blue"),
        ("shows", "Show", "P"),
    ]
    assert len(read(zipped({"Playlist1.json": PLAYLISTS, "YourLibrary.json": LIBRARY})).rows) == 2


def test_what_is_cut():
    with pytest.raises(UnreadableFile, match="damaged JSON"):
        read(PLAYLISTS[:-30])


@pytest.mark.parametrize("foreign", ['{"playlists": [{"id": 1}]}', '{"tracks": []}', "[]", plays(1), '{"tracks": ['])
def test_it_leaves_others_to_the_table_reader(foreign):
    assert certainty(Spotify, foreign) == 0
