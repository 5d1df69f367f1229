"""The heads page: asked, under way, cancelled, failed, read, compared."""

import pytest

from interestlab.studies.jobs import run_job
from tests.pages.conftest import ran, said

KIND, OFF, TOGETHER = "heads", "heads-off", "heads-set-off"


@pytest.fixture
def asked(lab, monkeypatch):
    """The page after a press on the button, with few texts so that they are soon read."""
    monkeypatch.setattr("interestlab.ui.heads.survey._HOW_MANY", (60,))
    test = lab.open("heads")
    test.selectbox("heads_texts").select_index(0).run()
    test.selectbox("heads_tokens").set_value(64).run()
    assert "Nothing read yet" in said(test)
    ran(test.button(f"start_{KIND}").click().run())
    return lab, test


def job(lab):
    return lab.workspace().jobs(kind=KIND)[0]


def test_reading_is_a_job_and_its_result_is_shown(asked):
    lab, test = asked
    assert (job(lab).state, job(lab).settings["texts"], job(lab).settings["most_tokens"]) == ("queued", 60, 64)
    assert test.button(f"cancel_{KIND}").label == "Cancel"
    run_job(str(lab.home.folder), job(lab).id)
    assert (job(lab).state, job(lab).message, job(lab).total) == ("done", "", 60)
    ran(test.run())
    assert [badge for badge in ("60 texts", "what it attends to") if badge not in said(test)] == []
    assert len(test.dataframe) == 3
    ran(test.selectbox("heads_of").set_value(0).run())
    ran(test.selectbox("heads_against").set_value(1).run())
    assert "heads are told apart" in said(test)
    ran(test.selectbox("heads_figure").set_value("entropy").run())
    assert "Spread (entropy)" in said(test)


def test_a_cancelled_one_can_be_started_again(asked):
    lab, test = asked
    lab.workspace().catalogue.end_job(job(lab).id, "cancelled")
    ran(test.run())
    assert "It was cancelled" in said(test)
    ran(test.button(f"start_{KIND}").click().run())
    assert job(lab).state == "queued"


def test_a_failed_one_says_why(asked):
    lab, test = asked
    lab.workspace().catalogue.end_job(job(lab).id, "failed", "The disk is full; delete something.")
    ran(test.run(), errors=1)
    assert "The disk is full" in said(test)


def test_heads_are_switched_off(asked, monkeypatch):
    lab, test = asked
    monkeypatch.setattr("interestlab.ui.heads.survey._HOW_MANY_OFF", (4,))
    ran(test.run())
    ran(test.button(f"start_{OFF}").click().run())
    row = lab.workspace().jobs(kind=OFF)[0]
    run_job(str(lab.home.folder), row.id)
    assert lab.workspace().catalogue.job(row.id).message == ""
    ran(test.run())
    assert "Mean over 4 texts" in said(test)
    assert "which another encoder drew" in said(test)  # the sample's map is of the hashing encoder
    run_job(str(lab.home.folder), job(lab).id)
    ran(ran(test.run()).selectbox("off_by").set_value("shift").run())  # what is known of each head may be the rule for a set
    ran(test.button("off_add_most").click().run())
    assert "6.6" in chosen(test)
    monkeypatch.setattr("interestlab.ui.heads.survey._HOW_MANY_OFF", (5,))
    ran(test.run())
    assert test.selectbox("off_by").value == "to_special"


def chosen(test):
    return test.multiselect("heads_off").value


def test_heads_are_chosen_and_switched_off_together(asked, monkeypatch):
    lab, test = asked
    monkeypatch.setattr("interestlab.ui.heads.sets_off._HOW_MANY", (4,))
    assert "No heads to choose from yet" in said(test)
    run_job(str(lab.home.folder), job(lab).id)
    ran(test.run())
    assert "No head is chosen yet" in said(test)
    ran(test.button("off_add_layer").click().run())
    assert chosen(test) == [f"6.{head}" for head in range(1, 13)]
    ran(test.selectbox("set_kind").set_value(True).run())
    assert [one.value for one in test.info if "draw over all layers" in one.value]
    assert not [button for button in test.button if button.key == f"start_{TOGETHER}"]
    ran(test.button("off_clear").click().run())
    ran(test.button("off_undo").click().run())
    assert len(chosen(test)) == 12
    ran(test.button("off_undo").click().run())
    ran(test.number_input("off_count").set_value(2).run())
    ran(test.button("off_add_most").click().run())
    assert len(chosen(test)) == 2
    ran(test.multiselect("heads_off").set_value(["3.4"]).run())
    ran(test.button("off_undo").click().run())
    assert len(chosen(test)) == 2
    ran(test.selectbox("set_kind").set_value(False).run())
    ran(test.button(f"start_{TOGETHER}").click().run())
    row = lab.workspace().jobs(kind=TOGETHER)[0]
    assert (len(row.settings["heads"]), row.settings["draws"], row.settings["seed"]) == (2, 40, 1)
    run_job(str(lab.home.folder), row.id)
    assert (lab.workspace().catalogue.job(row.id).message, lab.workspace().catalogue.job(row.id).total) == ("", 4)
    ran(test.run())
    assert "of 40 random sets of as many heads" in said(test)
    assert "drawn over all layers" in said(test)
