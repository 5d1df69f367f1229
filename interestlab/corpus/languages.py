"""The language of each content: by its script where that tells, else by a small classifier that is steadied by the corpus."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

UNKNOWN = "und"
# The classifier may answer only with languages that many people write in online: on a title, the rare ones are mistakes.
CANDIDATES = (
    "ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu", "id",
    "it", "lt", "lv", "mk", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "th", "tr", "uk", "vi",
)  # fmt: skip
NAMES = {
    "ar": "Arabic", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German",
    "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish",
    "fr": "French", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian",
    "it": "Italian", "ja": "Japanese", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian",
    "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sk": "Slovak", "sl": "Slovenian", "sr": "Serbian", "sv": "Swedish", "th": "Thai", "tr": "Turkish",
    "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese", UNKNOWN: "not told",
}  # fmt: skip

_KANA = re.compile(r"[\u3040-\u30ff]")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0002ffff]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_LETTER = re.compile(r"[^\W\d_]")
_LINK = re.compile(r"https?://\S+|\S+@\S+")
_READ = 400  # characters that are looked at
_FEW = 20
_SHORT = 60  # letters below which one text alone is not believed


def detect_languages(texts: Sequence[str]) -> list[str]:
    """ISO 639-1 code of each text, "und" where there are no letters. Deterministic."""
    first = [_by_script(_LINK.sub(" ", text[: 3 * _READ])[:_READ]) for text in texts]
    if all(isinstance(code, str) for code in first):
        return [str(code) for code in first]
    classify = _classifier()
    answers = [code if isinstance(code, str) else classify(code[0])[0] for code in first]
    lengths = [0 if isinstance(code, str) else code[1] for code in first]
    long = [a for a, n in zip(answers, lengths, strict=True) if n >= _SHORT]
    if len(long) < _FEW:  # nothing but titles or tags: judge them by the handful
        short = [code[0] for code in first if not isinstance(code, str)]
        long = [classify(" ".join(short[i : i + 10]))[0] for i in range(0, len(short), 10)]
    common = _common(long)
    return [
        answer if n == 0 or n >= _SHORT or answer in common else next(iter(common), answer)
        for answer, n in zip(answers, lengths, strict=True)
    ]


def language_name(code: str) -> str:
    """English name of the language, or the code itself."""
    return NAMES.get(code, code)


def _by_script(text: str) -> str | tuple[str, int]:
    """A language, or the text and its number of letters where only a classifier can tell."""
    letters = len(_LETTER.findall(text))
    if not letters:
        return UNKNOWN
    if len(_KANA.findall(text)) > 0.1 * letters:
        return "ja"
    if len(_HAN.findall(text)) > 0.25 * letters:
        return "zh"
    if len(_HANGUL.findall(text)) > 0.25 * letters:
        return "ko"
    return text, letters


def _common(answers: list[str]) -> dict[str, None]:
    """Languages with at least 2 % of the answers, most common first."""
    counts = Counter(answers)
    total = sum(counts.values())
    return {code: None for code, n in counts.most_common() if n >= 0.02 * total}


def _classifier() -> Callable[[str], tuple[str, float]]:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    known = set(identifier.labels) if not callable(identifier.labels) else set(identifier.labels())
    identifier.set_languages([code for code in CANDIDATES if code in known])
    classify: Callable[[str], tuple[str, float]] = identifier.classify
    return classify
