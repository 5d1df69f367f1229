"""A script that serves one language tells it; faces made of letters do not."""

import pytest

from interestlab.corpus.scripts import find_script

ONE_LANGUAGE = {
    "bn": "আজ নদীর ধারে সাইকেল চালিয়েছি", "ta": "இன்று ஆற்றங்கரையில் மிதிவண்டி",
    "te": "ఈ రోజు నది పక్కన సైకిల్", "ka": "დღეს მდინარის პირას",
    "hy": "Այսօր հեծանիվ վարեցի", "el": "Σήμερα έκανα ποδήλατο", "he": "היום רכבתי על אופניים",
    "th": "วันนี้ปั่นจักรยาน", "zh": "我们去公园散步",
    "ja": "公園で散歩しました", "ko": "공원에서 산책했어요", "my": "ဒီနေ့ စက်ဘီးစီးတယ်", "km": "ថ្ងៃនេះខ្ញុំជិះកង់",
    "am": "ዛሬ ብስክሌት ነዳሁ",
    "si": "අද මම බයිසිකලය පැද්දා",
    "ml": "ഇന്ന് ഞാൻ സൈക്കിൾ ഓടിച്ചു", "kn": "ಇಂದು ನಾನು ಸೈಕಲ್ ಓಡಿಸಿದೆ", "gu": "આજે મેં સાયકલ ચલાવી", "pa": "ਅੱਜ ਮੈਂ ਸਾਈਕਲ ਚਲਾਇਆ",
}  # fmt: skip


@pytest.mark.parametrize("code", ONE_LANGUAGE)
def test_scripts_of_one_language(code):
    assert find_script(ONE_LANGUAGE[code])[0] == code


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("plain", "Latin"),
        ("déjà vu", "Latin"),
        ("привет", "Cyrillic"),
        ("سلام", "Arabic"),
        ("नमस्ते", "Devanagari"),
        ("123 :-) 😀", ""),
    ],
)
def test_scripts_of_several_languages(text, script):
    assert find_script(text)[0] == script


def test_letters_are_counted():
    assert find_script("ab 12 cd!") == ("Latin", 4)
    assert find_script("") == ("", 0)


def test_chinese_with_latin_names_is_chinese():
    assert find_script("我用 Python 写了网站")[0] == "zh"
    assert find_script("好")[0] == "zh"


@pytest.mark.parametrize("face", ["ಠ_ಠ", "look ಠ_ಠ", "¯\\_(ツ)_/¯ whatever"])
def test_faces_are_no_language(face):
    assert find_script(face)[0] in ("", "Latin")
