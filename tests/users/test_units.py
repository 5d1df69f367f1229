"""Whose each post is."""

import pandas as pd

from interestlab.corpus.model import Corpus
from interestlab.users.units import units_of


def test_posts_of_one_person_are_one_unit_and_those_of_nobody_are_each_one():
    contents = pd.DataFrame({"user_id": pd.Series(["ada", None, "bo", "ada", None], dtype="str")})
    assert units_of(Corpus(contents, contents, contents)).tolist() == [0, -2, 1, 0, -5]
