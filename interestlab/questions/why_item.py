"""Why one item is recommended: the parts of its score, the person's interest in it, the passages that match."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interestlab.errors import NotApplicable, UnknownName
from interestlab.home.workspace import Result
from interestlab.questions.backend import Backend
from interestlab.questions.opened import OpenRun, opened_encoder, opened_inspection
from interestlab.questions.question import Progress, Question
from interestlab.questions.slate import Scene, Slates, make_scene
from interestlab.recommend.dataset import item_evidence
from interestlab.recommend.evidence import main_interest
from interestlab.recommend.histories import liked
from interestlab.recommend.host import attended, contributions, score_all
from interestlab.recommend.judging.measures import interest_mix
from interestlab.recommend.slate import unseen_scores
from interestlab.work.limits import memory_limited

SHOWN = 8  # contributions
MOST_TEXTS = 200  # of an item that are compared


@dataclass(frozen=True)
class Passage:
    """A text of the recommended item and the text from the history that is nearest to it."""

    theirs: str
    mine: str
    cosine: float
    words: tuple[str, ...] = ()  # of `theirs`
    values: tuple[float, ...] = ()  # what each word adds to the cosine; empty where the encoder cannot be split


@dataclass(frozen=True)
class ItemReason:
    """The grounds of one recommendation."""

    name: str
    parts: tuple[tuple[str, float], ...]  # history items and what each adds to the score, strongest first
    rest: float  # what the history items that are not shown add
    score: float
    exact: bool  # the parts sum to the score
    explained: bool  # the model can say which history items drove it
    interest: int  # -1 = none
    membership: float  # of the item in that interest, 0..1
    share: float  # of that interest in the person's mix, 0..1
    passages: tuple[Passage, ...]
    attention: tuple[tuple[str, float], ...] = ()  # history items, newest first, and the weight on each; empty = it has none
    fallback: str | None = None  # why popular items stand in for this person; the score is then how many users like the item


@dataclass(frozen=True)
class WhyItem(Question[ItemReason]):
    """Why does a backend put an item where it does for the question's person?"""

    limit = 120.0

    asked: Slates
    backend: Backend
    item_id: str

    @property
    def called(self) -> str:
        return f"The explanation by “{self.backend.name}”"

    def answer(self, run: OpenRun, progress: Progress) -> ItemReason:
        scene = make_scene(run, self.asked, self.backend)
        asked = np.flatnonzero(scene.dataset.items == self.item_id)
        if not len(asked):
            raise UnknownName(f"There is no item “{self.item_id}” among the {len(scene.dataset.items):,}.")
        item = int(asked[0])
        with memory_limited():
            score, fallback = _score(scene, item, self.asked.options.filters.repeats)
            found = contributions(scene.fitted, scene.after, 0, asked) if fallback is None else None
            looked = attended(scene.fitted, scene.after, 0) if fallback is None else None

        parts, rest, drivers = _strongest(scene, found.toarray()[0] if found is not None else None)
        total = sum(value for _, value in parts) + rest
        interest = int(main_interest(scene.dataset.item_interest, asked)[0])
        membership, share = _weight(scene, item, interest)
        return ItemReason(
            name=scene.names[item],
            parts=parts,
            rest=rest,
            score=score,
            exact=found is not None and abs(total - score) <= 1e-3 * max(1.0, abs(score)),
            explained=found is not None,
            interest=interest,
            membership=membership,
            share=share,
            passages=_passages(run.result, self.asked.unit, item, drivers) if fallback is None else (),
            attention=() if looked is None else _attended(scene, *looked),
            fallback=fallback,
        )


def _score(scene: Scene, item: int, repeats: bool) -> tuple[float, str | None]:
    """What put the item where it stands, and why that is its popularity; None = it is the backend's own score.

    An item that the person has seen already has no place in the list, but a score all the same.
    """
    scores, why = unseen_scores(scene.fitted, scene.after, repeats=repeats)
    if why[0] is not None:
        return float(scene.fitted.popularity.users_of_item[item]), why[0]
    if np.isfinite(scores[0, item]):
        return float(scores[0, item]), None
    return float(score_all(scene.fitted, scene.after)[0, item]), None


def _attended(scene: Scene, items: NDArray[np.intp], weights: NDArray[np.float32]) -> tuple[tuple[str, float], ...]:
    """Names of the history items and the weight on each, newest first."""
    newest_first = zip(items[::-1].tolist(), weights[::-1], strict=True)
    return tuple((scene.names[item], float(weight)) for item, weight in newest_first)


def _strongest(scene: Scene, parts: NDArray[np.float32] | None) -> tuple[tuple[tuple[str, float], ...], float, list[int]]:
    """The SHOWN largest parts by size with their names, the sum of the others, and the items that speak for it."""
    if parts is None:
        return (), 0.0, scene.after.matrix.indices[scene.after.matrix.data > 0].tolist()
    order = np.argsort(-np.abs(parts), kind="stable")[:SHOWN]
    order = order[parts[order] != 0]
    named = tuple((scene.names[at], float(parts[at])) for at in order.tolist())
    drivers = [at for at in np.argsort(-parts, kind="stable")[:3].tolist() if parts[at] > 0]
    return named, float(parts.sum() - parts[order].sum()), drivers


def _weight(scene: Scene, item: int, interest: int) -> tuple[float, float]:
    """The item's membership in the interest, and the interest's share of what the person likes."""
    items = scene.dataset.item_interest
    if items is None or interest < 0:
        return 0.0, 0.0
    mix = interest_mix(items, liked(scene.after.matrix))[0]
    return float(items[item, interest]), float(mix[interest])


def _passages(result: Result, unit: str, item: int, drivers: list[int]) -> tuple[Passage, ...]:
    """The nearest pair of texts for each driver, at most three; the first with its words split where possible."""
    owner = item_evidence(result.corpus, unit=unit).item_of_content
    vectors, texts = np.asarray(result.embedding.vectors), result.corpus.contents["text"]
    theirs = np.flatnonzero(owner == item)[:MOST_TEXTS]
    found: list[Passage] = []
    for driver in drivers[:MOST_TEXTS]:
        mine = np.flatnonzero(owner == driver)[:MOST_TEXTS]
        if len(theirs) and len(mine):
            cosines = vectors[theirs] @ vectors[mine].T
            a, b = np.unravel_index(int(cosines.argmax()), cosines.shape)
            found.append(Passage(str(texts.iloc[theirs[a]]), str(texts.iloc[mine[b]]), float(cosines[a, b])))
    found = sorted(found, key=lambda passage: -passage.cosine)[:3]
    return (_split(result, found[0]), *found[1:]) if found else ()


def _split(result: Result, passage: Passage) -> Passage:
    """The passage with what each of its words adds to the cosine, where the encoder allows it."""
    from interestlab.attention.decompose import explain_towards
    from interestlab.attention.tokens import merge_words, own_words, tokenize, word_pieces

    name = result.embedding.encoder
    inspection = opened_inspection(name)
    if inspection is None:
        return passage
    towards = opened_encoder(name).encode([passage.mine])[0]
    try:
        split = explain_towards(inspection, tokenize(inspection, passage.theirs), towards)
    except NotApplicable:
        return passage
    own, merged = own_words(split.tokens), merge_words(split.values, split.tokens)
    words = tuple(word for word, kept in zip(word_pieces(split.tokens), own, strict=True) if kept)
    return Passage(passage.theirs, passage.mine, passage.cosine, words, tuple(float(value) for value in merged[own]))
