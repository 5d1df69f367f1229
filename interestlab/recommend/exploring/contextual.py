"""Contextual bandits by the names they are known by: a policy, and the recommender whose uncertainty it lives on."""

from dataclasses import dataclass

from interestlab.errors import InputError


@dataclass(frozen=True)
class Contextual:
    """A policy and a recommender that are one method together."""

    title: str
    policy: str  # in the registry
    recommender: str  # in the registry
    source: str


CONTEXTUAL = {
    "linucb": Contextual(
        "LinUCB",
        "ucb",
        "linear",
        "Li et al. 2010, A contextual-bandit approach to personalized news article recommendation; here each person has a line "
        "over the items' vectors, where the paper's disjoint form has one for each article over features of the person",
    ),
    "linear-thompson": Contextual(
        "Linear Thompson sampling",
        "thompson",
        "linear",
        "Agrawal & Goyal 2013, Thompson sampling for contextual bandits with linear payoffs; each item's score is drawn on its "
        "own here, so that its propensity can be given, where the paper draws one line for all items",
    ),
}


def parts_of(policy: str, recommender: str | None) -> tuple[str, str | None]:
    """The policy and the recommender of the registry that a name stands for; other names come back as they are.

    Raises InputError where a contextual bandit is asked for with a recommender that is not its own.
    """
    found = CONTEXTUAL.get(policy)
    if found is None:
        return policy, recommender
    if recommender not in (None, found.recommender):
        raise InputError(
            f"{found.title} is the policy {found.policy} with the recommender {found.recommender}: name that one, or use "
            f"{found.policy} with {recommender}."
        )
    return found.policy, found.recommender


def contextual_of(policy: str, recommender: str) -> Contextual | None:
    """What the two are called together; None = nothing else."""
    return next((one for one in CONTEXTUAL.values() if (one.policy, one.recommender) == (policy, recommender)), None)
