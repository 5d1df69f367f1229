"""Names of interests: class-based TF-IDF (Grootendorst 2022) over contents that hold a word, made distinct."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from interestlab.interests.model import Clustering, InterestName, Names
from interestlab.interests.words import WordCounts

KEYWORDS = 10
TYPICAL = 12
_POOL = 60  # candidates of an interest that are looked at
_SURFACE_TEXTS = 300


def name_interests(clustering: Clustering, words: WordCounts, vectors: NDArray[np.float32], texts: Sequence[str]) -> Names:
    """A name, keywords, typical and varied contents for every interest.

    A keyword is scored by its share among the interest's contents times log(1 + A/f) (f: contents that hold it, per interest on
    average A) times the square root of the share of its contents that lie here, so that what marks this interest leads.
    """
    scores = _scores(clustering, words)
    ranked = [_distinct_words(scores[i], words.words) for i in range(clustering.count)]
    surfaces = [_surfaces(clustering, i, [w for w, _ in ranked[i]], texts) for i in range(clustering.count)]
    taken: set[str] = set()
    interests = []
    for number, keywords in enumerate(ranked):
        shown = [surfaces[number].get(word, word) for word, _ in keywords]
        name = _free_name(shown, taken, number)
        taken.add(name.lower())
        typical, varied = _examples(clustering, number, vectors)
        interests.append(InterestName(name, tuple(shown), tuple(round(float(s), 5) for _, s in keywords), typical, varied))
    return Names(tuple(interests))


def _scores(clustering: Clustering, words: WordCounts) -> list[list[tuple[int, float]]]:
    """For each interest its best candidates (word, score), best first; only contents of its core speak for it."""
    n, m = len(clustering.interest), clustering.count
    rows = np.flatnonzero(clustering.core)
    member = csr_matrix((np.ones(len(rows), np.float32), (clustering.interest[rows], rows)), shape=(m, n))
    counts = (member @ words.contains.astype(np.float32)).tocsr()  # (m, words) contents of the interest with the word
    sizes = np.maximum(np.asarray(member.sum(axis=1)).ravel(), 1)
    total = np.maximum(np.asarray(counts.sum(axis=0)).ravel(), 1e-9)
    average = counts.sum() / max(m, 1)
    rarity = np.log1p(average / total)
    best = []
    for i in range(m):
        part = counts[i]
        enough = part.data >= max(2, 0.01 * sizes[i])
        columns, here = part.indices[enough], part.data[enough]
        score = here / sizes[i] * rarity[columns] * np.sqrt(here / total[columns])
        order = np.lexsort((columns, -score))[:_POOL]
        best.append([(int(columns[j]), float(score[j])) for j in order])
    return best


def _distinct_words(candidates: list[tuple[int, float]], words: tuple[str, ...]) -> list[tuple[str, float]]:
    """Keywords that do not repeat one another: no plural beside its singular, no word beside a pair that holds it."""
    kept: list[tuple[str, float]] = []
    parts_kept: list[str] = []
    for index, score in candidates:
        parts = words[index].split(" ")
        if any(_akin(part, other) for part in parts for other in parts_kept):
            continue
        kept.append((words[index], score))
        parts_kept += parts
        if len(kept) == KEYWORDS:
            break
    return kept


def _akin(one: str, other: str) -> bool:
    """True for forms of one word (bike, biking; geology, geologists) and for words that share a Chinese character run."""
    if not one.isascii() or not other.isascii():
        return one in other or other in one
    pairs = zip(one.replace("-", ""), other.replace("-", ""), strict=False)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    shorter, longer = sorted((len(one), len(other)))
    return (shared == shorter >= 3 and longer - shorter <= 4) or shared >= max(4, 0.7 * shorter)


def _free_name(keywords: list[str], taken: set[str], number: int) -> str:
    """Two keywords that no larger interest is called by."""
    for first in range(len(keywords)):
        for second in range(first + 1, len(keywords)):
            name = _capital(f"{keywords[first]} & {keywords[second]}")
            if name.lower() not in taken and f"{keywords[second]} & {keywords[first]}".lower() not in taken:
                return name
    single = next((w for w in keywords if w.lower() not in taken), None)
    return _capital(single) if single else f"Interest {_letters(number)}"


def _letters(number: int) -> str:
    """A, B, … Z, AA, AB, …: for an interest without a word, whose name must not be a number."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _capital(name: str) -> str:
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
