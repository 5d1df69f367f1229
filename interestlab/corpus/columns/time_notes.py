"""Sentences about how a column of times was read."""

import numpy as np

from interestlab.corpus.columns.time_state import TimeState
from interestlab.corpus.columns.time_zones import AMBIGUOUS, NamedZone


def notes_of(state: TimeState, zone: NamedZone | None = None) -> tuple[str, ...]:
    """What the report says of the choices that were made; nothing where there was none. zone: of the column's header."""
    notes = list(state.notes)
    counts = state.counts()
    if len(counts) > 1:
        listed = ", ".join(f"{count} as {title}" for title, count in counts.most_common())
        notes.append(f"The values are in several forms: {listed}.")

    if ambiguous := sorted(state.zones & set(AMBIGUOUS)):
        listed = "; ".join(f"{zone.upper()} as {AMBIGUOUS[zone]}" for zone in ambiguous)
        notes.append(f"The zone can mean several; it was read so: {listed}.")
    read = ~np.isnat(state.times)
    zoned = int(state.zoned[read].sum())
    naive = int((read & ~state.zoned & ~state.fixed).sum())
    if zoned and naive:
        taken = zone.title if zone is not None else "UTC"
        notes.append(f"{naive} of {int(read.sum())} values name no zone and were taken as {taken}.")

    if counts.get("month and year"):
        notes.append("A month without a day was read as its first day.")
    if counts.get("years"):
        notes.append("A year alone was read as its first of January.")
    if marked := int(state.missing.sum()):
        notes.append(f"No time is given (0, -, 0000-00-00 or the like) in {marked} of {int(state.filled.sum())} filled rows.")
    return tuple(notes)
