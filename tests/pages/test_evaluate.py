"""The evaluate page compares recommenders and names no winner without grounds."""

from interestlab.home import analyze
from interestlab.questions.backend import Backend
from interestlab.questions.kept import kept_answer
from interestlab.sample.feedback_log import TRUTH
from interestlab.studies.evaluate import Compare
from interestlab.studies.jobs import run_job
from tests.pages.conftest import ran, said, upload
from tests.shown import shown


def press(test, key):
    return ran(next(button for button in test.button if button.key == key).click().run())


def finished(test, lab, kind):
    """The page after the job that its button queued has run."""
    press(test, f"start_{kind}")
    job = lab.workspace().jobs(kind=kind)[0]
    assert job.live
    run_job(str(lab.home.folder), job.id)
    assert lab.workspace().catalogue.job(job.id).state == "done"
    return ran(test.run())


def test_recommenders_are_judged_side_by_side(lab):
    test = lab.open("evaluate")
    assert "Nothing evaluated yet" in said(test)
    ran(test.pills(key="judged").set_value(["popularity", "content"]).run())
    test = finished(test, lab, "evaluate")
    assert "Content** is ahead on nDCG" in said(test)
    assert "No held-out pair is also learned from" in said(test)
    assert "people have something to predict" in said(test)
    table = next(table.value for table in test.dataframe if "Recommender" in table.value)
    assert table["Recommender"].tolist() == ["Popularity", "Content"]
    ran(test.pills(key="metric").set_value("novelty").run())
    assert "neither better nor worse" in said(test)
    asked = Compare("item", (Backend("popularity"), Backend("content")))
    assert kept_answer(lab.workspace().result, asked) is not None


def test_a_recommender_that_cannot_serve_the_data_is_named_and_the_rest_judged(lab):
    test = lab.open("evaluate")
    ran(test.segmented_control(key="unit").set_value("content").run())
    ran(test.pills(key="judged").set_value(["ease", "content"]).run())
    test = finished(test, lab, "evaluate")
    assert any("EASE" in warning.value and "shared by two users" in warning.value for warning in test.warning)
    assert "One recommender alone" in said(test)


def test_a_kept_comparison_can_be_made_anew(lab):
    test = lab.open("evaluate")
    ran(test.pills(key="judged").set_value(["popularity"]).run())
    test = finished(test, lab, "evaluate")
    assert "One recommender alone" in said(test)
    press(test, "again_evaluate")
    assert "Nothing evaluated yet" in said(test)
    first, second = lab.workspace().jobs(kind="evaluate")[1], lab.workspace().jobs(kind="evaluate")[0]
    assert (first.state, second.state, second.settings) == ("done", "queued", first.settings)
    run_job(str(lab.home.folder), second.id)
    assert "One recommender alone" in said(ran(test.run()))


def test_folds_are_judged_without_an_audit_of_one_split(lab):
    test = lab.open("evaluate")
    ran(test.pills(key="judged").set_value(["popularity", "content"]).run())
    ran(test.segmented_control(key="protocol").set_value("5-fold").run())
    test = finished(test, lab, "evaluate")
    assert "one of 5 parts drawn from the seed" in said(test)
    assert "No held-out pair" not in said(test)
    assert "Choose a single split to see groups of people" in said(test)
    table = next(table.value for table in test.dataframe if "Recommender" in table.value)
    assert all("[" in cell for cell in table["nDCG"])
    assert "[" not in table["Coverage"][0]


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


def test_linucb_and_linear_thompson_are_found_by_name(lab):
    test = lab.open("evaluate", judge="Simulate")
    press(test, "sim_contextual")
    assert test.selectbox(key="sim_backend").value == "linear"
    ran(test.slider(key="sim_rounds").set_value(5).run())
    ran(test.slider(key="sim_people").set_value(20).run())
    test = finished(test, lab, "simulation")
    table = next(table.value for table in test.dataframe if "Policy" in table.value)
    assert table["Policy"].tolist() == ["Greedy", "LinUCB 0.20", "Linear Thompson sampling 0.20"]


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


def test_a_log_is_judged_off_policy_and_the_synthetic_one_says_what_it_is(lab):
    test = lab.open("evaluate", judge="Logged feedback")
    assert "No log yet" in said(test)
    test = press(test, "synthetic_log")
    words = said(test)
    assert "Synthetic log" in words
    assert f"earns {TRUTH:.3f} a row" in words
    assert "3,000 rows with 4 actions in 3 contexts" in words
    assert "beyond chance" in words
    ran(test.selectbox(key="log_target").set_value("always").run())
    ran(test.selectbox(key="log_action").set_value("puzzle").run())
    assert "a row. They count like" in said(test)


def test_a_log_of_rare_propensities_warns(lab):
    test = lab.open("evaluate", judge="Logged feedback")
    rows = ["action,reward,propensity", *["a,1,0.98"] * 97, *["b,0,0.01"] * 3]
    test.file_uploader(key="log_file").set_value(("log.csv", "\n".join(rows).encode(), "text/csv"))
    ran(test.run())
    ran(test.selectbox(key="log_target").set_value("always").run())
    ran(test.selectbox(key="log_action").set_value("a").run())
    assert "not to be trusted" in said(test)
    assert "Too little was logged" in said(test)
    test.file_uploader(key="log_file").set_value(("log.csv", b"action,reward,propensity\na,much,0.5\nb,1,0.5\n", "text/csv"))
    ran(test.run(), errors=1)
    assert "1 of 2 cells in the column “reward” are no numbers" in said(test)


def test_a_log_needs_no_person_column(lab):
    test = lab.open("evaluate", "texts", judge="Logged feedback")
    assert "No log yet" in said(test)
    assert "Nothing that people did" in said(lab.open("evaluate", "texts"))


def test_each_view_begins_by_time_where_there_are_times(lab):
    for judge, key in (("Compare", "protocol"), ("Search parameters", "search_split"), ("Simulate", "sim_split")):
        choice = lab.open("evaluate", judge=judge).segmented_control(key=key)
        assert choice.value == "time"
        assert "1,494 of 1,494 events have a time" in shown(choice.help)


def test_without_times_each_view_begins_at_random(lab):
    rows = "".join(f"user{one % 9},film{one % 7},{1 + one % 5}\n" for one in range(63))
    undated = lab.home.create("undated")
    analyze(undated, undated.add_run(upload(undated, "ratings.csv", f"user_id,item_id,rating\n{rows}".encode())))
    choice = lab.open("evaluate", "undated").segmented_control(key="protocol")
    assert choice.value == "random"
    assert "0 of 63 events have a time: too few to hold out the latest." in shown(choice.help)


def test_what_is_chosen_first_passes_the_audit_and_is_above_popularity(lab):
    """Nothing later helps to predict what is earlier, and each recommender that is chosen first beats popular items."""
    test = finished(lab.open("evaluate"), lab, "evaluate")
    assert "the future helps to predict the past" not in said(test)
    chosen = tuple(Backend(name) for name in ("popularity", "content", "ials"))
    found = kept_answer(lab.workspace().result, Compare("item", chosen, "time")).evaluation
    gaps = [pair.gap.side for pair in found.pairs if pair.metric == "ndcg" and pair.a == "popularity"]
    assert gaps == [-1, -1]
