"""What a person wrote of a text: its limits by characters and lines."""

import pytest

from interestlab.interests.clean import clean_text


def test_six_thousand_characters_are_read():
    assert clean_text("é" * 7_000) == "é" * 6_000
    assert clean_text("é" * 6_000) == "é" * 6_000


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("x" * 39, True),
        ("x" * 40, False),  # an encoded attachment
        ("é" * 40, True),
        ("x" * 30 + " " + "y" * 11, True),  # one blank in 42 signs
        ("x" * 31 + " " + "y" * 11, False),
        ("abc" * 11 + " " + "12345" * 5 + " 1 2", True),  # 33 of 60 signs are letters
        ("abc" * 10 + "ab " + "123456" * 5 + " 1 2", False),
    ],
)
def test_long_lines_have_blanks_and_letters(line, kept):
    assert (clean_text(line) == line) is kept


@pytest.mark.parametrize(("after", "kept"), [(14, False), (15, True)])
def test_a_signature_is_among_the_last_fifteen_lines(after, kept):
    lines = ["Hello there", "--", *[f"line {n}" for n in range(after)]]
    assert ("line 0" in clean_text("\n".join(lines))) is kept
    assert clean_text("\n".join(lines)).startswith("Hello there")


def test_quoting_headers_and_attributions_are_not_the_authors():
    text = "> old words\nAda wrote:\nFrom: ada\nmy own words\n|> older"
    assert clean_text(text) == "my own words"
