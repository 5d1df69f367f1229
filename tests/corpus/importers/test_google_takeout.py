import json

import pytest

from tests.corpus.importers.uploads import upload, zip_of

TITLES = [
    "The rear derailleur", "Malt flour & dough", "Comet tails", "String buzz", "Chain slips", "Oven stone", "Eyepiece fog",
    "Canal ride", "Rye crust",
]  # fmt: skip
CELL = (
    '<div class="outer-cell mdl-cell mdl-cell--12-col mdl-shadow--2dp"><div class="mdl-grid">'
    '<div class="header-cell mdl-cell mdl-cell--12-col"><p class="mdl-typography--title">YouTube<br></p></div>'
    '<div class="content-cell mdl-cell mdl-cell--6-col mdl-typography--body-1">{thing}<br>'
    '<a href="https://www.youtube.com/channel/UC1">Workshop &amp; Co</a><br>{time}</div>'
    '<div class="content-cell mdl-cell mdl-cell--6-col mdl-typography--body-1 mdl-typography--text-right"></div>'
    '<div class="content-cell mdl-cell mdl-cell--12-col mdl-typography--caption"><b>{products}</b><br>&emsp;YouTube<br>'
    "{details}<b>Why is this here?</b><br>&emsp;This activity was saved.</div></div></div>"
)


def page(around, time, details=""):
    """A history of all titles on one line, as it is written."""
    cells = [
        CELL.format(
            thing=around.format(f'<a href="https://www.youtube.com/watch?v=id{n}">{title.replace("&", "&amp;")}</a>'),
            time=time, products="Products:", details=details,
        )
        for n, title in enumerate(TITLES)
    ]  # fmt: skip
    head = "<html><head><title>x</title><style>.mdl-cell{}</style></head><body>"
    return head + '<div class="mdl-grid">' + "".join(cells) + "</div></body></html>"


@pytest.mark.parametrize(
    ("around", "time", "first"),
    [
        ("Watched\u00a0{}", "Jan 1, 2023, 8:30:00\u202fPM CET", "2023-01-01T19:30:00Z"),
        ("{} angesehen", "01.01.2023, 20:30:00 MEZ", "2023-01-01T19:30:00Z"),
        ("Vous avez regardé {}", "1 janv. 2023, 20:30:00 CET", "2023-01-01T19:30:00Z"),
        ("{} を視聴しました", "2023/01/01 20:30:00 JST", "2023-01-01T11:30:00Z"),
        ("Вы посмотрели видео {}", "1 янв. 2023 г., 20:30:00 MSK", "2023-01-01T17:30:00Z"),
    ],
)
def test_watched_pages_of_locales(around, time, first):
    read = upload(page(around, time), "Wiedergabeverlauf.html")
    assert read.kind == "takeout"
    assert read.role("item") == [f"id{n}" for n in range(len(TITLES))]
    assert read.column("title") == TITLES
    assert set(read.role("label")) == {"Workshop & Co"}
    assert read.report.counts.dated == len(TITLES)
    assert read.report.time.first == first
    assert read.file.table.roles.user is None


def test_ads_and_removed_videos():
    details = "<b>Details:</b><br>&emsp;From Google Ads<br>"
    text = page("Watched {}", "Jan 1, 2023, 8:30:00 PM CET", details)
    text = text.replace(
        '<a href="https://www.youtube.com/watch?v=id0">The rear derailleur</a><br>', "a video that has been removed<br>"
    )
    read = upload(text.replace(">Comet tails<", ">https://www.youtube.com/watch?v=id2<"), "watch-history.html")
    assert set(read.column("details")) == {"From Google Ads"}
    assert read.column("title")[0] is None
    assert read.column("said")[0] == "Watched a video that has been removed"
    assert (read.column("title")[2], read.role("item")[2]) == (None, "id2")
    assert any(note.startswith("9 rows came from Google Ads") for note in read.file.table.notes)


def record(title, url, **more):
    return {
        "header": "YouTube",
        "title": title,
        "titleUrl": url,
        "time": "2023-01-05T08:30:00.000Z",
        "products": ["YouTube"],
        **more,
    }


@pytest.mark.parametrize(
    "around",
    [
        "Watched {}",
        "{} angesehen",
        "Vous avez regardé {}",
        "Has visto {}",
        "{} を視聴しました",
        "已观看{}",
        "{}을(를) 시청했습니다.",
        "Qwertz {} uiop",
    ],
)
def test_watched_json_of_locales(around):
    channel = [{"name": "Workshop", "url": "https://www.youtube.com/channel/UC1"}]
    records = [
        record(around.format(title), f"https://www.youtube.com/watch?v\\u003did{n}".replace("\\u003d", "="), subtitles=channel)
        for n, title in enumerate(TITLES)
    ]
    records.append(record(around.format("https://www.youtube.com/watch?v=z"), "https://www.youtube.com/watch?v=z"))
    records.append({"header": "YouTube", "title": "Watched a video that has been removed", "time": "2023-01-05T08:30:00Z"})
    read = upload(json.dumps(records, ensure_ascii=False), "h.json")
    assert read.kind == "takeout"
    assert read.column("title") == [*TITLES, None, None]
    assert read.role("item")[0] == "id0"
    assert read.report.counts.without_text == 2


def test_searches_are_read_from_their_addresses():
    records = [
        record(f"Du hast nach „{q}“ gesucht", f"https://www.youtube.com/results?search_query={q.replace(' ', '+')}")
        for q in ("rye bread", "comet 2023", "chain")
    ]
    read = upload(json.dumps(records), "search-history.json")
    assert read.column("title") == ["rye bread", "comet 2023", "chain"]
    assert set(read.column("kind")) == {"search"}


def test_a_takeout_archive():
    watched, searched = (
        page("{} angesehen", "01.01.2023, 20:30:00 MEZ"),
        json.dumps([record("x", "https://www.youtube.com/results?search_query=rye")]),
    )
    read = upload(
        zip_of({
            "Takeout/YouTube und YouTube Music/Verlauf/Wiedergabeverlauf.html": watched,
            "Takeout/YouTube und YouTube Music/Verlauf/Suchverlauf.json": searched,
            "Takeout/YouTube und YouTube Music/Abos/Abos.json": "[]",
            "Takeout/Meine Aktivitäten/YouTube/MeineAktivitäten.html": watched,
            "Takeout/archive_browser.html": "<html></html>",
        }),
        "takeout-2023.zip",
    )  # fmt: skip
    assert read.kind == "takeout"
    assert len(read.frame) == len(TITLES) + 1
    assert any("My Activity" in note for note in read.file.table.notes)


def test_cut_files_and_other_pages():
    text = page("Watched {}", "Jan 1, 2023, 8:30:00 PM CET")
    read = upload(text[: int(len(text) * 0.6)], "watch-history.html")
    assert 4 <= len(read.frame) <= 6
    table = (
        "<html><body><table><tr><th>text</th><th>user</th></tr>"
        + "<tr><td>one two</td><td>a</td></tr>" * 9
        + "</table></body></html>"
    )
    assert upload(table, "t.html").kind == "table"
