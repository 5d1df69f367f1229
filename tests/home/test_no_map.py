"""Ratings without texts leave empty nouns that open like any others."""

import numpy as np

from interestlab.home import formats
from interestlab.home.no_map import EMPTY, NO_ENCODER
from interestlab.interests.model import Clustering, Neighbours, Projection


def test_every_empty_noun_opens(tmp_path):
    for step, write in EMPTY.items():
        (tmp_path / step).mkdir()
        write(tmp_path / step)

    embedding = formats.load_embedding(tmp_path / "encode")
    assert (embedding.encoder, embedding.vectors.shape) == (NO_ENCODER, (0, 1))
    assert formats.load_fields(tmp_path / "neighbours", Neighbours).indices.dtype == np.int32
    assert formats.load_fields(tmp_path / "project", Projection).points.shape == (0, 2)
    clustering = formats.load_fields(tmp_path / "cluster", Clustering)
    assert (clustering.count, len(clustering.interest)) == (0, 0)
    assert formats.load_words(tmp_path / "words").contains.shape == (0, 0)
    assert len(formats.load_names(tmp_path / "name")) == 0
