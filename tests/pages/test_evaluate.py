"""The evaluate page compares recommenders and names no winner without grounds."""

from dataclasses import replace

from interestlab.ui.recommend_figures import verdict
from tests.pages.conftest import ran, said


def press(test, key):
    return ran(next(button for button in test.button if button.key == key).click().run())


def test_recommenders_are_judged_side_by_side(lab):
    test = lab.open("evaluate")
    assert "Nothing evaluated yet" in said(test)
    ran(test.pills(key="judged").set_value(["popularity", "content"]).run())
    test = press(test, "run_trial")
    assert "Content** is ahead on nDCG" in said(test)
    assert "No held-out pair is also learned from" in said(test)
    assert "people have something to predict" in said(test)
    table = next(table.value for table in test.dataframe if "Recommender" in table.value)
    assert table["Recommender"].tolist() == ["Popularity", "Content"]
    ran(test.pills(key="metric").set_value("novelty").run())
    assert "neither better nor worse" in said(test)
    kept = test.session_state["_interestlab.trial"][1].evaluation
    one = kept.recommenders[0]
    twins = replace(kept, recommenders=(one, replace(one, name="twin")), pairs=())
    assert verdict(twins, "ndcg").startswith("No winner on nDCG")


def test_a_recommender_that_cannot_serve_the_data_is_named_and_the_rest_judged(lab):
    test = lab.open("evaluate")
    ran(test.segmented_control(key="unit").set_value("content").run())
    ran(test.pills(key="judged").set_value(["ease", "content"]).run())
    test = press(test, "run_trial")
    assert any("EASE" in warning.value and "shared by two users" in warning.value for warning in test.warning)
    assert "One recommender alone" in said(test)
