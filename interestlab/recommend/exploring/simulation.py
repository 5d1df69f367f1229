"""Simulated rounds: policies show items to people made of real histories, who like what is held out of those histories."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from interestlab import registry
from interestlab.errors import InvalidSetting
from interestlab.recommend.evidence import main_interest
from interestlab.recommend.exploring.uncertainty import score_stds
from interestlab.recommend.histories import extended, histories_of, liked, take
from interestlab.recommend.host import Fitted, batches
from interestlab.recommend.judging.splits import Split
from interestlab.recommend.options import check_seed
from interestlab.recommend.protocol import Histories, Policy
from interestlab.recommend.ranking import tie_order
from interestlab.recommend.slate import checked_selection, unseen_scores


@dataclass(frozen=True)
class Tried:
    """A policy of the registry at a level of exploration; raises InvalidSetting where that is not 0..1."""

    policy: str
    explore: float

    def __post_init__(self) -> None:
        if not 0 <= self.explore <= 1:
            raise InvalidSetting(f"Exploration must lie between 0 and 1; it is {self.explore:g}.")


GREEDY = Tried("greedy", 0.0)


@dataclass(frozen=True)
class Rounds:
    """How long is played and with whom; raises InvalidSetting for numbers outside their range."""

    people: int = 100  # drawn from the seed among the test users
    rounds: int = 20
    k: int = 5  # items shown in a round
    seed: int = 0
    passed_over: float = 0.0  # weight of a shown item that is not held out: 0 = says nothing .. -1 = a dislike

    def __post_init__(self) -> None:
        check_seed(self.seed)
        if not (self.people >= 2 and 1 <= self.rounds <= 1000 and 1 <= self.k <= 100 and -1 <= self.passed_over <= 0):
            raise InvalidSetting(
                "A simulation needs 2 people or more, 1 to 1,000 rounds, lists of 1 to 100 and a weight of -1 to 0 for what is "
                f"passed over; they are {self.people}, {self.rounds}, {self.k} and {self.passed_over:g}."
            )


@dataclass(frozen=True, eq=False)
class Played:
    """What one policy came to."""

    tried: Tried
    shown: NDArray[np.intp]  # (q, rounds, k) item indices, -1 = nothing left to show
    likes: NDArray[np.intp]  # (q, rounds) liked in each round
    discovered: NDArray[np.intp]  # (q, rounds) interests found by then that the history did not hold
    explored: NDArray[np.float64]  # (rounds,) share of the shown items that are there to learn, 0..1


@dataclass(frozen=True, eq=False)
class Simulation:
    """All policies on the same people."""

    people: NDArray[np.intp]  # (q,) users
    truth: NDArray[np.intp]  # (q,) held-out likes, at least 1
    discoverable: NDArray[np.intp]  # (q,) interests of the held-out likes that the history does not hold
    best: NDArray[np.intp]  # (q, rounds) likes that an all-knowing policy would have had by then
    played: tuple[Played, ...]  # greedy first


def simulate(
    split: Split,
    fitted: Fitted,
    policies: Sequence[Tried],
    settings: Rounds,
    progress: Callable[[int, int], None] | None = None,
) -> Simulation:
    """Plays every policy, and greedy beside them, with the test users of the split.

    A person begins with the learned-from part of the history, is shown k unseen items a round and likes those that are held
    out. What is shown joins the history, so that the next round knows it; the model itself is fitted once. Draws depend on the
    seed, the policy and the person alone. progress(done, total) is called after each round and may raise. Raises as
    `unseen_scores` and the policies do.
    """
    users = split.test_users
    if len(users) > settings.people:
        users = np.sort(np.random.default_rng(settings.seed).choice(users, settings.people, replace=False))
    tried = (GREEDY, *(one for one in dict.fromkeys(policies) if one.policy != GREEDY.policy))
    relevant = split.relevant[users]
    truth = np.diff(relevant.indptr).astype(np.intp)
    slots = settings.k * np.arange(1, settings.rounds + 1)
    main = main_interest(split.train.item_interest, np.arange(len(split.train.items), dtype=np.intp))
    known = [set(main[row.indices].tolist()) | {-1} for row in liked(split.train.matrix)[users]]
    hidden = [set(row.indices.tolist()) for row in relevant]
    played = []
    for at, one in enumerate(tried):
        game = _Game(split, fitted, one, settings, main, known, hidden)

        def report(done: int, at: int = at) -> None:
            if progress:
                progress(at * settings.rounds + done, len(tried) * settings.rounds)

        played.append(game.play(users, report))
    return Simulation(
        people=users,
        truth=truth,
        discoverable=np.array(
            [len(set(main[list(mine)].tolist()) - had) for mine, had in zip(hidden, known, strict=True)], dtype=np.intp
        ),
        best=np.minimum(slots[None, :], truth[:, None]).astype(np.intp),
        played=tuple(played),
    )


@dataclass(frozen=True, eq=False)
class _Game:
    """One policy with everybody."""

    split: Split
    fitted: Fitted
    tried: Tried
    settings: Rounds
    main: NDArray[np.intp]  # (m,)
    known: list[set[int]]  # interests that each history holds
    hidden: list[set[int]]  # items that each person will like

    def play(self, users: NDArray[np.intp], report: Callable[[int], None]) -> Played:
        count, rounds, k = len(users), self.settings.rounds, self.settings.k
        policy: Policy = registry.load("policies", self.tried.policy)()
        histories = histories_of(self.split.train, users)
        draws = [self._draws(user) for user in self.split.train.users[users].tolist()]
        shown = np.full((count, rounds, k), -1, dtype=np.intp)
        hits = np.zeros((count, rounds, k), dtype=np.bool_)
        discovered = np.zeros((count, rounds), dtype=np.intp)
        explored = np.zeros(rounds)
        found: list[set[int]] = [set() for _ in range(count)]
        for at in range(rounds):
            marks = 0
            for rows in batches(count, len(self.main)):
                marks += self._show(policy, take(histories, rows), rows, draws, shown[:, at])
            for row in range(count):
                hits[row, at] = [item in self.hidden[row] for item in shown[row, at].tolist()]
                found[row] |= set(self.main[shown[row, at, hits[row, at]]].tolist()) - self.known[row]
                discovered[row, at] = len(found[row])
            explored[at] = marks / max(1, int((shown[:, at] >= 0).sum()))
            weights = np.where(hits[:, at], 1, self.settings.passed_over).astype(np.float32)
            histories = extended(histories, shown[:, at], weights)
            report(at + 1)
        return Played(self.tried, shown, hits.sum(axis=2).astype(np.intp), discovered, explored)

    def _draws(self, user: str) -> np.random.Generator:
        return np.random.default_rng([self.settings.seed, crc32(self.tried.policy.encode()), crc32(user.encode())])

    def _show(
        self,
        policy: Policy,
        people: Histories,
        rows: NDArray[np.intp],
        draws: list[np.random.Generator],
        shown: NDArray[np.intp],
    ) -> int:
        """Fills shown (count, k) for the rows, and returns how many of these items are explorations."""
        order = np.argsort(tie_order(len(self.main), self.settings.seed))
        scores, _ = unseen_scores(self.fitted, people, stand_in=False)
        unsure = self.tried.explore > 0 and getattr(policy, "uses_std", False)
        stds = score_stds(self.fitted, self.split.train, people, scores) if unsure else None
        marks = 0
        for at, row in enumerate(rows.tolist()):
            std = None if stds is None else stds[at][order]
            picked = checked_selection(policy, scores[at][order], std, self.settings.k, self.tried.explore, draws[row])
            shown[row, : len(picked.items)] = order[picked.items]
            marks += int(picked.explored.sum())
        return marks
