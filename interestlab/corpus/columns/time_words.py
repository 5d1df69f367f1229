"""The words around a date: folding, names of months, halves of the day, and words that say nothing."""

import re
import unicodedata
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from interestlab.corpus.columns.month_names import MONTH_NAMES, WEEKDAY_WORDS

# hours that are added to an hour of 1..11; 12 is 0 in the first half (and at night), 12 in the second
HALVES = {
    "am": 0, "pm": 12, "a": 0, "p": 12, "上午": 0, "下午": 12, "午前": 0, "午後": 12, "오전": 0, "오후": 12, "凌晨": 0,
    "清晨": 0, "早上": 0, "早晨": 0, "中午": 12, "傍晚": 12, "晚上": 12, "夜里": 0, "새벽": 0, "아침": 0, "저녁": 12,
    "ص": 0, "م": 12, "oo": 0, "os": 12, "sa": 0, "ch": 12, "π.μ.": 0, "μ.μ.": 12, "πμ": 0, "μμ": 12, "de.": 0, "du.": 12,
    "дп": 0, "пп": 12, "fm": 0, "em": 12, "ap.": 0, "ip.": 12, "dop.": 0, "odp.": 12,
    "vorm.": 0, "nachm.": 12, "vorm": 0, "nachm": 12, "пр.об.": 0, "сл.об.": 12, "pop.": 12, "ق.ظ": 0, "ب.ظ": 12,
    "priešpiet": 0, "popiet": 12, "पूर्वाह्न": 0, "अपराह्न": 12, "vm.": 0, "nm.": 12,
}  # fmt: skip
_SILENT_WORDS = """
    at on the of and day um am den der le les de del del' d' de' do da a as à las la los alle ore il em kl klo o ob в о об w
    saat ve τη στις ngay luc vao r г р г. р. год года року jaar an ano m d g gada godz uhr hrs hr h ч час hodin v ve dne u pe
    the's th st nd rd ที่ เวลา วันที่ pukul jam tanggal को الساعة في ساعت az год kello t edited added posted om utc gmt
    星期 曜日 요일
"""
SILENT = frozenset(_SILENT_WORDS.split()) | frozenset(WEEKDAY_WORDS.split())
PLACEHOLDERS = frozenset(
    [
        "",
        "-",
        "--",
        "---",
        ".",
        "?",
        "none",
        "null",
        "nil",
        "nan",
        "nat",
        "n/a",
        "na",
        "#n/a",
        "<na>",
        "\\n",
        "n.a.",
        "—",
        "–",
        "(null)",
    ]
)
ZERO = r"^0{4}[-/.]00[-/.]00(?:[t ]00:00(?::00(?:\.0+)?)?z?)?$|^00[-/.]00[-/.]0{2,4}(?: 00:00(?::00)?)?$"
_PYTHON_ZERO = re.compile(ZERO)
_MARKS = r"[\x{0300}-\x{036f}\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}-\x{2069}\x{feff}]"
_LETTERS = str.maketrans("ıøłđ−–", "iold--")
_PYTHON_MARKS = re.compile("[\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SPLIT = re.compile(r"[\s,،、;·|•@/()\[\]:_\-]+")


def fold_text(text: str) -> str:
    """Lower case, without accents and invisible characters, spaces single, full-width signs plain."""
    plain = unicodedata.normalize("NFKC", _PYTHON_MARKS.sub("", unicodedata.normalize("NFKD", text.lower())))
    return " ".join(plain.translate(_LETTERS).split())


def fold_texts(texts: pa.Array) -> pa.Array:
    """fold_text for an array of distinct texts; digits of other scripts become ASCII. "a. m." after a digit becomes "am"."""
    folded = pc.utf8_lower(texts)

    if not pc.all(pc.string_is_ascii(folded)).as_py():
        folded = pc.replace_substring_regex(pc.utf8_normalize(folded, form="NFKD"), _MARKS, "")
        folded = pc.utf8_normalize(folded, form="NFKC")
        for letter, plain in _LETTERS.items():
            folded = pc.replace_substring(folded, chr(letter), chr(plain))
        if pc.any(pc.match_substring_regex(folded, r"[٠-٩۰-۹०-९๐-๙]")).as_py():
            folded = pa.array([_ascii_digits(text) for text in folded.to_pylist()], pa.string())

    folded = pc.utf8_trim(pc.replace_substring_regex(folded, r"\s+", " "), " \"'")
    return pc.replace_substring_regex(folded, r"(\d) ?([ap])\. ?m\b\.?", r"\1 \2m")


def _ascii_digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(c)) if ord(c) > 127 and c.isdecimal() else c for c in text)


@cache
def month_numbers() -> dict[str, int]:
    """Folded name without dots → 1..12."""
    return {name: month for month, names in enumerate(MONTH_NAMES, 1) for name in names.split()}


def month_of(name: str) -> int:
    """1..12 of a folded name of a month in any of the languages, with or without dots; 0 = it is none."""
    return month_numbers().get("".join(c for c in name if c not in ".'’׳॰ "), 0)


def is_silent(text: str) -> bool:
    """Only weekdays, "at", "um", "г." and the like: words that say nothing about the moment."""
    return all(word in SILENT or word.rstrip(".") in SILENT or word.strip("'.") == "" for word in _SPLIT.split(text) if word)


def is_placeholder(text: str) -> bool:
    """Stands for "no time": "", "-", "NaT", "n/a", 0000-00-00 … The text is folded."""
    return text in PLACEHOLDERS or _PYTHON_ZERO.match(text) is not None
