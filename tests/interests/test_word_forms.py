"""One word is what its language writes as one."""

import pytest

from interestlab.interests.word_forms import WORD, words_of

WHOLE = {
    "Hindi": ["साइकिल", "रोटी", "पहली", "बदलने", "स्वादिष्ट", "ज़्यादा"],
    "Bengali": ["বলয়", "পাউরুটি", "সাইকেল"],
    "Tamil": ["மிதிவண்டி", "ஆற்றங்கரையில்"],
    "Thai": ["จักรยาน", "น้ำ"],
    "Burmese": ["စက်ဘီး"],
    "Arabic with vowels": ["كِتَابٌ"],
    "Persian": ["می‌خواهم"],
    "Hebrew with points": ["שָׁלוֹם"],
    "Vietnamese, decomposed": ["đươ\u0300ng"],
    "German": ["Straßenbahn"],
    "English": ["don't", "open-source", "C++", "naïve"],
}


@pytest.mark.parametrize("language", WHOLE)
def test_words_are_not_cut_at_marks(language):
    for word in WHOLE[language]:
        assert WORD.findall(f"({word}) {word},") == [word, word]


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("fr", "J'ai vu l’année qu'on aime, d'un vélo jusqu'ici", ["ai", "vu", "année", "on", "aime", "un", "vélo", "ici"]),
        ("fr", "aujourd'hui", ["aujourd'hui"]),
        ("it", "L'acqua dell'orto e nell’insalata", ["acqua", "orto", "e", "insalata"]),
        ("ca", "L'aigua d'hivern", ["aigua", "hivern"]),
        ("en", "d'Artagnan's dog isn't o'clock", ["d'artagnan", "dog", "isn't", "o'clock"]),
        ("ko", "자전거를 탔습니다", ["자전거를"]),
    ],
)
def test_forms(language, text, words):
    assert [placed.word for placed in words_of(text, language)] == words


def test_places():
    text = "ยางใหม่ and l'eau"
    for placed in words_of(text, "th"):
        assert text[placed.begin : placed.end].lower() == placed.word
