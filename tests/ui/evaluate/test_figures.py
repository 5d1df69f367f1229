"""What is said of a comparison: a winner only outside the noise, the audit in sentences, and groups of people."""

from dataclasses import replace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from interestlab.recommend.fallback import percent
from interestlab.recommend.judging.audit import audit
from interestlab.recommend.judging.evaluate import Pair, evaluate
from interestlab.recommend.judging.measures import METRICS, OF_A_PERSON
from interestlab.recommend.judging.metrics import Estimate
from interestlab.recommend.judging.splits import split_dataset
from interestlab.recommend.settings import make_recommender
from interestlab.studies.evaluate import Cohort, Compared
from interestlab.testing.datasets import taste_dataset
from interestlab.ui.evaluate import figures as module
from interestlab.ui.evaluate.figures import verdict
from interestlab.ui.text import plain_text
from tests.pages.conftest import ran, said, sent

NAN = float("nan")


@pytest.fixture(scope="module")
def result(analysed_home):
    return analysed_home.open("sample").need_result()


@pytest.fixture(scope="module")
def compared():
    dataset = taste_dataset()
    split = split_dataset(dataset, "random", seed=0)
    recommenders = [make_recommender(name, {}) for name in ("popularity", "content")]
    found = evaluate(dataset, recommenders, split, k=5, compared=OF_A_PERSON)
    return Compared(found, audit(dataset, split), (), {})


def with_pair(compared, low, high, *, metric="ndcg", people=30):
    """In which all that is known of the two is one interval of popularity less content."""
    pair = Pair("popularity", "content", metric, Estimate((low + high) / 2, low, high, people))
    return replace(compared.evaluation, pairs=(pair,))


@pytest.mark.parametrize(("low", "high", "metric", "words"), [
    (0.01, 0.2, "ndcg", "**Popularity** is ahead on nDCG: its paired intervals leave out 0."),
    (-0.2, -0.01, "ndcg", "**Content** is ahead on nDCG"),
    (-0.01, 0.2, "ndcg", "No winner on nDCG: the lead over another recommender could be chance, as its interval holds 0."),
    (0.01, 0.2, "calibration", "**Content** is ahead on Miscalibration"),  # the less the better
    (0.01, 0.2, "novelty", "More novelty is neither better nor worse in itself."),
    (0.01, 0.2, "coverage", "Coverage belongs to all lists together, so there is no paired comparison over people."),
])  # fmt: skip
def test_a_winner_is_named_only_outside_the_noise(compared, low, high, metric, words):
    assert verdict(with_pair(compared, low, high, metric=metric), metric).startswith(words)


def test_twins_have_no_winner(compared):
    one = compared.evaluation.recommenders[0]
    twins = replace(compared.evaluation, recommenders=(one, replace(one, name="twin")), pairs=())
    assert verdict(twins, "ndcg").startswith("No winner on nDCG")


def test_one_alone_is_not_compared(compared):
    alone = replace(compared.evaluation, recommenders=compared.evaluation.recommenders[:1], pairs=())
    assert verdict(alone, "ndcg").startswith("One recommender alone is neither ahead nor behind")


def test_few_people_are_no_reason_to_speak_of_chance(compared):
    words = verdict(with_pair(compared, 0.01, 0.2, people=9), "ndcg")
    assert words.startswith("No verdict on nDCG: 9 people are too few, at least 10 are needed.")


def lines(compared, **change):
    return "\n".join(module._audit_lines(replace(compared.audit, **change), compared.evaluation))


def test_leakage_repeats_and_cold_shares_are_told(compared):
    assert "No held-out pair is also learned from." in lines(compared, leaked=0)
    assert "**1,234 held-out pairs are also learned from.**" in lines(compared, leaked=1_234)
    assert "12 of 3,456 events repeat an earlier one" in lines(compared, repeated=12, events=3_456)
    words = lines(compared, cold_users=0.25, cold_items=0.5)
    assert "25% of these people are cold" in words
    assert "50% of the held-out likes are on cold items" in words


@pytest.mark.parametrize(("field", "words"), [
    ("before", "are older than something learned from the same person"),
    ("tied_moments", "of the people have two events at their last moment"),
])  # fmt: skip
def test_what_time_has_to_do_with_it_is_told_where_there_is_something_to_tell(compared, field, words):
    assert words not in lines(compared, **{field: NAN})
    assert words not in lines(compared, **{field: 0.0})
    assert f"75% {words}" in lines(compared, **{field: 0.75}).replace("of the held-out likes ", "")


def page(result, compared):
    from interestlab.ui.evaluate.figures import comparison_figures

    comparison_figures(result, compared)


@pytest.fixture
def charts(monkeypatch):
    """The figures that were drawn, by key."""
    drawn = {}
    monkeypatch.setattr(module, "show_chart", lambda figure, key: drawn.__setitem__(key, figure))
    return drawn


def shown(result, compared):
    return ran(AppTest.from_function(page, args=(result, compared), default_timeout=60).run())


def test_every_recommender_has_a_row_with_every_metric(result, compared, charts):
    test = shown(result, compared)
    table = next(table.value for table in test.dataframe if "Recommender" in table.value)
    assert table["Recommender"].tolist() == ["Popularity", "Content"]
    for one, row in zip(compared.evaluation.recommenders, table.to_dict("records"), strict=True):
        assert all(row[METRICS[name].title] == str(estimate) for name, estimate in one.metrics.items())
        assert row["Fallback"] == percent(one.stood_in)
    assert f"{compared.evaluation.users:,} people have something to predict." in said(test)
    assert "groups are shown from ten people on" in said(test)


def test_another_metric_is_drawn_and_judged_when_it_is_chosen(result, compared, charts):
    test = shown(result, compared)
    assert verdict(compared.evaluation, "ndcg") in said(test)
    ndcg = [one.metrics["ndcg"].value for one in compared.evaluation.recommenders]
    assert sorted(charts["metric_dots"].data[0].x) == sorted(ndcg)
    ran(test.pills(key="metric").set_value("recall").run())
    recall = [one.metrics["recall"].value for one in compared.evaluation.recommenders]
    assert sorted(charts["metric_dots"].data[0].x) == sorted(recall)
    charts.clear()
    ran(test.pills(key="metric").set_value("coverage").run())
    assert list(charts) == ["metric_dots"]  # no pairs over people
    assert "belongs to all lists together" in said(test)


def test_who_could_not_be_judged_is_named_with_the_reason(result, compared, charts):
    test = shown(result, replace(compared, problems={"ease": "It needs *more* memory."}))
    (warning,) = test.warning
    assert warning.value == "EASE: It needs \\*more\\* memory\\."


def test_folds_have_no_audit_of_one_split(result, compared, charts):
    assert "No held-out pair is also learned from." in said(shown(result, compared))
    words = said(shown(result, replace(compared, audit=None)))
    assert "held-out pair" not in words
    assert "end in a tie" in words


def test_the_recommender_with_most_ties_speaks_for_all(result, compared, charts):
    one, other = compared.evaluation.recommenders
    tied = replace(compared.evaluation, recommenders=(replace(one, tied=0.5), replace(other, tied=0.125)))
    assert "50% of the lists of one recommender end in a tie." in said(shown(result, replace(compared, evaluation=tied)))


def test_what_was_left_out_of_the_learning_is_told(result, compared, charts):
    one, other = compared.evaluation.recommenders
    noted = replace(compared.evaluation, recommenders=(one, replace(other, note="Two items have no *vector*.")))
    assert r"Two items have no \*vector\*\." in sent(shown(result, replace(compared, evaluation=noted)))


def test_groups_are_named_by_history_or_by_their_main_interest(result, compared, charts):
    scores = Estimate(0.25, 0.2, 0.3, 12), Estimate(0.5, NAN, NAN, 12)
    cohorts = (Cohort("1 to 4 likes", None, scores), Cohort("", 0, scores), Cohort("", 1, scores))
    test = shown(result, replace(compared, cohorts=cohorts))
    table = next(table.value for table in test.dataframe if "Group" in table.value)
    names = [module.plain_text(f"Main interest: {result.map.name(number)}", 60) for number in (0, 1)]
    assert table["Group"].tolist() == ["1 to 4 likes", *names]
    assert table["People"].tolist() == [12] * 3
    assert table[["Popularity", "Content"]].to_numpy().tolist() == [["0.250 [0.200, 0.300]", "0.500"]] * 3
    assert np.unique(table["Popularity"]).size == 1


def test_lists_that_are_not_the_recommenders_own_are_told_beside_its_figures(result, compared, charts):
    popularity, content = compared.evaluation.recommenders
    half = replace(content, stood_in=0.5, fallbacks={"Popular items, not personal: content is flat.": 30})
    test = shown(result, replace(compared, evaluation=replace(compared.evaluation, recommenders=(popularity, half))))
    assert f"Popular items fill a part of the lists of {plain_text('Content (50 % popular)')}" in said(test)
    assert f"Content, 30 lists: {plain_text('Popular items, not personal: content is flat.')}" in said(test)
    names = [row[0] for row in charts["metric_dots"].data[0].customdata]
    assert names == ["Popularity", "Content (50 % popular)"]
