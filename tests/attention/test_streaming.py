"""Heads over many texts: the same figures as one text at a time, whatever the batches."""

import numpy as np
import pytest

from interestlab.attention.capture import capture
from interestlab.attention.figures import head_overview
from interestlab.attention.heads import FIGURES
from interestlab.attention.streaming import survey
from interestlab.errors import Cancelled, NotApplicable

SOME = [
    "The cyclist repaired her old bike before the long race", "Central banks raised rates, again",
    "Hello, world!", "Hello, world!",
    "这家餐厅的牛肉面很好吃，服务员也很热情", "手机电池用了一年就不行了", "", "A much longer text; it is cut: " + "word " * 60,
    "\u200f\u05e9\u05dc\u05d5\u05dd 😀 …",
]  # fmt: skip
GROUPS = np.array([0, 0, 1, 1, 1, 1, 0, -1, -1])
MOST = 24


@pytest.fixture(scope="module")
def found(either):
    return survey(either[1], SOME, GROUPS, most_tokens=MOST)


def one_by_one(inspection, texts):
    overviews = [head_overview(capture(inspection, text, most_tokens=MOST)) for text in texts]
    return {name: np.stack([getattr(overview, name) for overview in overviews]) for name in FIGURES}


@pytest.mark.parametrize("groups", [None, [0], [1], [-1], [0, 1]])
def test_a_survey_is_the_mean_of_its_texts(either, found, groups):
    chosen = [text for text, group in zip(SOME, GROUPS, strict=True) if text and (groups is None or group in groups)]
    expected, averages = one_by_one(either[1], chosen), found.of(groups)
    assert averages.texts == len(chosen)
    for name in FIGURES:
        np.testing.assert_allclose(getattr(averages.mean, name), expected[name].mean(axis=0), atol=1e-5)
        error = expected[name].std(axis=0, ddof=1) / np.sqrt(len(chosen))
        np.testing.assert_allclose(getattr(averages.error, name), error, atol=1e-4)


def test_tokens_get_what_they_got_one_text_at_a_time(either, found):
    _, inspection = either
    got, rows, occurrences = np.zeros(found.heads), 0, 0
    for text in filter(None, SOME):
        attention = capture(inspection, text, most_tokens=MOST)
        own = ~attention.special & ~attention.prefix
        words = own & (np.array(attention.tokens) == "word")
        got += attention.weights[:, :, own][..., words].sum(axis=(2, 3))
        rows, occurrences = rows + int(own.sum()), occurrences + int(words.sum())
    at = found.tokens.index("word")
    assert (found.own_tokens, found.occurrences[at]) == (rows, occurrences)
    np.testing.assert_allclose(found.shares[..., at], got / rows, atol=1e-5)
    assert (found.lifts[..., at] > 0).all()


def test_what_was_cut_is_counted(found):
    assert found.cut == 1


def test_it_can_be_stopped_and_leaves_the_model_as_it_was(inspection):
    before = inspection.model.config._attn_implementation

    def stop(done, total):
        assert total == len(SOME)
        if done > 2:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        survey(inspection, SOME, GROUPS, most_tokens=MOST, progress=stop)
    assert inspection.model.config._attn_implementation == before


def test_nothing_to_look_at_is_said(inspection, found):
    with pytest.raises(NotApplicable, match="no attention to look at"):
        survey(inspection, ["", " "], np.array([0, 0]), most_tokens=MOST)
    empty = survey(inspection, ["One text"], np.array([2]), most_tokens=MOST)
    with pytest.raises(NotApplicable, match="read more texts"):
        empty.of([0])
    assert np.isnan(empty.of([2]).error.entropy).all()
