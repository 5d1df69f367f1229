"""Texts of ratings in the form in which they are compared."""

import pyarrow as pa
import pyarrow.compute as pc

from interestlab.corpus.columns.time_words import fold_texts


def folded_values(distinct: pa.Array) -> pa.Array:
    """Distinct texts (n,), folded; half stars are kept as a sign of their own, variants of emoji (colours of skin) are one."""
    halves = pc.replace_substring(pc.replace_substring_regex(distinct, r"(\d) ?½", r"\1.5"), "½", "⯪")
    return fold_texts(pc.replace_substring_regex(halves, r"[\x{fe0f}\x{1f3fb}-\x{1f3ff}]", ""))
