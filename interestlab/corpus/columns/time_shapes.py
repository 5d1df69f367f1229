"""Texts that differ only in their digits have their parts at the same places: patterns run once for each shape of text."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from interestlab.corpus.columns.time_parts import Parts, find_parts

_FEW = 1_000  # texts; fewer are read directly
_SLICED = 400  # shapes that are cut one by one; a direct match costs 6 µs a text, so that more shapes than these do not pay


class ShapedTexts:
    """Folded texts (n,) and their shapes: 05.01.2023 and 17.12.2022 are both 00.00.0000."""

    def __init__(self, texts: pa.Array) -> None:
        self._texts = texts
        self._shapes, self._codes = None, np.zeros(0, np.intp)
        if len(texts) >= _FEW:
            coded = _without_digits(texts).dictionary_encode()
            self._shapes, self._codes = coded.dictionary, coded.indices.to_numpy(zero_copy_only=False)

    def parts(self, pattern: str, rows: NDArray[np.intp]) -> Parts:
        """The parts of those of the rows (m,) that the pattern fits; the pattern must not name single digits."""
        if self._shapes is None or not len(rows):
            return self._direct(pattern, rows)
        spans = pc.extract_regex_span(self._shapes, pattern)
        fits = spans.is_valid().to_numpy(zero_copy_only=False)
        rows = rows[fits[self._codes[rows]]]
        used = np.unique(self._codes[rows])
        if not 0 < len(used) <= _SLICED:
            return self._direct(pattern, rows)
        return self._cut(rows, used, spans)

    def _direct(self, pattern: str, rows: NDArray[np.intp]) -> Parts:
        found = find_parts(self._texts.take(pa.array(rows)), pattern)
        return Parts(rows[found.rows], found.groups)

    def _cut(self, rows: NDArray[np.intp], used: NDArray[np.intp], spans: pa.StructArray) -> Parts:
        """Cuts the groups out of the rows, shape by shape."""
        order = rows[np.argsort(self._codes[rows], kind="stable")]
        starts = np.searchsorted(self._codes[order], used)
        binary = self._texts.take(pa.array(order)).cast(pa.binary())

        names = [field.name for field in spans.type]
        pieces: dict[str, list[pa.Array]] = {name: [] for name in names}
        for shape, start, end in zip(used, starts, [*starts[1:], len(order)], strict=True):
            here = binary.slice(start, end - start)
            for name, span in spans[int(shape)].as_py().items():
                first, length = span or (0, 0)
                pieces[name].append(pc.binary_slice(here, first, first + length).cast(pa.string()))
        return Parts(order, {name: pa.concat_arrays(pieces[name]) for name in names})


def _without_digits(texts: pa.Array) -> pa.Array:
    """Every ASCII digit becomes 0."""
    texts = pa.concat_arrays([texts.cast(pa.string())])
    if texts.offset:
        texts = texts.take(pa.array(np.arange(len(texts))))
    validity, offsets, data = texts.buffers()
    letters = np.frombuffer(data, np.uint8).copy()
    letters[(letters >= ord("0")) & (letters <= ord("9"))] = ord("0")
    return pa.Array.from_buffers(pa.string(), len(texts), [validity, offsets, pa.py_buffer(letters)])
