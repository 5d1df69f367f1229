"""The archive of Netflix."""

import pytest

from interestlab.corpus.importers.netflix import Netflix
from interestlab.errors import UnreadableFile
from tests.corpus.importers.reading import FILES, certainty, read, zipped

VIEWED = (FILES / "netflix_ViewingActivity.csv").read_bytes()


def test_profiles_are_people_and_trailers_are_told():
    made = read(zipped({"CONTENT_INTERACTION/ViewingActivity.csv": VIEWED, "PROFILES/Profiles.csv": "a,b\n1,2\n"}))
    assert (made.report.kind, made.report.counts.people, made.report.counts.dated) == ("netflix", 2, 40)
    assert "5 of 40 rows are trailers, recaps and the like (“Supplemental Video Type”)." in made.report.notes


def test_a_file_of_the_name_that_is_another():
    with pytest.raises(UnreadableFile, match="does not name profile"):
        read(zipped({"ViewingActivity.csv": "a,b\n1,2\n2,3\n"}))


def test_archives_of_others():
    assert certainty(Netflix, zipped({"Profiles.csv": "a"})) == 0
    assert certainty(Netflix, VIEWED) == 0
