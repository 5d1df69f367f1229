"""Sentences about how a column of times was read."""

import numpy as np

from interestlab.corpus.columns.time_state import TimeState
from interestlab.corpus.columns.time_zones import AMBIGUOUS


def notes_of(state: TimeState) -> tuple[str, ...]:
    """What the report says of the choices that were made; nothing where there was none."""
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
    if 0 < zoned < read.sum():
        notes.append(f"{int(read.sum()) - zoned} of {int(read.sum())} values name no zone and were taken as UTC.")

    if counts.get("month and year"):
        notes.append("A month without a day was read as its first day.")
    if counts.get("years"):
        notes.append("A year alone was read as its first of January.")
    if marked := int(state.missing.sum()):
        notes.append(f"No time is given (0, -, 0000-00-00 or the like) in {marked} of {int(state.filled.sum())} filled rows.")
    return tuple(notes)
