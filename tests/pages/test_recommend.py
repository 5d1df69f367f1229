"""The live loop, what if, and why, on the recommend page."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from interestlab.questions.backend import Backend
from interestlab.questions.kept import kept_answer, study_of
from interestlab.questions.opened import OpenRun, dataset_of
from interestlab.questions.question import silent
from interestlab.questions.saved_recommender import BytesOfBackend
from interestlab.recommend.backends.ease import EASE
from interestlab.recommend.dataset import item_names
from interestlab.recommend.options import ItemFilters
from interestlab.studies.jobs import run_job
from interestlab.ui.recommend.slates import history_items
from interestlab.ui.text import plain_text
from tests.pages.conftest import ran, said
from tests.shown import shown

KIND = "everybody"


def press(test, key):
    found = [button for button in test.button if button.key == key]
    assert found, f"no button {key}"
    return ran(found[0].click().run())


@pytest.fixture
def page(lab):
    """The page for the most active person, with the content backend alone."""
    test = lab.open("recommend", person=lab.workspace().result.profiles.users[0])
    return ran(test.pills(key="backends").set_value(["content"]).run())


def titles(test):
    return [block.value for block in test.markdown if " · **" in block.value and block.value[0].isdigit()]


def test_a_like_changes_the_next_slate_and_narrows_what_is_not_known(page):
    first = titles(page)
    press(page, "like_content_1")
    assert "Just now: 1 liked" in said(page)
    assert "narrowed it by" in said(page)
    assert first[0][4:] not in [title[4:] for title in titles(page)]
    press(page, "dislike_content_1")
    press(page, "skip_content_2")
    assert "Just now: 1 liked, 1 disliked, 1 skipped" in said(page)
    press(page, "take_back")
    press(page, "forget_feedback")
    assert titles(page) == first


def test_a_like_says_which_item_moved_the_others(page):
    press(page, "like_content_3")
    assert "moved by" in said(page)
    assert "left the list" in " ".join(expander.label for expander in page.expander)


def test_a_muted_interest_is_gone(page, lab):
    names = [shown(block.value) for block in page.caption]
    found = lab.workspace().result.map
    muted = next(one for one in range(found.count) if plain_text(found.name(one), 40) in names)
    ran(page.multiselect(key="muted").set_value([muted]).run())
    assert plain_text(found.name(muted), 40) not in [shown(block.value) for block in page.caption]
    assert len(titles(page)) == 10


def test_typed_sentences_are_a_history_and_an_invented_item_has_a_rank(page):
    ran(page.segmented_control(key="history").set_value("Typed").run())
    assert "No history yet" in said(page)
    ran(page.text_area(key="typed_history").set_value("Chess openings for white\nEndgames with rooks").run())
    assert "History · 2 items" in said(page)
    assert len(titles(page)) == 10
    ran(page.text_input(key="typed_item").set_value("Chess endgames with two rooks").run())
    assert "would rank" in said(page)
    ran(page.pills(key="backends").set_value(["popularity", "ials"]).run())
    assert "cannot be scored by this recommender" in said(page)


def test_items_left_out_of_the_history_no_longer_drive_the_list(page):
    first = titles(page)
    removed = page.multiselect(key=next(one.key for one in page.multiselect if one.key.startswith("removed_")))
    ran(removed.set_value(removed.options[:5]).run())
    assert titles(page) != first
    assert any("→" in badge.value for badge in page.markdown if badge.value.startswith(":")) or "moved by" in said(page)


def test_why_takes_the_score_apart(page):
    press(page, "why_content_1")
    words = said(page)
    assert "What drove the score" in words
    assert "The parts sum exactly to the score" in words
    assert "Texts that match" in words


@pytest.mark.parametrize("policy", ["softmax", "ucb", "thompson"])
def test_exploring_says_what_it_costs_and_teaches(page, policy):
    ran(page.selectbox(key="policy").set_value(policy).run())
    assert "costs nothing" in said(page)
    ran(page.slider(key="explore").set_value(0.8).run())
    assert "of the way to a random list" in said(page) or "changes nothing" in said(page)


def test_what_was_left_out_of_the_learning_is_said(page, monkeypatch):
    monkeypatch.setattr(EASE, "info", replace(EASE.info, max_items=20))
    ran(page.pills(key="backends").set_value(["ease"]).run())
    assert "ease takes at most 20 items; the 20 of" in plainly(page)
    assert "hold" in plainly(page)


def test_a_contextual_bandit_brings_its_recommender(page):
    ran(page.selectbox(key="policy").set_value("linucb").run())
    ran(page.slider(key="explore").set_value(0.8).run())
    words = said(page)
    assert "LinUCB: UCB with Linear, which is shown first" in plainly(page)
    assert words.index("**Linear**") < words.index("**Content**")
    assert "Expected for Linear" in words
    ran(page.selectbox(key="policy").set_value("ucb").run())
    assert "**Linear**" not in said(page)


def test_reranking_reorders_the_list(page):
    first = titles(page)
    ran(page.selectbox(key="reranker").set_value("mmr").run())
    ran(page.slider(key="strength").set_value(0.9).run())
    assert sorted(titles(page)) != sorted(first)


def test_the_history_lists_what_a_person_did(lab):
    from interestlab.ui.recommend.inputs import History, UnitView

    result = lab.workspace().result
    dataset = dataset_of(result)
    user = result.profiles.users[0]
    items, weights = history_items(UnitView(dataset, tuple(dataset.items)), History(user, ()))
    assert set(items) == set(weights)


def test_recommendations_for_everybody_end_in_a_download(page, lab):
    ran(page.segmented_control(key="everybody_form").set_value("csv").run())
    press(page, "start_everybody")
    assert page.button(key=f"cancel_{KIND}").label == "Cancel"
    job = lab.workspace().jobs(kind=KIND)[0]
    assert (job.settings["backend"]["name"], job.settings["form"]) == ("content", "csv")
    run_job(str(lab.home.folder), job.id)
    ran(page.run())
    result = lab.workspace().need_result()
    table = pd.read_csv(kept_answer(result, study_of(KIND, job.settings)), encoding="utf-8-sig")
    assert table["user_id"].nunique() == len(result.corpus.users)
    assert "Download the table" in [button.label.split(" (")[0] for button in page.get("download_button")]


def test_a_reranker_shows_its_frontier_with_the_present_strength(page):
    assert "What re-ranking costs" not in said(page)
    ran(page.selectbox(key="reranker").set_value("calibrated").run())
    ran(page.slider(key="strength").set_value(0.65).run())
    words = said(page)
    assert "What re-ranking costs and gives" in words
    assert "Strength 0.65 " in words
    assert "paired difference" in words
    assert "Miscalibration from" in words
    ran(page.slider(key="strength").set_value(0.0).run())
    assert "in the order of the scores" in said(page)


def test_filters_by_label_date_and_repeats(page, lab):
    corpus = lab.workspace().result.corpus
    label = corpus.contents["label"].iloc[0]
    dataset = dataset_of(lab.workspace().result)
    names = np.array(item_names(corpus, dataset))
    ran(page.multiselect(key="only_labels").set_value([label]).run())
    fitting = {plain_text(name, 90) for name in names[ItemFilters(labels=(label,)).allowed(dataset)]}
    assert titles(page)
    assert {shown(title).partition("**")[2].rstrip("*") for title in titles(page)} <= fitting
    assert len(fitting) < len(names) / 2
    ran(page.multiselect(key="only_labels").set_value([]).run())
    first = titles(page)
    ran(page.checkbox(key="repeats").check().run())
    assert titles(page) != first
    last = corpus.events["timestamp"].max().date()
    ran(page.date_input(key="only_since").set_value(last).run())
    count = corpus.events.loc[corpus.events["timestamp"].dt.date == last, "item_id"].nunique()
    assert 1 <= len(titles(page)) <= count


@pytest.fixture
def kept_file(page, lab):
    """The bytes that the page offers of the content backend."""
    press(page, "keep_content")
    assert "as confidential as the data" in said(page)
    assert any(button.label.startswith("Download (") for button in page.get("download_button"))
    ran(page.run())
    result = lab.workspace().need_result()
    return BytesOfBackend("item", Backend("content"), 0).answer(OpenRun.of(result), silent)


def plainly(test):
    """All words on the page without the marks that keep names from being markup."""
    return said(test).replace("\\", "").replace("\u2060", "")


def bring(test, name, data, errors=0):
    """Drops a file into the uploader of saved recommenders."""
    uploader = next(one for one in test.file_uploader if one.key.startswith("saved_file_"))
    return ran(uploader.set_value((name, data, "application/zip")).run(), errors=errors)


def test_a_recommender_goes_down_and_comes_back_beside_the_others(page, kept_file, lab):
    first = titles(page)
    bring(page, "mine.zip", kept_file)
    words = plainly(page)
    assert "Content · mine.zip" in words
    assert f"learned from {len(lab.workspace().result.corpus.users)} people with dislike 0.0" in words
    assert titles(page) == [*first, *first]
    ran(page.pills(key="backends").set_value([]).run())
    assert titles(page) == first
    ran(page.selectbox(key="reranker").set_value("mmr").run())
    assert "a recommender from a file may have seen" in plainly(page)
    press(page, "start_everybody")
    job = lab.workspace().jobs(kind=KIND)[0]
    assert job.settings["backend"]["file"]["name"] == "mine.zip"
    run_job(str(lab.home.folder), job.id)
    assert kept_answer(lab.workspace().need_result(), study_of(KIND, job.settings)) is not None
    press(page, next(button.key for button in page.button if button.key.startswith("forget_")))
    assert "mine.zip" not in plainly(page)


def test_a_file_that_is_no_recommender_is_one_sentence(page):
    first = titles(page)
    bring(page, "notes.zip", b"user,item", errors=1)
    assert "“notes.zip” is no saved recommender, or it is damaged: save it anew." in plainly(page)
    assert titles(page) == first


def test_a_file_for_other_items_is_one_sentence(page, kept_file):
    bring(page, "mine.zip", kept_file)
    ran(page.segmented_control(key="unit").set_value("content").run())
    assert "“mine.zip” was learned from" in plainly(page)
    assert len(titles(page)) == 10


def test_an_empty_list_says_that_the_filters_leave_nothing(page):
    ran(page.number_input(key="min_users").set_value(500).run())
    assert titles(page) == []
    assert "Nothing to recommend: the filters leave no item; there are " in said(page)
    assert "seen everything" not in said(page)
