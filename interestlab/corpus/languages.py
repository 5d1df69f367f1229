"""The language of each content: by its script where that tells, else by a small classifier that is steadied by the corpus.

On one title the classifier errs, on ten together hardly ever. So the languages of a corpus are found by the handful first,
among all that the classifier knows; each must show in words that its language cannot do without; and a single text is then
only judged between the languages that many people write in and those that were found.
"""

import copy
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from interestlab.corpus.scripts import find_script

UNKNOWN = "und"
# What a single text may always be: the languages of each script that many people write in online.
CANDIDATES = {
    "Latin": ("ca", "cs", "da", "de", "en", "es", "et", "fi", "fr", "hr", "hu", "id", "it", "lt", "lv", "nl", "no", "pl", "pt",
              "ro", "sk", "sl", "sv", "tr", "vi"),
    "Cyrillic": ("bg", "mk", "ru", "sr", "uk"), "Arabic": ("ar", "fa", "ur"), "Devanagari": ("hi", "mr", "ne"),
}  # fmt: skip
# What a text may be besides where the corpus shows it: on a title of another language, these are mistakes.
RARER = {
    "Latin": ("af", "az", "cy", "eo", "eu", "ga", "gl", "ha", "is", "lb", "ms", "mt", "so", "sq", "sw", "tl", "uz", "yo", "zu"),
    "Cyrillic": ("be", "kk", "ky", "mn", "tg", "tt"), "Arabic": ("ps", "ug"), "Devanagari": (),
}  # fmt: skip
NAMES = {
    "af": "Afrikaans", "am": "Amharic", "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian",
    "bn": "Bengali", "bo": "Tibetan", "ca": "Catalan", "cs": "Czech", "cy": "Welsh", "da": "Danish", "de": "German",
    "dv": "Dhivehi", "el": "Greek", "en": "English", "eo": "Esperanto", "es": "Spanish", "et": "Estonian", "eu": "Basque",
    "fa": "Persian", "fi": "Finnish", "fr": "French", "ga": "Irish", "gl": "Galician", "gu": "Gujarati", "ha": "Hausa",
    "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian",
    "is": "Icelandic", "it": "Italian", "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh", "km": "Khmer", "kn": "Kannada",
    "ko": "Korean", "ky": "Kyrgyz", "lb": "Luxembourgish", "lo": "Lao", "lt": "Lithuanian", "lv": "Latvian",
    "mk": "Macedonian", "ml": "Malayalam", "mn": "Mongolian", "mr": "Marathi", "ms": "Malay", "mt": "Maltese",
    "my": "Burmese", "ne": "Nepali", "nl": "Dutch", "no": "Norwegian", "or": "Odia", "pa": "Punjabi", "pl": "Polish",
    "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "si": "Sinhala", "sk": "Slovak",
    "sl": "Slovenian", "so": "Somali", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil",
    "te": "Telugu", "tg": "Tajik", "th": "Thai", "tl": "Tagalog", "tr": "Turkish", "tt": "Tatar", "ug": "Uyghur",
    "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese", "yo": "Yoruba", "zh": "Chinese", "zu": "Zulu",
    UNKNOWN: "not told",
}  # fmt: skip

_LINK = re.compile(r"https?://\S+|\S+@\S+")
_WORD = re.compile(r"[^\W\d_]+")
_READ = 400  # characters that are looked at
_HANDFUL = 10
_HANDFULS = 200  # that are judged; of each text the first characters, as many as a title has
_TITLE = 100
_SHORT = 60  # letters below which one text alone is not believed
_COMMON = 0.02  # of the texts: below, a language is not one of the corpus
_RARER_SHARE, _RARER_SHARE_UNSHOWN = 0.1, 0.5  # of the handfuls that a rarer language needs: shown by its words, or not
_SHOWN = 0.12  # share of stop words that shows a language; of true languages .15 to .68, of wrong ones mostly below .06
_OFTEN = 0.1  # of the corpus: a language whose titles are believed though they show no stop word
_SHOWN_BY = ((_SHORT, _SHOWN), (20, 0.2), (0, 0.5))  # letters of a whole corpus, and the share that it needs
_SHOWN_WHERE_ALL_AGREE = 0.04  # Basque and Ukrainian have short lists of stop words


@dataclass(frozen=True, eq=False)
class LanguageShares:
    """Shares (0..1, summing to 1) of the languages by code, the largest first, among `texts` texts that were looked at."""

    shares: dict[str, float]
    texts: int


@dataclass(frozen=True)
class _Judged:
    """A long text, or a handful of `texts` short ones, with the classifier's answer."""

    answer: str
    text: str
    texts: int


@dataclass(frozen=True)
class _Read:
    """A text as it is judged."""

    text: str
    script: str
    letters: int


def detect_languages(texts: Sequence[str]) -> list[str]:
    """ISO 639-1 code of each text; "und" where there are no letters, or none of the languages in NAMES shows. Deterministic."""
    read = [_read(text) for text in texts]
    found = [one.script or UNKNOWN for one in read]
    for script in CANDIDATES:
        rows = [row for row, one in enumerate(read) if one.script == script]
        if rows:
            for row, code in zip(rows, _judge([read[row] for row in rows], script), strict=True):
                found[row] = code
    return found


def sample_languages(texts: Sequence[str], most: int = 2_000, seed: int = 0) -> LanguageShares:
    """The languages of a large file from at most `most` of its texts, drawn by the seed."""
    rows = range(len(texts)) if len(texts) <= most else sorted(Random(seed).sample(range(len(texts)), most))
    counts = Counter(detect_languages([texts[row] for row in rows]))
    return LanguageShares({code: n / counts.total() for code, n in counts.most_common()}, counts.total())


def language_name(code: str) -> str:
    """English name of the language, or the code itself."""
    return NAMES.get(code, code)


def _read(text: str) -> _Read:
    cut = _LINK.sub(" ", text[: 3 * _READ])[:_READ]
    script, letters = find_script(cut)
    return _Read(cut, script, letters)


def _judge(read: list[_Read], script: str) -> list[str]:
    """A code for each text of a script that several languages share."""
    rarer = _rarer(read, script)
    classify = _classifier((*CANDIDATES[script], *rarer)).classify
    answers = [classify(one.text)[0] for one in read]
    judged = [_Judged(answer, one.text, 1) for answer, one in zip(answers, read, strict=True) if one.letters >= _SHORT]
    short = [one.text for one in read if one.letters < _SHORT]
    for i in range(0, len(short), _HANDFUL):  # titles and tags are judged by the handful
        handful = short[i : i + _HANDFUL]
        if not judged or len("".join(handful)) >= _SHORT:
            judged.append(_Judged(classify(" ".join(handful))[0], " ".join(handful), len(handful)))
    letters = sum(one.letters for one in read)
    floor = next((floor for least, floor in _SHOWN_BY if letters >= least), 1.0)
    shown = {
        code: share
        for code, share in _common(judged).items()
        if code in rarer or _stop_share(code, (one.text for one in judged if one.answer == code)) > floor
    }
    return [_steadied(one, answer, shown) for one, answer in zip(read, answers, strict=True)]


def _steadied(one: _Read, answer: str, shown: dict[str, float]) -> str:
    """The answer for one text where the corpus has that language or the text itself shows it; else the corpus's main language.

    shown: share of each language that the corpus has, the main one first.
    """
    main = next(iter(shown), UNKNOWN)
    if answer == main or (answer in shown and (one.letters >= _SHORT or shown[answer] >= _OFTEN)):
        return answer
    own = _stop_share(answer, [one.text])
    if one.letters < _SHORT:
        return answer if answer in shown and own > _stop_share(main, [one.text]) else main
    if own > _SHOWN:
        return answer
    return main if main != UNKNOWN and _stop_share(main, [one.text]) > _SHOWN else UNKNOWN


def _common(judged: list[_Judged]) -> dict[str, float]:
    """The shares of the languages that have at least 2 % of the texts, most common first."""
    counts = Counter[str]()
    for one in judged:
        counts[one.answer] += one.texts
    return {code: n / counts.total() for code, n in counts.most_common() if n >= _COMMON * counts.total()}


def _rarer(read: list[_Read], script: str) -> tuple[str, ...]:
    """Rarer languages that the handfuls show."""
    joined = list(_handfuls(read))
    answers = [(_classifier(None).classify(text)[0], text) for text in joined]
    counts = Counter(code for code, _ in answers if code in RARER[script])
    found = []
    for code, n in counts.items():
        share = n / len(answers)
        spoken = [text for answer, text in answers if answer == code]
        listed = bool(_stop_words(code))
        floor = _SHOWN_WHERE_ALL_AGREE if share >= 0.8 else _SHOWN
        if share >= (_RARER_SHARE if listed else _RARER_SHARE_UNSHOWN) and _stop_share(code, spoken) > floor:
            found.append(code)
    return tuple(found)


def _handfuls(read: list[_Read]) -> Iterable[str]:
    """At most 200 handfuls of ten texts, from all over the corpus."""
    every = max(1, len(read) // (_HANDFUL * _HANDFULS))
    taken = read[::every]
    for i in range(0, len(taken), _HANDFUL):
        yield " ".join(one.text[:_TITLE] for one in taken[i : i + _HANDFUL])


def _stop_share(code: str, texts: Iterable[str]) -> float:
    """Share of the language's stop words among the words of the texts; 1 where no list of them is known."""
    stops = _stop_words(code)
    if not stops:
        return 1.0
    words = [word.lower() for text in texts for word in _WORD.findall(text)]
    return sum(word in stops for word in words) / max(len(words), 1)


@cache
def _stop_words(code: str) -> frozenset[str]:
    import stopwordsiso

    if code not in stopwordsiso.langs() or code in (*CANDIDATES["Cyrillic"], *CANDIDATES["Arabic"], *CANDIDATES["Devanagari"]):
        return frozenset()  # in these scripts the letters themselves tell enough
    return frozenset(word.lower() for word in stopwordsiso.stopwords(code))


@cache
def _whole_classifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)


@cache
def _classifier(codes: tuple[str, ...] | None) -> Any:
    """The classifier that answers with these languages only; None = with all that it knows."""
    whole = _whole_classifier()
    if codes is None:
        return whole
    some = copy.copy(whole)  # shares the tables, which are 30 MB
    some.set_languages(list(codes))
    return some
