"""All that is known of one post: its columns, its interest and the runners-up, what lies near it in meaning, its copies."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from interestlab.corpus.facets import PREFIX, site_of
from interestlab.interests.quality import centroids

if TYPE_CHECKING:
    from interestlab.home.workspace import Result

NEAREST = 8
RUNNERS_UP = 3
_BLOCK = 50_000  # rows of vectors that are read at once


@dataclass(frozen=True)
class Likeness:
    """Something near a post. number: of the post or the interest; cosine: -1..1."""

    number: int
    cosine: float


@dataclass(frozen=True)
class OtherColumn:
    """A value as it stands in the file."""

    name: str
    value: str


@dataclass(frozen=True)
class PostRecord:
    """A post as it was uploaded, and where it lies."""

    post: int  # its doc_id
    text: str
    source_row: int  # 1-based number of the record in its file
    person: str | None
    item: str | None
    time: pd.Timestamp | None  # in UTC
    label: str | None
    language: str
    columns: tuple[OtherColumn, ...]  # the file's other columns, in their order; empty values are left out
    interest: int  # its number on the map, -1 = none
    membership: float  # how clearly it belongs there, 0..1
    in_core: bool  # found by density, not taken in from around
    by_hand: bool  # somebody has put it where it is
    interests: tuple[Likeness, ...]  # its own first where it has one, then the runners-up; to their centres less the mean post
    nearest: tuple[Likeness, ...]  # other posts, nearest in meaning first; copies are left out
    copies: tuple[int, ...]  # other posts with the same text


@dataclass(frozen=True, eq=False)
class Centres:
    """Where interests lie. mean: (d,) of all posts; towards: (m, d) from there to each interest's centre, of unit length."""

    mean: NDArray[np.float32]
    towards: NDArray[np.float32]


def centres_of(result: "Result") -> Centres:
    """The centres of a map's interests; to be worked out once a map."""
    vectors, clustering = np.asarray(result.embedding.vectors), result.map.clustering
    mean = np.asarray(vectors.mean(axis=0, dtype=np.float64), np.float32)
    towards = centroids(vectors, clustering) - mean
    return Centres(mean, towards / np.maximum(np.linalg.norm(towards, axis=1, keepdims=True), 1e-9))


def record_of(result: "Result", post: int, centres: Centres) -> PostRecord:
    """The record of a post by its doc_id, which must be one of the corpus; centres: of the result."""
    row = result.corpus.contents.iloc[post]
    texts = result.corpus.contents["text"]
    copies = np.flatnonzero((texts == row["text"]).to_numpy())
    clustering, by_hand = result.map.clustering, result.by_hand
    interest = int(clustering.interest[post])
    return PostRecord(
        post=post,
        text=str(row["text"]),
        source_row=int(row["source_row"]),
        person=_given(row["user_id"]),
        item=_given(row["item_id"]),
        time=None if pd.isna(row["timestamp"]) else pd.Timestamp(row["timestamp"]),
        label=_given(row["label"]),
        language=str(row["language"]),
        columns=_other_columns(row),
        interest=interest,
        membership=float(clustering.strength[post]),
        in_core=bool(clustering.core[post]),
        by_hand=bool(np.isin(post, by_hand)),
        interests=_near_interests(np.asarray(result.embedding.vectors[post]), interest, centres),
        nearest=_near_posts(result, post, copies),
        copies=tuple(copies[copies != post].tolist()),
    )


def links_of(columns: Sequence[OtherColumn]) -> tuple[OtherColumn, ...]:
    """Those whose whole value is an address of the web."""
    return tuple(one for one in columns if site_of(one.value))


def _given(value: object) -> str | None:
    return None if pd.isna(value) else str(value)  # type: ignore[call-overload]


def _other_columns(row: pd.Series) -> tuple[OtherColumn, ...]:
    found = ((str(name).removeprefix(PREFIX), value) for name, value in row.items() if str(name).startswith(PREFIX))
    return tuple(OtherColumn(name, str(value)) for name, value in found if not pd.isna(value) and str(value).strip())


def _near_interests(vector: NDArray[np.float32], interest: int, centres: Centres) -> tuple[Likeness, ...]:
    """Its own interest and the nearest others. Less the mean of all posts: some encoders put all texts close together."""
    own = vector - centres.mean
    cosine = centres.towards @ (own / max(float(np.linalg.norm(own)), 1e-9))
    order = [number for number in np.argsort(-cosine, kind="stable").tolist() if number != interest]
    shown = ([interest] if interest >= 0 else []) + order[:RUNNERS_UP]
    return tuple(Likeness(number, float(cosine[number])) for number in shown)


def _near_posts(result: "Result", post: int, copies: NDArray[np.intp]) -> tuple[Likeness, ...]:
    """By cosine over all posts; vectors have unit length. Equal ones in the order of the file."""
    vectors = result.embedding.vectors
    own = np.asarray(vectors[post])
    cosine = np.concatenate([np.asarray(vectors[at : at + _BLOCK]) @ own for at in range(0, len(vectors), _BLOCK)])
    cosine[copies] = -np.inf
    return tuple(Likeness(int(at), float(cosine[at])) for at in _largest(cosine) if np.isfinite(cosine[at]))


def _largest(values: NDArray[np.float32]) -> NDArray[np.intp]:
    """Indices of the NEAREST largest values, largest first, of equal ones the first first."""
    count = min(NEAREST, len(values))
    least = np.partition(values, -count)[-count]
    reached = np.flatnonzero(values >= least)
    return reached[np.argsort(-values[reached], kind="stable")][:NEAREST]
