"""The phrases of running text that could name something, and how people write them.

A phrase has one to four words that follow one another, and begins and ends with a word that may stand in a name (words.py).
Between them a small word may stand that binds two ideas into one (“line of sight”), never one that only joins them (“and”).
Chinese phrases have one to three words and end with a noun, by rjieba's parts of speech.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from interestlab.interests.clean import clean_text
from interestlab.interests.word_forms import words_of
from interestlab.interests.words import is_word, stop_words

MOST_WORDS = 4
_CHINESE_WORDS = 3
_CHINESE_LENGTHS = range(2, 9)  # characters
_HAN = re.compile(r"[\u3400-\u9fff]+")
_CHINESE_PERSONS = frozenset("我你您他她它们這这那")  # part of a clause, whatever its tag
_NOUN = ("n", "nz", "ns", "nt", "nr", "nrt", "vn", "an", "j", "eng")  # jieba's tags of what a thing is called by
_BEFORE_NOUN = (*_NOUN, "a", "b", "v", "f")
_LIST_BINDERS = "of the in for to a de la le du des del di da do von der den el les"
# What stands before verbs and before adjectives that end a clause, and what stands before nouns.
_LIST_BEFORE_VERB = (
    "to i you we they he she it who can could will would should must might don't didn't doesn't not never let let's please "
    "is are was were be been being am isn't aren't wasn't very too so more most really how quite get gets got has have "
    "had having"
)
_LIST_BEFORE_HEAD = "the a an this that my your his her our their its these those some any no every each of"
_LIST_OTHERS = "and or but with on at by from as than about into over"
_BINDERS, _BEFORE_VERB, _BEFORE_HEAD, _OTHERS = (
    frozenset(words.split()) for words in (_LIST_BINDERS, _LIST_BEFORE_VERB, _LIST_BEFORE_HEAD, _LIST_OTHERS)
)
_NO_NOUN = ("ly", "ed", "est", "ical", "ional", "ial", "ary", "ous", "ful", "ible", "ive")  # unless people use it as one
_NO_PART = _BINDERS | _BEFORE_VERB | _BEFORE_HEAD | _OTHERS
_PART = 0.6  # share of a phrase's texts in which the same word stands beside it, from which it is a part


@dataclass(frozen=True, eq=False)
class FoundPhrases:
    """What was found in some texts."""

    posts: Counter[str] = field(default_factory=Counter)  # phrase, lower case -> texts that hold it
    forms: dict[str, Counter[str]] = field(default_factory=dict)  # phrase -> how it is written, and how often
    # phrase -> words that stand before it, and after it, and could belong to it
    before: dict[str, Counter[str]] = field(default_factory=dict)
    after: dict[str, Counter[str]] = field(default_factory=dict)

    def is_part(self, phrase: str) -> bool:
        """Whether it is mostly part of the same longer phrase: “York” of “New York”."""
        nothing: Counter[str] = Counter()
        beside = (self.before.get(phrase, nothing), self.after.get(phrase, nothing))
        if any(max(side.values(), default=0) > _PART * self.posts[phrase] for side in beside):
            return True
        bound = not _BINDERS.isdisjoint(phrase.split(" "))
        return bound and sum(beside[1].values()) > _PART * self.posts[phrase]  # “risk of heart”: attack, disease, …


@dataclass(frozen=True)
class SeenPhrase:
    """A phrase as it stands in a text for the first time."""

    form: str
    before: str = ""  # the word that it follows, where that could belong to it
    after: str = ""


@dataclass(frozen=True, eq=False)
class WordUse:
    """How words of English are used, over all texts that were looked at."""

    verb: Counter[str] = field(default_factory=Counter)  # times after what stands before verbs and predicates
    noun: Counter[str] = field(default_factory=Counter)  # times after an article or its like, with no other noun following
    total: Counter[str] = field(default_factory=Counter)

    def is_noun(self, word: str) -> bool:
        """False for a word that is mostly a verb or predicate, or ends like an adverb or adjective and is never a noun."""
        verb, noun = self.verb[word], self.noun[word]
        if word.endswith(_NO_NOUN) and not noun:
            return False
        return verb <= noun or verb < 0.2 * self.total[word]


Finder = Callable[[str, str, Collection[str], FoundPhrases, WordUse], None]


def find_phrases(texts: Sequence[str], language: str, wanted: Collection[str], use: WordUse) -> FoundPhrases:
    """The phrases that hold one of the wanted words; `use` learns from the same texts.

    texts: as they were uploaded. language: theirs, ISO 639-1. wanted: lower-case words, of Chinese as rjieba cuts them.
    """
    found = FoundPhrases()
    find = _find_chinese if language == "zh" else _find_spaced
    for text in texts:
        find(clean_text(text), language, wanted, found, use)
    return found


def _find_spaced(text: str, language: str, wanted: Collection[str], found: FoundPhrases, use: WordUse) -> None:
    placed = list(words_of(text, language))
    fits = _fitting(language)
    good = [*(fits(one.word) for one in placed), False]
    follows = [False, *(text[a.end : b.begin] == " " for a, b in pairwise(placed)), False]
    own: dict[str, SeenPhrase] = {}
    for at, one in enumerate(placed):
        if not good[at]:
            continue
        before = placed[at - 1].word if follows[at] else ""
        if language == "en":
            _learn(use, before, one.word, modifies=follows[at + 1] and good[at + 1])
        held = False
        for last in range(at, min(at + MOST_WORDS, len(placed))):
            if last > at and not follows[last]:
                break
            word = placed[last].word
            held = held or word in wanted
            if held and good[last]:
                form = text[one.begin : placed[last].end]
                after = placed[last + 1].word if follows[last + 1] else ""
                own.setdefault(form.lower().replace("’", "'"), SeenPhrase(form, before, after))
            if not good[last] and word not in _BINDERS:
                break
    _keep(found, own)


def _learn(use: WordUse, before: str, word: str, *, modifies: bool) -> None:
    use.total[word] += 1
    if before in _BEFORE_VERB:
        use.verb[word] += 1
    elif before in _BEFORE_HEAD and not modifies:
        use.noun[word] += 1


def _find_chinese(text: str, language: str, wanted: Collection[str], found: FoundPhrases, use: WordUse) -> None:
    del use
    import rjieba

    stops = stop_words(language)
    own: dict[str, SeenPhrase] = {}
    for run in _HAN.findall(text):
        tagged = rjieba.tag(run)
        for at in range(len(tagged)):
            phrase, held = "", False
            for word, tag in tagged[at : at + _CHINESE_WORDS]:
                if word in stops or tag not in _BEFORE_NOUN or _CHINESE_PERSONS & set(word):
                    break
                phrase, held = phrase + word, held or word in wanted
                if held and tag in _NOUN and len(phrase) in _CHINESE_LENGTHS:
                    own.setdefault(phrase, SeenPhrase(phrase))
    _keep(found, own)


def _keep(found: FoundPhrases, own: dict[str, SeenPhrase]) -> None:
    for phrase, seen in own.items():
        found.posts[phrase] += 1
        found.forms.setdefault(phrase, Counter())[seen.form] += 1
        for word, side in ((seen.before, found.before), (seen.after, found.after)):
            if word and word not in _NO_PART:
                side.setdefault(phrase, Counter())[word] += 1


@lru_cache(maxsize=16)
def _fitting(language: str) -> Callable[[str], bool]:
    """Whether a word may begin or end a phrase of that language; remembers what it has answered."""
    stops = stop_words(language)

    @lru_cache(maxsize=200_000)
    def fits(word: str) -> bool:
        return is_word(word, stops)

    return fits


def usual_form(forms: Counter[str]) -> str:
    """How a phrase is mostly written; in lower case where a third of the writers do so, so that headlines do not shout."""
    form, _ = max(forms.items(), key=lambda pair: (pair[1], pair[0]))
    lower = form.lower()
    return lower if forms[lower] * 3 >= forms.total() else form
