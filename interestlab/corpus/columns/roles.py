"""Which column is the text, the person, the time, the item, the label, the value.

Evidence adds up: what the values look like, how filled and varied they are, what a column is constant within, what stands
beside it, and last what it is called. A known export tells what values cannot. Every guess has a reason and says how certain
it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from interestlab.corpus.columns.best_first import best_first, may_be_marks
from interestlab.corpus.columns.evidence import (
    Scored,
    are_people,
    certainty,
    counts_votes,
    group_of,
    image_score,
    is_id_named,
    is_person_name,
    item_score,
    label_score,
    time_score,
    user_score,
    value_score,
)
from interestlab.corpus.columns.known import Match, known_shape
from interestlab.corpus.columns.model import Guess, Roles
from interestlab.corpus.columns.positional import is_headerless, positional_roles
from interestlab.corpus.columns.profiles import ColumnProfile, profile_columns, sample_rows
from interestlab.corpus.columns.prose import TextChoice, choose_text, speaks
from interestlab.corpus.columns.unused import reasons_unused
from interestlab.corpus.columns.words import name_parts, name_score, words_of
from interestlab.corpus.columns.works import Works, find_works, is_maker_named, settles

# Beside these, a plain "name" is that of a thing.
_OF_THINGS = frozenset(
    {"brand", "price", "sku", "product", "asin", "model", "manufacturer", "category", "isbn", "cuisine", "genre"}
)
_LEAST_TAGS = 8  # different values
_LEAST_TIMES = 0.1  # share of the values that can be read
_FEW = 0.6  # share of the rows that have a text
ROW_KEYS = ("id", "itemid", "key", "guid", "uuid", "rowid", "messageid", "commentid", "tweetid", "postid", "idstr", "reviewid")


def guess_roles(
    frame: pd.DataFrame, *, catalogue: bool = False, given: Roles | None = None, titles: Mapping[str, str] | None = None
) -> Guess:
    """Roles of the columns of a text frame.

    catalogue: one row an item, nobody's writing. given: what an importer knows or the analyst chose, which stands; the rest is
    not guessed. titles: what columns are called at length, such as the questions of a survey.
    """
    sample = sample_rows(frame)
    profiles = profile_columns(frame, titles)
    match = known_shape(profiles)
    if given is not None:
        unused = reasons_unused(profiles, given, ())
        title, not_rated = (match.shape.title, match.shape.not_rated) if match else ("", None)
        return Guess(given, {}, {}, unused, title, not_rated)
    guessing = _Guessing(sample, profiles, match, catalogue)
    roles = guessing.roles()
    others = {role: tuple(s.column for s in ranked) for role, ranked in guessing.others.items() if ranked}
    unused = reasons_unused(profiles, roles, guessing.left_out, guessing.works.makers)
    if guessing.match is None:
        return Guess(roles, guessing.reasons, others, unused)
    shape = guessing.match.shape
    return Guess(roles, guessing.reasons, others, unused, shape.title, shape.not_rated)


@dataclass
class _Guessing:
    """One file's guess under way: roles are taken one after the other, each column once."""

    sample: pd.DataFrame
    profiles: dict[str, ColumnProfile]
    match: Match | None
    catalogue: bool
    reasons: dict[str, str] = field(default_factory=dict)
    others: dict[str, list[Scored]] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    works: Works = field(default_factory=Works)
    text: tuple[str, ...] = ()
    taken: set[str] = field(default_factory=set)

    def roles(self) -> Roles:
        """All roles, the surest first, as what is taken cannot be something else."""
        for column in self._known().values():
            for one in column if isinstance(column, tuple) else (column,):
                if one is not None:
                    self.taken.add(one)
        if not self.catalogue:
            self.works = find_works({name: p for name, p in self.profiles.items() if name not in self.taken}, self.sample)
        text = self._text_first()
        self.text = text.columns
        prefix = group_of(text.columns[-1]) if text.columns else ""

        time = self._pick("time", lambda p: time_score(p, prefix))
        if is_headerless(self.profiles) and self.match is None:
            return self._by_position(text, time)
        user = None if self.catalogue else self._pick("user", lambda p: self._person(p, prefix, text))
        item = self._pick("item", self._thing) or self._row_key(text.columns)
        value = None if self.catalogue else self._pick("value", lambda p: self._value(p, item))
        if value and may_be_marks(self.profiles[value], self.profiles):
            before = self.reasons["value"].rpartition("; ")[0]
            self.reasons["value"] = (
                f"{before}; in school marks 1 is the best, and here a higher value counts as better; a guess"
            )
        label = self._pick("label", label_score)
        image = self._pick("image", image_score)
        item_name = self._item_name(item, text)
        columns = tuple(column for column in text.columns if column != item_name)
        if user is None and value is not None and columns and not self.catalogue and "text" not in self._known():
            columns, item, item_name = self._with_names(columns, item, item_name)
        if self.catalogue:  # a catalogue says little: its genres belong to what it says
            columns = (*columns, *self._kinds(label))
        if not columns and item_name is None and not self._rated_alone(user, item, value):
            label, columns = self._label_as_text(label)
        if not columns and item_name is not None and not self._rated_alone(user, item, value):
            columns, item_name = (item_name,), None
        self._say_text(columns, text)
        self.left_out = tuple(
            column for column in text.left_out if column not in {user, time, item, value, label, image, item_name}
        )
        return Roles(columns, user, time, item, item_name, label=label, value=value, image=image)

    def _by_position(self, text: TextChoice, time: str | None) -> Roles:
        """The roles where no column has a name."""
        found = positional_roles(self.profiles, text.columns, time, catalogue=self.catalogue, sample=self.sample)
        for role, column in found.items():
            self.reasons[role] = (
                f"its values and its place in a file without a header: {self.profiles[column].sentence}; a guess"
            )
        self._say_text(text.columns, text)
        self.left_out = tuple(column for column in text.left_out if column not in found.values())
        return Roles(text.columns, time=time, **found)

    def _known(self) -> dict[str, Any]:
        """What the export tells; its time only where it can be read, as that of a list's things may never have been set."""
        roles = dict(self.match.roles) if self.match else {}
        if roles.get("time") is not None and self.profiles[roles["time"]].time.share < _LEAST_TIMES:
            del roles["time"]
        return roles

    def _text_first(self) -> TextChoice:
        """The text is chosen before the rest, so that what stands beside it can be preferred."""
        known = self._known()
        if "text" in known and (known["text"] or not self.profiles):
            return TextChoice(known["text"], self._why_known(), (), ())
        if "text" in known:
            return TextChoice((), "", (), ())
        apart = {*self.taken, self.works.title}
        left = [p for p in self.profiles.values() if p.name not in apart]
        found = choose_text(left, self.sample, catalogue=self.catalogue)
        if found.columns or self.works.title is None:
            return found
        self.works = replace(self.works, title=None)  # where nobody wrote more, the titles are what there is to map
        return self._text_first()

    def _why_known(self) -> str:
        assert self.match is not None
        why = f": {self.match.shape.why}" if self.match.shape.why else ""
        return f"this is the shape of a file of the kind “{self.match.shape.title}”{why}"

    def _pick(self, role: str, score: Any) -> str | None:
        """The column with most evidence for the role; the others are remembered."""
        known = self._known()
        if role in known and (known[role] is not None or role != "time"):
            if known[role] is not None or (role in ("user", "value") and self.match is not None and self.match.shape.why):
                self.reasons[role] = f"{self._why_known()}; certain"
            return known[role] if known[role] is None else str(known[role])
        ranked = sorted(
            (
                Scored(p.name, found, -place)
                for place, p in enumerate(self.profiles.values())
                if p.name not in self.taken and (found := score(p)) > -9
            ),
            key=lambda one: (-one.score, -one.place),
        )
        ranked = [one for one in ranked if one.score > 0]
        best = ranked[0] if ranked and ranked[0].score >= 2.0 else None
        self.others[role] = [one for one in ranked if best is None or one.column != best.column][:5]
        if best is None:
            return None
        self.taken.add(best.column)
        rivals = (one.score for one in ranked[1:] if role == "time" or not self._is_same_by_rows(best.column, one.column))
        second = next(rivals, 0.0)
        named = "its name and its values" if name_score(best.column, role) > 0 else "its values"
        if role == "user" and named == "its values" and are_people(self.profiles[best.column]):
            named = "its values, which read as names of people"
        sure = certainty(best.score, second)
        if role == "user" and is_maker_named(best.column) and (self.works.unsure or self._may_be_of_works()):
            sure = "a guess"
        self.reasons[role] = f"{named}: {self.profiles[best.column].sentence}; {sure}"
        return best.column

    def _may_be_of_works(self) -> bool:
        """Whether rated titles, all different and no part of the text, may be books, so that an author may be theirs."""
        titles = [p for p in self.profiles.values() if p.name not in self.taken and name_score(p.name, "title") >= 3]
        rated = any(name_score(name, "value") >= 2 for name in self.profiles)
        return rated and any(p.distinct >= 0.9 and p.name not in self.text for p in titles)

    def _is_same_by_rows(self, column: str, other: str) -> bool:
        """Whether both name the same, as the id and the name of a person do: then one is no rival of the other."""
        rows = self.sample[[column, other]].dropna()
        return self._is_one_to_one(column, other) and bool(rows.duplicated().any())

    def _is_one_to_one(self, column: str, other: str) -> bool:
        """Whether each value of the one has a value of the other to itself."""
        pairs = self.sample[[column, other]].dropna().drop_duplicates()
        return len(pairs) == pairs[column].nunique() == pairs[other].nunique() > 1

    def _person(self, profile: ColumnProfile, prefix: str, text: TextChoice) -> float:
        """The evidence for the person, less where the column names who made the thing or who works on it."""
        if self._is_plain_name(profile) and speaks(text.columns) and profile.name not in text.columns:
            return -9.5 if self._is_of_things else 2.0 + 0.5 * profile.filled
        if profile.name == self.works.title or self._is_told_by_a_work(profile):
            return -9.5
        score = user_score(profile, prefix) - 2.0 * self._is_staff(profile)
        if profile.name in self.works.makers:
            return score - 3.0
        if is_maker_named(profile.name) and self._has_reader(text):
            return score - 2.0
        return score

    def _is_told_by_a_work(self, profile: ColumnProfile) -> bool:
        """Whether a column of people's names, not called so, never differs within a title: then they made it."""
        if name_score(profile.name, "user") != 0 or not are_people(profile):
            return False
        things = [p.name for p in self.profiles.values() if p.distinct < 0.9 and name_score(p.name, "item") >= 2]
        titles = [self.works.title] if self.works.title else things
        return any(title != profile.name and settles(self.sample, title, profile.name) for title in titles)

    def _has_reader(self, text: TextChoice) -> bool:
        """Whether somebody else than an author may be the person: a reader, or beside a rating a member or a plain name.

        Without a rating, a reviewer may be whoever looks at what the author wrote.
        """
        only = words_of("only_reader")
        if any(only & {*name_parts(name), "".join(name_parts(name))} for name in self.works.readers):
            return True
        rated = any(name_score(name, "value") >= 2 or name_score(name, "item") >= 2 for name in self.profiles)
        named = any(self._is_plain_name(p) for p in self.profiles.values() if p.name not in text.columns)
        return rated and (named or bool(self.works.readers))

    def _is_plain_name(self, profile: ColumnProfile) -> bool:
        """Whether a column that is only called "name" holds people: names, or beside makers of works handles, too."""
        if profile.name == self.works.title:
            return False
        if is_person_name(profile):
            return True
        beside = any(is_maker_named(name) for name in self.profiles)
        again = profile.words <= 1.5 and profile.distinct < 0.9 and profile.code > 0.1
        return (beside or again) and is_person_name(profile, handles=True)

    @property
    def _is_of_things(self) -> bool:
        """Whether the file describes things: beside a brand or a price, a plain "name" is what one of them is called."""
        return not self.works.title and bool({part for name in self.profiles for part in name_parts(name)} & _OF_THINGS)

    def _thing(self, profile: ColumnProfile) -> float:
        """The evidence for the item."""
        if is_person_name(profile) and self._is_of_things and profile.distinct < 0.9 and not self.catalogue:
            return 2.0 + 0.5 * profile.filled
        if profile.name == self.works.title:
            return 3.0 + 0.7 * profile.filled
        score = item_score(profile, self.catalogue)
        return score - 1.5 if not self.catalogue and profile.distinct >= 0.999 and self._others_repeat(profile) else score

    def _others_repeat(self, profile: ColumnProfile) -> bool:
        """Whether another id is shared by records: then one that no two records share numbers the records, and is no item."""
        others = (p for p in self.profiles.values() if p is not profile and p.distinct < 0.9 and is_id_named(p.name))
        return profile.known >= 10 and any(item_score(p, self.catalogue) >= 2 for p in others)

    def _value(self, profile: ColumnProfile, item: str | None) -> float:
        """The evidence for the value; none where 1 is the best, since more counts as better."""
        return -9.5 if best_first(profile) else value_score(profile, self._has_items(item), self._has_votes)

    def _is_staff(self, profile: ColumnProfile) -> bool:
        """Whether the column names who owns or handles a record that another column says comes from a customer."""
        if not {"owner", "creator"} & set(name_parts(profile.name)):
            return False
        return any(words_of("customer") & set(name_parts(name)) for name in self.profiles if name != profile.name)

    @property
    def _has_votes(self) -> bool:
        """Whether the file counts what others did with its texts."""
        return any(counts_votes(p) for p in self.profiles.values())

    def _row_key(self, text: tuple[str, ...]) -> str | None:
        """The number of each record, where it has one: then two records never are one item."""
        if "item" in self._known():
            return None
        for profile in self.profiles.values():
            key = "".join(name_parts(profile.name))
            if key in ROW_KEYS and profile.name not in self.taken and not profile.is_prose and profile.filled > 0.5 and text:
                self.taken.add(profile.name)
                self.reasons["item"] = f"its name, and {profile.sentence}; likely"
                return profile.name
        return None

    def _has_items(self, item: str | None) -> bool:
        """Whether several records are about one thing, as ratings are."""
        return item is not None and self.profiles[item].distinct < 0.98

    def _item_name(self, item: str | None, text: TextChoice) -> str | None:
        """A title that is constant within items which several rows share is the item's name, not what a person wrote."""
        known = self._known()
        if "item_name" in known:
            return None if known["item_name"] is None else str(known["item_name"])
        if item is None or not self._has_items(item) or (self.profiles[item].wordy and self.profiles[item].code < 0.5):
            return None
        rows = self.sample[self.sample[item].notna()]
        named = sorted(
            (
                p
                for p in self.profiles.values()
                if (p.name not in self.taken or p.name in text.columns) and p.name != item and p.has_words and p.code < 0.5
            ),
            key=lambda p: -name_score(p.name, "title"),
        )
        for profile in named:
            said = name_score(profile.name, "title") >= 1 or (
                name_score(profile.name, "item") >= 1 and profile.name not in text.columns
            )
            if said and not profile.constant and rows.groupby(item)[profile.name].nunique().le(1).mean() > 0.98:
                if profile.name in text.columns and len(text.columns) == 1 and not self._repeats(rows, item, profile.name):
                    continue
                self.taken.add(profile.name)
                self.reasons["item_name"] = (
                    f"one “{profile.name}” an item in {rows[item].nunique():,} items of the first rows; likely"
                )
                return profile.name
        return None

    def _with_names(
        self, columns: tuple[str, ...], item: str | None, item_name: str | None
    ) -> tuple[tuple[str, ...], str | None, str | None]:
        """The text, item and item's name of one person's list: where few things have a remark, their names come before it.

        Otherwise what is rated and not written about would be left out.
        """
        name = item_name or item
        filled = float(self.sample[list(columns)].notna().any(axis=1).mean())
        if name is None or filled >= _FEW or self.profiles[name].filled < 0.95 or not self.profiles[name].has_words:
            return columns, item, item_name
        if name == item:
            ids = (name for name in self.profiles if name not in self.taken and name.lower().endswith(("id", "url", "uri")))
            item = next((other for other in ids if self._is_one_to_one(name, other)), None)
            self.reasons.pop("item")
            if item is not None:
                self.taken.add(item)
                self.reasons["item"] = f"its name and its values: {self.profiles[item].sentence}; likely"
        self.reasons.pop("item_name", None)
        return (name, *columns), item, None

    @staticmethod
    def _repeats(rows: pd.DataFrame, item: str, name: str) -> bool:
        """Whether items that come several times always come with the same title, and different items with different ones."""
        return rows[name].nunique() > 0.5 * rows[item].nunique()

    def _rated_alone(self, user: str | None, item: str | None, value: str | None) -> bool:
        """Ratings without texts: a person, an item that others share, and a value."""
        return user is not None and item is not None and (value is not None or self._has_items(item))

    def _kinds(self, label: str | None) -> tuple[str, ...]:
        named = (
            [label]
            if label
            else [p.name for p in self.profiles.values() if p.name not in self.taken and name_score(p.name, "label") > 0]
        )
        return tuple(name for name in named if self.profiles[name].has_words)[:1]

    def _label_as_text(self, label: str | None) -> tuple[str | None, tuple[str, ...]]:
        """Tags are the text of a file that has no other words, where there are enough different ones to map."""
        named = [p.name for p in self.profiles.values() if p.name not in self.taken and name_score(p.name, "label") > 0]
        for name in [label] if label else named:
            if self.profiles[name].has_words and self.profiles[name].variety >= _LEAST_TAGS:
                return None, (name,)
        return label, ()

    def _say_text(self, columns: tuple[str, ...], text: TextChoice) -> None:
        if not columns:
            self.reasons.pop("text", None)
            return
        self.reasons["text"] = text.reason
        self.others["text"] = [Scored(column, 1.0, 0) for column in text.others]
        if columns != text.columns and len(columns) == 1:
            self.reasons["text"] = f"{self.profiles[columns[0]].sentence}; likely"
