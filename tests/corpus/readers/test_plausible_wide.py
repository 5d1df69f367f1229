"""Characters that are in use score better than those that a wrong encoding gives."""

import pytest

from interestlab.corpus.readers.plausible import contexts
from interestlab.corpus.readers.plausible_wide import MULTI_BYTE, score_multi_byte

TEXTS = {
    "gb18030": "这部电影的剧情很好，我们都喜欢",
    "big5": "這部電影的劇情很好，我們都喜歡",
    "cp932": "この映画はとても良かったです",
    "cp949": "이 영화는 정말 재미있었어요",
}


@pytest.mark.parametrize("encoding", TEXTS)
def test_the_right_encoding_scores_best(encoding):
    data = TEXTS[encoding].encode(encoding)
    scores = {name: score_multi_byte(contexts(data.decode(name, "replace")), name) for name in MULTI_BYTE}
    best = max(scores, key=lambda name: scores[name])
    assert data.decode(best, "replace") == TEXTS[encoding]


def test_damage_counts_more_than_a_rare_character():
    assert score_multi_byte(contexts("龘龘"), "gb18030") > score_multi_byte(contexts("\ufffd\ufffd"), "gb18030")
