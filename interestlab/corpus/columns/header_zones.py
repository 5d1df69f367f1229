"""The time zone that a column's header names: "time (America/New_York)", "Created (UTC+2)", "Datum (MEZ)", created_utc."""

import re

from interestlab.corpus.columns.time_words import fold_text
from interestlab.corpus.columns.time_zones import NamedZone, read_zone
from interestlab.corpus.columns.words import name_parts

_BRACKETS = re.compile(r"[(\[（【]([^()\[\]（）【】]*(?:\([^()]*\))?)[)\]）】]")
_OFFSET = re.compile(r"(?:utc|gmt) ?[+-] ?\d{1,2}(?::?\d{2})?(?!\d)")
_PLACE = re.compile(r"[a-z]{3,}/[a-z_]{3,}(?:/[a-z_]{3,})?")
_AROUND = re.compile(
    r"\b(?:time ?zone|zeitzone|fuseau(?: horaire)?|zona horaria|fuso(?: orario)?|часовои пояс|时区|時區|in|local)\b ?:?"
)
# short names that are no words, so that they need no brackets
_PLAIN = frozenset(
    ["UTC", "GMT", "CET", "CEST", "MEZ", "MESZ", "EET", "EEST", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT", "JST",
     "KST", "MSK", "IST", "HKT", "SGT", "AEST", "AEDT", "NZST"]
)  # fmt: skip


def header_zone(*labels: str) -> NamedZone | None:
    """The zone in the first of the labels (a column's name, its question, what an export says of it) that names one."""
    for label in labels:
        found = _in_label(label) if label else None
        if found is not None:
            return found
    return None


def _in_label(label: str) -> NamedZone | None:
    plain = fold_text(label)
    tried = [*_BRACKETS.findall(plain), *_OFFSET.findall(plain), *_PLACE.findall(plain)]
    if label != label.upper():  # "Created CET", but not "DATE CREATED EST."
        tried += [word for word in re.findall(r"(?<![A-Za-z])[A-Z]{3,4}(?![A-Za-z])", label) if word in _PLAIN]
    for text in tried:
        zone = read_zone(_AROUND.sub("", fold_text(text)).strip(" :,;-"))
        if zone is not None and zone.named:
            return zone
    return read_zone("utc") if {"utc", "gmt"} & set(name_parts(label)) else None
