"""Cutting by shape gives the same parts as matching every text."""

import numpy as np
import pyarrow as pa

from interestlab.corpus.columns.time_forms import FORMS
from interestlab.corpus.columns.time_parts import find_parts
from interestlab.corpus.columns.time_shapes import ShapedTexts

TEXTS = [f"{day % 28 + 1}. марта {1990 + day % 40} г., {day % 24}:{day % 60:02d}" for day in range(1_500)] + ["bread", "5"]


def test_parts_are_those_of_a_direct_match():
    texts = pa.array(TEXTS)
    rows = np.arange(3, len(TEXTS))
    for form in FORMS:
        direct = find_parts(texts, form.pattern)
        cut = ShapedTexts(texts).parts(form.pattern, rows)
        expected = {row: place for place, row in enumerate(direct.rows.tolist()) if row >= 3}
        assert sorted(cut.rows.tolist()) == sorted(expected)
        for name, found in cut.groups.items():
            whole = direct.groups[name].to_pylist()
            assert found.to_pylist() == [whole[expected[row]] for row in cut.rows.tolist()]
