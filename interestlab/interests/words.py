"""The words of each content that could name an interest: words of its language, no stop words, no numbers, no markup.

Spaced scripts give words of three letters or more and pairs of neighbouring words; Chinese is segmented by rjieba;
Japanese, which has no spaces and no segmenter here, gives its runs of kanji and katakana.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from scipy.sparse import csr_matrix

from interestlab.interests.clean import clean_text

_WORD = re.compile(r"[^\W\d_](?:[^\W_]|['’-](?=[^\W\d_]))*[+#]{0,2}")
_HAN_RUN = re.compile(r"[\u3400-\u9fff]{2,}")
_JAPANESE_RUN = re.compile(r"[\u30a0-\u30ff]{3,}|[\u3400-\u9fff]{2,8}")
_DIGITS = re.compile(r"\d")
_SHAPE = re.compile(r"[^\W\d_]{2,}\d{0,2}[+#]{0,2}")
_COUNTED = re.compile(r"第?[一二三四五六七八九十百千万两几半多]+.?")  # 三个, 第二次, 一本: a number with its measure word
_LONGEST_WORD = 24


@dataclass(frozen=True, eq=False)
class WordCounts:
    """Which word stands in which content."""

    words: tuple[str, ...]  # lower case; a pair of words has a space
    contains: csr_matrix  # (n, words) int8, 1 = stands in the content


def count_words(texts: Sequence[str], languages: Sequence[str]) -> WordCounts:
    """Words that stand in at least 3 contents (2 where there are fewer than 2,000), and which contents they stand in."""
    from sklearn.feature_extraction.text import CountVectorizer

    floor = 3 if len(texts) >= 2_000 else 2
    counter = CountVectorizer(analyzer=_candidates_of_pair, binary=True, min_df=floor, dtype="int8")
    try:
        matrix = counter.fit_transform(list(zip(texts, languages, strict=True)))
    except ValueError:  # no word stands in two contents
        return WordCounts((), csr_matrix(np.zeros((len(texts), 0), np.int8)))
    return WordCounts(tuple(str(word) for word in counter.get_feature_names_out()), csr_matrix(matrix))


def candidates(text: str, language: str) -> Iterator[str]:
    """Every word of a text that could stand in a name, in order, lower case, then every pair of neighbours."""
    cleaned = clean_text(text)
    stops = stop_words(language)
    if language == "zh":
        yield from _chinese(cleaned, stops)
        return
    if language == "ja":
        yield from (run for run in _JAPANESE_RUN.findall(cleaned) if run not in stops)
        return
    yield from _spaced(cleaned, stops)


def _candidates_of_pair(pair: tuple[str, str]) -> Iterator[str]:
    return candidates(*pair)


def _spaced(text: str, stops: frozenset[str]) -> Iterator[str]:
    previous, end = None, 0
    for match in _WORD.finditer(text):
        word = _normal(match.group())
        if not is_word(word, stops):
            previous = None
            continue
        yield word
        if previous and text[end : match.start()] == " " and previous != word:
            yield f"{previous} {word}"
        previous, end = word, match.end()


def _chinese(text: str, stops: frozenset[str]) -> Iterator[str]:
    import rjieba

    for run in _HAN_RUN.findall(text):
        for word in rjieba.cut(run):
            if len(word) >= 2 and word not in stops and not _COUNTED.fullmatch(word):
                yield word
    for match in _WORD.finditer(text):
        word = _normal(match.group())
        if word.isascii() and is_word(word, stops):
            yield word


def _normal(word: str) -> str:
    lowered = word.lower().replace("’", "'")
    return lowered.removesuffix("'s").removesuffix("'")


def is_word(word: str, stops: frozenset[str]) -> bool:
    """True for a lower-case word that may stand in a name."""
    if not 3 <= len(word) <= _LONGEST_WORD or word in stops or word.replace("'", "") in stops:
        return False
    if "-" in word and all(part in stops or len(part) < 3 for part in word.split("-")):
        return False
    return not _DIGITS.search(word) or _SHAPE.fullmatch(word) is not None


@cache
def stop_words(language: str) -> frozenset[str]:
    """Stop words of the language and of English, lower case, with what the lists in left_over/ add.

    left_over/en.txt: what remains of markup, mail and addresses, words of forums, months and weekdays; left_over/zh.txt:
    words of opinion that fit any subject. No list of stop words has them.
    """
    import stopwordsiso

    lists = {"en", language} & set(stopwordsiso.langs())
    known = {word.lower() for code in lists for word in stopwordsiso.stopwords(code)}
    return frozenset(known | _left_over("en") | _left_over(language))


@cache
def _left_over(language: str) -> frozenset[str]:
    source = files("interestlab.interests") / "left_over" / f"{language}.txt"
    return frozenset(source.read_text("utf-8").split()) if source.is_file() else frozenset()
