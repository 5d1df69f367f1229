"""Words that pull texts into an interest: parts of every text add up, whatever the encoder allows."""

import numpy as np
import pytest
from scipy.stats import ttest_1samp

from interestlab.encode.run import find_encoder
from interestlab.errors import NotApplicable, UnknownName
from interestlab.home.steps import Silent
from interestlab.questions.explain import middles
from interestlab.questions.kept import answer_and_keep
from interestlab.studies.pull import Faithful, PullOfWords, added, explained, held_against_chance
from tests.rounding import rounding

TEXTS = ["I ride my bike", "The bike race, the bike shop", "My old Bike", ""]


def test_words_of_all_texts_add_up_to_the_mean_score():
    encoder = find_encoder("minilm").load()
    target = encoder.encode(["cycling"])[0]
    inspection = encoder.inspect()
    method, found = explained(encoder, inspection, TEXTS, target, 64, Silent().progress)
    pull = added(found, method, Faithful())
    expected = encoder.encode(TEXTS) @ target
    assert (pull.method, pull.texts) == ("contributions", 4)
    allowed = rounding(inspection.model)
    assert pull.score.value == pytest.approx(expected.mean(), abs=allowed)
    assert (pull.score.low, pull.score.high) == pytest.approx(
        tuple(ttest_1samp(expected, 0).confidence_interval()), abs=4 * allowed
    )
    assert pull.means.sum() + pull.special + pull.bias == pytest.approx(pull.score.value, abs=1e-6)
    at = pull.words.index("bike")
    assert (at, pull.in_texts[at], pull.occurrences[at]) == (0, 3, 4)
    assert 0 < pull.errors[at] < pull.means[at]


def test_an_encoder_of_vectors_only_is_asked_word_by_word(workspace):
    result = workspace.need_result()
    question = PullOfWords(0, texts=5)
    pull = answer_and_keep(result, question, Silent())
    centres, average = middles(result)
    members = np.flatnonzero(np.asarray(result.computed_map.interest) == 0)
    mixed = np.random.default_rng(0).permutation(members)
    drawn = list(dict.fromkeys(mixed))[:5]
    assert result.corpus.contents["sitting"].iloc[drawn].is_unique
    expected = (np.asarray(result.embedding.vectors)[drawn] @ (centres[0] - average)).mean()
    assert (pull.method, pull.texts) == ("leave-one-out", 5)
    assert pull.score.value == pytest.approx(expected, abs=1e-5)
    assert pull.judged == 5
    assert pull.gain.value == pytest.approx(pull.fall - pull.chance)
    assert pull.gain.low < pull.gain.value < pull.gain.high


def test_a_sample_is_held_against_chance():
    encoder = find_encoder("minilm").load()
    cycling, baking = encoder.encode(["cycling", "baking bread"])
    texts = [
        f"{word} I ride my bike to the bakery on {day}"
        for word in ("So", "Then", "Yes")
        for day in ("Monday", "Friday", "Sunday", "holidays")
    ]
    told = []
    found = held_against_chance(encoder, encoder.inspect(), [*texts, ""], cycling - baking, told.append)
    assert (found.judged, told) == (12, list(range(13)))
    assert found.gain.low < found.fall - found.chance < found.gain.high
    assert found.better_than_chance
    few = held_against_chance(encoder, encoder.inspect(), texts[:9], cycling - baking, told.append)
    assert (few.gain.low > 0, few.better_than_chance) == (True, False)
    alone = held_against_chance(encoder, None, texts[:1], cycling, told.append)
    assert (alone.judged, alone.better_than_chance) == (0, False)


@pytest.mark.parametrize(("question", "error", "said"), [
    (PullOfWords(9_999), NotApplicable, "No text lies in this interest"),
    (PullOfWords(0, rather_than=9_999), UnknownName, "There is no interest 9999"),
])  # fmt: skip
def test_a_question_that_makes_no_sense(workspace, question, error, said):
    with pytest.raises(error, match=said):
        answer_and_keep(workspace.need_result(), question, Silent())


def test_no_words_at_all():
    with pytest.raises(NotApplicable, match="None of these texts has a word"):
        added(iter(()), "contributions", Faithful())
