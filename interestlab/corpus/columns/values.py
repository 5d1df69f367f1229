"""The door to values such as ratings: read a column, or look at a sample of one."""

from interestlab.corpus.columns.rating_scales import ValueForm, told_scale
from interestlab.corpus.columns.value_columns import ValueColumn, read_values
from interestlab.corpus.columns.value_look import ValueLook, look_at_values

__all__ = ["ValueColumn", "ValueForm", "ValueLook", "look_at_values", "read_values", "told_scale"]
