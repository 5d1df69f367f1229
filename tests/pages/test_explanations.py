"""What pages show of explanations: a pair of texts, and the words that pull posts into an interest."""

from interestlab.studies.jobs import run_job
from tests.pages.conftest import ran, said

KIND = "pull"


def test_a_pair_of_texts_is_split_into_words(lab):
    test = lab.open("attention", text="The cyclist repaired her old bicycle.")
    assert "Choose a second text" in said(test)
    ran(test.segmented_control("pair_source").set_value("My own text").run())
    ran(test.text_area("pair_typed").set_value("I ride my bike every day").run())
    assert "pairs of words add" in said(test)
    assert "In the first text, towards the second: deleting the words that the map names lowers" in said(test)
    assert "In the second text, towards the first: deleting" in said(test)
    ran(test.segmented_control("pair_source").set_value("A similar post").run())
    assert "pairs of words add" in said(test)


def test_words_that_pull_are_found_by_a_job(lab):
    test = lab.open("interests", interest="0")
    if not [button for button in test.button if button.key == f"start_{KIND}"]:
        test.session_state["_interestlab.interest_asked"] = 0
        ran(test.run())
    ran(test.button(f"start_{KIND}").click().run())
    job = lab.workspace().jobs(kind=KIND)[0]
    run_job(str(lab.home.folder), job.id)
    assert lab.workspace().catalogue.job(job.id).message == ""
    ran(test.run())
    assert "Each bar is what a word adds" in said(test)
    assert "Held against chance on 20 of these posts" in said(test)


def test_two_encoders_on_one_text(lab):
    test = lab.open("attention", text="The telescope showed the rings of Saturn last night.")
    ran(test.selectbox("other_encoder").set_value("hashing").run())
    words = said(test)
    assert "Both read the same 300 posts" in words
    assert "of the 10 nearest are the same" in words
    assert "has no attention to show" in words
    assert words.count("Nearest interests:") == 2
    assert words.count("deleting random words does") >= 2
