"""A synthetic log of feedback with known truth: three groups of made-up people, four made-up items."""

import csv
import io

import numpy as np

CONTEXTS, ACTIONS = ("readers", "cooks", "gamers"), ("novel", "recipe", "puzzle", "news")
LIKED = np.array([[0.5, 0.1, 0.2, 0.3], [0.2, 0.6, 0.1, 0.3], [0.1, 0.2, 0.5, 0.2]])  # chance to be liked, by group and item
LOGGING = np.array([[0.1, 0.2, 0.2, 0.5], [0.25, 0.25, 0.25, 0.25], [0.4, 0.3, 0.2, 0.1]])
TARGET = np.array([[0.7, 0.1, 0.1, 0.1], [0.1, 0.7, 0.1, 0.1], [0.1, 0.1, 0.7, 0.1]])
TRUTH = float((TARGET * LIKED).sum(axis=1).mean())  # mean reward of the target policy, groups equally likely


def feedback_log_csv(entries: int = 3_000, *, seed: int = 0) -> bytes:
    """Columns context, action, reward, propensity, target_propensity; drawn from the seed."""
    rng = np.random.default_rng(seed)
    context = rng.integers(len(CONTEXTS), size=entries)
    action = (rng.random(entries)[:, None] > np.cumsum(LOGGING[context], axis=1)[:, :-1]).sum(axis=1)
    reward = (rng.random(entries) < LIKED[context, action]).astype(int)
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["context", "action", "reward", "propensity", "target_propensity"])
    for c, a, r in zip(context.tolist(), action.tolist(), reward.tolist(), strict=True):
        writer.writerow([CONTEXTS[c], ACTIONS[a], r, LOGGING[c, a], TARGET[c, a]])
    return out.getvalue().encode()
