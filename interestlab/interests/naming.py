"""Names of interests: class-based TF-IDF (Grootendorst 2022) over contents that hold a word, made distinct."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from interestlab.errors import InterestLabError, PluginFailed
from interestlab.interests.mixtures import find_generic, find_mixtures
from interestlab.interests.model import NONE, Clustering, InterestName, Names
from interestlab.interests.namer import LONGEST, MOST_ALSO, Called, Encode, Material, Namer, NamerInfo, ScoredWord, no_vectors
from interestlab.interests.words import WordCounts

KEYWORDS = 10
TYPICAL = 12
_POOL = 60  # candidates of an interest that are looked at
_SURFACE_TEXTS = 300


@dataclass(frozen=True)
class _Keywords:
    """One entry an interest in each."""

    scored: tuple[tuple[ScoredWord, ...], ...]
    ranked: tuple[tuple[ScoredWord, ...], ...]
    shown: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, eq=False)
class Background:
    """How common words are in the cores of a map: what the words of an interest are held against."""

    total: NDArray[np.float64]  # (words,) contents of all cores with the word
    average: float  # words held by the contents of an interest, on average over the interests

    @classmethod
    def of(cls, clustering: Clustering, words: WordCounts) -> "Background":
        """That of a clustering."""
        held = words.contains[np.flatnonzero(clustering.core)]
        total = np.asarray(held.sum(axis=0), np.float64).ravel()
        return cls(total, float(total.sum()) / max(clustering.count, 1))

    def with_posts(self, posts: NDArray[np.intp], words: WordCounts) -> "Background":
        """The same with posts that lie in no core."""
        held = np.asarray(words.contains[posts].sum(axis=0), np.float64).ravel()
        return replace(self, total=self.total + held)


def name_interests(
    clustering: Clustering,
    words: WordCounts,
    vectors: NDArray[np.float32],
    texts: Sequence[str],
    *,
    languages: Sequence[str] | None = None,
    namer: Namer | None = None,
    encode: Encode = no_vectors,
) -> Names:
    """A name, what else is in it, keywords, typical and varied contents for every interest.

    A keyword is scored by its share among the interest's contents times log(1 + A/f) (f: contents that hold it, per interest on
    average A) times the square root of the share of its contents that lie here, so that what marks this interest leads.

    languages: (n,) of the contents; None = English. namer: who gives the names; None = two keywords joined. Raises PluginFailed
    where a namer of others breaks its contract.
    """
    spoken = languages if languages is not None else ["en"] * len(texts)
    found = _keywords(clustering, words, texts)
    material = Material(clustering, words, vectors, texts, spoken, found.scored, found.shown, encode)
    who = namer or Words()
    called = _made_distinct(_asked(who, material), found.shown)
    parts, generic = _parts(who, material), find_generic(clustering, words, found.scored)
    interests = []
    for number, (one, part) in enumerate(zip(called, found.ranked, strict=True)):
        typical, varied = _examples(clustering, number, vectors)
        scores = tuple(round(float(word.score), 5) for word in part)
        interests.append(
            InterestName(
                one.name, found.shown[number], scores, typical, varied, one.also, parts.get(number, ()), bool(generic[number])
            )
        )
    return Names(tuple(interests))


def describe_one(
    clustering: Clustering,
    words: WordCounts,
    vectors: NDArray[np.float32],
    texts: Sequence[str],
    languages: Sequence[str],
    background: Background,
    called: Callable[[Material], Called],
) -> InterestName:
    """The first interest of a clustering, its words held against a background; `called` answers for the namer."""
    found = _keywords(clustering, words, texts, background)
    material = Material(clustering, words, vectors, texts, languages, found.scored, found.shown)
    one = _made_distinct([called(material)], found.shown)[0]
    typical, varied = _examples(clustering, 0, vectors)
    scores = tuple(round(float(word.score), 5) for word in found.ranked[0])
    return InterestName(one.name, found.shown[0], scores, typical, varied, one.also)


def _keywords(
    clustering: Clustering, words: WordCounts, texts: Sequence[str], background: Background | None = None
) -> _Keywords:
    """Of every interest: all that was scored, the ten that do not repeat one another, and these as people write them."""
    scored = tuple(tuple(part) for part in _scores(clustering, words, background))
    ranked = tuple(tuple(_distinct_words(part)) for part in scored)
    surfaces = [_surfaces(clustering, i, [one.word for one in ranked[i]], texts) for i in range(clustering.count)]
    shown = tuple(tuple(surfaces[i].get(one.word, one.word) for one in part) for i, part in enumerate(ranked))
    return _Keywords(scored, ranked, shown)


def _parts(namer: Namer, material: Material) -> dict[int, tuple[str, str]]:
    """What the two groups of each mixture would be called, by the interest's number."""
    mixtures = find_mixtures(material.clustering, material.vectors)
    if not mixtures:
        return {}
    groups = [rows for pair in mixtures.values() for rows in pair]
    interest = np.full(len(material.texts), NONE, np.int32)
    for number, rows in enumerate(groups):
        interest[rows] = number
    inside = interest >= 0
    rows = np.flatnonzero(inside)
    membership = csr_matrix((np.ones(len(rows), np.float32), (rows, interest[rows])), shape=(len(interest), len(groups)))
    clustering = Clustering(interest, inside.astype(np.float32), inside, membership)
    found = _keywords(clustering, material.words, material.texts)
    of_groups = replace(material, clustering=clustering, scored=found.scored, keywords=found.shown)
    called = _made_distinct(_asked(namer, of_groups), found.shown)
    return {whole: (called[2 * at].name, called[2 * at + 1].name) for at, whole in enumerate(mixtures)}


class Words:
    """Two keywords, joined."""

    info = NamerInfo(
        "words", "Two keywords: “Galaxy & telescope”", source="class-based TF-IDF, Grootendorst 2022", label="Two keywords"
    )

    def name(self, material: Material) -> Sequence[Called]:
        """The first two keywords of each interest that no larger one is called by; the next four are what else is in it."""
        taken: set[str] = set()
        called = []
        for number, keywords in enumerate(material.keywords):
            name = _free_name(keywords, taken, number)
            taken.add(name.lower())
            rest = [word for word in keywords if word.lower() not in name.lower()]
            called.append(Called(name, tuple(rest[:MOST_ALSO])))
        return called


def _asked(namer: Namer, material: Material) -> list[Called]:
    """What the namer answers, in its right form; raises PluginFailed where it has another."""
    who = f"The namer “{namer.info.name}”"
    try:
        called = list(namer.name(material))
    except InterestLabError:
        raise
    except Exception as error:  # a stranger's code may raise anything
        raise PluginFailed(f"{who} failed: {error}") from error
    count = material.clustering.count
    if len(called) != count or not all(isinstance(one, Called) for one in called):
        raise PluginFailed(f"{who} must answer with {count} names, one an interest.")
    return called


def _made_distinct(called: Sequence[Called], keywords: Sequence[Sequence[str]]) -> list[Called]:
    """The names on one line, cut where they are too long; two keywords, where one is missing or taken by a larger interest."""
    taken: set[str] = set()
    kept = []
    for number, one in enumerate(called):
        name = _one_line(one.name)
        if not name or name.casefold() in taken:
            name = _free_name(keywords[number], taken, number)
        taken.add(name.casefold())
        also = dict.fromkeys(map(_one_line, one.also))
        kept.append(Called(name, tuple(word for word in also if word and word.casefold() != name.casefold())[:MOST_ALSO]))
    return kept


def _one_line(name: str) -> str:
    return " ".join(str(name).split())[:LONGEST].rstrip()


def _scores(clustering: Clustering, words: WordCounts, background: Background | None = None) -> list[list[ScoredWord]]:
    """For each interest its best candidates, best first; only contents of its core speak for it."""
    n, m = len(clustering.interest), clustering.count
    rows = np.flatnonzero(clustering.core)
    member = csr_matrix((np.ones(len(rows), np.float32), (clustering.interest[rows], rows)), shape=(m, n))
    counts = (member @ words.contains.astype(np.float32)).tocsr()  # (m, words) contents of the interest with the word
    sizes = np.maximum(np.asarray(member.sum(axis=1)).ravel(), 1)
    held = background or Background(np.asarray(counts.sum(axis=0)).ravel(), counts.sum() / max(m, 1))
    total = np.maximum(held.total, 1e-9)
    rarity = np.log1p(held.average / total)
    best = []
    for i in range(m):
        part = counts[i]
        enough = part.data >= max(2, 0.01 * sizes[i])
        columns, here = part.indices[enough], part.data[enough]
        purity = here / total[columns]
        score = here / sizes[i] * rarity[columns] * np.sqrt(purity)
        order = np.lexsort((columns, -score))[:_POOL]
        best.append([
            ScoredWord(words.words[columns[j]], float(score[j]), float(purity[j]), float(rarity[columns[j]])) for j in order
        ])  # fmt: skip
    return best


def _distinct_words(candidates: Sequence[ScoredWord]) -> list[ScoredWord]:
    """Keywords that do not repeat one another: no plural beside its singular, no word beside a pair that holds it."""
    kept: list[ScoredWord] = []
    parts_kept: list[str] = []
    for one in candidates:
        parts = one.word.split(" ")
        if any(akin(part, other) for part in parts for other in parts_kept):
            continue
        kept.append(one)
        parts_kept += parts
        if len(kept) == KEYWORDS:
            break
    return kept


def akin(one: str, other: str) -> bool:
    """True for forms of one word (bike, biking; geology, geologists) and for words that share a Chinese character run."""
    if not one.isascii() or not other.isascii():
        return one in other or other in one
    pairs = zip(one.replace("-", ""), other.replace("-", ""), strict=False)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    shorter, longer = sorted((len(one), len(other)))
    return (shared == shorter >= 3 and longer - shorter <= 4) or shared >= max(4, 0.7 * shorter)


def _free_name(keywords: Sequence[str], taken: set[str], number: int) -> str:
    """Two keywords that no larger interest is called by."""
    for first in range(len(keywords)):
        for second in range(first + 1, len(keywords)):
            name = capital(f"{keywords[first]} & {keywords[second]}")
            if name.lower() not in taken and f"{keywords[second]} & {keywords[first]}".lower() not in taken:
                return name
    single = next((w for w in keywords if w.lower() not in taken), None)
    return capital(single) if single else f"Interest {_letters(number)}"


def _letters(number: int) -> str:
    """A, B, … Z, AA, AB, …: for an interest without a word, whose name must not be a number."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _surfaces(clustering: Clustering, interest: int, words: list[str], texts: Sequence[str]) -> dict[str, str]:
    """How each keyword is mostly written where it does not begin a sentence: NASA, JavaScript, bicycle."""
    found: dict[str, Counter[str]] = {word: Counter() for word in words if word.isascii()}
    if not found:
        return {}
    pattern = re.compile(
        r"(?<![\w])(" + "|".join(re.escape(w) for w in sorted(found, key=len, reverse=True)) + r")(?![\w])", re.I
    )
    rows = np.flatnonzero((clustering.interest == interest) & clustering.core)[:_SURFACE_TEXTS]
    for row in rows:
        for match in pattern.finditer(texts[row][:2_000]):
            found[match.group().lower()][" ".join(match.group().split())] += 1
    return {word: _usual(word, forms) for word, forms in found.items() if forms}


def _usual(word: str, forms: Counter[str]) -> str:
    """The commonest form; a form in capitals only or in title case needs two thirds, so that headlines do not shout."""
    form, count = max(forms.items(), key=lambda pair: (pair[1], pair[0]))
    return form if form == word or count >= 0.67 * sum(forms.values()) else word


def _examples(clustering: Clustering, interest: int, vectors: NDArray[np.float32]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Typical contents: nearest the core's mean. Varied: farthest-point sampling (Gonzalez 1985) from the most typical on."""
    rows = np.flatnonzero((clustering.interest == interest) & clustering.core)
    centre = vectors[rows].mean(axis=0)
    nearness = vectors[rows] @ (centre / max(float(np.linalg.norm(centre)), 1e-9))
    order = rows[np.lexsort((rows, -nearness))]
    typical = _without_copies(order, vectors, TYPICAL)
    pool = order[: max(TYPICAL, int(0.9 * len(order)))]
    varied = [int(pool[0])]
    distance = 1 - vectors[pool] @ vectors[varied[0]]
    while len(varied) < min(TYPICAL, len(pool)):
        varied.append(int(pool[int(distance.argmax())]))
        distance = np.minimum(distance, 1 - vectors[pool] @ vectors[varied[-1]])
    return typical, tuple(varied)


def _without_copies(order: NDArray[np.intp], vectors: NDArray[np.float32], count: int) -> tuple[int, ...]:
    """The first `count` of the order, leaving out contents that say the same as one before."""
    kept: list[int] = []
    for row in order[: 20 * count]:
        if all(float(vectors[row] @ vectors[other]) < 0.98 for other in kept):
            kept.append(int(row))
        if len(kept) == count:
            break
    return tuple(kept)
