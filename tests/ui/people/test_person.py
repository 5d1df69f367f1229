"""What a person's page says of their mix and of drift, sentence by sentence."""

from dataclasses import replace

import numpy as np
import pytest

from interestlab.intervals import Estimate
from interestlab.ui.people.person import drift_sentence, sitting_sentence, worth_sentence
from interestlab.users.drift import Drift, InterestChange

CHANGE = InterestChange(2, 0.2, 0.75, Estimate(0.55, 0.2, 0.8, 12))
FOUND = Drift(
    user="ada",
    sittings=24,
    middle=np.datetime64("2024-05-03T20:00:00", "us"),
    divergence=0.4,
    p_value=0.0004,
    adjusted=0.03,
    tested=189,
    power=0.571,
    changes=(CHANGE,),
)


def test_a_drift_is_said_with_its_p_adjusted_for_everybody():
    assert drift_sentence(FOUND, "cycling") == (
        "Their interests drifted, p = 4.0e-04, adjusted 0.030 for the 189 people who could be tested: most of all “cycling” "
        "went from 20% to 75% of the sittings before and after 2024-05-03."
    )


@pytest.mark.parametrize(
    ("p", "adjusted", "said"), [(0.02, 0.31, "p = 0.020, adjusted 0.31"), (0.05, 0.05, "p = 0.050, adjusted 0.050")]
)
def test_no_drift_says_what_could_have_been_seen(p, adjusted, said):
    words = drift_sentence(replace(FOUND, p_value=p, adjusted=adjusted), "cycling")
    assert words == (
        f"No drift beyond chance: {said} for the 189 people who could be tested. From 24 sittings, a mix that turned round "
        "half way would have p ≤ 0.05 in 57% of cases."
    )


def test_one_person_alone_is_not_adjusted():
    assert "adjusted" not in drift_sentence(replace(FOUND, tested=1, adjusted=0.0004), "cycling")


@pytest.fixture(scope="module")
def result(analysed_home):
    return analysed_home.open("sample").need_result()


def test_a_mix_says_what_it_rests_on(result):
    profiles = result.profiles
    row = int(np.argmax(profiles.clear))
    words = worth_sentence(result, profiles.users[row])
    assert f"{profiles.clear[row]:,.0f} posts or events of a clear interest in {profiles.sittings[row]:,} sittings" in words
    assert f"which count like {profiles.effective[row]:,.1f} independent ones" in words
    assert words.endswith(sitting_sentence(result))
    assert "gaps of less than 30 minutes" in sitting_sentence(result)
