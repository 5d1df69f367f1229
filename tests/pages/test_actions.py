"""What an analyst does on the pages changes what is kept, and nothing else."""

import pytest

from interestlab.home.workspace import Workspace
from interestlab.questions.attention import AttentionHeads
from interestlab.sample import sample_csv
from interestlab.studies.jobs import owner_name
from interestlab.ui.text import plain_text
from tests.pages.conftest import SCREENS, ran, said, sent, upload
from tests.shown import shown


def labels(test):
    return [button.label for button in test.button]


def press(test, key, **expected):
    """Presses the button of that key or label."""
    found = [button for button in test.button if key in (button.key, button.label)]
    assert found, f"no button {key}; there are {labels(test)}"
    return ran(found[0].click().run(), **expected)


# Home and data


def test_an_upload_becomes_a_workspace_and_its_map_a_job(empty_lab):
    test = empty_lab.open("home", None)
    assert next(b for b in test.button if b.label == "Continue").disabled
    test.file_uploader(key="upload_main").upload("posts.csv", sample_csv(), "text/csv").run()
    press(test, "Continue")
    workspace = empty_lab.workspace("posts")
    assert workspace.draft.upload.name == "posts.csv"
    assert test.query_params["workspace"] == workspace.id
    ran(test.switch_page(SCREENS["data"]).run())
    assert test.selectbox(key="role_user_main").value == "user_id"
    assert test.multiselect(key="role_text_main").value == ["text"]
    test.selectbox(key="role_label_main").set_value("—").run()
    test.radio(key="encoder").set_value("hashing").run()
    press(test, "draw")
    job = workspace.jobs()[0]
    request = workspace.runs()[0].request
    assert job.state == "queued"
    assert (request["encoder"], request["upload"]["roles"]["label"]) == ("hashing", None)
    assert "The map is being made" in said(test)


def test_the_sample_starts_at_once(empty_lab):
    test = press(empty_lab.open("home", None), "Try the sample")
    workspace = empty_lab.workspace("Sample")
    assert workspace.jobs()[0].state == "queued"
    assert workspace.draft.synthetic
    assert test.query_params["workspace"] == workspace.id


def test_without_a_text_column_nothing_can_be_drawn(empty_lab):
    upload(empty_lab.home.create("new"), "sample.csv", sample_csv())
    test = empty_lab.open("data", "new")
    ran(test.selectbox(key="role_user_main").set_value("—").run())
    ran(test.multiselect(key="role_text_main").set_value([]).run())
    assert "Choose the column" in said(test)
    assert "draw" not in [button.key for button in test.button]


def test_ratings_without_texts_can_be_used(empty_lab):
    upload(empty_lab.home.create("new"), "sample.csv", sample_csv())
    test = empty_lab.open("data", "new")
    ran(test.multiselect(key="role_text_main").set_value([]).run())
    assert "no texts to encode" in said(test)
    assert test.button(key="draw").label == "Use the ratings"


def test_a_file_that_cannot_be_read_is_one_sentence(empty_lab):
    upload(empty_lab.home.create("new"), "broken.parquet", b"PAR1 but not really")
    test = empty_lab.open("data", "new", errors=1)
    assert "Traceback" not in said(test)


def drawn_again(test, workspace):
    """Gives a column another role and draws: the form closes, and the old map stays while the new one is made."""
    assert test.toggle(key="reread").value
    test.selectbox(key="role_label_main").set_value("text").run()
    test.radio(key="encoder").set_value("hashing").run()
    press(test, "draw")
    assert workspace.jobs()[0].state == "queued"
    assert workspace.runs()[0].request["upload"]["roles"]["label"] == "text"
    assert workspace.result.run.id != workspace.runs()[0].id
    assert not test.toggle(key="reread").value
    assert "draw" not in [button.key for button in test.button]
    assert "cancel_job" in [button.key for button in test.button]


def test_the_file_is_read_another_way(lab):
    test = lab.open("data", "texts")
    ran(test.toggle(key="reread").set_value(True).run())
    drawn_again(test, lab.workspace("texts"))
    ran(test.toggle(key="reread").set_value(True).run())  # opens again, and stays open
    assert ran(test.run()).toggle(key="reread").value


@pytest.mark.parametrize("screen", ["people", "recommend", "evaluate"])
def test_no_people_leads_to_the_columns_and_to_another_map(lab, screen):
    test = press(lab.open(screen, "texts", judge="Simulate"), "Choose a person column")
    assert "Columns" in said(test)
    ran(test.switch_page(SCREENS["data"]).run())  # AppTest itself does not know yet that the page was left
    drawn_again(test, lab.workspace("texts"))


def test_a_running_job_is_cancelled(lab, monkeypatch):
    workspace = lab.workspace()
    job = workspace.catalogue.add_job(workspace.id, workspace.runs()[0].id, owner_name())
    monkeypatch.setattr("interestlab.studies.jobs.CANCEL_GRACE_SECONDS", 0.0)
    press(lab.open("map"), "cancel_job")
    assert workspace.catalogue.job(job.id).cancel


def test_an_interrupted_job_is_resumed(lab):
    workspace = lab.workspace()
    job = workspace.catalogue.add_job(workspace.id, workspace.runs()[0].id, owner_name())
    workspace.catalogue.end_job(job.id, "interrupted")
    press(lab.open("map"), "resume_job")
    newest = workspace.jobs()[0]
    assert (newest.run, newest.state) == (job.run, "queued")


def test_a_finished_job_is_put_away_for_good(lab):
    workspace = lab.workspace()
    job = workspace.catalogue.add_job(workspace.id, workspace.runs()[0].id, owner_name())
    workspace.catalogue.end_job(job.id, "done")
    test = lab.open("interests")
    assert "The map was made in" in said(test)
    assert "The map was made in" not in said(press(test, "put_away"))
    assert "The map was made in" not in said(lab.open("data"))


def test_a_finished_job_is_no_news_once_the_map_was_seen(lab):
    workspace = lab.workspace()
    job = workspace.catalogue.add_job(workspace.id, workspace.runs()[0].id, owner_name())
    workspace.catalogue.end_job(job.id, "done")
    assert "The map was made in" in said(lab.open("data"))
    assert "The map was made in" not in said(lab.open("map"))
    assert "The map was made in" not in said(lab.open("data"))


def test_deleting_a_workspace_asks_first(lab):
    workspace = lab.workspace("texts")
    test = press(lab.open("home", None), f"delete_{workspace.id}")
    assert workspace.store.folder.exists()
    assert "erased for good" in said(test)
    press(test, "confirm_delete")
    assert not workspace.store.folder.exists()
    assert [row.name for row in lab.home.list()] == ["sample"]


def test_renaming_a_workspace(lab):
    workspace = lab.workspace("texts")
    test = lab.open("home", None)
    next(field for field in test.text_input if field.value == "texts").set_value("sample")
    rename = next(button for button in test.button if button.label == "Rename" and workspace.id in button.form_id)
    ran(rename.click().run(), errors=1)  # that name is taken
    next(field for field in test.text_input if field.form_id == rename.form_id).set_value("Other")
    rename = next(button for button in test.button if button.label == "Rename" and workspace.id in button.form_id)
    ran(rename.click().run())
    assert {row.name for row in lab.home.list()} == {"sample", "Other"}


# Map and interests


def test_another_granularity_asks_for_a_new_cut_of_the_same_map(lab):
    test = lab.open("map")
    run = lab.workspace().result.run.id
    test.select_slider(key=f"granularity_{run}").set_value(1.0).run()
    press(test, "apply_granularity")
    workspace = lab.workspace()
    assert workspace.jobs()[0].state == "queued"
    assert workspace.runs()[0].request["settings"]["granularity"] == 1.0
    assert workspace.result.run.id == run


def test_a_filter_from_the_url_is_that_of_other_pages(lab):
    test = lab.open("map", labels="chess")
    assert test.multiselect(key="labels").value == ["chess"]
    chess = (lab.workspace().result.corpus.contents["label"] == "chess").sum()
    assert f"{chess:,} posts selected" in said(test)
    assert f"of {chess:,} posts" in said(lab.open("interests", labels="chess"))


def test_a_search_by_words_counts_its_hits(lab):
    contents = lab.workspace().result.corpus.contents
    test = lab.open("map", q="bishop")
    ran(test.segmented_control(key="search_way").set_value("words").run())
    hits = contents["text"].str.contains(r"\bbishop", case=False).sum()
    assert hits > 5
    assert f"{hits:,} of {len(contents):,} posts have these words" in said(test)
    ran(test.segmented_control(key="search_way").set_value("meaning").run())
    assert "are near in meaning" in said(test)


def test_a_search_for_nothing_finds_nothing(lab):
    test = lab.open("map", q="zzzqqq")
    assert "Nothing like “zzzqqq”: no post has these words, and none is nearer in meaning than nonsense is." in said(test)
    assert "0 posts selected" in said(test)


def test_an_area_in_the_url_selects_what_lies_in_it(lab):
    found = lab.workspace().result.map
    (x0, y0), (x1, y1) = found.points.min(axis=0) - 1, found.points.max(axis=0) + 1
    test = lab.open("map", area=f"{x0}~{y0}_{x1}~{y0}_{x1}~{y1}_{x0}~{y1}")
    assert f"{len(found):,} posts selected" in said(test)


@pytest.mark.parametrize("area", ["1~2", "x~y_1~2_3~4", "1~2_3~4_nan~5", "1~1_1~1_1~1", "1e999~1_2~2_3~3"])
def test_a_nonsensical_area_is_passed_over(lab, area):
    lab.open("map", area=area)


@pytest.mark.parametrize("query", [
    {"interests": "99999,x"}, {"labels": "nothing"}, {"since": "yesterday"}, {"since": "1900-01-01"}, {"person": "nobody"},
    {"q": "((("}, {"q": "no such words at all"}, {"languages": "xx"},
])  # fmt: skip
def test_a_nonsensical_url_is_no_error(lab, query):
    lab.open("map", **query)


def test_renaming_an_interest_and_taking_it_back(lab):
    before = lab.workspace().result.map.name(0)
    test = lab.open("interests", interest="0")
    assert plain_text(before) in said(test)
    test.text_input(key="rename_0").set_value("Something *else*")
    press(test, "Rename")
    assert lab.workspace().result.map.name(0) == "Something *else*"
    assert r"Something \*else\*" in sent(test)
    press(test, "undo_edit")
    assert lab.workspace().result.map.name(0) == before


def test_a_taken_name_is_refused_in_one_sentence(lab):
    other = lab.workspace().result.map.name(1)
    test = lab.open("interests", interest="0")
    test.text_input(key="rename_0").set_value(other)
    press(test, "Rename", errors=1)
    assert lab.workspace().result.edits() == ()


def test_a_neighbouring_interest_is_opened(lab):
    for interest in lab.workspace().need_result().interest_ids:
        test = lab.open("interests", interest=str(interest))
        near = [button.key for button in test.button if (button.key or "").startswith("near_")]
        if near:
            break
        assert "No other interest is near in meaning." in said(test)
    other = near[0]
    press(test, other)
    assert test.query_params["interest"] in (other.removeprefix("near_"), [other.removeprefix("near_")])


# People, attention, recommend


def test_a_person_behind_a_filtered_selection_is_opened(lab):
    people = lab.workspace().result.profiles.users
    test = lab.open("people", person=people[0])
    ran(test.switch_page(SCREENS["map"]).run())
    ran(test.multiselect(key="labels").set_value(["chess"]).run())
    test.session_state["see_posts"], test.session_state["list_of"] = True, "People"
    test.session_state["selection_people"] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    ran(test.run())
    person = press(test, "selection_open_person").selectbox(key="person").value
    assert person in people[1:]
    assert f"#### {plain_text(person)}" in said(test)
    assert test.multiselect(key="labels").value == ["chess"]


def test_a_person_shows_mix_and_posts(lab):
    profiles = lab.workspace().result.profiles
    test = lab.open("people")
    assert "Nobody chosen" in said(test)
    ran(test.selectbox(key="person").set_value(profiles.users[0]).run())
    assert f"#### {plain_text(profiles.users[0])}" in said(test)
    assert "95 % intervals" in said(test)


def test_recommendations_for_a_person_and_for_a_made_up_history(lab):
    person = lab.workspace().result.profiles.users[0]
    test = lab.open("recommend", person=person)
    assert "because of" in said(test)
    test.segmented_control(key="history").set_value("Made up").run()
    assert "No history yet" in said(ran(test))
    items = test.multiselect(key="made_up_item")
    ran(items.set_value(items.options[:2] if not items.value else items.value).run())
    assert "2 items" in said(test)


def test_attention_on_a_typed_text(lab):
    test = lab.open("attention")
    assert "has no attention to show" in said(test)
    test.segmented_control(key="attention_source").set_value("My own text").run()
    assert "No text yet" in said(ran(test))
    test.text_area(key="attention_typed").set_value("The bank of the river.").run()
    assert "A high weight does not mean" in said(ran(test))
    assert "The mean attention of all heads as an explanation of the text's vector: deleting" in said(test)


def test_the_attention_on_a_long_text_is_judged_when_asked(lab):
    test = lab.open("attention", text="The bank of the river is wide. " * 20, encoder="minilm")
    assert "The mean attention" not in said(test)
    press(test, "attention_judged")
    assert "The mean attention of all heads as an explanation" in said(test)
    assert "The mean attention of all heads as an explanation" in said(ran(test.run()))  # remembered
    pair = lab.open("attention", text="The bank", second="of the river", encoder="minilm")
    assert "The mean attention" not in said(pair)


def test_the_table_of_heads_is_worked_out_when_it_is_opened(lab, monkeypatch):
    asked = []
    monkeypatch.setattr(AttentionHeads, "answer", _noted(AttentionHeads.answer, asked))
    test = lab.open("attention", text="The bank of the river.", encoder="minilm")
    assert not asked
    test.session_state["heads_opened"] = True
    ran(test.run())
    (table,) = (frame.value for frame in test.dataframe if "Head" in frame.value)
    assert len(asked) == 1
    assert table.shape == (72, 9)
    assert table.iloc[:, 2:].to_numpy().max() <= 1


def _noted(call, asked):
    def noting(*given, **named):
        asked.append(given)
        return call(*given, **named)

    return noting


def test_unknown_tokens_are_told_and_an_encoder_is_proposed_that_reads_them(lab, monkeypatch):
    installed = {"minilm": True, "multilingual-e5": False}
    for module in ("attention.words", "attention.choice"):
        monkeypatch.setattr(f"interestlab.ui.{module}.is_installed", lambda name: installed.get(name, True))
    test = lab.open("attention", text="她在河边拍照片，魑魅魍魉都喜欢国际象棋。", encoder="minilm")
    assert "“minilm” does not know 75% of these tokens" in said(test)
    assert "encoders install multilingual-e5" in test.selectbox(key="attention_encoder").help
    assert "`python -m interestlab encoders install multilingual-e5`" in said(test)
    assert any("tokens unknown to the encoder (75%)" in shown(mark.value) for mark in test.markdown)
    installed["multilingual-e5"] = True
    ran(test.run())
    assert "encoders install" not in said(test)
    switch = test.button(key="attention_switch")
    assert shown(switch.label) == "Read it with “multilingual-e5”, which knows Chinese"


def test_a_long_text_is_kept_with_its_id_in_the_link(lab):
    text = "The bank of the river. " * 40
    test = lab.open("attention", encoder="minilm")
    test.segmented_control(key="attention_source").set_value("My own text").run()
    ran(test.text_area(key="attention_typed").set_value(text).run())
    note = test.query_params["draft"]
    workspace = lab.workspace()
    assert workspace.catalogue.note(workspace.id, note) == text.strip()
    assert "text" not in test.query_params
    ran(test.run())
    assert test.query_params["draft"] == note  # not kept again
    other = lab.open("attention", draft=note, encoder="minilm", layer="2", token="3")
    assert other.text_area(key="attention_typed").value == text.strip()
    assert (other.query_params["layer"], other.query_params["token"]) == ("2", "3")


def test_a_second_text_is_read_together_with_the_first(lab):
    test = lab.open("attention", text="你好，世界", encoder="minilm", second="</script><script>alert(1)</script>")
    assert test.text_area(key="attention_second").value.startswith("</script>")
    assert "behaviour outside of it" in said(test)
    long = "The bank of the river. " * 60
    ran(test.text_area(key="attention_second").set_value(long).run())
    assert "second" not in test.query_params
    workspace = lab.workspace()
    assert workspace.catalogue.note(workspace.id, test.query_params["second_draft"]) == long.strip()
    assert any("cut: 5 of 5 tokens of the first text, 248 of 360 of the second" in shown(mark.value) for mark in test.markdown)
    ran(test.text_area(key="attention_second").set_value("  ").run())
    assert not {"second", "second_draft"} & set(test.query_params)
    assert "behaviour outside of it" not in said(test)


def test_a_link_to_a_post_opens_that_post(lab):
    test = lab.open("attention", post="700", view="matrix", encoder="minilm")
    assert test.selectbox(key="attention_post").value == 700
    assert test.query_params["view"] == "matrix"


def test_a_map_made_by_the_command_line_can_be_read_another_way(lab, monkeypatch):
    """There no form was filled in that could be opened again; it begins with what the map was asked with."""
    monkeypatch.setattr(Workspace, "draft", None)
    test = lab.open("data")
    before = len(test.selectbox)
    ran(test.toggle(key="reread").set_value(True).run())
    assert len(test.selectbox) > before
    assert [button for button in test.button if button.label == "Draw the map"]


def test_an_interest_is_found_on_the_map(lab):
    result = lab.workspace().need_result()
    test = lab.open("interests", interest=str(result.interest_ids[1]))
    test = ran(test.button(key="interest_on_map").click().run())
    assert str(result.interest_ids[1]) in test.query_params["interests"]
    assert "Interest map" in said(test)


def test_the_first_visit_says_what_is_needed_and_what_one_gets(empty_lab):
    shown = said(empty_lab.open("home", None))
    assert "Needed: a column of texts" in shown
    assert "nothing leaves it unless you connect a service" in shown
    assert "every dot is a post" in shown
    empty_lab.home.create("one")
    assert "every dot is a post" not in said(empty_lab.open("home", None))
