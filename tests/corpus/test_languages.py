"""Languages by script and by a steadied classifier; none is told where none shows."""

from pathlib import Path

import pandas as pd
import pytest

from interestlab.corpus.languages import CANDIDATES, NAMES, RARER, detect_languages, language_name, sample_languages

DATA = Path(__file__).parents[3] / "shared" / "data"

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


SENTENCES = {
    "sw": ["Leo niliendesha baiskeli kando ya mto na tairi jipya ni zuri", "Mkate ulitoka vizuri sana kwenye oveni",
           "Watoto wanacheza mpira nje ya nyumba kila siku"],
    "tl": ["Masarap ang tinapay na niluto ng nanay ko kanina", "Nagbisikleta kami sa tabi ng ilog kahapon",
           "Hindi ko alam kung bakit sira na naman ang gulong"],
    "id": ["Saya naik sepeda di tepi sungai tadi pagi", "Roti ini enak sekali dan tidak terlalu manis",
           "Bannya sudah diganti tetapi masih bocor"],
    "ms": ["Saya menunggang basikal di tepi sungai pagi tadi", "Kami melihat cincin Zuhal kerana cuaca baik",
           "Tayar telah ditukar tetapi masih bocor"],
    "ur": ["آج دریا کے کنارے سائیکل چلائی", "روٹی بہت مزیدار بنی", "دوربین سے زحل کے حلقے دیکھے"],
    "fa": ["امروز کنار رودخانه دوچرخه سواری کردم", "نان خیلی خوشمزه شد", "بچه ها در پارک بازی می کنند"],
    "ar": ["ركبت الدراجة اليوم بجانب النهر", "كان الخبز لذيذا جدا", "الأطفال يلعبون في الحديقة"],
    "hi": ["आज नदी के किनारे साइकिल चलाई", "रोटी बहुत स्वादिष्ट बनी है", "बच्चे बाहर खेल रहे हैं"],
    "mr": ["आज नदीच्या काठी सायकल चालवली आहे", "भाकरी खूप चविष्ट झाली होती", "मुले बाहेर खेळत आहेत"],
    "pl": ["Dziś jechałem rowerem wzdłuż rzeki", "Chleb wyszedł z piekarnika bardzo smaczny", "Dzieci bawią się na dworze"],
    "hr": ["Danas sam vozio bicikl uz rijeku", "Kruh je izašao vrlo ukusan iz pećnice", "Djeca se igraju vani svaki dan"],
    "ru": ["Сегодня катался на велосипеде", "Хлеб получился очень вкусным", "Дети играют на улице каждый день"],
    "uk": ["Сьогодні катався на велосипеді", "Хліб вийшов дуже смачним", "Діти граються надворі щодня"],
    "sr": ["Данас сам возио бицикл поред реке", "Хлеб је испао веома укусан", "Деца се играју напољу сваки дан"],
    "vi": ["Hôm nay tôi đạp xe bên bờ sông", "Bánh mì ra lò rất ngon", "Trẻ em chơi bên ngoài mỗi ngày"],
    "tr": ["Bugün nehir kenarında bisiklet sürdüm", "Ekmek fırından çok güzel çıktı", "Çocuklar her gün dışarıda oynuyor"],
}  # fmt: skip
NO_LANGUAGE_THAT_IS_KNOWN = {
    "Hindi in Latin letters": ["Aaj nadi ke kinare cycle chalayi aur naya tyre bahut accha hai",
                               "Roti bahut swadisht bani thi aaj", "Telescope se shani ke chhalle dekhe maine"],
    "Javanese": ["Dina iki aku numpak pit ing pinggir kali", "Rotine enak banget", "Bocah-bocah dolanan ing njaba saben dina"],
    "names of goods": ["iPhone 12 Pro Max 256GB Blue", "Samsung Galaxy S21 Ultra", "Casio Tempo GX-56"],
}  # fmt: skip


@pytest.mark.parametrize("code", SENTENCES)
@pytest.mark.parametrize("times", [1, 12])
def test_short_sentences_of_one_language(code, times):
    assert set(detect_languages(SENTENCES[code] * times)) == {code}


@pytest.mark.parametrize("what", NO_LANGUAGE_THAT_IS_KNOWN)
def test_none_is_told_where_none_shows(what):
    assert set(detect_languages(NO_LANGUAGE_THAT_IS_KNOWN[what] * 12)) == {"und"}


def test_a_rare_language_among_english_is_no_reason_to_see_it_elsewhere():
    found = detect_languages([*ENGLISH, *SENTENCES["sw"] * 8])
    assert found[:30] == ["en"] * 30
    assert set(found[30:]) == {"sw"}


def test_one_text_alone():
    assert detect_languages(["hello world"]) == ["en"]
    assert detect_languages(["Casio tempo"]) == ["und"]
    assert detect_languages(["हाँ"]) == ["hi"]


def test_shares_of_a_sample():
    texts = [*ENGLISH, *GERMAN] * 60
    whole = sample_languages(texts, most=5_000)
    assert whole.texts == len(texts)
    assert whole.shares == {"en": 0.5, "de": 0.5}
    part = sample_languages(texts, most=500, seed=1)
    assert part.texts == 500
    assert set(part.shares) == {"en", "de"}
    assert sum(part.shares.values()) == pytest.approx(1)
    assert sample_languages(texts, most=500, seed=1).shares == part.shares
    assert sample_languages([]).shares == {}


def test_every_language_has_a_name():
    codes = {code for table in (CANDIDATES, RARER) for group in table.values() for code in group}
    assert codes <= set(NAMES)


@pytest.mark.data
@pytest.mark.parametrize(
    ("file", "column"), [("hackernews/posts.parquet", "text"), ("movielens_small/movies.parquet", "title")]
)
def test_real_english_titles(file, column):
    if not (DATA / file).exists():
        pytest.skip(f"{file} is not here")
    titles = pd.read_parquet(DATA / file)[column].astype(str).tolist()[:5_000]
    assert detect_languages(titles).count("en") >= 0.99 * len(titles)
