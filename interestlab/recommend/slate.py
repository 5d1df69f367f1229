"""The slate: what one recommender would show each person, with its evidence."""

from collections.abc import Sequence
from dataclasses import replace
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from interestlab import registry
from interestlab.errors import InvalidSetting, PluginFailed, ServiceFailed
from interestlab.recommend.evidence import main_interest
from interestlab.recommend.exploring.uncertainty import score_stds
from interestlab.recommend.fallback import POPULAR, out_of_list, why_empty, why_popular
from interestlab.recommend.histories import take
from interestlab.recommend.host import Fitted, batches, cannot_answer, guarded, reasons, score_all
from interestlab.recommend.options import DEFAULT, SlateOptions
from interestlab.recommend.protocol import Dataset, Histories, Policy, Selected, Slate, SlateItem
from interestlab.recommend.ranking import tie_order
from interestlab.recommend.rerankers import Reranker, draw_of, reranked_scores

Scored = tuple[NDArray[np.float32], list[str | None]]  # (q, m) scores and (q,) why popularity answers instead


def recommend(
    dataset: Dataset,
    fitted: Fitted,
    histories: Histories,
    options: SlateOptions = DEFAULT,
    *,
    names: Sequence[str],
    policy: Policy | None = None,
    reranker: Reranker | None = None,
    withheld: NDArray[np.intp] | None = None,
    explained: bool = True,
    scored: Scored | None = None,
) -> list[Slate]:
    """One Slate a person, of at most k items that the person has not seen and that the options' filters let through.

    names: what to show for each item of the dataset, as from `item_names`; policy, reranker: objects in place of those that the
    options name; withheld: items that are never shown, whatever the filters say; explained: False leaves every `because` empty,
    which is faster; scored: from `unseen_scores` for the same people and `repeats`, where they were asked already. A re-ranker
    puts the best items in another order, which the policy then takes for the ranking. A person whom the recommender cannot
    serve gets popular items, and `fallback` says why. Ties fall as TIE_RULE says. A person's draws depend on the seed and the
    id alone, so a slate is the same whether asked for alone or among others.
    Raises InvalidSetting for names of another length, UnknownName for a policy or re-ranker that is not there, PluginFailed
    for a stranger's faults.
    """
    if len(names) != len(dataset.items):
        raise InvalidSetting(f"There must be one name an item; there are {len(names):,} for {len(dataset.items):,} items.")
    order = np.argsort(tie_order(len(dataset.items), options.seed))
    policy = policy or registry.load("policies", options.policy)()
    if options.reranking is not None and reranker is None:
        reranker = registry.load("rerankers", options.reranking.name)()
    allowed, listed = options.filters.allowed(dataset), np.ones(len(dataset.items), dtype=np.bool_)
    if withheld is not None:
        listed[withheld] = False

    slates = []
    for rows in batches(len(histories), len(dataset.items)):
        people = take(histories, rows)
        if scored is None:
            scores, why = unseen_scores(fitted, people, repeats=options.filters.repeats)
        else:
            scores, why = scored[0][rows], [scored[1][row] for row in rows]
        scores[:, ~(allowed & listed)] = -np.inf
        given, scores = scores, _reranked(dataset, people, scores, reranker, options)

        stds = _stds(fitted, dataset, people, scores, policy, options)
        chosen = _chosen(policy, people.users, scores[:, order], None if stds is None else stds[:, order], options)
        chosen = _without_chances(chosen) if _by_lot(reranker, options) else chosen
        interests = _interests(dataset, [order[picked.items] for picked in chosen])
        for row, picked in enumerate(chosen):
            items = order[picked.items]
            because = reasons(fitted, people, row, items) if explained and why[row] is None else [[] for _ in items]
            shown = _slate_items(
                dataset, names, items, interests=interests[row], scores=given[row], picked=picked, because=because
            )
            # Nobody stands in where nothing is shown.
            empty = None if shown else why_empty(fitted, options.filters, people, row, given[row], allowed, listed)
            slates.append(Slate(people.users[row], fitted.name, options.explore, why[row] if shown else None, shown, empty))
    return slates


def _reranked(
    dataset: Dataset, people: Histories, scores: NDArray[np.float32], reranker: Reranker | None, options: SlateOptions
) -> NDArray[np.float32]:
    """(q, m) the scores of each person dealt out anew; as they are without a re-ranker."""
    if reranker is None or options.reranking is None:
        return scores
    ties, dealt = tie_order(len(dataset.items), options.seed), scores.copy()
    for row, user in enumerate(people.users):
        dealt[row] = reranked_scores(
            reranker,
            dataset,
            scores[row],
            people.matrix[[row]],
            k=options.k,
            strength=options.reranking.strength,
            draw=draw_of(user, options.seed),
            ties=ties,
        )
    return dealt


def _by_lot(reranker: Reranker | None, options: SlateOptions) -> bool:
    """Whether a re-ranker draws the places before the policy picks, so that an item's propensity is not known."""
    if reranker is None or options.reranking is None or options.reranking.strength == 0:
        return False
    return bool(getattr(getattr(reranker, "info", None), "by_lot", False))


def _without_chances(chosen: list[Selected]) -> list[Selected]:
    """The same picks without propensities: the policy's are those of places that were drawn before it."""
    return [replace(picked, propensities=np.full(len(picked.items), np.nan)) for picked in chosen]


def _stds(
    fitted: Fitted,
    dataset: Dataset,
    people: Histories,
    scores: NDArray[np.float32],
    policy: Policy,
    options: SlateOptions,
) -> NDArray[np.float32] | None:
    """(q, m) deviations of the scores (q, m), where the policy explores by them."""
    if options.explore > 0 and getattr(policy, "uses_std", False):
        return score_stds(fitted, dataset, people, scores)
    return None


def _chosen(
    policy: Policy,
    users: Sequence[str | None],
    scores: NDArray[np.float32],
    stds: NDArray[np.float32] | None,
    options: SlateOptions,
) -> list[Selected]:
    """What the policy picks for each of q people from scores (q, m) and their deviations (q, m)."""
    found = []
    for row, user in enumerate(users):
        rng = np.random.default_rng([options.seed, crc32((user or "").encode())])
        std = None if stds is None else stds[row]
        found.append(checked_selection(policy, scores[row], std, options.k, options.explore, rng))
    return found


def unseen_scores(fitted: Fitted, histories: Histories, *, stand_in: bool = True, repeats: bool = False) -> Scored:
    """(q, m) scores with -inf for seen items, and (q,) why popularity answers instead; None = the recommender itself.

    stand_in: popularity answers also where a service elsewhere fails; False = that raises ServiceFailed.
    repeats: items that are liked keep their scores; what was disliked or seen without a reaction does not come again.
    """
    why = cannot_answer(fitted, histories)
    asked = np.array([at for at, reason in enumerate(why) if reason is None], dtype=np.intp)
    scores = np.full(histories.matrix.shape, -np.inf, dtype=np.float32)
    if len(asked):
        try:
            scores[asked] = score_all(fitted, take(histories, asked))
        except ServiceFailed as error:
            if not stand_in:
                raise
            for row in asked.tolist():
                why[row] = f"{POPULAR}{error}"
            asked = asked[:0]

    out = out_of_list(histories, repeats=repeats)
    if fitted.recommender.info.personal:
        for row in asked.tolist():
            why[row] = why_popular(fitted, histories, row, scores[row], out[row])
    scores[[row for row, reason in enumerate(why) if reason is not None]] = fitted.popularity.users_of_item
    scores[out] = -np.inf
    return scores, why


def checked_selection(
    policy: Policy,
    mean: NDArray[np.float32],
    std: NDArray[np.float32] | None,
    k: int,
    explore: float,
    rng: np.random.Generator,
) -> Selected:
    """What the policy picks; raises PluginFailed naming it where that breaks the protocol."""
    name = type(policy).__name__
    picked = guarded(name, "selecting", lambda: policy.select(mean, std, k, explore=explore, rng=rng))
    items, chance = np.asarray(picked.items), np.asarray(picked.propensities)
    if not len(items) == len(chance) == len(picked.explored) <= k:
        raise PluginFailed(f"“{name}” picked {len(items)} items with {len(chance)} propensities; at most {k} were asked.")
    inside = items[(items >= 0) & (items < len(mean))]
    if len(np.unique(inside)) < len(items) or not bool(np.all(mean[inside] > -np.inf)):
        raise PluginFailed(f"“{name}” picked an item twice, or one that is not to be picked.")
    if not bool(np.all((chance > 0) & (chance <= 1 + 1e-9))):
        raise PluginFailed(f"“{name}” gave propensities outside 0..1, such as {chance.min():g}.")
    return picked


def _interests(dataset: Dataset, picked: list[NDArray[np.intp]]) -> list[NDArray[np.intp]]:
    """The main interest of each picked item, looked up once for the whole batch."""
    found = main_interest(dataset.item_interest, np.concatenate([*picked, np.empty(0, dtype=np.intp)]))
    return np.split(found, np.cumsum([len(items) for items in picked])[:-1])


def _slate_items(
    dataset: Dataset,
    names: Sequence[str],
    items: NDArray[np.intp],
    *,
    interests: NDArray[np.intp],
    scores: NDArray[np.float32],
    picked: Selected,
    because: list[list[int]],
) -> tuple[SlateItem, ...]:
    """The picked items (indices of the dataset) with everything known about them; an explored one is there by chance alone."""
    return tuple(
        SlateItem(
            item_id=str(dataset.items[item]),
            name=names[item],
            score=float(scores[item]),
            interest_id=int(interests[slot]),
            propensity=None if np.isnan(picked.propensities[slot]) else float(picked.propensities[slot]),
            explored=bool(picked.explored[slot]),
            because=() if picked.explored[slot] else tuple(str(dataset.items[index]) for index in because[slot]),
        )
        for slot, item in enumerate(items.tolist())
    )
