from tests.corpus.importers.uploads import upload, zip_of

CSV = (
    "Kommentar-ID,Kanal-ID,Zeitstempel,Preis,Übergeordnet,Beitrag,Video-ID,Text\n"
    'UgxAAAAAAAAAAAAAAAAAAAA1,UC1234567890123456789012,2023-01-05T08:30:00.5+00:00,0,,,dQw4w9WgXcQ,'
    '"{""text"":""Lovely, crust""}"\n'
    'UgxAAAAAAAAAAAAAAAAAAAA2,UC1234567890123456789012,2023-01-06T08:30:00+00:00,0,UgxAAAAAAAAAAAAAAAAAAAA1,,dQw4w9WgXcQ,'
    '"{""text"":""Thanks ""},{""text"":""all""}"\n'
)  # fmt: skip


def test_comments_whatever_the_headers_are():
    read = upload(CSV, "comments.csv")
    assert read.kind == "youtube"
    assert read.column("text") == ["Lovely, crust", "Thanks all"]
    assert read.role("item") == ["dQw4w9WgXcQ"] * 2
    assert read.report.counts.dated == 2
    assert read.column("reply_to")[1] == "UgxAAAAAAAAAAAAAAAAAAAA1"


def test_an_archive_and_other_tables():
    read = upload(zip_of({"Takeout/YouTube und YouTube Music/Kommentare/Kommentare.csv": CSV}), "t.zip")
    assert (read.kind, len(read.frame)) == ("youtube", 2)
    assert upload('a,b\n1,"{""text"": 5}"\n2,"{""text"": 6}"\n', "x.csv").kind == "table"
