"""The view in an app, and what tells it that the text is another."""

from dataclasses import replace

from streamlit.testing.v1 import AppTest

from interestlab.attention.kept import describe
from tests.browser.attention_app import looked, made


def test_a_description_changes_its_revision_with_what_the_heads_do():
    attention = made()
    described = describe(looked(attention))
    other = replace(attention, weights=attention.weights[:, ::-1])
    assert describe(looked(other)).revision != described.revision
    assert describe(looked(attention)).revision == described.revision


def test_the_view_stands_in_an_app():
    test = AppTest.from_file("../../browser/attention_app.py", default_timeout=30).run()
    assert not test.exception
    assert test.query_params["token"] == "2"
