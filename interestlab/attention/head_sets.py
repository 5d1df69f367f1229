"""Sets of heads, and random ones to hold a set against; free of models, so that pages can hold it."""

from collections.abc import Iterable
from math import comb, prod

import numpy as np
from numpy.typing import NDArray

from interestlab.errors import NotApplicable


def set_mask(heads: Iterable[tuple[int, int]], counts: tuple[int, int]) -> NDArray[np.bool_]:
    """(layers, heads), true where a head belongs to the set; layers and heads count from 0.

    Raises NotApplicable for none and for a head that the encoder does not have.
    """
    mask = np.zeros(counts, bool)
    for layer, head in heads:
        if not (0 <= layer < counts[0] and 0 <= head < counts[1]):
            raise NotApplicable(
                f"There is no head {head + 1} in layer {layer + 1}: this encoder has {counts[0]} layers of {counts[1]} heads."
            )
        mask[layer, head] = True
    if not mask.any():
        raise NotApplicable("No head is chosen; choose at least one.")
    return mask


def other_sets(mask: NDArray[np.bool_], *, by_layer: bool) -> int:
    """How many other sets have as many heads; by_layer: as many in each layer."""
    if by_layer:
        return prod(comb(mask.shape[1], int(count)) for count in mask.sum(axis=1)) - 1
    return comb(mask.size, int(mask.sum())) - 1


def random_sets(mask: NDArray[np.bool_], draws: int, *, by_layer: bool, seed: int) -> NDArray[np.bool_]:
    """(r, layers, heads) sets of as many heads as `mask`, none of them twice and none of them `mask` itself.

    by_layer: with as many in each layer; else over all layers. r is `draws`, or all other sets where there are no more.
    """
    rng = np.random.default_rng([seed, 1])  # a stream of its own beside that which draws the texts
    wanted = min(draws, other_sets(mask, by_layer=by_layer))
    seen, found = {mask.tobytes()}, [mask]
    while len(found) <= wanted:
        drawn = rng.permuted(mask, axis=1) if by_layer else rng.permutation(mask.ravel()).reshape(mask.shape)
        if drawn.tobytes() not in seen:
            seen.add(drawn.tobytes())
            found.append(drawn)
    return np.stack(found)[1:]
