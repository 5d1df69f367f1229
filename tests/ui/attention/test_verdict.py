"""When the attention on a text is held against chance unasked."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from interestlab.attention.kept import look
from interestlab.encode.run import find_encoder
from interestlab.workspace.parts import Verdict
from tests.pages.conftest import ran, said


@pytest.fixture(scope="module")
def described():
    return look(find_encoder("minilm").load().inspect(), "Playing chess at midnight").description


def page_on(described):
    def page(described, found):
        from interestlab.ui.attention.verdict import attention_verdict

        attention_verdict(described, lambda: found)

    return ran(AppTest.from_function(page, args=(described, Verdict(0.3, 0.1, 0.1, 0.05, 0.2, 0.2, 20))).run())


def test_a_short_text_is_judged_at_once(described):
    page = page_on(described)
    assert "lowers the similarity by 0.300, more than" in said(page)
    assert not page.button


def test_a_model_that_would_take_long_is_asked_by_a_button(described):
    assert described.cost == 6 * 10_764_288
    page = page_on(replace(described, cost=64 * 106_168_320))
    assert "lowers the similarity" not in said(page)
    ran(page.button(key="attention_judged").click().run())
    assert "lowers the similarity by 0.300" in said(page)
