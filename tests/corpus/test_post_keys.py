"""A post is known again by its text, wherever it stands."""

import numpy as np

from interestlab.corpus.post_keys import post_keys


def test_a_text_has_the_same_key_in_another_file():
    before, after = post_keys(["a", "b", "c"]), post_keys(["x", "c", "a"])
    assert before.dtype == np.uint64
    assert (after[1], after[2]) == (before[2], before[0])
    assert after[0] not in before


def test_equal_texts_are_told_apart_by_their_order():
    keys = post_keys(["same", "same", "other", "same"])
    assert len(set(keys.tolist())) == 4
    assert (post_keys(["other", "same", "same"])[[1, 2]] == keys[[0, 1]]).all()


def test_a_text_that_is_no_valid_unicode_and_no_texts_at_all():
    assert len(post_keys(["\ud800", ""])) == 2
    assert post_keys([]).shape == (0,)


def test_keys_are_kept_on_disk_and_so_never_change():
    assert post_keys(["Coffee brewing", "望远镜"]).tolist() == KEPT


KEPT = [15332955457491084089, 4256819190992134992]  # blake2b of 8 bytes, the first the lowest, by hashlib
