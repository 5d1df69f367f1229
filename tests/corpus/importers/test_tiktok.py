import json

import pytest

from tests.corpus.importers.uploads import upload, zip_of

OLD = {
    "Activity": {
        "Video Browsing History": {"VideoList": [{"Date": "2023-01-05 08:30:00", "Link": "https://www.tiktokv.com/share/video/1/"}]},
        "Like List": {"ItemFavoriteList": [{"date": "2023-01-06 08:30:00", "link": "https://www.tiktokv.com/share/video/2/"}]},
        "Search History": {"SearchList": [{"Date": "2023-01-07 08:30:00", "SearchTerm": "rye bread"}]},
        "Login History": {"LoginHistoryList": [{"Date": "2023-01-07 08:30:00", "IP": "1.2.3.4"}]},
    },
    "Comment": {"Comments": {"CommentsList": [{"date": "2023-01-08 08:30:00", "comment": "Lovely crust", "url": "N/A"}]}},
    "Direct Messages": {"Chat History": {"ChatHistory": {
        "Chat History with otto:": [{"Date": "2023-01-09 08:30:00", "From": "otto", "Content": "See you"}]}}},
    "Profile": {"Profile Information": {"ProfileMap": {"userName": "mira"}}},
}  # fmt: skip
NEW = {
    "Profile And Settings": OLD["Profile"],
    "Your Activity": {
        "Watch History": OLD["Activity"]["Video Browsing History"],
        "Searches": OLD["Activity"]["Search History"],
    },
    "Likes and Favorites": {"Like List": OLD["Activity"]["Like List"]},
    "Comment": OLD["Comment"],
    "Direct Message": {"Direct Messages": OLD["Direct Messages"]["Chat History"]},
    "Login": OLD["Activity"]["Login History"],
}


@pytest.mark.parametrize("data", [OLD, NEW])
def test_old_and_new_data(data):
    read = upload(json.dumps(data), "user_data_tiktok.json")
    assert read.kind == "tiktok"
    found = {
        kind: (user, text) for kind, user, text in zip(read.column("kind"), read.role("user"), read.column("text"), strict=True)
    }
    assert found == {
        "watch": ("mira", None), "like": ("mira", None), "search": ("mira", "rye bread"), "comment": ("mira", "Lovely crust"),
        "message": ("otto", "See you"),
    }  # fmt: skip
    assert read.report.counts.dated == 5
    assert any("LoginHistoryList" in note for note in read.file.table.notes)


def test_the_archive():
    assert upload(zip_of({"TikTok/user_data_tiktok.json": json.dumps(NEW)}), "TikTok_Data.zip").kind == "tiktok"
