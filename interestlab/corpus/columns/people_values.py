"""Values that are names of people, whatever their column is called.

names/given_names.txt has some 18,600 first names of 50 languages, folded, and names/family_names.txt the family
names of Chinese, Japanese and Korean, which stand first. Both are drawn from the lists of Faker 37.12 (MIT License, Daniele
Faraglia and contributors); words that are at home in titles, and names of places, were left out.
"""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from interestlab.corpus.columns.words import plain

_LONGEST = 40  # characters
_MOST_WORDS = 4
_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff]{2,7}(?:さん|様|氏|先生|女士|小姐)?")
_HANGUL = re.compile("[\uac00-\ud7af]{2,4}(?:님|씨)?")
# between names, in lower case: “Ben” is a name, and “ben” says whose child somebody is
_PARTICLES = frozenset({
    "de", "del", "della", "di", "da", "do", "dos", "das", "du", "des", "la", "le", "el", "von", "van", "der", "den", "ter",
    "zu", "und", "y", "e", "i", "af", "av", "bin", "ibn", "al", "abu", "ben", "bar",
})  # fmt: skip
_UNCASED = re.compile("[\u0590-\u0dff\u0e00-\u0e7f\u10a0-\u10ff]")


def people_share(values: Iterable[str]) -> float:
    """The share of the values that read as names of people, 0..1; 0 without a value."""
    found = [is_person(value) for value in values]
    return sum(found) / len(found) if found else 0.0


def is_person(value: str) -> bool:
    """Whether a value is a first name, alone or with up to three other names: “Ada”, “Lena W.”, “García López, Ana”, 王小明."""
    value = value.strip()
    if not 2 <= len(value) <= _LONGEST or any(sign.isdigit() for sign in value):
        return False
    if _HAN.fullmatch(value) or _HANGUL.fullmatch(value):
        return _has_family_name(value)
    words = [word.strip(".,'’-") for word in value.replace(",", " ").split()]
    words = [word for word in words if word]
    if not 1 <= len(words) <= _MOST_WORDS or not all(map(_is_name_like, words)):
        return False
    given = _names("given_names")
    return any(part in given for word in words if word not in _PARTICLES for part in re.split("[-‐]", plain(word)))


def _is_name_like(word: str) -> bool:
    """Letters with a capital first, where the script has capitals; or a particle such as “van”."""
    letters = word.replace("-", "").replace("'", "").replace("’", "").replace(".", "")
    if not letters or not (letters.isalpha() or _UNCASED.search(letters)):
        return False
    return word[0].isupper() or word in _PARTICLES or _UNCASED.match(word) is not None


def _has_family_name(value: str) -> bool:
    family = _names("family_names")
    length = len(re.sub("(?:さん|様|氏|先生|女士|小姐|님|씨)$", "", value))
    polite = length < len(value)
    if value[0] in family and (2 <= length <= 3 or polite):
        return True
    return any(value[:first] in family and first + 1 - polite <= length <= 6 for first in (2, 3))


@cache
def _names(which: str) -> frozenset[str]:
    source = files("interestlab.corpus.columns") / "names" / f"{which}.txt"
    return frozenset(source.read_text("utf-8").split())
