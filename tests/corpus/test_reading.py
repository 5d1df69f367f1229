"""What a file is read as: an importer that knows it, else the reader of its kind; strangers' importers do no harm."""

import gzip
import io
import time
import zipfile
from typing import ClassVar

import numpy as np
import pytest

from interestlab import registry
from interestlab.corpus import ReadOptions, Roles, read_file
from interestlab.corpus import reading as door
from interestlab.corpus.importer import Imported, ImporterInfo
from interestlab.corpus.readers.raw import RawTable, text_frame
from interestlab.errors import PluginFailed, UnknownName, UnreadableFile

POSTS = "user,text\n" + "".join(f"u{n},some words about bread {n}\n" for n in range(10))
OTHER = "text,user\n" + "".join(f"some words about ovens {n},u{n}\n" for n in range(5))


def packed(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "."), data)
    return out.getvalue()


def read(data, name="x.csv", **options):
    return read_file(io.BytesIO(data.encode() if isinstance(data, str) else data), name, ReadOptions(**options))


class Plain:
    """A stranger's importer that reads every file as one text."""

    info: ClassVar[ImporterInfo] = ImporterInfo("plain", "Plain text of a stranger")
    certainty: ClassVar[float] = 1.0

    def recognise(self, glimpse):
        return self.certainty

    def read(self, source):
        frame = text_frame({"text": ["some words"]})
        return Imported(RawTable(frame, np.ones(1, np.int64), "", roles=Roles(("text",))))


@pytest.fixture
def strangers(monkeypatch):
    """Importers by name, which are all that there are."""

    def install(**kinds):
        monkeypatch.setattr(registry, "usable", lambda group: list(kinds))
        monkeypatch.setattr(registry, "names", lambda group: list(kinds))
        monkeypatch.setattr(registry, "problems", lambda group: [])
        monkeypatch.setattr(registry, "load", lambda group, name: kinds[name])

    return install


def test_the_most_certain_importer_reads_the_file_and_can_be_overruled(strangers):
    unsure = type("Unsure", (Plain,), {"info": ImporterInfo("unsure", "Unsure"), "certainty": 0.6})
    strangers(unsure=unsure, plain=Plain)
    found = read(POSTS)
    assert (found.table.kind, found.table.format) == ("plain", "Plain text of a stranger")
    assert [one.name for one in found.candidates] == ["plain", "unsure"]
    assert not found.asks
    assert read(POSTS, importer="unsure").table.kind == "unsure"
    assert read(POSTS, importer="table").table.kind == "table"
    with pytest.raises(UnknownName, match="There is no importer “nobody”"):
        read(POSTS, importer="nobody")


def test_a_tie_is_asked_about(strangers):
    strangers(plain=Plain, twin=type("Twin", (Plain,), {"info": ImporterInfo("twin", "The twin")}))
    assert "it may as well be “The twin”" in read(POSTS).asks[0]
    assert not read(POSTS, importer="twin").asks


def raising(*_):
    raise KeyError("no such part")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"recognise": raising}, "failed while it looked at the file and was passed over: KeyError"),
        ({"read": raising}, "failed: KeyError: 'no such part'; the file was read as a table instead"),
        ({"read": lambda self, source: None}, "an importer answers with Imported, not with NoneType"),
    ],
)
def test_an_importer_that_fails_is_named_and_passed_over(strangers, changes, sentence):
    strangers(plain=type("Broken", (Plain,), changes))
    found = read(POSTS)
    assert (found.table.kind, len(found.table)) == ("table", 10)
    assert sentence in found.notes[0]


def test_an_importer_that_was_chosen_and_fails_says_so(strangers):
    strangers(plain=type("Broken", (Plain,), {"read": raising}))
    with pytest.raises(PluginFailed, match="read the file as a table instead"):
        read(POSTS, importer="plain")


def test_an_importer_that_takes_too_long_is_passed_over(strangers, monkeypatch):
    monkeypatch.setattr(door, "RECOGNISE_SECONDS", 0.05)
    strangers(plain=type("Slow", (Plain,), {"recognise": lambda self, glimpse: time.sleep(1)}))
    found = read(POSTS)
    assert found.table.kind == "table"
    assert "no answer within 0.05 seconds" in found.notes[0]


def test_an_archive_of_one_table_or_of_several_alike():
    assert len(read(packed(a__csv=POSTS), "x.zip").table) == 10
    both = read(packed(a__csv=POSTS, b__csv=OTHER), "x.zip").table
    assert len(both) == 15
    assert both.frame["user"].tolist()[-1] == "u4"
    assert "Read 2 tables of the archive: a.csv, b.csv." in both.notes
    inside = packed(**{"a__csv.gz": gzip.compress(POSTS.encode())})
    assert len(read(inside, "x.zip").table) == 10


def test_a_member_that_cannot_be_read_costs_only_itself():
    found = read(packed(a__csv=POSTS, b__csv="", c__csv=b"%PDF-1.7"), "x.zip").table
    assert len(found) == 10
    said = [note for note in found.notes if note.startswith("Not read:")]
    assert ["b.csv" in said[0], "a PDF document" in said[1]] == [True, True]
    with pytest.raises(UnreadableFile, match=r"no file can be read: “b\.csv”"):
        read(packed(b__csv=""), "x.zip")


def test_of_different_tables_the_largest_is_read_and_the_others_are_named():
    archive = packed(a__csv=POSTS, films__csv="id,title\n1,Dune\n2,Emma\n")
    largest = read(archive, "x.zip").table
    assert len(largest) == 10
    assert "Read “a.csv” of the archive. Not read, as their columns are others: films.csv; choose a file." in largest.notes
    assert list(read(archive, "x.zip", sheet="films.csv").table.frame.columns) == ["id", "title"]
    with pytest.raises(UnreadableFile, match=r"holds no file “b\.csv”"):
        read(archive, "x.zip", sheet="b.csv")


def test_an_archive_in_an_archive_and_an_empty_file():
    with pytest.raises(UnreadableFile, match="holds an archive inside the archive"):
        read(packed(inner__zip=packed(a__csv=POSTS)), "x.zip")
    with pytest.raises(UnreadableFile, match=r"is empty \(0 bytes\)"):
        read(b"")
