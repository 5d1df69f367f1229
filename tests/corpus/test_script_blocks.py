"""The table of blocks against the names that Unicode gives to letters."""

import unicodedata

import pytest

from interestlab.corpus.scripts import _script, find_script

# The first word of a letter's name, and its script; other letters are of none that tells.
NAMED = {
    "LATIN": "Latin", "GREEK": "el", "CYRILLIC": "Cyrillic", "ARMENIAN": "hy", "HEBREW": "he", "ARABIC": "Arabic",
    "THAANA": "dv",
    "DEVANAGARI": "Devanagari", "BENGALI": "bn", "GURMUKHI": "pa", "GUJARATI": "gu", "ORIYA": "or", "TAMIL": "ta",
    "TELUGU": "te", "KANNADA": "kn", "MALAYALAM": "ml", "SINHALA": "si", "THAI": "th", "LAO": "lo", "TIBETAN": "bo",
    "MYANMAR": "my", "GEORGIAN": "ka", "HANGUL": "ko", "ETHIOPIC": "am", "KHMER": "km", "MONGOLIAN": "mn", "HIRAGANA": "kana",
    "KATAKANA": "kana", "BOPOMOFO": "zh",
}  # fmt: skip
NONE = ("SYRIAC", "NKO", "CHEROKEE", "TIFINAGH", "COPTIC", "VAI", "LISU", "YI", "JAVANESE", "CHAM", "LEPCHA", "LIMBU")


@pytest.mark.parametrize("first", [*NAMED, *NONE])
def test_letters_of_a_script_tell_it(first):
    letters = [
        chr(code)
        for code in range(0x80, 0xFF00)
        if unicodedata.name(chr(code), "").split(" ")[0] == first
        and chr(code).isalpha()
        and not ((first == "SYRIAC" and code >= 0x860) or (first == "COPTIC" and code < 0x2C80))
    ]
    assert letters
    expected = NAMED.get(first, "")
    found = [_script(letter) == expected for letter in letters]
    assert sum(found) >= 0.55 * len(letters)  # a few lie in blocks of phonetic signs, or of two scripts
    assert found[0]


@pytest.mark.parametrize(
    ("before", "first", "last", "after", "script"),
    [
        ("\u036f", "\u0370", "\u03ff", "\u0400", "el"), ("\u03ff", "\u0400", "\u052f", "\u0530", "Cyrillic"),
        ("\u052f", "\u0530", "\u058f", "\u0590", "hy"), ("\u058f", "\u0590", "\u05ff", "\u0600", "he"),
        ("\u05ff", "\u0600", "\u06ff", "\u0700", "Arabic"), ("\u074f", "\u0750", "\u077f", "\u0780", "Arabic"),
        ("\u077f", "\u0780", "\u07bf", "\u07c0", "dv"), ("\u089f", "\u08a0", "\u08ff", "\u0900", "Arabic"),
        ("\u08ff", "\u0900", "\u097f", "\u0980", "Devanagari"), ("\u097f", "\u0980", "\u09ff", "\u0a00", "bn"),
        ("\u09ff", "\u0a00", "\u0a7f", "\u0a80", "pa"), ("\u0a7f", "\u0a80", "\u0aff", "\u0b00", "gu"),
        ("\u0aff", "\u0b00", "\u0b7f", "\u0b80", "or"), ("\u0b7f", "\u0b80", "\u0bff", "\u0c00", "ta"),
        ("\u0bff", "\u0c00", "\u0c7f", "\u0c80", "te"), ("\u0c7f", "\u0c80", "\u0cff", "\u0d00", "kn"),
        ("\u0cff", "\u0d00", "\u0d7f", "\u0d80", "ml"), ("\u0d7f", "\u0d80", "\u0dff", "\u0e00", "si"),
        ("\u0dff", "\u0e00", "\u0e7f", "\u0e80", "th"), ("\u0e7f", "\u0e80", "\u0eff", "\u0f00", "lo"),
        ("\u0eff", "\u0f00", "\u0fff", "\u1000", "bo"), ("\u0fff", "\u1000", "\u109f", "\u10a0", "my"),
        ("\u109f", "\u10a0", "\u10ff", "\u1100", "ka"), ("\u10ff", "\u1100", "\u11ff", "\u1200", "ko"),
        ("\u11ff", "\u1200", "\u139f", "\u13a0", "am"), ("\u177f", "\u1780", "\u17ff", "\u1800", "km"),
        ("\u17ff", "\u1800", "\u18af", "\u18b0", "mn"), ("\u1c7f", "\u1c80", "\u1c8f", "\u1c90", "Cyrillic"),
        ("\u1c8f", "\u1c90", "\u1cbf", "\u1cc0", "ka"), ("\u1cff", "\u1d00", "\u1eff", "\u1f00", "Latin"),
        ("\u1eff", "\u1f00", "\u1fff", "\u2000", "el"), ("\u2c5f", "\u2c60", "\u2c7f", "\u2c80", "Latin"),
        ("\u2cff", "\u2d00", "\u2d2f", "\u2d30", "ka"), ("\u2ddf", "\u2de0", "\u2dff", "\u2e00", "Cyrillic"),
        ("\u303f", "\u3040", "\u30ff", "\u3100", "kana"), ("\u30ff", "\u3100", "\u312f", "\u3130", "zh"),
        ("\u312f", "\u3130", "\u318f", "\u3190", "ko"), ("\u31ef", "\u31f0", "\u31ff", "\u3200", "kana"),
        ("\u33ff", "\u3400", "\u9fff", "\ua000", "zh"), ("\ua63f", "\ua640", "\ua69f", "\ua6a0", "Cyrillic"),
        ("\ua71f", "\ua720", "\ua7ff", "\ua800", "Latin"), ("\ua8df", "\ua8e0", "\ua8ff", "\ua900", "Devanagari"),
        ("\uabff", "\uac00", "\ud7af", "\ud7b0", "ko"), ("\uf8ff", "\uf900", "\ufaff", "\ufb00", "zh"),
        ("\ufaff", "\ufb00", "\ufb12", "\ufb13", "Latin"), ("\ufb12", "\ufb13", "\ufb1c", "\ufb1d", "hy"),
        ("\ufb1c", "\ufb1d", "\ufb4f", "\ufb50", "he"), ("\ufb4f", "\ufb50", "\ufdff", "\ufe00", "Arabic"),
        ("\ufe6f", "\ufe70", "\ufeff", "\uff00", "Arabic"), ("\ufeff", "\uff00", "\uff65", "\uff66", "Latin"),
        ("\uff65", "\uff66", "\uff9f", "\uffa0", "kana"), ("\uff9f", "\uffa0", "\uffdf", "\uffe0", "ko"),
        ("\U0001afff", "\U0001b000", "\U0001b16f", "\U0001b170", "kana"),
        ("\U0001ffff", "\U00020000", "\U00031fff", "\U00032000", "zh"),
    ],
)  # fmt: skip
def test_the_ends_of_each_block(before, first, last, after, script):
    assert (_script(first), _script(last)) == (script, script)
    assert script not in (_script(before), _script(after))


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("zzz" * 3 + "かかか", "Latin"),  # a face
        ("z" * 27 + "かきく", "Latin"),  # a tenth
        ("z" * 26 + "かきく", "ja"),
        ("zzz好", "Latin"),
        ("zz好", "zh"),
        ("zzzzz한글", "ko"),
        ("zzzzzz한글", "Latin"),
        ("zzzzzไท", "th"),
        ("приветzzzzzz", "Cyrillic"),  # of two as frequent, the one that comes first
    ],
)
def test_scripts_that_are_mixed_with_latin_names(text, script):
    assert find_script(text)[0] == script
