"""Which encoder reads which text: what is offered, what the link says, and what of it is kept there."""

from types import SimpleNamespace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from interestlab import registry
from interestlab.encode.run import find_encoder
from interestlab.ui.attention import choice as module
from tests.model_folders import pooling
from tests.pages.conftest import ran, said


@pytest.fixture
def result(workspace):
    return workspace.need_result()


@pytest.fixture
def installed(monkeypatch):
    """Which encoders are installed, by name; the packaged MiniLM alone to begin with."""
    names = {"minilm"}
    monkeypatch.setattr(module, "is_installed", lambda name: name in names)
    return names


def encoder_of(result):
    import streamlit as st

    from interestlab.ui.attention.choice import choose_encoder

    st.session_state["chosen"] = choose_encoder(result)


def text_of(workspace, result, encoder):
    import streamlit as st

    from interestlab.ui.attention.choice import choose_text

    st.session_state["chosen"] = choose_text(workspace, result, encoder)


def second_of(workspace):
    import streamlit as st

    from interestlab.ui.attention.choice import choose_second

    st.session_state["chosen"] = choose_second(workspace)


def page_of(function, *args, **query):
    test = AppTest.from_function(function, args=args, default_timeout=60)
    for name, value in query.items():
        test.query_params[name] = value
    return ran(test.run())


def chosen(test):
    return test.session_state["chosen"]


def link(test, name):
    """What the link says, whatever its form."""
    value = test.query_params.get(name)
    return value[0] if isinstance(value, list) else value


def test_a_map_whose_encoder_has_no_attention_is_read_with_another_and_that_is_said(result, installed):
    test = page_of(encoder_of, result)
    assert (chosen(test), link(test, "encoder")) == ("minilm", "minilm")
    assert "encoded with “hashing”, which has no attention to show" in said(test)
    assert "hashing" not in test.selectbox("attention_encoder").options


def test_a_folder_that_has_none_says_why(model_folders, installed):
    folder = str(model_folders.folder("two poolings", pooling(["mean", "max"])))
    test = page_of(encoder_of, SimpleNamespace(encoder={"name": folder}))
    assert chosen(test) == "minilm"
    assert "has no attention to show, since its vectors join mean and max pooling. The texts can be read" in said(test)
    shown = str(model_folders.folder("mean", pooling()))
    test = page_of(encoder_of, SimpleNamespace(encoder={"name": shown}))
    assert chosen(test) == shown
    assert "no attention to show" not in said(test)


def test_without_a_map_nothing_is_said_of_one(installed):
    assert "no attention to show" not in said(page_of(encoder_of, None))


def test_the_link_names_the_encoder_unless_it_cannot_be_had(installed):
    installed.add("multilingual-e5")
    assert chosen(page_of(encoder_of, None, encoder="multilingual-e5")) == "multilingual-e5"
    installed.remove("multilingual-e5")
    test = page_of(encoder_of, None, encoder="multilingual-e5")
    assert (chosen(test), link(test, "encoder")) == ("minilm", "minilm")


def test_what_could_be_installed_is_told_with_its_command(installed):
    help_text = page_of(encoder_of, None).selectbox("attention_encoder").help
    assert "`python -m interestlab encoders install multilingual-e5`" in help_text
    installed.update(name for name in registry.usable("encoders") if find_encoder(name).info.shows_attention)
    assert not page_of(encoder_of, None).selectbox("attention_encoder").help


def test_without_any_encoder_there_is_no_choice(installed):
    installed.clear()
    test = page_of(encoder_of, None)
    assert chosen(test) is None
    assert "No installed encoder shows attention" in said(test)
    assert not test.selectbox


def test_a_post_is_offered_first_and_stands_in_the_link(workspace, result):
    test = page_of(text_of, workspace, result, None)
    assert chosen(test) == str(result.corpus.contents["text"].iloc[0])
    assert link(test, "post") == "0"
    assert len(test.selectbox("attention_post").options) == 100
    linked = page_of(text_of, workspace, result, None, post="399")  # beyond the first hundred
    assert chosen(linked) == str(result.corpus.contents["text"].iloc[399])
    assert len(linked.selectbox("attention_post").options) == 101


@pytest.mark.parametrize("post", ["400", "-1", "x", "٣", ""])
def test_a_post_that_there_is_not_is_the_first(workspace, result, post):
    assert link(page_of(text_of, workspace, result, None, post=post), "post") == "0"


def test_posts_are_found_by_words_and_counted(workspace, result):
    texts = result.corpus.contents["text"]
    has = np.flatnonzero(texts.str.contains(r"\bwater", case=False))
    test = page_of(text_of, workspace, result, None)
    ran(test.text_input("attention_words").set_value("water").run())
    assert f"{len(has)} of 400 posts have these words" in said(test)
    assert chosen(test) == texts.iloc[has[0]]
    ran(test.text_input("attention_words").set_value("no such words at all").run())
    assert chosen(test) == ""
    assert "No post of 400 has these words" in said(test)


def test_posts_in_a_language_that_the_encoder_knows_come_first(result):
    languages = result.corpus.contents["language"].to_numpy(copy=True)
    known = find_encoder("minilm").info.languages
    found = np.arange(12)
    result.corpus.contents["language"] = np.where(np.arange(len(languages)) % 3 == 2, known[0], "zz")
    assert module._readable_first(result, found, "minilm").tolist() == [2, 5, 8, 11, 0, 1, 3, 4, 6, 7, 9, 10]
    assert module._readable_first(result, found, None).tolist() == found.tolist()
    assert module._readable_first(result, found, "hashing").tolist() == found.tolist()  # it knows no language in particular


def typed(test):
    return test.text_area("attention_typed")


def test_a_short_text_stands_in_the_link_and_a_longer_one_in_the_workspace(workspace):
    test = page_of(text_of, workspace, None, None)
    assert chosen(test) == ""
    ran(typed(test).set_value("a" * 200 + " ").run())
    assert (chosen(test), link(test, "text"), link(test, "draft")) == ("a" * 200, "a" * 200, None)
    ran(typed(test).set_value("a" * 201).run())
    note = link(test, "draft")
    assert (chosen(test), link(test, "text")) == ("a" * 201, None)
    assert workspace.catalogue.note(workspace.id, note) == "a" * 201
    ran(typed(test).set_value("short").run())
    assert (link(test, "text"), link(test, "draft")) == ("short", None)
    ran(typed(test).set_value("a" * 201).run())
    assert link(test, "draft") == note  # kept once


def test_a_link_opens_its_text(workspace):
    note = workspace.catalogue.add_note(workspace.id, "attention text", "The bank of the river. " * 40)
    assert chosen(page_of(text_of, workspace, None, None, text="The bank")) == "The bank"
    assert chosen(page_of(text_of, workspace, None, None, draft=note)) == ("The bank of the river. " * 40).strip()
    assert chosen(page_of(text_of, workspace, None, None, draft="nothing")) == ""
    assert chosen(page_of(second_of, workspace, second="of the river")) == "of the river"


def test_a_linked_text_is_opened_rather_than_a_post(workspace, result):
    test = page_of(text_of, workspace, result, None, text="The bank", post="3")
    assert (chosen(test), link(test, "post")) == ("The bank", None)
    ran(test.segmented_control("attention_source").set_value("A post").run())
    assert (link(test, "text"), link(test, "post")) == (None, "0")


def test_without_a_workspace_a_longer_text_has_no_link():
    test = page_of(text_of, None, None, None)
    ran(typed(test).set_value("a" * 201).run())
    assert "too long for a link, and no workspace is open" in said(test)
    assert (chosen(test), link(test, "text"), link(test, "draft")) == ("a" * 201, None, None)


def test_an_endless_text_is_cut_and_that_is_said(workspace, monkeypatch):
    monkeypatch.setattr(module, "MOST_CHARACTERS", 10)
    test = page_of(text_of, workspace, None, None)
    ran(typed(test).set_value("x" * 10).run())
    assert "Cut" not in said(test)
    ran(typed(test).set_value("x" * 11).run())
    assert chosen(test) == "x" * 10
    assert "Cut: the first 10 of 11 characters are read." in said(test)


def test_a_second_text_is_none_until_it_is_typed_and_leaves_the_link_with_its_text(workspace):
    test = page_of(second_of, workspace)
    assert (chosen(test), link(test, "second")) == ("", None)
    ran(test.text_area("attention_second").set_value(" of the river ").run())
    assert (chosen(test), link(test, "second"), link(test, "text")) == ("of the river", "of the river", None)
    ran(test.text_area("attention_second").set_value("  ").run())
    assert (chosen(test), link(test, "second"), link(test, "second_draft")) == ("", None, None)
