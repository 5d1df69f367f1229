"""No user text may become anything but text."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from interestlab.ui.text import plain_text, safe_text
from tests.shown import shown

NASTY = [
    "![beacon](https://evil.example/pixel.png)",
    "[click](https://evil.example)",
    "see https://evil.example/a?b=c or www.evil.example or me@evil.example",
    "<img src=https://evil.example/x.png onerror=alert(1)>",
    "<script>alert(1)</script> &lt;b&gt; &amp;",
    "**bold** _it_ *it* ~~gone~~ `code` $E=mc^2$ $$x$$",
    ":material/delete: :red[danger] :red-background[x] :badge[x] :smile: :rainbow[x]",
    "# heading",
    "- item",
    "1. item",
    "> quote",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "```\nblock\n```",
    "    indented",
    "a -> b <- c <-> d -- e >= f <= g ~= h",
    "line\n===\nline\n---",
    "[ref]: https://evil.example",
    "footnote[^1]\n\n[^1]: text",
    r"back\slash \*kept\*",
    "HTTPS://EVIL.EXAMPLE WWW.evil.example",
]


@pytest.mark.parametrize("text", NASTY)
def test_every_letter_is_shown(text):
    assert shown(safe_text(text)) == plain_text(text)


@pytest.mark.parametrize("text", NASTY)
def test_no_punctuation_is_left_active(text):
    """Each ASCII punctuation mark follows a backslash, which makes it literal in CommonMark."""
    assert not re.search(r"(?<!\\)(?:\\\\)*[!\"#$%&'()*+,\-./:;<=>?@\[\]^_`{|}~]", safe_text(text))


@pytest.mark.parametrize(
    "pattern", [r"https?://", r"www\.", r"\w@\w", r":\w+:", r":material/", r":red\[", "->", "<-", "--", ">=", "~="]
)
def test_what_is_looked_for_in_finished_text_is_broken_up(pattern):
    """Links, icons, emoji codes and arrows are found after escapes are resolved."""
    resolved = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", safe_text(" ".join(NASTY)))
    assert not re.search(pattern, resolved, re.IGNORECASE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\u202eb\u2066c\u200fd", "abcd"),
        ("nul\x00bell\x07esc\x1b[31m", "nulbellesc[31m"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("  many \t\r\n\u2028 spaces  ", "many spaces"),
        ("日本語 👩‍👩‍👧 نیم‌فاصله", "日本語 👩‍👩‍👧 نیم‌فاصله"),
        (None, "None"),
        (3.5, "3.5"),
    ],
)
def test_plain_text_drops_what_deceives_and_keeps_scripts(text, expected):
    assert plain_text(text) == expected
    plain_text(text).encode()


def test_long_text_is_cut_and_says_so():
    assert plain_text("abcdefgh", 5) == "abcd…"
    assert plain_text("abc  defgh", 5) == "abc…"
    assert plain_text("abcde", 5) == "abcde"
    assert shown(safe_text("**" * 40, 10)) == "*" * 9 + "…"


def test_in_an_app_nothing_becomes_markup():
    def app():
        import streamlit as st

        from interestlab.ui.text import safe_text
        from tests.ui.test_text import NASTY

        for text in NASTY:
            st.markdown(safe_text(text))
            st.caption(safe_text(text, 30))
            st.error(safe_text(text))

    test = AppTest.from_function(app).run()
    assert not test.exception
    bodies = [element.value for element in [*test.markdown, *test.caption, *test.error]]
    assert len(bodies) == 3 * len(NASTY)
    for body in bodies:
        assert "](" not in body
        assert "\n" not in body
        assert not re.search(r"(?<!\\)[<`*_$:]", body)


@pytest.mark.parametrize("text", ["www", "see http", "HTTPS"])
def test_what_the_next_text_could_complete_to_a_link_is_broken_up_too(text):
    assert safe_text(text).endswith("\u2060")
