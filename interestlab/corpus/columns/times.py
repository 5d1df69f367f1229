"""The door to times: read a column, or look at a sample of one."""

from interestlab.corpus.columns.time_columns import TimeColumn, TimeForm, read_times
from interestlab.corpus.columns.time_look import TimeLook, look_at_times

__all__ = ["TimeColumn", "TimeForm", "TimeLook", "look_at_times", "read_times"]
