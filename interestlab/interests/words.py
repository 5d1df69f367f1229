"""The words of each content that could name an interest: words of its language, no stop words, no numbers, no markup.

Spaced scripts give words of three letters or more and pairs of neighbouring words; Chinese is segmented by rjieba;
Japanese, which has no spaces and no segmenter here, gives its runs of kanji and katakana.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.sparse import csr_matrix

from interestlab.interests.clean import clean_text

_WORD = re.compile(r"[^\W\d_](?:[^\W_]|['’-](?=[^\W\d_]))*[+#]{0,2}")
_HAN_RUN = re.compile(r"[\u3400-\u9fff]{2,}")
_JAPANESE_RUN = re.compile(r"[\u30a0-\u30ff]{3,}|[\u3400-\u9fff]{2,8}")
_DIGITS = re.compile(r"\d")
_SHAPE = re.compile(r"[^\W\d_]{2,}\d{0,2}[+#]{0,2}")
_LONGEST_WORD = 24
# Left over from markup, mail and addresses; no list of stop words has them.
_DEBRIS = frozenset(
    [
        "quot",
        "amp",
        "nbsp",
        "lt",
        "gt",
        "http",
        "https",
        "www",
        "com",
        "org",
        "net",
        "edu",
        "html",
        "htm",
        "href",
        "img",
        "src",
        "div",
        "span",
        "br",
        "url",
        "uri",
        "pdf",
        "utf",
        "ascii",
        "writes",
        "wrote",
        "article",
        "articles",
        "subject",
        "lines",
        "organization",
        "distribution",
        "reply",
        "email",
        "mail",
        "posting",
        "post",
        "posts",
        "posted",
        "removed",
        "deleted",
        "edit",
        "update",
        "tldr",
        "imho",
        "btw",
        "lol",
        "etc",
        "yeah",
        "hey",
        "guys",
        "dont",
        "doesnt",
        "didnt",
        "cant",
        "wont",
        "isnt",
        "im",
        "ive",
        "id",
        "youre",
        "thats",
        "really",
        "thing",
        "things",
        "stuff",
        "lot",
        "lots",
        "bit",
        "way",
        "ways",
        "year",
        "years",
        "day",
        "days",
        "week",
        "weeks",
        "month",
        "months",
        "time",
        "times",
        "people",
        "person",
        "good",
        "bad",
        "best",
        "better",
        "great",
        "nice",
        "new",
        "old",
        "big",
        "little",
        "ago",
        "just",
        "like",
        "need",
        "want",
        "know",
        "think",
        "got",
        "getting",
        "make",
        "made",
        "anybody",
        "anyone",
        "everyone",
        "everybody",
        "someone",
        "something",
        "anything",
        "nothing",
        "ever",
        "never",
        "also",
        "even",
        "still",
        "much",
        "many",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
        "reddit",
        "subreddit",
        "thread",
        "comment",
        "comments",
        "hi",
        "hello",
        "thanks",
        "thank",
        "please",
        "help",
        "question",
        "questions",
    ]
)
_DEBRIS_ZH = frozenset(
    [
        "没有",
        "觉得",
        "感觉",
        "真的",
        "非常",
        "不错",
        "还是",
        "一个",
        "一些",
        "一点",
        "有点",
        "就是",
        "比较",
        "可以",
        "但是",
        "不过",
        "因为",
        "所以",
        "如果",
        "虽然",
        "这个",
        "那个",
        "这样",
        "那样",
        "什么",
        "怎么",
        "时候",
        "东西",
        "现在",
        "已经",
        "知道",
        "看到",
        "里面",
        "有些",
        "这么",
        "那么",
        "不是",
        "不会",
        "不能",
        "可能",
        "应该",
        "其实",
        "而且",
        "只是",
        "起来",
        "出来",
        "最后",
        "之后",
        "完全",
        "特别",
        "实在",
        "收到",
        "今天",
        "昨天",
        "一直",
        "一下",
        "两个",
        "这种",
        "那种",
        "不好",
        "很多",
        "太多",
        "好多",
        "大家",
        "自己",
        "我们",
        "你们",
        "他们",
        "她们",
        "希望",
        "发现",
        "一次",
        "第一次",
        "很快",
        "很好",
    ]
)


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
            if len(word) >= 2 and word not in stops and word not in _DEBRIS_ZH:
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
    """Stop words of the language and of English, lower case, with what is left over from markup and mail."""
    import stopwordsiso

    lists = {"en", language} & set(stopwordsiso.langs())
    return frozenset(word.lower() for code in lists for word in stopwordsiso.stopwords(code)) | _DEBRIS
