"""Off-policy estimates from an uploaded log, read in the process that may read it."""

import pytest

from interestlab.errors import InputError
from interestlab.home.request import Upload
from interestlab.home.store import Store
from interestlab.questions.logged import counted_sentence, gap_sentence, gap_values, judge_logged, policy_verdict
from interestlab.recommend.judging.logged import LogColumns, Target
from interestlab.recommend.judging.support import Gap

COLUMNS = LogColumns("action", "reward", "propensity")


@pytest.fixture
def judged(tmp_path):
    store = Store(tmp_path / "w")

    def ask(rows, target):
        upload = Upload("log.csv", store.add_upload("\n".join(["action,reward,propensity", *rows]).encode()))
        return judge_logged(store.folder / "uploads", upload, COLUMNS, target, seed=0)

    return ask


def test_the_estimate_is_that_of_inverse_propensities(judged):
    rows = [*["a,1,0.5"] * 30, *["a,0,0.5"] * 20, *["b,1,0.5"] * 10, *["b,0,0.5"] * 40]
    found, facts = judged(rows, Target("always", "b"))
    assert found.ips.value == pytest.approx(10 / 0.5 / 100)
    assert found.snips.value == pytest.approx(10 / 50)
    assert (facts.entries, facts.refused, facts.actions, facts.contexts) == (100, 0, 2, 1)
    assert facts.reward == pytest.approx(40 / 100)


def test_what_is_wrong_with_the_log_is_said_as_its_reader_says_it(judged):
    with pytest.raises(InputError, match="1 of 2 cells in the column “reward” are no numbers"):
        judged(["a,much,0.5", "b,1,0.5"], Target("always", "a"))


def test_support_and_the_paired_gain_come_back_from_the_other_process(judged):
    rows = [*["a,1,1.0"] * 30, *["b,0,1.0"] * 20]
    found, facts = judged(rows, Target("uniform"))
    assert facts.support.deterministic == 1
    assert found.mean_weight.value == 0.5
    assert found.no_verdict[0].startswith("Every propensity is 1")
    assert policy_verdict(found).startswith("No verdict")
    fine, _ = judged([*["a,1,0.5"] * 300, *["b,0,0.5"] * 300], Target("always", "a"))
    assert fine.no_verdict == ()
    assert policy_verdict(fine) == (
        f"The policy in question would have earned more than what was logged, beyond chance: {fine.gain.signed()} a row."
    )


@pytest.mark.parametrize(("gap", "words"), [
    (Gap("old", 1, 1.0, 0.0, "a"), "“old”, 1 row: 100 % of what the policy would show was never logged (a); it could not"),
    (Gap("", 1_200, 0.004, 0.5, ""), "All rows, 1,200 rows: under 1 % of what the policy would show was never logged; it"),
    (Gap("x", 5, 0.5, 0.5, "a, b"), "“x”, 5 rows: 50 % of what the policy would show was never logged (a, b); it could have"),
])  # fmt: skip
def test_a_context_is_told_in_a_sentence(gap, words):
    assert gap_sentence(gap).startswith(words)
    assert gap_values([gap])[0]["impossible"] == gap.impossible


def test_what_was_logged_is_counted_in_words(judged):
    found, facts = judged([*["a,1,0.5"] * 30, *["b,0,0.5"] * 30], Target("uniform"))
    assert counted_sentence(found, facts) == (
        "60 rows with 2 actions in 1 context earned 0.500 a row. They count like 60 rows of the policy in question."
    )
