"""Whose each post is: the independent units that intervals rest on."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from interestlab.corpus.model import Corpus


def units_of(corpus: Corpus) -> NDArray[np.intp]:
    """(n,) a number of the author of each content; each content of nobody has a number of its own, below 0."""
    person = np.asarray(pd.factorize(corpus.contents["user_id"])[0], np.intp)
    return np.where(person >= 0, person, -1 - np.arange(len(person), dtype=np.intp))
