"""What columns are called, by role, in the languages that people name their columns in.

The words are in names/: a file a role, and one of the words that speak against it. They are compared in lower case, without
blanks, signs and accents.
"""

import re
import unicodedata
from functools import cache
from importlib.resources import files

ROLES = ("text", "title", "user", "time", "item", "label", "value", "image")
_KEYS = frozenset({"id", "index", "no", "nr", "key", "guid"})
_ACCENTS = re.compile("[\u0300-\u036f]+")  # not the marks of other scripts, which are letters there
_LETTERS = str.maketrans({"đ": "d", "ł": "l", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "ð": "d", "þ": "th"})
_HEAD_LAST = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # Chinese, Japanese, Korean: 买家昵称 is a 昵称
_CONTAINERS = frozenset(
    {"node", "edge", "record", "data", "attributes", "fields", "properties", "payload", "source", "object", "snippet"}
)
_GREEK_END = re.compile("(?<=.{3})[ςν]$")
_CYRILLIC_END = re.compile("(?<=.{4})[аеёиоуыэюяйьіїєъ]+$")
_ID_AT_END = re.compile(
    r"(?P<core>\S{3,}?|[\u3400-\u9fff\uac00-\ud7af]{2})(?:id|名|名称|名稱|編號|编号|番号|コード|명|이름|번호)"
)
_NAME_AT_END = re.compile(r"(?P<core>[a-z]{4,})name")


def name_score(column: str, role: str) -> float:
    """How much the column's name speaks for the role.

    3 = the very word, 2 = the word with id, name or at around it, 1 = one of its words, 0 = no sign, -2 = a word against it.
    """
    parts = name_parts(column)
    joined = "".join(parts)
    words, against = words_of(role), words_of(f"not_{role}")
    if joined in words or (joined.removesuffix("s") in words and joined not in against):  # one's "like", the "likes" of others
        return 3.0
    if parts[-1:] == ["id"] and "".join(parts[:-1]) in words and not against & {*parts, joined}:
        return 3.0
    if "." in column and (within := _contained(column)) not in (column, ""):
        return name_score(within, role)
    if against & {*parts, joined}:
        return -2.0
    core = [part for part in parts if part not in words_of("around")]
    bare = "".join(core)
    if {bare, bare.removesuffix("s"), _glued(joined)} & words or (len(core) > 1 and words.issuperset(core)):
        return 2.0
    return 2.0 if _head(joined) in words else 1.0 if any(part in words for part in core) else _inside(joined, words)


def name_parts(column: str) -> list[str]:
    """The words of a column's name, lower case, without accents: "reviewTime_utc" is review, time, utc."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", column)
    kept = (sign if sign.isalnum() or unicodedata.category(sign)[0] == "M" else " " for sign in plain(spaced))
    return [part if part.isascii() else _stem(part) for part in "".join(kept).split()]


def _stem(word: str) -> str:
    """A word without the article before it (Hebrew, Arabic) or the ending that its case gives it (Greek, Cyrillic)."""
    first = word[0]
    if "\u0590" <= first <= "\u06ff":
        article = "ה" if first <= "\u05ff" else "ال"
        return word.removeprefix(article) if len(word) >= len(article) + 3 else word
    if "\u0370" <= first <= "\u03ff":
        return _GREEK_END.sub("", word)
    return _CYRILLIC_END.sub("", word) if "\u0400" <= first <= "\u04ff" else word


def _contained(column: str) -> str:
    """The name without the containers that say nothing of what is in them: node.product.sku is product.sku."""
    within = [part for part in column.split(".") if not part.startswith("$")][-2:]  # what is far out says nothing of it
    while len(within) > 1 and within[0].lower() in _CONTAINERS:
        within = within[1:]
    return ".".join(within)


def plain(name: str) -> str:
    """Lower case, without accents."""
    if name.isascii():
        return name.lower()
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", name.lower()))
    return unicodedata.normalize("NFC", bare).translate(_LETTERS)


def _glued(joined: str) -> str:
    """What stands before "id" or "name" where nothing parts them, as in visitorid; "" where neither is there."""
    found = _ID_AT_END.fullmatch(joined) or _NAME_AT_END.fullmatch(joined)
    return found["core"] if found else ""


def _head(joined: str) -> str:
    """The last word of a compound of German, Dutch, Scandinavian: Mitspieler is a Spieler; "" where there is none."""
    if not joined.isascii() or joined in words_of("no_compound"):
        return ""
    return next((head for head in words_of("heads") if joined.endswith(head) and len(joined) >= len(head) + 3), "")


def _inside(joined: str, words: frozenset[str]) -> float:
    """Where words are written together: 2 for a name that ends in one (in languages that say the thing last), 0.5 with one."""
    if joined.isascii():
        return 0.0
    known = [word for word in words if len(word) > 1 and not word.isascii() and word in joined]
    if _HEAD_LAST.search(joined) and any(joined.endswith(word) for word in known):
        return 2.0
    return 0.5 if known else 0.0


@cache
def words_of(name: str) -> frozenset[str]:
    """The words in names/<name>.txt, in the form of `name_parts` put together; empty where there is no such file."""
    source = files("interestlab.corpus.columns") / "names" / f"{name}.txt"
    stated = source.read_text("utf-8").split() if source.is_file() else []
    return frozenset("".join(name_parts(word)) for word in stated)


def is_role_word(cell: str) -> bool:
    """Whether the cell is what people call a column with a role, or the number of a row."""
    if len(cell) > 60 or len(cell.split()) > 5:
        return False
    return any(name_score(cell, role) >= 2 for role in ROLES) or "".join(name_parts(cell)) in _KEYS
