"""Text that was damaged before it was saved: halves of emoji, and UTF-8 that somebody read as Latin-1 or cp1252."""

import json
import re
from dataclasses import dataclass

import pandas as pd

_SURROGATE = re.compile("[\ud800-\udfff]")
# What the first two bytes of a UTF-8 character look like when they are read as Latin-1 or cp1252.
_SUSPICIOUS = re.compile("[Â-ô][\u0080-¿€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
_PARTS = re.compile(r'\s*\[?\s*\{\s*"(?:text|mention|emoji|link|url|insert|type)"\s*:')
_LOOKED_AT = 50  # cells that tell whether a column holds texts in JSON
_STRONG_SHARE = 0.3  # of the values beyond ASCII that a repair makes good: below, they are ordinary text that quotes some


@dataclass(frozen=True, eq=False)
class Mended:
    """The column, (rows,) str on the index it had, and in how many of its rows a text was repaired."""

    column: "pd.Series[str]"
    count: int


def mend_surrogates(text: str) -> tuple[str, int]:
    """The text with U+FFFD for each half of a pair that stands alone, and how many there were; whole pairs become a character.

    JSON that was cut inside an emoji holds such halves, and no file can be written that has them.
    """
    if _SURROGATE.search(text) is None:
        return text, 0
    before = text.count("\ufffd")
    mended = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return mended, mended.count("\ufffd") - before


def mend_mojibake(column: "pd.Series[str]") -> Mended:
    """The column with “chaÃ®ne” as “chaîne”, where most of what is beyond ASCII in it can be repaired; else as it was.

    Judged over the distinct values; each is repaired only where UTF-8 comes of it without a damaged character.
    """
    suspicious = column.str.contains(_SUSPICIOUS.pattern, regex=True, na=False)
    if not suspicious.any():
        return Mended(column, 0)
    values = [str(value) for value in column[suspicious].unique()]
    beyond_ascii = sum(not str(value).isascii() for value in column.dropna().unique())
    repaired = {value: fixed for value in values if (fixed := _repaired(value)) != value}
    if len(repaired) < max(1.0, _STRONG_SHARE * beyond_ascii):
        return Mended(column, 0)
    for value in values:  # the column tells what a short value alone would not
        if value not in repaired and (fixed := _read_again(value)) != value:
            repaired[value] = fixed
    return Mended(column.map(lambda value: repaired.get(value, value), na_action="ignore").astype("str"),
                  int(column.isin(list(repaired)).sum()))  # fmt: skip


def _repaired(value: str) -> str:
    """What ftfy makes of it, which leaves alone whatever could have been meant."""
    import ftfy

    fixed = ftfy.fix_encoding(value, ftfy.TextFixerConfig(replace_lossy_sequences=False))
    return value if "\ufffd" in fixed and "\ufffd" not in value else fixed


def _read_again(value: str) -> str:
    """The value's bytes read as UTF-8, or the value where they are none."""
    import ftfy.bad_codecs  # noqa: F401  (registers sloppy-windows-1252, which has all 256 bytes)

    for encoding in ("latin-1", "sloppy-windows-1252"):
        try:
            return value.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return value


def texts_of_json(column: "pd.Series[str]") -> Mended:
    """The column with “see you” for {"text": "see you"}, where most of its cells are such parts of a formatted text.

    The parts of a cell follow one another, with or without commas and brackets, and those without a text are left out.
    """
    first = column[column.notna() & (column != "")].head(_LOOKED_AT)
    if len(first) < 2 or first.str.match(_PARTS).mean() < 0.8:
        return Mended(column, 0)
    texts = {value: text for value in map(str, column.dropna().unique()) if (text := _joined_parts(value)) is not None}
    count = int(column.isin(list(texts)).sum())
    return Mended(column.map(lambda value: texts.get(value, value), na_action="ignore").astype("str"), count)


def _joined_parts(cell: str) -> str | None:
    """The texts of the objects in a cell one after the other; None where it is no JSON."""
    decoder, place, found = json.JSONDecoder(), 0, []
    while place < len(cell):
        if cell[place] in " ,[]\n\r\t":
            place += 1
            continue
        try:
            part, place = decoder.raw_decode(cell, place)
        except (json.JSONDecodeError, RecursionError):
            return None
        if not isinstance(part, dict):
            return None
        found.append(next((part[name] for name in ("text", "insert") if isinstance(part.get(name), str)), ""))
    return "".join(found) if found else None
