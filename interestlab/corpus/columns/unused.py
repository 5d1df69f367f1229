"""Why a column has no role."""

from collections.abc import Iterable, Mapping, Sequence

from interestlab.corpus.columns.best_first import WHY, best_first
from interestlab.corpus.columns.evidence import counts_votes, is_id_named
from interestlab.corpus.columns.model import Roles
from interestlab.corpus.columns.profiles import ColumnProfile
from interestlab.corpus.columns.words import name_parts, name_score, words_of

_SAME_WORDS = 0.5  # share of the values from which on they differ in their numbers only
_LONGEST = 40  # characters of a name


def reasons_unused(
    profiles: Mapping[str, ColumnProfile], roles: Roles, prose: Sequence[str], makers: Iterable[str] = ()
) -> dict[str, str]:
    """By column: why it has no role. Its values are kept with the texts all the same, but for empty columns.

    makers: columns that never differ within one title.
    """
    made = set(makers)
    return {name: _reason(p, name in prose, roles, name in made) for name, p in profiles.items() if name not in roles.used}


def _reason(p: ColumnProfile, is_prose: bool, roles: Roles, is_maker: bool) -> str:
    for fits, why in (
        (not p.known, "empty"),
        (p.constant, "the same value in every row"),
        (is_maker, "never differs within one title: it is the maker, and no reader"),
        *_of_names(p, roles),
        *_of_prose(p, is_prose, roles),
        *_of_times(p, roles),
        *_of_values(p),
        (best_first(p), WHY),
        (p.uri >= 0.5, "addresses of pages or files"),
        (p.opaque >= 0.5 or is_id_named(p.name), "ids that no role needs"),
        (p.structured >= 0.5, "structured data (JSON)"),
        (p.number > 0.9, "numbers without a role"),
        (p.filled < 0.1, f"filled in {p.filled:.0%} of the rows only"),
        *_of_things(p, roles),
    ):
        if fits:
            return why
    return "its name and its values fit no role"


def _of_names(p: ColumnProfile, roles: Roles) -> tuple[tuple[bool, str], ...]:
    """People and groups beside those that were taken."""
    short = p.length <= _LONGEST and p.number <= 0.9 and not p.is_time
    people = f"names people, too; “{roles.user}” was taken as the person" if roles.user else "names people, and none was taken"
    return (
        (short and name_score(p.name, "user") >= 2 and p.uri < 0.5, people),
        (short and not p.value.scale and bool({"tag", "tags", "labels", "hashtags"} & set(name_parts(p.name))), "tags"),
    )


def _of_prose(p: ColumnProfile, is_prose: bool, roles: Roles) -> tuple[tuple[bool, str], ...]:
    same = p.alike >= _SAME_WORDS and p.words <= 8
    prose = f"holds prose, too ({p.length:.0f} characters on average), and is not part of the text; add it where it should be"
    return (
        (same and (is_prose or p.is_prose) and p.time.share < 0.5, "the same words in most rows, with other numbers"),
        (is_prose or (p.is_prose and bool(roles.text)), prose),
    )


def _of_times(p: ColumnProfile, roles: Roles) -> tuple[tuple[bool, str], ...]:
    dated = p.time.kind in ("stamp", "date") or p.value.share < 0.5
    like = max(p.time.share, p.time.like) >= 0.5 and p.time.kind not in ("", "clock") and dated
    read = "none" if p.time.share == 0 else f"only {p.time.share:.0%}" if p.time.share >= 0.01 else "hardly any"
    return (
        (like and p.time.share < 0.5, f"looks like dates, but {read} of the values could be read"),
        (like, "holds times, too" if roles.time else "holds times"),
        (p.time.kind == "clock", "holds durations or times of day, not dates"),
    )


def _of_values(p: ColumnProfile) -> tuple[tuple[bool, str], ...]:
    named, number = name_score(p.name, "value"), p.number > 0.9
    unread = named >= 1 and p.number < 0.9 and p.value.like >= 0.5 > p.value.share
    others = counts_votes(p) or (number and bool((words_of("votes") | words_of("own_thumb")) & set(name_parts(p.name))))
    return (
        (others and not is_id_named(p.name), "counts what others did: not a rating"),
        (named < 0 and number and _is_average(p), "an average, not one person's rating"),
        (named < 0 and number and not is_id_named(p.name), "numbers of another kind, not ratings"),
        (unread, f"looks like ratings, but only {p.value.share:.0%} of the values could be read"),
    )


def _is_average(p: ColumnProfile) -> bool:
    return bool({"average", "avg", "mean"} & set(name_parts(p.name)))


def _of_things(p: ColumnProfile, roles: Roles) -> tuple[tuple[bool, str], ...]:
    """What is called like something that another column was taken as, or that its values are not."""
    parts = name_parts(p.name)
    timed = name_score(parts[-1] if parts else "", "time") >= 2 and p.time.kind == "" and p.time.share == 0
    taken = f"; “{roles.item}” was taken as the item" if roles.item else ""
    return (
        (
            parts[-1:] == ["name"] and not name_score(p.name, "item"),
            "names, of which it is not clear whose or of what they are",
        ),
        (name_score(p.name, "title") >= 2 and p.has_words, "titles that are not part of the text"),
        (name_score(p.name, "item") >= 2, f"names things, too{taken}"),
        (name_score(p.name, "label") >= 2, f"groups, too; “{roles.label}” was taken as the label" if roles.label else "groups"),
        (timed, "is called a time, but its values could not be read as times"),
    )
