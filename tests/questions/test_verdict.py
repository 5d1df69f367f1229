"""A verdict is asked in slices, each a question of its own."""

import numpy as np
import pytest

from interestlab.attention.faithfulness import faithfulness
from interestlab.attention.subject import plain_subject
from interestlab.errors import TimedOut
from interestlab.questions.explanation import Judging
from interestlab.questions.opened import NOWHERE, opened_encoder
from interestlab.questions.question import silent
from interestlab.questions.verdict import AgainstChance, SliceOfFalls

TEXT = "Chess openings for white and endgames with two rooks"


@pytest.fixture(scope="module")
def asked():
    """The values name the words in the order of what deleting each alone costs, towards a near text."""
    encoder = opened_encoder("hashing")
    target = encoder.encode(["Endgames with rooks"])[0]
    subject = plain_subject(encoder, TEXT)
    alone = subject.scores(~np.eye(len(subject.tokens), dtype=bool), target)
    return AgainstChance("hashing", Judging(TEXT, None, -alone, target, slices=4))


def test_its_parts_are_its_slices(asked):
    assert asked.parts() == [SliceOfFalls("hashing", asked.judging, number) for number in range(4)]
    assert {part.called for part in asked.parts()} == {"Deleting words"}


def test_the_parts_together_are_the_verdict(asked):
    told = []
    found = asked.answer(NOWHERE, lambda done, total: told.append((done, total)))
    assert told == [(0, 4), (1, 4), (2, 4), (3, 4)]
    subject = plain_subject(opened_encoder("hashing"), TEXT)
    whole = faithfulness(subject, asked.judging.values, asked.judging.target)
    assert (found.comprehensiveness, found.sufficiency) == pytest.approx((whole.comprehensiveness, whole.sufficiency), abs=1e-6)
    assert found.draws == 20
    assert found.better_than_chance
    assert found == asked.joined([part.answer(NOWHERE, silent) for part in asked.parts()])


def test_a_part_that_fails_ends_the_whole(asked):
    with pytest.raises(TimedOut, match="too long"):
        asked.failed(asked.parts()[0], TimedOut("It took too long."))
