"""What people did not write is taken out, and what is left gives words of their language only."""

import pytest

from interestlab.interests.clean import READ_CHARACTERS, clean_text
from interestlab.interests.words import candidates, count_words, is_word, stop_words

MAIL = """From: someone@site.edu (A B)
Organization: Dept of Quoting
Lines: 12
Nntp-Posting-Host: host.site.edu

In article <1993Apr5.123@site.edu> bob@other.com (Bob) writes:
> the quoted kangaroo
>> deeper wombat
| piped platypus
AB> initials echidna
The telescope &amp; mirror arrived, see http://astro.example.org/x?y=1 or write to me@here.net.
--
Bob Signature, phone 555
"""


def test_mail_keeps_only_what_was_written():
    found = clean_text(MAIL)
    assert "The telescope & mirror arrived" in found
    for gone in ("kangaroo", "wombat", "platypus", "echidna", "Signature", "Quoting", "example", "here.net", "writes", "Host"):
        assert gone not in found, gone


def test_markup_links_and_code():
    text = "see [my **garden** page](https://x.example/y) <b>bold</b> `code_here` \n```\nblock = 1\n```\nrest"
    found = clean_text(text)
    for kept in ("garden", "bold", "rest"):
        assert kept in found
    for gone in ("x.example", "<b>", "code_here", "block"):
        assert gone not in found


def test_encoded_attachments_and_paths():
    line = "M9'AX&EN;W1H97(@;&EN92!O9B!U=65N8V]D960@8GET97,@=&AA=\"!I<R!L;VYG"
    text = f"begin 644 file.gif\n{line}\n{line}\nend\nThe picture shows a heron, saved in /usr/local/lib/pics today"
    found = clean_text(text)
    assert "heron" in found
    for gone in ("W1H97", "file.gif", "local"):
        assert gone not in found


def test_ordinary_lines_are_left_alone():
    text = "A heading: with colon\nI said: this stays, since it goes on after that\n-- not a signature\n1 > 0 in maths"
    assert clean_text(text) == text


def test_chinese_lines_are_never_taken_for_attachments():
    text = "这本书写得非常精彩值得推荐给大家" * 5
    assert clean_text(text) == text


def test_only_the_beginning_is_read():
    assert "late" not in clean_text("word " * (READ_CHARACTERS // 5 + 10) + "late")


def words(text, language="en"):
    return list(candidates(text, language))


def test_english_words_and_pairs():
    found = words("The red telescopes of the observatory saw Jupiter's moons in 1994, C++ and mp3 and 007 too.")
    for kept in ("red", "telescopes", "red telescopes", "observatory", "jupiter", "jupiter moons", "c++", "mp3"):
        assert kept in found, kept
    for gone in ("the", "of", "1994", "007", "too", "telescopes of"):
        assert gone not in found, gone


def test_chinese_is_segmented():
    found = words("我觉得这台望远镜非常不错，用 Python 写的", "zh")
    assert "望远镜" in found
    assert "python" in found
    for gone in ("觉得", "非常", "不错", "我", "这台望远镜非常不错"):
        assert gone not in found, gone


def test_japanese_gives_runs():
    found = words("新しいカメラで東京の写真を撮りました", "ja")
    assert "カメラ" in found
    assert "東京" in found
    assert "写真" in found
    assert not any("を" in word for word in found)


@pytest.mark.parametrize("word", ["the", "c64", "a1b2", "123", "x", "don't", "of-the", "w" * 30, "http", "thanks"])
def test_what_is_no_word(word):
    assert not is_word(word, stop_words("en"))


@pytest.mark.parametrize("word", ["garden", "mp3", "c++", "open-source", "naïve", "café"])
def test_what_is_a_word(word):
    assert is_word(word, stop_words("en"))


def test_stop_words_of_the_language_and_of_english():
    assert {"und", "the"} <= stop_words("de")
    assert "the" in stop_words("xx")


def test_words_must_stand_in_two_contents_of_a_small_set():
    counted = count_words(["orchid pot", "orchid vase", "lonely word"], ["en"] * 3)
    assert counted.words == ("orchid",)
    assert counted.contains.toarray().ravel().tolist() == [1, 1, 0]
    assert count_words(["123", "456"], ["en", "en"]).words == ()


def test_a_word_counts_once_a_content():
    counted = count_words(["orchid orchid orchid", "orchid"], ["en", "en"])
    assert counted.contains.max() == 1
