"""Damaged lines of JSON are told in plain words."""

import io

import pytest

from interestlab.corpus import read_file
from interestlab.errors import UnreadableFile

JARGON = ("Unterminated", "Expecting", "(char", "end-of-stream", "Extra data", "Invalid control")


def test_a_line_of_json_lines():
    lines = [f'{{"user": "ada{n % 3}", "text": "a quiet morning {n}"}}' for n in range(20)]
    lines[7] = lines[7][:30]
    table = read_file(io.BytesIO("\n".join(lines).encode()), "export.jsonl").table
    assert "the line may have been cut off" in table.refused[0].reason
    assert not any(word in table.refused[0].reason for word in JARGON)


@pytest.mark.parametrize(("head", "what"), [(b"ID3\x04", "a sound recording"), (b"\x89PNG\r\n", "a picture")])
def test_what_is_heard_or_seen_has_no_table(head, what):
    with pytest.raises(UnreadableFile, match=f"is {what}, and there is no table in it"):
        read_file(io.BytesIO(head + bytes(200)), "file.bin")
