"""Roles in a file without a header, where names say nothing: by the order in which such files always hold them."""

from collections.abc import Mapping

import pandas as pd

from interestlab.corpus.columns.profiles import ColumnProfile

NUMBERED = "column_"
_ASIN = r"B0[0-9A-Z]{8}|\d{9}[\dX]"  # what Amazon calls an article; books have their ISBN there


def is_headerless(profiles: Mapping[str, ColumnProfile]) -> bool:
    """Whether all columns are numbered instead of named."""
    return bool(profiles) and all(name == f"{NUMBERED}{number}" for number, name in enumerate(profiles, 1))


def positional_roles(
    profiles: Mapping[str, ColumnProfile],
    text: tuple[str, ...],
    time: str | None,
    *,
    catalogue: bool,
    sample: pd.DataFrame | None = None,
) -> dict[str, str]:
    """Person, item and value of a file without a header; empty where nothing speaks for them.

    Ratings are written person, thing, rating, time; posts with their number first.
    """
    left = [p for p in profiles.values() if p.name not in {*text, time} and not p.constant and p.filled > 0.5]
    if text:
        return _beside_text(left, next(iter(profiles)), timed=time is not None, catalogue=catalogue)
    values = [p for p in left[2:] if p.value.scale and p.variety <= 21 and p.value.share > 0.9]
    ids = [p for p in left if p.is_identifier and p.variety > 2 and p not in values[-1:] and not p.time.share >= 0.5]
    if len(ids) < 2:
        return {}
    if sample is not None and _are_articles(sample[ids[0].name]) and not _are_articles(sample[ids[1].name]):
        ids[:2] = ids[1::-1]
    found = {"user": ids[0].name, "item": ids[1].name}
    counts = [p for p in left[-1:] if p.name not in found.values() and p.whole >= 0.99 and p.low >= 1 and p.high < 1e6]
    if values or counts:
        found["value"] = (values or counts)[-1].name
    return found


def _are_articles(column: "pd.Series[str]") -> bool:
    return bool(column.dropna().str.fullmatch(_ASIN).mean() >= 0.9)


def _beside_text(left: list[ColumnProfile], first: str, *, timed: bool, catalogue: bool) -> dict[str, str]:
    found: dict[str, str] = {}
    keys = [p for p in left if p.distinct >= 0.999 and (p.code >= 0.9 or p.whole >= 0.9) and p.known > 2]
    if keys and (catalogue or keys[0].name == first):
        found["item"] = keys[0].name
    if catalogue:
        return found
    ratings = [p for p in left if p.name not in found.values() and _is_rating(p)]
    if len(ratings) == 1:
        found["value"] = ratings[0].name
    told = timed or bool(ratings)
    people = [p for p in left if p.name not in found.values() and (_is_person(p) or (told and _may_be_person(p)))]
    if people:
        found["user"] = max(people, key=_handles).name
    return found


def _is_person(p: ColumnProfile) -> bool:
    """Handles or mail addresses, or names without blanks that come again and are too many for a category."""
    if max(p.handle, p.email) >= 0.5:
        return True
    return (
        p.is_identifier and p.number < 0.5 and 0.4 < p.distinct < 0.98 and p.words <= 2 and not p.uri >= 0.5 and p.variety >= 15
    )


def _may_be_person(p: ColumnProfile) -> bool:
    """Short names or ids that come again, beside a time or a rating: somebody who wrote several times."""
    named = p.is_identifier and p.words <= 2.6 and p.length <= 30 and p.number < 0.5 and not p.is_coded
    many = p.variety >= 5 or p.distinct >= 0.2  # fewer are sections of a newspaper, boards of a forum
    return named and many and p.distinct < 0.98 and p.value.told < 0.5 and p.value.share < 0.5


def _is_rating(p: ColumnProfile) -> bool:
    """Stars or thumbs by themselves; whole numbers from 0 or 1 to 5 or 10; 0 and 4, as sentiments are given. Not classes."""
    if p.value.told >= 0.8:
        return True
    if not p.value.scale or p.number < 0.9 or p.distinct > 0.8:
        return False
    if p.variety == 2:
        return (p.low, p.high) in ((0.0, 4.0), (-1.0, 1.0))
    return p.variety >= 3 and p.low in (0.0, 0.5, 1.0) and p.high in (5.0, 10.0)


def _handles(p: ColumnProfile) -> float:
    return max(p.handle, p.email, p.code) + 0.1 * p.distinct
