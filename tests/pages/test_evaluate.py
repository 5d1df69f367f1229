"""The evaluate page compares recommenders and names no winner without grounds."""

from dataclasses import replace

from interestlab.ui.recommend_figures import verdict
from interestlab.workspace.jobs import run_job
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


def test_folds_are_judged_without_an_audit_of_one_split(lab):
    test = lab.open("evaluate")
    ran(test.pills(key="judged").set_value(["popularity", "content"]).run())
    ran(test.segmented_control(key="protocol").set_value("5-fold").run())
    test = press(test, "run_trial")
    assert "one of 5 parts drawn from the seed" in said(test)
    assert "No held-out pair" not in said(test)
    assert "Choose a single split to see groups of people" in said(test)
    table = next(table.value for table in test.dataframe if "Recommender" in table.value)
    assert all("[" in cell for cell in table["nDCG"])
    assert "[" not in table["Coverage"][0]


def finished(test, lab, kind):
    """The page after the job that its button queued has run."""
    press(test, f"start_{kind}")
    job = lab.workspace().jobs(kind=kind)[0]
    assert job.live
    run_job(str(lab.home.folder), job.id)
    assert lab.workspace().catalogue.job(job.id).state == "done"
    return ran(test.run())


def test_a_simulation_says_that_it_is_one_and_whether_exploring_pays(lab):
    test = lab.open("evaluate", judge="Simulate")
    assert "**Simulated.**" in said(test)
    ran(test.slider(key="sim_rounds").set_value(5).run())
    ran(test.slider(key="sim_people").set_value(30).run())
    ran(test.pills(key="sim_policies").set_value(["epsilon-greedy", "thompson"]).run())
    test = finished(test, lab, "simulation")
    words = said(test)
    assert "against greedy" in words
    assert "exploring does not pay here" in words or "exploring pays here" in words or "buys new interests" in words
    table = next(table.value for table in test.dataframe if "Policy" in table.value)
    assert table["Policy"].tolist() == ["Greedy", "ε-greedy 0.20", "Thompson sampling 0.20"]
    ran(test.pills(key="sim_policies").set_value([]).run())
    assert "No policy chosen" in said(test)


def test_a_search_shows_every_trial_and_the_one_touch_of_the_test_part(lab):
    test = lab.open("evaluate", judge="Search parameters")
    ran(test.slider(key="search_trials").set_value(5).run())
    test = finished(test, lab, "search")
    words = said(test)
    assert "On the test part" in words
    table = next(table.value for table in test.dataframe if "Trial" in table.value)
    assert len(table) == 5
    assert table["Setting"][0] == "the defaults"
    assert all("[" in cell for cell in table["nDCG on validation"])
