"""Languages by script and by a steadied classifier."""

from interestlab.corpus.languages import detect_languages, language_name

ENGLISH = [f"We walked along the river for {n} hours and talked about the weather in the mountains." for n in range(30)]
GERMAN = [f"Wir sind {n} Stunden am Fluss entlang gelaufen und haben über das Wetter gesprochen." for n in range(30)]


def test_scripts_tell_at_once():
    texts = ["我们去公园散步", "今日はとても良い天気です", "오늘은 날씨가 좋습니다", "1234 :-)", "https://example.org/zhongwen"]
    assert detect_languages(texts) == ["zh", "ja", "ko", "und", "und"]


def test_a_classifier_tells_the_rest():
    found = detect_languages([*ENGLISH, *GERMAN])
    assert found[:30] == ["en"] * 30
    assert found[30:] == ["de"] * 30


def test_short_texts_follow_the_corpus():
    assert detect_languages([*ENGLISH, "Casio tempo", "ok"])[-2:] == ["en", "en"]


def test_titles_alone_are_judged_by_the_handful():
    titles = ["Show your work", "Python is fast", "Why we left the cloud", "A better text editor", "Ask: best books"] * 8
    assert set(detect_languages(titles)) == {"en"}


def test_mixed_scripts_and_names():
    assert detect_languages(["我用 Python 写了一个网站"]) == ["zh"]
    assert language_name("zh") == "Chinese"
    assert language_name("xx") == "xx"
    assert detect_languages([]) == []
