"""The words of each content that could name an interest: words of its language, no stop words, no numbers, no markup.

Scripts with spaces give words of three letters or more (Korean: two syllables) and pairs of neighbouring words. Chinese is
segmented by rjieba, Thai by PyThaiNLP; Japanese, which has no segmenter here, gives its runs of kanji and katakana.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from scipy.sparse import csr_matrix

from interestlab.interests.clean import clean_text
from interestlab.interests.korean import korean_stems
from interestlab.interests.word_forms import words_of

_HAN_RUN = re.compile(r"[\u3400-\u9fff]{2,}")
_JAPANESE_RUN = re.compile(r"[\u30a0-\u30ff]{3,}|[\u3400-\u9fff]{2,8}")
_DIGITS = re.compile(r"\d")
_SHAPE = re.compile(r"[^\W\d_]{2,}\d{0,2}[+#]{0,2}")
_COUNTED = re.compile(r"第?[一二三四五六七八九十百千万两几半多]+.?")  # 三个, 第二次, 一本: a number with its measure word
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_LONGEST_WORD = 24
# Lists of stopwordsiso that hold words of another encoding, read as Latin-1; their words are added as they are written.
_MISREAD = {"lt": "cp1257", "tr": "cp1254"}


@dataclass(frozen=True, eq=False)
class WordCounts:
    """Which word stands in which content."""

    words: tuple[str, ...]  # lower case; a pair of words has a space
    contains: csr_matrix  # (n, words) int8, 1 = stands in the content


Progress = Callable[[int, int], None]  # done, total; may raise Cancelled


def count_words(texts: Sequence[str], languages: Sequence[str], progress: Progress = lambda done, total: None) -> WordCounts:
    """Words that stand in at least 3 contents (2 where there are fewer than 2,000), and which contents they stand in."""
    from sklearn.feature_extraction.text import CountVectorizer

    floor = 3 if len(texts) >= 2_000 else 2
    korean = "ko" in languages  # its words are counted when their forms are one
    counter = CountVectorizer(analyzer=_candidates_of_pair, binary=True, min_df=1 if korean else floor, dtype="int8")
    try:
        matrix = counter.fit_transform(_told(list(zip(texts, languages, strict=True)), progress))
    except ValueError:  # no word stands in two contents
        return WordCounts((), csr_matrix(np.zeros((len(texts), 0), np.int8)))
    counts = WordCounts(tuple(str(word) for word in counter.get_feature_names_out()), csr_matrix(matrix))
    return _without_particles(counts, floor) if korean else counts


def _told(pairs: Sequence[tuple[str, str]], progress: Progress) -> Iterator[tuple[str, str]]:
    for number, pair in enumerate(pairs):
        progress(number, len(pairs))
        yield pair


def _without_particles(counts: WordCounts, floor: int) -> WordCounts:
    """The counts with the forms of each Korean word as one, of words that then stand in `floor` contents."""
    stems = korean_stems({word for word in counts.words if "가" <= word[0] <= "힣" and " " not in word})
    stops = stop_words("ko")
    forms = [" ".join(stems.get(part, part) for part in word.split(" ")) for word in counts.words]
    words = sorted({form for form in forms if not stops & set(form.split(" "))})
    column = {word: i for i, word in enumerate(words)}
    kept = [i for i, form in enumerate(forms) if form in column]
    joins = csr_matrix(
        (np.ones(len(kept), np.int32), (kept, [column[forms[i]] for i in kept])), shape=(len(forms), len(words)), dtype=np.int32
    )
    contains = csr_matrix((counts.contains.astype(np.int32) @ joins > 0).astype(np.int8))
    often = np.flatnonzero(np.asarray(contains.sum(axis=0, dtype=np.int64)).ravel() >= floor)
    return WordCounts(tuple(words[i] for i in often), csr_matrix(contains[:, often]))


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
    yield from _spaced(cleaned, language, stops)


def _candidates_of_pair(pair: tuple[str, str]) -> Iterator[str]:
    return candidates(*pair)


def _spaced(text: str, language: str, stops: frozenset[str]) -> Iterator[str]:
    previous, end = None, 0
    for placed in words_of(text, language):
        word = placed.word
        if not is_word(word, stops):
            previous = None
            continue
        yield word
        if previous and text[end : placed.begin] == " " and previous != word:
            yield f"{previous} {word}"
        previous, end = word, placed.end


def _chinese(text: str, stops: frozenset[str]) -> Iterator[str]:
    import rjieba

    for run in _HAN_RUN.findall(text):
        for word in rjieba.cut(run):
            if len(word) >= 2 and word not in stops and not _COUNTED.fullmatch(word):
                yield word
    for placed in words_of(text, "zh"):
        if placed.word.isascii() and is_word(placed.word, stops):
            yield placed.word


def is_word(word: str, stops: frozenset[str]) -> bool:
    """True for a lower-case word that may stand in a name."""
    shortest = 2 if _HANGUL.match(word) else 3
    if not shortest <= len(word) <= _LONGEST_WORD or word in stops or word.replace("'", "") in stops:
        return False
    if "-" in word and all(part in stops or len(part) < 3 for part in word.split("-")):
        return False
    return not _DIGITS.search(word) or _SHAPE.fullmatch(word) is not None


@cache
def stop_words(language: str) -> frozenset[str]:
    """Stop words of the language and of English, lower case, with what the lists in left_over/ add.

    left_over/en.txt: what remains of markup, mail and addresses, words of forums, months and weekdays; left_over/zh.txt:
    words of opinion that fit any subject; zh_hant.txt: the Chinese lists in traditional characters; hi, ur: what their short
    lists lack; und.txt: Hindi in Latin letters. No list of stop words has them.
    """
    import stopwordsiso

    lists = {"en", language} & set(stopwordsiso.langs())
    known = {word.lower() for code in lists for word in stopwordsiso.stopwords(code)}
    if language in _MISREAD:
        known |= {_read_again(word, _MISREAD[language]) for word in known}
    traditional = _left_over("zh_hant") if language == "zh" else frozenset()
    known |= _left_over("en") | _left_over(language) | traditional
    return frozenset(unicodedata.normalize("NFC", word) for word in known)  # as clean_text writes them


def _read_again(word: str, encoding: str) -> str:
    try:
        return word.encode("latin-1").decode(encoding)
    except UnicodeError:
        return word


@cache
def _left_over(language: str) -> frozenset[str]:
    source = files("interestlab.interests") / "left_over" / f"{language}.txt"
    return frozenset(source.read_text("utf-8").split()) if source.is_file() else frozenset()
