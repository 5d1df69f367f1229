"""How much speaks for a column being the person, the time, the item, the value, the label, the image.

A score of 2 or more is enough; below 0 it is none. The weights were set on real exports of some seventy sources.
"""

import re
from dataclasses import dataclass

from interestlab.corpus.columns.profiles import ColumnProfile
from interestlab.corpus.columns.told_values import asks_opinion, asks_recommendation
from interestlab.corpus.columns.values import told_scale
from interestlab.corpus.columns.words import name_parts, name_score, words_of

_NEVER = -10.0
_CATEGORY_MOST = 300
PEOPLE = 0.6  # share of the distinct values that read as names of people
_FEWEST_PEOPLE = 3
_NAME = 40  # characters of a name at most, on average
_TIME_KINDS = {"stamp": 0.6, "date": 0.5, "epoch": 0.4, "serial": 0.0, "relative": 0.0, "year": -2.0, "clock": _NEVER, "": 0.0}


@dataclass(frozen=True)
class Scored:
    """A column with its evidence for a role. place: 0, −1, … from the left."""

    column: str
    score: float
    place: int


def certainty(score: float, second: float) -> str:
    """How certain a guess is, for people."""
    if score >= 4.0 and score - second >= 1.0:
        return "certain"
    return "likely" if score >= 3.0 and score - second >= 0.3 else "a guess"


def group_of(column: str) -> str:
    """What columns of one thing begin with: "reviews" of reviews.text, "" where there is no point."""
    before, point, _ = column.rpartition(".")
    return before if point else ""


def time_score(p: ColumnProfile, prefix: str) -> float:
    """Reads as times, varies, is filled, belongs to what the text belongs to, and is not when something was edited or ends."""
    named = name_score(p.name, "time")
    readable = max(p.time.share, 0.6 * p.time.like)
    if p.constant or p.filled == 0 or readable < 0.3 or p.time.kind == "clock" or p.is_prose:
        return _NEVER
    if p.time.share < 0.5 and (named <= 0 or p.value.share >= 0.5):
        return _NEVER
    if p.time.kind in ("epoch", "serial", "year") and named <= 0 and p.time.share < 0.95:
        return _NEVER
    beside = 1.5 if prefix and group_of(p.name) == prefix else 0.0
    first = {"created", "posted", "published", "date", "timestamp", "time", "ts", "uts", "start", "recorded"} & set(
        name_parts(p.name)
    )
    return (
        2.0 * readable
        + 0.6 * named
        + 1.5 * p.filled
        + beside
        + _TIME_KINDS[p.time.kind]
        + 0.3 * bool(first)
        - (1.0 if p.variety < 3 else 0.0)
    )


def user_score(p: ColumnProfile, prefix: str) -> float:
    """Is called what people are called, or holds handles or mail addresses, and comes again or at least varies."""
    named = name_score(p.name, "user")
    if named == 0 and are_people(p):
        named = 1.4
    prose = p.is_prose and p.people < PEOPLE and not (named >= 2 and p.length <= _NAME)  # Thai writes names without blanks
    if not p.is_identifier or p.constant or p.filled < 0.02 or named < 0 or p.uri >= 0.5 or p.image >= 0.5 or prose:
        return _NEVER
    if p.variety <= 2 and p.known > 20 and named < 3:
        return _NEVER
    if p.number >= 0.9 and (_is_plural(p.name) or (_is_about_a_person(p.name) and p.value.scale and p.variety <= 11)):
        return _NEVER  # how many members there are; what a student gave
    looks = 1.5 if max(p.handle, p.email) >= 0.8 else 0.0
    if named == 0 and not looks:
        return _NEVER
    again = 0.6 if p.distinct < 0.98 else 0.0
    beside = 0.7 if prefix and group_of(p.name) == prefix else 0.0
    parts = name_parts(p.name)
    keyed = 0.25 if parts[-1:] == ["id"] or p.name.lower().endswith(("id", "_id")) else 0.0
    mail = 0.8 if p.email >= 0.8 and named < 3 else 0.0
    two = 2.0 if p.variety <= 2 and p.known > 20 else 0.0  # as a number that is 0 for guests
    return 1.0 * named + looks + again + beside + keyed + 0.8 * p.filled - mail - two


def are_people(p: ColumnProfile) -> bool:
    """Whether the values read as names of people, and the column is not called something else: who made or sells a thing."""
    if (
        p.people < PEOPLE
        or p.variety < _FEWEST_PEOPLE
        or max(name_score(p.name, role) for role in ("item", "label", "value")) > 0
    ):
        return False
    parts = {*name_parts(p.name), "".join(name_parts(p.name))}
    return not parts & (words_of("maker") | words_of("staff"))


def _is_about_a_person(name: str) -> bool:
    """Whether a person is named first, and something about them last: student_difficulty, but not post_author."""
    last = next(iter(name_parts(name)[-1:]), "")  # “#” and “№” have no words
    return name_score(name, "user") < 2 and name_score(last, "user") < 3


def _is_plural(name: str) -> bool:
    """Whether the name is of several people, as "members" is."""
    return name.lower().endswith("s") and name_score(name[:-1], "user") > 0


def is_person_name(p: ColumnProfile, *, handles: bool = False) -> bool:
    """Whether a column that is only called "name" holds what looks like people's names: one to three words, no digits.

    handles: names such as “ollie_b” will do.
    """
    called = "".join(name_parts(p.name)) in {"name", "fullname", "yourname", "displayname", "names"}
    if not called or p.length > 25 or p.constant or p.number >= 0.1:
        return False
    return (handles and p.words <= 2.6 and p.is_identifier) or (1.0 <= p.words <= 2.6 and p.code < 0.1)


def item_score(p: ColumnProfile, catalogue: bool) -> float:
    """Is called what things are called, comes again, and is filled. In a catalogue every row is another item."""
    named = max(name_score(p.name, "item"), _titled(p), _holder(p))
    if not p.is_identifier or p.constant or p.filled < 0.2 or named < 0 or p.is_prose or p.time.share >= 0.5 or p.email >= 0.5:
        return _NEVER
    if p.value.scale and p.variety <= 11 and not p.high > 100 and name_parts(p.name)[-1:] != ["id"]:
        return _NEVER
    if _is_of_the_record(p, catalogue):
        return _NEVER
    is_id = is_id_named(p.name)
    if named == 0:
        return _NEVER
    again = 0.5 if p.distinct < 0.98 or catalogue else 0.0
    shared = named >= 1 and p.distinct < 0.7  # the address of a thread that many posts are in
    link = (0.5 if shared else -1.0) if p.uri >= 0.5 and not p.name.lower().endswith("uri") else 0.0
    return named + again + 0.5 * is_id + 0.7 * p.filled + link - 0.3


def _is_of_the_record(p: ColumnProfile, catalogue: bool) -> bool:
    """Whether the column numbers the records themselves, or groups them: an item is what a record is about."""
    parts = set(name_parts(p.name))
    if "session" in parts and max(p.opaque, p.code, p.number) >= 0.5:
        return True  # a visit to a site; the session of a conference has a title
    if catalogue:
        return p.distinct < 0.5
    return p.distinct > 0.9 and bool({"conversation", "conversationid", "ticket"} & parts)


def is_id_named(name: str) -> bool:
    """Whether a column is called an id of something."""
    return name_parts(name)[-1:] == ["id"] or name.endswith(("ID", "Id"))


def _holder(p: ColumnProfile) -> float:
    """2 for the id or the address of what several records stand under: note_id, 视频ID, thread_url."""
    parts = name_parts(p.name)
    joined = "".join(parts)
    about = parts[-1:] == ["id"] and set(parts[-2:-1]) <= words_of("holder")  # the post of comment_post_id
    if p.distinct > 0.9 or (words_of("not_holder") & set(parts) and not about):
        return 0.0
    bare = re.sub(r"(?:id|url|link|key|no|编号|編號|番号|번호)$", "", joined)
    known = words_of("holder")
    return 2.0 if bare != joined and (joined in known or bare in known or known & set(parts)) else 0.0


def _titled(p: ColumnProfile) -> float:
    """2 for "Book Title" and the like, where several records have one title: it then is what they are about."""
    parts = name_parts(p.name)
    if len(parts) < 2 or p.distinct > 0.9 or name_score(parts[-1], "title") < 3:
        return 0.0
    return 2.0 if name_score("_".join(parts[:-1]), "item") >= 2 else 0.0


def value_score(p: ColumnProfile, has_items: bool, has_votes: bool = False) -> float:
    """Is called what ratings are called and reads as values of a small scale; what others voted is not one's own rating.

    has_items: several records are about one thing. has_votes: other columns count what others did (likes, replies, views).
    """
    named = _value_named(p)
    if named <= 0 or p.constant or p.filled == 0 or p.is_prose or p.time.share >= 0.5:
        return _NEVER
    readable = max(p.value.share, 0.5 * p.value.like)
    if readable < 0.4:
        return _NEVER
    if _is_count_of_use(p):
        return 0.8 * named + readable if has_items and not has_votes and p.low >= 0 else _NEVER
    if _counts_thumbs(p) or (_sounds_like_votes(p) and not _is_own_scale(p, has_items, has_votes)):
        return _NEVER
    fine = _is_fine_scale(p)
    if p.variety > 101 and not (fine and named >= 2):
        return _NEVER
    scale = 1.0 if p.value.scale else 0.5 if fine else -0.5
    return 0.8 * named + scale + 1.2 * readable


def _value_named(p: ColumnProfile) -> float:
    """How much speaks for values before they are looked at: the name, the scale it tells, the question, signs such as 👍."""
    named = name_score(p.name, "value")
    if told_scale(f"{p.name} {p.title}") and p.value.scale and named >= 0:
        named = max(named, 2.0)
    if p.value.told >= 0.8 and named >= 0:
        named = max(named, 0.9 if p.value.checks else 2.0)
    asked = asks_recommendation(f"{p.name} {p.title}")
    if asked and (p.value.form_title in ("yes or no", "thumbs") or (p.whole >= 0.9 and p.low >= 0 and p.high <= 10)):
        named = max(named, 3.0)
    if named >= 0 and p.variety >= 3 and p.whole >= 0.9 and p.low >= 0 and p.high in (5, 6, 7, 10):
        named = max(named, 2.5 if asks_opinion(f"{p.name} {p.title}") else 0.0)
    return named


def _counts_thumbs(p: ColumnProfile) -> bool:
    """Whether a column that is called "like" or "thumbs up" counts those of others: one's own is there or not."""
    parts = {part.removesuffix("s") for part in name_parts(p.name)}
    many = p.number >= 0.9 and (p.high > 1 or p.low < -1)
    return many and bool(words_of("own_thumb") & parts) and not {"value", "rating", "score"} & parts


def _is_count_of_use(p: ColumnProfile) -> bool:
    """Whether the column counts how often or how long somebody played or listened."""
    return "".join(name_parts(p.name)) in {"plays", "playcount", "listens", "listencount", "playtime"}


def _is_fine_scale(p: ColumnProfile) -> bool:
    """Numbers with fractions from 0 to 10, or from −10 to 10 where they are called ratings: too many for a scale of steps."""
    low = -10 if "rating" in name_parts(p.name) else 0
    return p.number >= 0.9 and p.whole < p.number and p.low >= low and p.high <= 10


def _sounds_like_votes(p: ColumnProfile) -> bool:
    """ "score" may be votes; a number below −1 or far above a scale is. The score of a review or a survey is one's own."""
    if p.number < 0.9:
        return False
    parts = name_parts(p.name)
    if words_of("own_value") & set(parts):
        return p.low < -1 and not _is_fine_scale(p)
    return "score" in parts[-1:] or "points" in parts or (p.low < -1 and not _is_fine_scale(p))


def _is_own_scale(p: ColumnProfile, has_items: bool, has_votes: bool) -> bool:
    """Whether what may be votes has the values of a rating: about things that several people rate, or beside no other votes."""
    if has_items:
        return _is_told_scale(p) or (p.low == -1 and p.high <= 10 and p.variety <= 12 and not has_votes)
    return not has_votes and (_is_fine_scale(p) or (_is_told_scale(p) and p.low >= 1 and p.high in (5, 10)))


def _is_told_scale(p: ColumnProfile) -> bool:
    """Whole or half numbers within a usual scale: −1 and 1, 0 and 1, 1 to 5, 0 to 10, 0 to 100."""
    if p.low < -1 or (p.low == -1 and p.variety > 3):
        return False
    return (p.value.scale or _is_fine_scale(p)) and (p.high <= 10 or (p.high <= 100 and p.low >= 0 and p.variety <= 101))


def counts_votes(p: ColumnProfile) -> bool:
    """Whether the column counts what others did: likes, replies, views."""
    return p.number >= 0.9 and bool(words_of("votes") & {part.removesuffix("s") for part in name_parts(p.name)})


def label_score(p: ColumnProfile) -> float:
    """Is called what groups are called, has few different values, and they are short."""
    named = name_score(p.name, "label")
    most = max(2, min(_CATEGORY_MOST, 0.2 * p.known))
    if named <= 0 or not 2 <= p.variety <= most or p.length >= 60 or p.time.share >= 0.5 or p.filled < 0.1:
        return _NEVER
    return named + p.filled


def image_score(p: ColumnProfile) -> float:
    """Addresses or names of picture files, not of people's portraits."""
    if p.image < 0.8 or {"user", "avatar", "author", "profile", "owner", "reviewer"} & set(name_parts(p.name)):
        return _NEVER
    return 2.0 + max(0.0, name_score(p.name, "image"))
