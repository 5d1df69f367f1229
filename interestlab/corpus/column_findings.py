"""What the report says of the columns of people, things, times and values, with the rows behind each sentence."""

import pandas as pd

from interestlab.corpus.columns.best_first import WHY
from interestlab.corpus.columns.profiles import profile_columns
from interestlab.corpus.columns.words import name_score
from interestlab.corpus.findings import Findings, Mask, examples
from interestlab.corpus.placeholders import visible
from interestlab.corpus.prepared import Prepared, nothing_to_map
from interestlab.corpus.rows import Rows

_ROUNDED = r"\s*\d(?:[.,]\d+)?[eE]\+?\d{2}\s*"
_MOST_LOST = 60.0  # seconds that rounding may take without a word
_LEAST_TIMES = 0.5  # share of the filled values that must be read


def say_people(findings: Findings, prepared: Prepared, total: int) -> None:
    rows = prepared.rows
    nobody = rows.nobody.to_numpy(bool)
    if nobody.any():
        example = examples(rows.frame[rows.roles.user], nobody)[0]
        sentence = f"{int(nobody.sum()):,} of {total:,} rows name nobody, such as “{example}”."
        findings.say_rows("nobody", sentence, rows, nobody, "a name that stands for nobody")
    missing = rows.user.isna().to_numpy(bool) & ~nobody & rows.has_text
    if missing.any():
        count = (
            f"{int(missing.sum()):,} of {total:,} rows have a text and name no person{_such(rows, rows.roles.user, missing)}"
        )
        sentence = f"{count}; their texts are on the map, but belong to nobody."
        findings.say_rows("without_person", sentence, rows, missing, "no person")


def say_items(findings: Findings, prepared: Prepared, total: int) -> None:
    """Rows in which “NULL” and the like stand where others name a thing; an empty field says so itself."""
    rows, name = prepared.rows, prepared.rows.roles.item
    if name is None or (prepared.mapped is not rows and rows.roles.user):  # refused, and said so
        return
    missing = rows.item.isna().to_numpy(bool) & visible(rows.frame[name]).notna().to_numpy(bool)
    if missing.any():
        sentence = f"{int(missing.sum()):,} of {total:,} rows name no item in “{name}”{_such(rows, name, missing)}."
        findings.say_rows("without_item", sentence, rows, missing, "no item")


def say_rounded_ids(findings: Findings, prepared: Prepared) -> None:
    """Ids such as 1.23456E+17, of which a spreadsheet kept the first digits only: what differed may be one."""
    rows = prepared.rows
    for name, kind in ((rows.roles.user, "people"), (rows.roles.item, "items")):
        if name is None:
            continue
        distinct = pd.Series(rows.frame[name].dropna().unique(), dtype="str")
        found = rows.frame[name].isin(set(distinct[distinct.str.fullmatch(_ROUNDED).fillna(False).astype(bool)])).to_numpy(bool)
        if found.any():
            such = examples(rows.frame[name], found)[0]
            count = f"{int(found.sum()):,} of {int(rows.frame[name].notna().sum()):,} values of “{name}”"
            sentence = (
                f"{count} were rounded by a spreadsheet, such as “{such}”: different {kind} may "
                "be taken as one. Export the ids as text."
            )
            findings.say_rows("rounded_ids", sentence, rows, found, "an id without its last digits")


def _such(rows: Rows, name: str | None, missing: Mask) -> str:
    """What stands there instead of a value, where something does."""
    written = examples(rows.frame[name], missing)[0].strip() if name else ""
    return f", such as “{written}”" if written else ""


def _shown(rows: Rows, name: str, unread: Mask) -> str:
    """Up to three of the values that cannot be read."""
    return ", ".join(f"“{one}”" for one in examples(rows.frame[name], unread)[:3])


def say_times(findings: Findings, prepared: Prepared) -> None:
    rows = prepared.rows
    times, name = rows.times, rows.roles.time
    if times is None or name is None:
        return
    unread = times.unread.to_numpy(bool)
    filled = int(unread.sum() + times.times.notna().sum())
    if unread.any():
        read = filled - int(unread.sum())
        such = _shown(rows, name, unread)
        sentence = f"{read:,} of {filled:,} values of “{name}” can be read as times; not, for example, {such}."
        findings.say_rows(
            "unread_time", sentence, rows, unread, f"the time in “{name}” could not be read", stops=read < _LEAST_TIMES * filled
        )
    _say_rounded_times(findings, rows, name)
    empty = times.times.isna().to_numpy(bool) & ~unread & prepared.used
    if empty.any():
        sentence = f"{int(empty.sum()):,} of {int(prepared.used.sum()):,} rows have no time in “{name}”."
        findings.say_rows("without_time", sentence, rows, empty, "no time")


def _say_rounded_times(findings: Findings, rows: Rows, name: str) -> None:
    """Seconds since 1970 of which a spreadsheet kept the first digits, as in 1.67538E+09."""
    written = pd.Series(rows.frame[name].dropna().unique()[:1_000], dtype="str")
    parts = written.str.extract(r"^\s*\d(?:[.,](?P<kept>\d+))?[eE]\+?(?P<all>\d{1,2})\s*$").dropna(subset="all")
    if not len(parts):
        return
    digits = int(parts["all"].iloc[0])  # 9 in seconds, 12 in milliseconds
    lost = 10.0 ** (digits - int(parts["kept"].fillna("").str.len().max()) - (digits - 9) // 3 * 3)
    if lost >= _MOST_LOST:
        shown = f"{lost / 3_600:.0f} hours" if lost >= 7_200 else f"{lost / 60:.0f} minutes"
        such = written[parts.index[0]]
        findings.say("rounded_times", f"Times in “{name}” such as “{such}” were rounded by a spreadsheet, to about {shown}.")


def say_values(findings: Findings, prepared: Prepared) -> None:
    rows = prepared.rows
    values, name = rows.values, rows.roles.value
    if values is None or name is None:
        return
    unread = values.unread.to_numpy(bool)
    if unread.any():
        filled = int(unread.sum() + values.values.notna().sum())
        such = _shown(rows, name, unread)
        count = f"{filled - int(unread.sum()):,} of {filled:,} values"
        sentence = f"{count} of “{name}” can be read as ratings or counts; not, for example, {such}."
        findings.say_rows("unread_value", sentence, rows, unread, f"the value in “{name}” could not be read")


def say_columns(findings: Findings, prepared: Prepared) -> None:
    """Columns that deserve a look: prose left out, dates and ratings that no one reads, no person, a text of ids."""
    rows, unused = prepared.rows, prepared.guess.unused
    for column, why in unused.items():
        if why.startswith(("holds prose, too", "looks like dates", "looks like ratings")):
            findings.say("column", f"“{column}” {why}.")
        if why == WHY and (name_score(column, "value") > 0 or rows.roles.value is None):
            sentence = f"“{column}” was not taken as the rating: {why}. Choose it as the value where more is better."
            findings.say("best_first", sentence)
    for role, called in (("user", "the person"), ("value", "the rating"), ("item", "the item")):
        why = prepared.guess.reasons.get(role, "")
        if getattr(rows.roles, role) and why.endswith("; a guess"):
            findings.say(
                "guess",
                f"“{getattr(rows.roles, role)}” was taken as {called}, which is a guess: {why.removesuffix('; a guess')}.",
            )
    if prepared.mapped is None and not (rows.roles.user and rows.roles.item):
        findings.say("nothing", nothing_to_map(rows), stops=True)
    elif not rows.roles.user:
        findings.say(
            "no_person", "No column names the person, so People, Recommend and Evaluate stay empty; choose one if there is one."
        )
    for name, profile in profile_columns(rows.frame[list(rows.roles.text)]).items() if rows.roles.text else ():
        if profile.known and (profile.is_coded or profile.number > 0.9 or profile.time.share > 0.9):
            findings.say(
                "text_of_ids",
                f"“{name}” holds ids, addresses or numbers rather than words; choose another column for the text.",
                stops=True,
            )
