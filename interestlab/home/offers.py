"""A map that was made behind another is offered, never put in its place: whoever looks at it decides when."""

import json
from dataclasses import asdict, dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from interestlab.home.identities import carry_edits
from interestlab.home.workspace import Result, Workspace
from interestlab.interests.identity import match_interests, stayed
from interestlab.intervals import Estimate, mean_score

_NOTE = "offer"
NEAREST = 10


@dataclass(frozen=True)
class Offer:
    """A finished run that waits to be shown, and how it differs from the run that it would replace."""

    run: str
    instead: str  # the run that is shown
    neighbours_kept: Estimate  # share of a post's 10 nearest that are among its 10 nearest in the other, too
    posts_stay: Estimate  # share of the posts whose interest goes on, or who have none in both


def make_offer(workspace: Workspace, run: str, instead: str) -> Offer:
    """Compares the two finished runs and keeps the offer in the workspace."""
    shown, other = (Result(workspace, workspace.catalogue.run(one)) for one in (instead, run))
    before, after = np.asarray(shown.computed_map.interest), np.asarray(other.computed_map.interest)
    unit = people(shown.corpus.contents["user_id"])
    near = (np.asarray(one.computed_map.neighbours.indices)[:, :NEAREST] for one in (other, shown))
    kept = shared_neighbours(*near)
    same = stayed(before, after, match_interests(before, after)).astype(np.float64)
    made = Offer(run, instead, mean_score(unit_means(kept, unit)), mean_score(unit_means(same, unit)))
    workspace.catalogue.keep_note(workspace.id, _NOTE, json.dumps(asdict(made)))
    return made


def offer_of(workspace: Workspace) -> Offer | None:
    """What waits to be shown; None where nothing does, or where another run has been shown since."""
    body = workspace.catalogue.kept_note(workspace.id, _NOTE)
    values = json.loads(body) if body else None
    if not values or workspace.catalogue.workspace(workspace.id).current_run != values["instead"]:
        return None
    estimates = {name: Estimate(**values[name]) for name in ("neighbours_kept", "posts_stay")}
    return Offer(values["run"], values["instead"], **estimates)


def accept(workspace: Workspace, offer: Offer) -> None:
    """Shows the run that was offered; the analyst's edits go with the interests that go on."""
    before, after = (Result(workspace, workspace.catalogue.run(one)) for one in (offer.instead, offer.run))
    carry_edits(before, after)
    workspace.catalogue.set_current_run(workspace.id, offer.run)
    decline(workspace)


def decline(workspace: Workspace) -> None:
    """Keeps what is shown; the other run stays among the runs."""
    workspace.catalogue.keep_note(workspace.id, _NOTE, "")


def shared_neighbours(one: NDArray[np.int32], other: NDArray[np.int32]) -> NDArray[np.float64]:
    """(n,) share of the nearest in `one` (n, k) that are among those in `other` (n, l)."""
    kept = np.empty(len(one))
    for start in range(0, len(one), 10_000):
        part = slice(start, start + 10_000)
        kept[part] = (one[part][:, :, None] == other[part][:, None, :]).any(axis=2).mean(axis=1)
    return kept


def people(users: "pd.Series[str]") -> NDArray[np.intp]:
    """(n,) number of the unit of each post: its person, or itself where nobody is named."""
    codes = pd.factorize(users)[0].astype(np.intp)
    unknown = codes < 0
    codes[unknown] = codes.max(initial=-1) + 1 + np.arange(int(unknown.sum()))
    return codes


def unit_means(values: NDArray[np.float64], unit: NDArray[np.intp]) -> NDArray[np.float64]:
    """The mean of the values (n,) of each unit that occurs."""
    own = np.unique(unit, return_inverse=True)[1]
    return np.asarray(np.bincount(own, weights=values) / np.bincount(own))
