"""The namer of phrases: what people say in an interest, ranked by how near it is to the middle of what they mean.

Candidates are phrases of an interest's core that class-based TF-IDF (Grootendorst 2022) ranks first. The map's encoder reads
them, and a phrase's score is the cosine of its vector to the interest's centre minus the mean of all centres, plus a part of
its TF-IDF score. Names are then chosen together, so that as many posts as can be are nearest to their own;
benchmarks/names.py holds them against two keywords.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interestlab.interests.model import Clustering
from interestlab.interests.namer import LONGEST, MOST_ALSO, Called, Material, NamerInfo, ScoredWord
from interestlab.interests.naming import akin, capital
from interestlab.interests.phrase_forms import FoundPhrases, WordUse, find_phrases, usual_form

CANDIDATES = 600  # of all interests together, that the encoder reads at most …
_FEWEST, _MOST = 8, 30  # … and of one interest: with more than 75 interests, the fewest count
READ = 20_000  # characters of an interest's core in which phrases are looked for
_READ_A_TEXT = 800
_FLOOR = 0.01  # share of the texts looked at that hold a phrase, at least
_TFIDF, _TFIDF_LINE = 0.35, 0.25  # what the TF-IDF score, as a share of the interest's best, counts
_OTHERS = 0.3  # how much nearness to another interest counts against a name
_OTHERS_LINE = 1.0  # and against a phrase of the line
_LENGTH = {1: 1.0, 2: 1.4, 3: 1.4, 4: 1.3}  # what TF-IDF is multiplied with by the number of words: longer ones are rarer
_POSTS = 60  # of an interest that are held against the names
_ROUNDS = 3
_BY_SIZE = 0.5  # how an interest counts by its size: 0 = all alike, 1 = as its posts
_GAIN = 0.5  # what all posts of an interest that find its name are worth, in units of the score
_GOLDEN = (5**0.5 - 1) / 2
_SAME = 0.65  # cosine from which two phrases say the same, seen from the middle of all phrases


@dataclass(frozen=True)
class _Candidate:
    phrase: str  # lower case
    form: str  # as people write it
    tfidf: float


class Phrases:
    """A phrase that occurs in the posts, and phrases of what else is in them."""

    info = NamerInfo(
        "phrases",
        "A phrase that people write: “Home coffee brewing”, and what else is in it",
        version=1,
        source="class-based TF-IDF (Grootendorst 2022) and the map's encoder",
        label="Phrases",
    )

    def name(self, material: Material) -> Sequence[Called]:
        """A name each, largest interest first; without an encoder by TF-IDF alone."""
        found = _candidates(material)
        vectors = _vectors(material, found)
        if not vectors:
            scores = [_by_words(part) for part in found]
            return _chosen(found, scores, scores, vectors)
        first = _by_meaning(material, found, vectors, against=_OTHERS, counting=_TFIDF)
        names = _together(material, found, first, vectors)
        lines = _by_meaning(material, found, vectors, against=_OTHERS_LINE, counting=_TFIDF_LINE)
        return _chosen(found, names, lines, _centred(vectors))


def _candidates(material: Material) -> list[list[_Candidate]]:
    """The candidates of each interest by TF-IDF, best first."""
    use = WordUse()
    looked = [_look(material, interest, use) for interest in range(material.clustering.count)]
    most = min(_MOST, max(_FEWEST, CANDIDATES // max(len(looked), 1)))
    return [_ranked(material.scored[i], found, texts, use)[:most] for i, (found, texts) in enumerate(looked)]


def _look(material: Material, interest: int, use: WordUse) -> tuple[FoundPhrases, int]:
    """Phrases in texts of the core in the language of most of them, spread evenly; and how many texts those were."""
    rows = np.flatnonzero((material.clustering.interest == interest) & material.clustering.core)
    spoken = Counter(material.languages[row] for row in rows.tolist())
    language = min(spoken, key=lambda code: (-spoken[code], code), default="en")
    rows = np.array([row for row in rows.tolist() if material.languages[row] == language], np.intp)
    texts, left = [], READ
    for row in rows[np.argsort(np.arange(len(rows)) * _GOLDEN % 1, kind="stable")].tolist():
        texts.append(material.texts[row][:_READ_A_TEXT])
        left -= len(texts[-1])
        if left <= 0:
            break
    wanted = {part for one in material.scored[interest] for part in one.word.split(" ")}
    return find_phrases(texts, language, wanted, use), len(texts)


def _ranked(scored: Sequence[ScoredWord], found: FoundPhrases, texts: int, use: WordUse) -> list[_Candidate]:
    known = {one.word: one for one in scored}
    least = max(2, _FLOOR * texts)
    ranked = []
    for phrase, posts in found.posts.items():
        parts = phrase.split(" ")
        if posts < least or len(phrase) > LONGEST or found.is_part(phrase) or not use.is_noun(parts[-1]):
            continue
        tfidf = _tfidf(phrase, parts, known, posts / texts) * _LENGTH[len(parts)]
        ranked.append(_Candidate(phrase, usual_form(found.forms[phrase]), tfidf))
    ranked.sort(key=lambda one: (-one.tfidf, one.phrase))
    return ranked


def _tfidf(phrase: str, parts: Sequence[str], known: dict[str, ScoredWord], share: float) -> float:
    """The score of a word or pair that was counted; of a longer phrase its share times what its best word has of the rest."""
    if phrase in known:
        return known[phrase].score
    held = [known[part] for part in parts if part in known] or [one for one in known.values() if one.word in phrase]
    return share * max((one.rarity * one.purity**0.5 for one in held), default=0.0)


def _vectors(material: Material, found: Sequence[Sequence[_Candidate]]) -> dict[str, NDArray[np.float32]]:
    """The vector of each phrase; none where there is no encoder."""
    phrases = sorted({one.form for part in found for one in part})
    vectors = material.encode(phrases) if phrases else None
    return {} if vectors is None else dict(zip(phrases, vectors, strict=True))


def _by_meaning(
    material: Material,
    found: Sequence[Sequence[_Candidate]],
    vectors: dict[str, NDArray[np.float32]],
    *,
    against: float,
    counting: float,
) -> list[list[float]]:
    """Cosine to the own centre, less `against` times that to the nearest other one, plus `counting` times TF-IDF."""
    centres = _centres(material.vectors, material.clustering)
    scores: list[list[float]] = []
    for interest, part in enumerate(found):
        if not part:
            scores.append([])
            continue
        near = np.stack([vectors[one.form] for one in part]) @ centres.T
        own = near[:, interest].copy()
        near[:, interest] = -1
        rest = near.max(axis=1)
        tfidf = np.array(_by_words(part))
        scores.append((own - against * np.maximum(rest, 0) + counting * tfidf).tolist())
    return scores


def _together(
    material: Material,
    found: Sequence[Sequence[_Candidate]],
    scores: Sequence[Sequence[float]],
    vectors: dict[str, NDArray[np.float32]],
) -> list[list[float]]:
    """The scores, and what each phrase adds to the posts that are nearest to their own interest's name.

    Names are chosen one after another, a few times around; a post counts by one over those of its interest
    that are looked at, more in large interests.
    """
    rows, own = _posts(material.clustering)
    sizes = np.bincount(material.clustering.interest[material.clustering.core], minlength=len(found))
    share = (sizes / sizes.mean()) ** _BY_SIZE
    weight = (share / np.bincount(own, minlength=len(found)))[own]
    near = [material.vectors[rows] @ np.stack([vectors[one.form] for one in part]).T if part else None for part in found]
    best = [int(np.argmax(score)) if score else 0 for score in scores]
    shown = np.stack(
        [part[:, at] if part is not None else np.full(len(rows), -1.0) for part, at in zip(near, best, strict=True)], axis=1
    )
    gained = [list(score) for score in scores]
    for _ in range(_ROUNDS):
        for interest, part in enumerate(near):
            if part is None:
                continue
            rest = np.delete(shown, interest, axis=1)
            strongest, strongest_own = rest.max(axis=1, initial=-1), shown[np.arange(len(rows)), own]
            mine = own == interest
            kept = np.where(
                mine[:, None],
                part > strongest[:, None],
                (strongest_own >= strongest)[:, None] & (part < strongest_own[:, None]),
            )
            gained[interest] = (np.array(scores[interest]) + _GAIN * (weight @ kept)).tolist()
            shown[:, interest] = part[:, int(np.argmax(gained[interest]))]
    return gained


def _posts(clustering: Clustering) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Some contents of each core, spread evenly, and their interests."""
    parts = [np.flatnonzero((clustering.interest == i) & clustering.core) for i in range(clustering.count)]
    parts = [part[np.linspace(0, len(part) - 1, min(len(part), _POSTS)).astype(np.intp)] for part in parts]
    return np.concatenate(parts), np.repeat(np.arange(len(parts)), [len(part) for part in parts])


def _by_words(part: Sequence[_Candidate]) -> list[float]:
    """TF-IDF of the candidates as a share of the best, 0..1."""
    most = max((one.tfidf for one in part), default=0.0) or 1.0
    return [one.tfidf / most for one in part]


def _centres(vectors: NDArray[np.float32], clustering: Clustering) -> NDArray[np.float32]:
    """(m, d) unit length: where each core lies, seen from the middle of all cores."""
    centres = np.stack([vectors[(clustering.interest == i) & clustering.core].mean(axis=0) for i in range(clustering.count)])
    if len(centres) > 1:
        centres = centres - centres.mean(axis=0)
    return np.asarray(centres / np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), 1e-9), np.float32)


def _centred(vectors: dict[str, NDArray[np.float32]]) -> dict[str, NDArray[np.float32]]:
    """The vectors less their mean, of unit length: some encoders put all texts close together."""
    rows = np.stack(list(vectors.values()))
    rows = rows - rows.mean(axis=0)
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return dict(zip(vectors, rows, strict=True))


def _chosen(
    found: Sequence[Sequence[_Candidate]],
    names: Sequence[Sequence[float]],
    lines: Sequence[Sequence[float]],
    vectors: dict[str, NDArray[np.float32]],
) -> list[Called]:
    """The best phrase of each interest that no larger one is called by, and the best that say something else."""
    taken: list[str] = []
    called = []
    for part, score, line in zip(found, names, lines, strict=True):
        first = next((one for one in _ordered(part, score) if not any(_alike(one.phrase, other) for other in taken)), None)
        if first is None:
            called.append(Called(""))
            continue
        taken.append(first.phrase)
        kept = [first]
        for one in _ordered(part, line):
            if len(kept) <= MOST_ALSO and not any(_says_same(one, other, vectors) for other in kept):
                kept.append(one)
        called.append(Called(capital(first.form), tuple(one.form for one in kept[1:])))
    return called


def _ordered(part: Sequence[_Candidate], score: Sequence[float]) -> list[_Candidate]:
    return [part[at] for at in sorted(range(len(part)), key=lambda at: (-score[at], part[at].phrase))]


def _alike(one: str, other: str) -> bool:
    """Whether two names are the same but for forms of their words."""
    words, others = one.split(" "), other.split(" ")
    return len(words) == len(others) and all(
        akin(a, b) if a.isascii() and b.isascii() else a == b for a, b in zip(words, others, strict=True)
    )


def _says_same(one: _Candidate, other: _Candidate, vectors: dict[str, NDArray[np.float32]]) -> bool:
    """Whether a phrase repeats another: shares a word with it, or means the same."""
    shared = any(akin(a, b) for a in one.phrase.split(" ") for b in other.phrase.split(" "))
    return shared or (bool(vectors) and float(vectors[one.form] @ vectors[other.form]) > _SAME)
