"""Which column is the text, the user, the time, the item, the label, the value: guessed from names and from the values."""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields

import pandas as pd

from interestlab.corpus.profiles import ColumnProfile, profile_columns
from interestlab.errors import ColumnProblem

WORDS: dict[str, tuple[str, ...]] = {
    "text": (
        "text", "body", "content", "message", "review", "comment", "post", "selftext", "description",
        "tweet", "abstract", "summary", "caption", "question", "answer", "document", "正文", "内容", "评论",
        "文本", "短评", "text_", "本文", "レビュー", "texte", "texto",
    ),
    "title": (
        "title", "headline", "subject", "name", "标题", "名称", "题目", "タイトル", "titre", "titulo", "título",
        "movie_title",
    ),
    "user": (
        "user", "userid", "username", "author", "reviewer", "account", "member", "customer", "person",
        "uid", "by", "poster", "screenname", "handle", "nickname", "用户", "作者", "用户名", "会员", "profilename",
        "visitor", "reader",
    ),
    "time": (
        "time", "date", "timestamp", "datetime", "created", "createdat", "createdutc", "published",
        "posted", "when", "day", "unixreviewtime", "reviewtime", "日期", "时间", "发布时间", "ts", "updated",
        "submitted",
    ),
    "item": (
        "item", "product", "asin", "movie", "film", "book", "song", "track", "artist", "business", "game",
        "app", "thread", "article", "sku", "listing", "recipe", "parentasin", "isbn", "restaurant",
        "place", "商品", "物品", "电影", "店铺", "video", "page",
    ),
    "label": (
        "label", "category", "topic", "class", "subreddit", "newsgroup", "section", "genre", "类别", "标签",
        "分类", "target", "cat", "tag", "group", "forum", "channel", "intent",
    ),
    "value": (
        "rating", "stars", "star", "score", "value", "overall", "rate", "grade", "plays", "playcount",
        "评分", "星级", "打分", "得分",
    ),
    "image": (
        "image", "img", "picture", "photo", "thumbnail", "poster", "cover",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Roles:
    """The columns of a file by what they mean; None or () = there is none."""

    text: tuple[str, ...] = ()
    user: str | None = None
    time: str | None = None
    item: str | None = None
    item_name: str | None = None  # constant within the item: what to call it
    label: str | None = None
    value: str | None = None
    image: str | None = None

    @property
    def used(self) -> set[str]:
        """All columns that have a role other than being kept."""
        single = {getattr(self, f.name) for f in fields(self) if f.name != "text"}
        return {column for column in single if column} | set(self.text)


@dataclass(frozen=True)
class Guess:
    """The roles that were detected, each with the reason, by the role's name."""

    roles: Roles
    reasons: dict[str, str]


def guess_roles(frame: pd.DataFrame, *, catalogue: bool = False) -> Guess:
    """Roles of the columns of a text frame; `catalogue` = one row an item, nobody's writing."""
    profiles = profile_columns(frame)
    finder = _Finder(profiles)
    time = finder.pick("time", lambda p: p.time is not None)
    user = None if catalogue else finder.pick("user", lambda p: not p.is_prose and p.link < 0.5 and p.decimal < 0.5)
    item = finder.pick("item", lambda p: not p.is_prose and p.link < 0.5 and p.decimal < 0.5) or finder.pick_id()
    value = None if catalogue else finder.pick("value", lambda p: p.number > 0.95 and 2 <= p.distinct <= 101)
    label = finder.pick("label", lambda p: 2 <= p.distinct <= max(2, min(300, 0.2 * p.filled)) and p.length < 60)
    image = finder.pick("image", lambda p: p.is_image)
    item_name = _item_name(frame, item, finder)
    text = _text_columns(finder, catalogue=catalogue)
    if catalogue:  # a catalogue says little: its genres belong to what it says
        kinds = [name for name in ([label] if label else finder.named("label")) if profiles[name].has_words]
        text = (*text, *kinds[:1])
    roles = Roles(text, user, time, item, item_name, label, value, image)
    return Guess(roles, finder.reasons)


def check_roles(roles: Roles, frame: pd.DataFrame) -> None:
    """Raises ColumnProblem where a named column is not in the file."""
    for column in sorted(roles.used):
        if column not in frame.columns:
            shown = ", ".join(str(c) for c in frame.columns[:12])
            raise ColumnProblem(f"The file has no column “{column}”; it has {shown}.")


def _item_name(frame: pd.DataFrame, item: str | None, finder: "_Finder") -> str | None:
    """A title that is constant within items which several rows share is the item's name, not what the user wrote."""
    if item is None or frame[item].nunique() > 0.9 * frame[item].notna().sum():
        return None
    known = frame[frame[item].notna()]
    for name in finder.named("title"):
        if known.groupby(item)[name].nunique().le(1).mean() > 0.98:
            return finder.take("item_name", name, f"one “{name}” an item in {known[item].nunique():,} items")
    return None


def _text_columns(finder: "_Finder", *, catalogue: bool) -> tuple[str, ...]:
    body = finder.pick("text", lambda p: p.wordy and p.link < 0.5)
    title = finder.pick("title", lambda p: p.wordy and p.link < 0.5 and (catalogue or p.distinct > 0.1 * p.filled))
    found = tuple(column for column in (title, body) if column)
    if found:
        title_reason = finder.reasons.pop("title", "")
        finder.reasons.setdefault("text", title_reason)
        if title and body:
            finder.reasons["text"] = f"“{title}” and “{body}” joined: a title and a longer text"
        return found
    prose = [p for p in finder.left() if p.is_prose] or [
        p for p in finder.left() if p.has_words and p.distinct > 0.1 * p.filled
    ]
    best = max(prose, key=lambda p: p.length, default=None)
    if best is None:
        return ()
    finder.take("text", best.name, f"the longest text: {best.length:.0f} characters on average")
    return (best.name,)


class _Finder:
    """Gives each column at most one role, and remembers why."""

    def __init__(self, profiles: dict[str, ColumnProfile]) -> None:
        self.profiles = profiles
        self.reasons: dict[str, str] = {}
        self._taken: set[str] = set()

    def left(self) -> list[ColumnProfile]:
        return [p for p in self.profiles.values() if p.name not in self._taken and p.filled]

    def named(self, role: str) -> list[str]:
        scored = [(_name_score(p.name, role), -i, p.name) for i, p in enumerate(self.left())]
        return [name for score, _, name in sorted(scored, reverse=True) if score > 0]

    def pick(self, role: str, fits: Callable[[ColumnProfile], bool]) -> str | None:
        for name in self.named(role):
            profile = self.profiles[name]
            if fits(profile):
                return self.take(role, name, f"its name, and {profile.sentence}")
        return None

    def pick_id(self) -> str | None:
        for profile in self.left():
            if re.sub(r"[^a-z]", "", profile.name.lower()) in ("id", "itemid", "key", "guid", "uuid") and not profile.is_prose:
                return self.take("item", profile.name, f"its name, and {profile.sentence}")
        return None

    def take(self, role: str, name: str, reason: str) -> str:
        self._taken.add(name)
        self.reasons[role] = reason
        return name


def _name_score(column: str, role: str) -> int:
    """3 = the very word, 2 = the word with id/name/at around it, 1 = one of the words in it, 0 = no sign."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", column)
    parts = [part for part in re.split(r"[^0-9a-zA-Z\u0080-\uffff]+", spaced.lower()) if part]
    joined = "".join(parts)
    words = WORDS[role]
    if joined in words or joined.removesuffix("s") in words:
        return 3
    if parts[-1:] == ["id"] and "".join(parts[:-1]) in words:
        return 3
    core = [part for part in parts if part not in ("id", "name", "at", "utc", "the", "of")]
    if core and ("".join(core) in words or "".join(core).removesuffix("s") in words):
        return 2
    numbers = {"num", "number", "count", "n", "avg", "average", "total", "helpful", "len", "length", "url", "link"}
    return 1 if any(part in words for part in core) and not numbers & set(parts) else 0
