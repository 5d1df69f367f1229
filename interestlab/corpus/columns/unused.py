"""Why a column has no role."""

from collections.abc import Mapping, Sequence

from interestlab.corpus.columns.best_first import WHY, best_first
from interestlab.corpus.columns.model import Roles
from interestlab.corpus.columns.profiles import ColumnProfile
from interestlab.corpus.columns.words import name_score


def reasons_unused(profiles: Mapping[str, ColumnProfile], roles: Roles, prose: Sequence[str]) -> dict[str, str]:
    """By column: why it has no role. Its values are kept with the texts all the same, but for empty columns."""
    return {name: _reason(p, name in prose, roles) for name, p in profiles.items() if name not in roles.used}


def _reason(p: ColumnProfile, is_prose: bool, roles: Roles) -> str:
    prose = f"holds prose, too ({p.length:.0f} characters on average), and is not part of the text; add it where it should be"
    for fits, why in (
        (not p.known, "empty"),
        (p.constant, "the same value in every row"),
        (is_prose or (p.is_prose and bool(roles.text)), prose),
        *_of_times(p, roles),
        *_of_values(p),
        (best_first(p), WHY),
        (p.uri >= 0.5, "addresses of pages or files"),
        (p.opaque >= 0.5, "ids for machines"),
        (p.structured >= 0.5, "structured data (JSON)"),
        (p.number > 0.9, "numbers without a role"),
        (p.filled < 0.1, f"filled in {p.filled:.0%} of the rows only"),
    ):
        if fits:
            return why
    return "nothing in it or in its name speaks for a role"


def _of_times(p: ColumnProfile, roles: Roles) -> tuple[tuple[bool, str], ...]:
    like = max(p.time.share, p.time.like) >= 0.5 and p.time.kind not in ("", "clock") and p.value.share < 0.5
    return (
        (like and p.time.share < 0.5, f"looks like dates, but only {p.time.share:.0%} of the values could be read"),
        (like, "holds times, too" if roles.time else "holds times"),
        (p.time.kind == "clock", "holds durations or times of day, not dates"),
    )


def _of_values(p: ColumnProfile) -> tuple[tuple[bool, str], ...]:
    named = name_score(p.name, "value")
    unread = named >= 1 and p.number < 0.9 and p.value.like >= 0.5 > p.value.share
    return (
        (named < 0 and p.number > 0.9, "counts what others did, or is a number of another kind: not a rating"),
        (unread, f"looks like ratings, but only {p.value.share:.0%} of the values could be read"),
    )
