"""Whole files and streams give the same text; damage is counted and never raised."""

import io
import random

import pytest

from interestlab.corpus.readers.decoding import ENCODINGS, decode, decode_stream
from interestlab.errors import UnreadableFile

POLISH = "user,text\n" + "u1,Dziś jechałem rowerem wzdłuż rzeki\n" * 30
PLAIN = "u0,plain words and nothing else\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1250", "utf-16-le"])
def test_a_stream_gives_what_the_whole_gives(encoding):
    stream = decode_stream(io.BytesIO(POLISH.encode(encoding)))
    assert "".join(stream.pieces) == POLISH == decode(POLISH.encode(encoding)).text
    assert stream.damaged == 0
    assert stream.certain


def test_a_character_is_not_cut_between_pieces():
    text = "a" + "我们去公园散步\n" * 120_000  # more than two pieces, which begin within a character
    stream = decode_stream(io.BytesIO(text.encode()))
    assert "".join(stream.pieces) == text
    assert stream.damaged == 0


def test_letters_that_come_late_still_decide():
    late = PLAIN * 160_000 + POLISH
    assert len(late) > 1 << 22
    data = late.encode("cp1250")
    assert decode(data).text == late
    stream = decode_stream(io.BytesIO(data))
    assert stream.encoding == "utf-8"
    assert "".join(stream.pieces) == late
    assert stream.encoding == "cp1250"


def test_damage_is_counted():
    text = "id,text\n" + "1,déjà vu à Zürich\n" * 20
    data = text.encode() + b"2,na\xefve\n"
    found = decode(data)
    assert (found.encoding, found.damaged) == ("utf-8", 1)
    stream = decode_stream(io.BytesIO(data))
    assert "".join(stream.pieces) == found.text
    assert stream.damaged == 1


def test_the_analysts_choice_wins():
    assert decode(b"Dzi\x9c", "cp1250").text == "Dziś"
    assert "".join(decode_stream(io.BytesIO(b"Dzi\x9c"), "cp1252").pieces) == "Dziœ"
    assert decode(b"\x81", "cp1252").damaged == 1


@pytest.mark.parametrize("name", ["klingon", "", "base64", "utf\0"])
def test_encodings_that_there_are_not(name):
    if name:
        with pytest.raises(UnreadableFile, match="no encoding"):
            decode(b"x", name)
        with pytest.raises(UnreadableFile, match="no encoding"):
            decode_stream(io.BytesIO(b"x"), name)
    else:
        assert decode(b"x", name).encoding == "utf-8"


@pytest.mark.parametrize("name", ENCODINGS)
def test_every_encoding_that_is_offered_can_be_read(name):
    assert decode("a,b\n".encode(name), name).text == "a,b\n"


def test_any_bytes_give_text():
    chance = random.Random(3)
    for size in (1, 2, 3, 50, 3_000):
        data = chance.randbytes(size)
        found = decode(data)
        assert isinstance(found.text, str)
        stream = decode_stream(io.BytesIO(data))
        assert isinstance("".join(stream.pieces), str)
