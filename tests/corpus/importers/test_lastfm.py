"""Scrobbles without a header."""

import pytest

from interestlab.corpus.importers.lastfm import LastFm
from tests.corpus.importers.reading import certainty, read

PLAYS = "Blue,Album,Now,\n" + "".join(f'Blue,"Al, bum",Song {n},"0{n} Jan 2023 08:30"\n' for n in range(1, 10)) + "cut,of"


def test_plays_are_texts_with_times():
    made = read(PLAYS)
    assert (made.report.kind, made.report.counts.texts, made.report.counts.dated) == ("lastfm", 10, 9)
    assert made.report.roles.text == ("track", "artist")
    assert made.report.roles.user is None
    assert made.report.refused[0].line == 11


def test_utf16_and_ends_of_windows():
    assert len(read(PLAYS.replace("\n", "\r\n").encode("utf-16")).rows) == 10


@pytest.mark.parametrize(
    "foreign", ["a,b,c,d\n", "artist,album,track,date\nBlue,A,S,01 Jan 2023 08:30\n", "a,b,c,2023-01-01\n", ","]
)
def test_it_knows_nothing_else(foreign):
    assert certainty(LastFm, foreign) == 0
