"""What people did not write is taken out, and what is left gives words of their language only."""

import csv
import unicodedata
from pathlib import Path

import pytest

from interestlab.corpus.markup import strip_markup
from interestlab.interests.clean import READ_CHARACTERS, clean_text
from interestlab.interests.words import candidates, count_words, is_word, stop_words

FILES = Path(__file__).parent / "files"
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


@pytest.mark.parametrize(
    ("name", "language", "kept"),
    [
        ("hindi.csv", "hi", {"साइकिल", "रोटी", "पहली", "बदलने"}),
        ("bengali.csv", "bn", {"সাইকেল", "পাউরুটি", "বলয়"}),
        ("thai.csv", "th", {"จักรยาน", "ขนมปัง", "เบรก"}),
    ],
)
def test_words_with_vowel_signs_can_be_names(name, language, kept):
    with (FILES / name).open(encoding="utf-8", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file)]
    found = count_words(texts, [language] * len(texts)).words
    assert kept <= set(found)
    assert not any(unicodedata.category(word[0]).startswith("M") for word in found)


def test_forms_of_a_korean_noun_count_as_one():
    texts = ["자전거를 타고 도서관까지 갔어요", "자전거가 빠르다", "고양이는 도서관에서 잔다", "고양이가 귀엽습니다"]
    counted = count_words(texts, ["ko"] * 4)
    assert {"자전거", "도서관", "고양이"} <= set(counted.words)
    assert not {"자전거를", "도서관에서", "고양", "갔어요"} & set(counted.words)
    assert counted.contains.toarray()[:, counted.words.index("자전거")].tolist() == [1, 1, 0, 0]
    assert counted.contains.dtype == "int8"


def test_french_names_lose_their_article():
    assert [w for w in words("J'ai nettoyé la chaîne du vélo, l'année dernière", "fr") if "'" in w] == []
    assert "chaîne" in words("la chaîne", "fr")


def test_traditional_stop_words_are_none():
    found = words("我覺得這個腳踏車的鏈條雖然沒有生鏽", "zh")
    assert "鏈條" in found
    assert not {"覺得", "這個", "雖然", "沒有"} & set(found)


def test_stop_words_that_were_kept_in_another_encoding():
    assert {"šitas", "prieš"} <= stop_words("lt")
    assert "beş" in stop_words("tr")


def test_what_platforms_put_beside_a_post_is_no_word():
    chinese = "@小明 这部电影很好[哈哈][doge]//@阿花_2: 转发微博 网页链接"
    assert set(words(chinese, "zh")) == {"电影"}
    english = "RT @bob_s: new kayak paddle via @news@town.social :smile: [deleted] [removed]"
    assert set(words(english)) == {"kayak", "paddle", "kayak paddle"}
    assert "11:30" in clean_text("from 11:30 to 12:30:45")
    assert "[Serious]" in clean_text("[Serious] what do you grow?")


def test_code_and_style_in_html_are_no_words():
    text = "<p>My <b>kayak</b></p><pre><code>import numpy\nprint(1)</code></pre><style>\n.a{color:red}\n</style><!-- a\nb -->"
    for shown in (text, strip_markup(text)):
        assert words(shown) == ["kayak"]


def test_little_words_of_hindi_urdu_and_hindi_in_latin_letters():
    assert not {"क्योंकि", "ज़्यादा", "बहुत"} & set(words("रोटी बहुत अच्छी बनी क्योंकि ओवन ज़्यादा गरम था", "hi"))
    assert "بہت" not in words("روٹی بہت مزیدار بنی", "ur")
    assert words("aaj roti bahut accha hai", "und") == ["roti"]


def test_equal_letters_that_are_written_in_two_ways_are_one_word():
    counted = count_words(["un v\u00e9lo bleu", "mon ve\u0301lo"], ["fr", "fr"])
    assert "v\u00e9lo" in counted.words
