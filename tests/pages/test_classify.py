"""The page Classify: a column is chosen, judging is a job, its figures open the posts behind them."""

import numpy as np
import pytest

from interestlab.classify.labels import HandLabel, text_digest
from interestlab.home.labels import Labels
from interestlab.studies.jobs import run_job
from tests.pages.conftest import ran, said

KIND = "judge"


def job(lab):
    return lab.workspace().jobs(kind=KIND)[0]


@pytest.fixture
def asked(lab):
    test = lab.open("classify")
    assert "Nothing judged yet" in said(test)
    ran(test.selectbox("scheme").set_value("label").run())
    ran(test.multiselect("classifiers").set_value(["majority", "keywords", "centroid"]).run())
    ran(test.button(f"start_{KIND}").click().run())
    return lab, test


def test_judging_is_a_job_and_its_figures_open_the_posts(asked):
    lab, test = asked
    settings = job(lab).settings
    assert (job(lab).state, settings["scheme"], settings["group"]) == ("queued", "label", "user")
    assert test.button(f"cancel_{KIND}").label == "Cancel"
    run_job(str(lab.home.folder), job(lab).id)
    assert (job(lab).state, job(lab).message, job(lab).total) == ("done", "", 15)
    ran(test.run())

    words = said(test)
    assert "1,494 posts judged" in words
    assert "Nobody's posts are on both sides." in words
    assert "Chosen on validation posts alone: **centroid**" in words or "**keywords**" in words
    table = next(one.value for one in test.dataframe if "Classifier" in one.value)
    assert table["Classifier"].tolist() == ["majority", "keywords", "centroid"]
    assert all("[" in figure for figure in table["Accuracy"])

    corpus = lab.workspace().need_result().corpus
    ran(test.selectbox("confused_true").set_value(0).run())
    ran(test.selectbox("confused_said").set_value(0).run())
    posts = next(one.value for one in test.dataframe if "Post" in one.value)
    name = test.selectbox("confused_true").options[0]
    of_class = corpus.contents.loc[corpus.contents["label"] == name, "text"].tolist()
    assert len(posts)
    assert all(any(text.startswith(post.rstrip("…")[:40]) for text in of_class) for post in posts["Post"])


def test_a_cancelled_one_can_be_started_again(asked):
    lab, test = asked
    lab.workspace().catalogue.end_job(job(lab).id, "cancelled")
    ran(test.run())
    assert "It was cancelled" in said(test)
    ran(test.button(f"start_{KIND}").click().run())
    assert job(lab).state == "queued"


def test_a_failed_one_says_why(lab):
    """A column whose classes are of one person each cannot be judged by person."""
    test = lab.open("classify")
    ran(test.selectbox("scheme").set_value("user_id").run())
    ran(test.multiselect("classifiers").set_value(["majority"]).run())
    ran(test.button(f"start_{KIND}").click().run())
    run_job(str(lab.home.folder), job(lab).id)
    ran(test.run(), errors=1)
    assert "has no class that can be judged" in said(test)
    assert "its class has posts of one person only" in said(test)


def test_no_classifier_and_no_column_are_said(lab):
    test = lab.open("classify")
    ran(test.multiselect("classifiers").set_value([]).run())
    assert "No classifier chosen" in said(test)
    bare = lab.open("classify", "texts")
    assert "No column with classes" in said(bare)
    assert any(one.label == "Choose a column of labels" for one in bare.button)


def test_the_unknown_label_is_one_of_the_scheme(lab):
    test = lab.open("classify")
    ran(test.selectbox("scheme").set_value("label").run())
    classes = np.unique(lab.workspace().need_result().corpus.contents["label"].dropna()).tolist()
    assert test.selectbox("judged_unknown").options[1:] == classes


def test_classes_by_hand_are_judged_and_open_their_posts(lab):
    labels, corpus = Labels(lab.workspace()), lab.workspace().need_result().corpus
    gold = corpus.contents["label"]
    scheme = labels.add_scheme("Topics", sorted(set(gold.dropna())))
    ids = {one.name: one.id for one in scheme.classes}
    labels.add(scheme.id, [HandLabel(text_digest(corpus.texts[row]), ids[gold[row]], "ada", 0.0) for row in range(300)])
    test = lab.open("classify")
    ran(test.selectbox("scheme").set_value("Topics (by hand)").run())
    ran(test.multiselect("classifiers").set_value(["majority", "centroid"]).run())
    ran(test.button(f"start_{KIND}").click().run())
    run_job(str(lab.home.folder), job(lab).id)
    ran(test.run())
    assert "Some of these labels were chosen, not drawn at random" in said(test)
    posts = next(one.value for one in test.dataframe if "Post" in one.value)
    assert len(posts)
    labels.remove_scheme(scheme.id)
    ran(test.run())
    assert test.selectbox("scheme").value != "Topics (by hand)"
