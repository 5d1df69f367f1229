"""What the report says, counted over all rows, and the rows behind each of its lines."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from interestlab.corpus.column_findings import say_columns, say_items, say_people, say_rounded_ids, say_times, say_values
from interestlab.corpus.findings import Findings, examples
from interestlab.corpus.joins import FORMS
from interestlab.corpus.languages import language_name
from interestlab.corpus.prepared import Prepared
from interestlab.corpus.readers.raw import SHOWN_CHARACTERS, RefusedRow
from interestlab.corpus.report import (
    SHOWN_ROWS,
    Counts,
    Join,
    QualityReport,
    TimeSpan,
    Unread,
    ValueScale,
)
from interestlab.corpus.rows import Rows

_MOST_REFUSED = 0.2  # share of the rows above which the page asks first


def measure(prepared: Prepared) -> tuple[QualityReport, Findings]:
    """The report on an upload, and the rows behind it."""
    rows, table = prepared.rows, prepared.rows.table
    refused = _refused(prepared)
    counts = _counts(prepared, refused)
    findings = Findings()
    _say_rows(findings, prepared, counts, refused)
    say_times(findings, prepared)
    say_values(findings, prepared)
    say_columns(findings, prepared)
    _say_join(findings, prepared)
    _say_file(findings, prepared)
    per_user = rows.user[prepared.used & rows.user.notna().to_numpy(bool)].value_counts()
    shared = _shared_items(prepared)
    if counts.items and not shared and counts.people > 1 and rows.roles.item:
        findings.say(
            "unshared",
            f"0 of {counts.items:,} items are shared by two people: recommenders that learn from shared items cannot be used.",
        )
    report = QualityReport(
        kind=table.kind,
        title=table.format,
        encoding=table.encoding,
        encoding_certain=table.encoding_certain,
        header_line=table.header_line,
        roles=rows.roles,
        reasons=dict(prepared.guess.reasons),
        unused=dict(prepared.guess.unused),
        counts=counts,
        time=_span(prepared),
        value=_scale(rows),
        refused=tuple(refused[:SHOWN_ROWS]),
        unread={"time": _unread(rows, "time"), "value": _unread(rows, "value")},
        join=_join(prepared),
        languages=dict(prepared.languages.shares),
        languages_of=prepared.languages.texts,
        findings=tuple(findings.said),
        notes=tuple(_notes(prepared)),
        catalogue_rows=len(prepared.entries) if prepared.entries is not None else 0,
        duplicate_texts=_duplicates(prepared.mapped),
        active_users=int((per_user >= 5).sum()),
        shared_items=shared,
        length_quantiles=_lengths(prepared.mapped),
        weight_sentence=prepared.rule.sentence,
    )
    return report, findings


def _refused(prepared: Prepared) -> list[RefusedRow]:
    """What the reader refused, and where there is nothing but events, rows that are none."""
    rows = prepared.rows
    refused = list(rows.table.refused)
    if prepared.mapped is not rows and rows.roles.user and rows.roles.item:
        lost = np.flatnonzero(~rows.is_event)
        shown = rows.frame.iloc[lost]
        texts = (" · ".join(str(v) for v in row if isinstance(v, str)) for row in shown.itertuples(index=False, name=None))
        refused += [
            RefusedRow(int(rows.table.lines[i]), "no person or no item", text[:SHOWN_CHARACTERS])
            for i, text in zip(lost, texts, strict=True)
        ]
    return refused


def _counts(prepared: Prepared, refused: Sequence[RefusedRow]) -> Counts:
    rows, used = prepared.rows, prepared.used
    placeholders = int(rows.placeholder.sum())
    lost = len(refused) - len(rows.table.refused)
    without = int((~rows.has_text).sum()) - placeholders - lost
    is_person = rows.user.notna().to_numpy(bool)
    people = rows.user[used & is_person]
    entries = prepared.entries if prepared.map_catalogue else None
    texts = int(entries.has_text.sum()) if entries is not None else int(rows.has_text.sum())
    event = is_person & (rows.item.notna().to_numpy(bool) | rows.has_text)
    return Counts(
        rows=len(rows) + len(rows.table.refused),
        refused=len(refused),
        without_text=without,
        placeholders=placeholders,
        texts=texts,
        people=int(people.nunique()),
        items=_item_count(prepared),
        events=int((event & used).sum()),
        dated=int((rows.time.notna().to_numpy(bool) & used).sum()),
        valued=int((rows.value.notna().to_numpy(bool) & used).sum()),
    )


def _item_count(prepared: Prepared) -> int:
    rows = prepared.rows
    if prepared.entries is not None:
        return int(pd.concat([prepared.entries.item, rows.item[rows.user.notna()]]).dropna().nunique())
    return int(rows.item[prepared.used].nunique()) if rows.roles.item else int(rows.has_text.sum())


def _shared_items(prepared: Prepared) -> int:
    """Items with events of two people or more."""
    rows = prepared.rows
    pairs = pd.DataFrame({"user": rows.user, "item": rows.item}).dropna().drop_duplicates()
    return int((pairs["item"].value_counts() >= 2).sum())


def _say_rows(findings: Findings, prepared: Prepared, counts: Counts, refused: Sequence[RefusedRow]) -> None:
    """Rows that were refused, have no text, no person, or a text that was there before."""
    rows, total = prepared.rows, counts.rows
    if refused:
        first = refused[0]
        sentence = f"{len(refused):,} of {total:,} rows were refused, line {first.line:,} first: {first.reason}."
        findings.say_refused("refused", sentence, refused, stops=len(refused) > _MOST_REFUSED * total)
    if prepared.mapped is rows:
        empty = ~rows.has_text & ~rows.placeholder.to_numpy(bool)
        if empty.any():
            events = int((empty & rows.is_event).sum())
            kept = f"; {events:,} of them count as events" if events else ""
            findings.say_rows(
                "without_text", f"{int(empty.sum()):,} of {total:,} rows have no text{kept}.", rows, empty, "no text"
            )
        if counts.placeholders:
            example = examples(rows.frame[list(rows.roles.text)].bfill(axis=1).iloc[:, 0], rows.placeholder.to_numpy(bool))[0]
            sentence = f"{counts.placeholders:,} of {total:,} texts stand for nothing, such as “{example}”, and were left out."
            findings.say_rows("placeholders", sentence, rows, rows.placeholder.to_numpy(bool), "a text that stands for nothing")
        broken = rows.text.str.contains("\ufffd", regex=False, na=False).to_numpy(bool)
        if broken.any():
            sentence = (
                f"{int(broken.sum()):,} of {counts.texts:,} texts hold characters that could not be read; they are shown as �."
            )
            findings.say_rows("broken", sentence, rows, broken, "characters that could not be read")
        duplicates = rows.text.duplicated().to_numpy(bool) & rows.has_text
        if duplicates.any():
            sentence = f"{int(duplicates.sum()):,} of {counts.texts:,} texts stand in the file more than once; all are kept."
            findings.say_rows("duplicates", sentence, rows, duplicates, "a text that stands earlier in the file")
    if rows.roles.user:
        say_people(findings, prepared, total)
    say_items(findings, prepared, total)
    say_rounded_ids(findings, prepared)


def _say_join(findings: Findings, prepared: Prepared) -> None:
    join = _join(prepared)
    if join is None or prepared.entries is None:
        return
    matched = f"{join.items_matched:,} of {join.items:,} items of the events"
    share = f"{matched} are in the catalogue ({join.events_matched:,} of {join.events:,} events)"
    if join.form:
        plain = f"{join.items_as_they_are:,} of {join.items:,} items of the events are in the catalogue as they are written"
        findings.say("join_form", f"{plain}: {FORMS[join.form]}. They were matched so, and {share}.")
    missing = prepared.rows.item.notna().to_numpy(bool) & ~prepared.rows.item.isin(
        set(prepared.entries.item.dropna())
    ).to_numpy(bool)
    if missing.any():
        nothing = "" if join.items_matched else "; check that both files name the same things in the chosen columns"
        findings.say_rows(
            "unmatched",
            f"{share}{nothing}.",
            prepared.rows,
            missing,
            "its item is not in the catalogue",
            stops=not join.items_matched,
        )


def _say_file(findings: Findings, prepared: Prepared) -> None:
    table = prepared.rows.table
    for sentence in prepared.asks:
        findings.say("ask", sentence, stops=True)
    if not table.encoding_certain:
        findings.say(
            "encoding",
            f"The encoding was guessed as {table.encoding}, and another is nearly as likely; look at accents below.",
        )


def _notes(prepared: Prepared) -> Iterator[str]:
    """What the readers decided, in sentences."""
    rows = prepared.rows
    yield from rows.table.notes
    if prepared.entries is not None:
        yield from prepared.entries.table.notes
    yield from rows.times.notes if rows.times else ()
    yield from rows.values.notes if rows.values else ()
    if rows.mended:
        yield f"{rows.mended:,} texts had letters that an export had garbled, such as “Ã©” for “é”; they were put right."
    if rows.marked_up:
        yield f"{rows.marked_up:,} texts had HTML in them; tags, styles and scripts were taken out."


def _span(prepared: Prepared) -> TimeSpan | None:
    times = prepared.rows.times
    if times is None or times.form is None:
        return None
    known = times.times[prepared.used].dropna()
    if not len(known):
        return None
    return TimeSpan(times.form.title, times.form.zone, _iso(known.min()), _iso(known.max()))


def _iso(moment: pd.Timestamp) -> str:
    return moment.tz_convert("UTC").isoformat().replace("+00:00", "Z")


def _scale(rows: Rows) -> ValueScale | None:
    form = rows.values.form if rows.values is not None else None
    return ValueScale(form.low, form.high, form.neutral, form.title) if form is not None else None


def _unread(rows: Rows, role: str) -> Unread:
    read, name = (rows.times, rows.roles.time) if role == "time" else (rows.values, rows.roles.value)
    if read is None or name is None:
        return Unread()
    mask = read.unread.to_numpy(bool)
    return Unread(int(mask.sum()), tuple(examples(rows.frame[name], mask))) if mask.any() else Unread()


def _join(prepared: Prepared) -> Join | None:
    matched = prepared.matched
    if matched is None:
        return None
    named = prepared.rows.item.dropna()
    events = int(named.isin(set(matched.catalogue.dropna())).sum())
    return Join(matched.items, matched.matched, len(named), events, matched.form, matched.as_they_are)


def _duplicates(mapped: Rows | None) -> int:
    return int((mapped.text.duplicated() & mapped.text.notna()).sum()) if mapped is not None else 0


def _lengths(mapped: Rows | None) -> tuple[int, int, int, int, int]:
    if mapped is None or not mapped.has_text.any():
        return (0, 0, 0, 0, 0)
    found = np.quantile(mapped.text.dropna().str.len().to_numpy(np.int64), [0, 0.25, 0.5, 0.75, 1]).astype(int)
    return (int(found[0]), int(found[1]), int(found[2]), int(found[3]), int(found[4]))


def languages_sentence(report: QualityReport, unknown: Sequence[str]) -> str:
    """Which languages of the texts the encoder does not know; "" where it knows them all."""
    named = ", ".join(f"{language_name(code)} ({report.languages.get(code, 0):.0%})" for code in unknown if code != "und")
    said = [f"The encoder does not know {named}; their texts will not be told apart well."] if named else []
    if "und" in unknown:
        said.append(f"The language of {report.languages.get('und', 0):.0%} of the texts could not be told.")
    return " ".join(said)
