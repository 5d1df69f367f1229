"""Off-policy estimates from an uploaded log, read in the process that may read it."""

import pytest

from interestlab.errors import InputError
from interestlab.home.request import Upload
from interestlab.home.store import Store
from interestlab.questions.logged import judge_logged
from interestlab.recommend.judging.logged import LogColumns, Target

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
