"""What the page shows of a survey: how much was read, a figure of all heads and of one, and what is told apart from noise."""

import io
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t as student
from streamlit.testing.v1 import AppTest

from interestlab.attention.heads import FIGURES
from interestlab.attention.survey import Survey
from interestlab.interests.selection import Selection
from interestlab.studies.heads import HeadSurvey
from interestlab.studies.heads_off import HeadEffects
from interestlab.ui.heads import survey as module
from tests.pages.conftest import ran, said

LAYERS, HEADS = 2, 3


@pytest.fixture(scope="module")
def result(analysed_home):
    return analysed_home.open("sample").need_result()


@pytest.fixture
def charts(monkeypatch):
    """The figures that a card drew, by key."""
    drawn = {}
    monkeypatch.setattr(module, "show_chart", lambda figure, key, **events: drawn.__setitem__(key, figure))
    return drawn


def made(*, texts=(100, 100, 1, 0), cut=0):
    """Heads of which every text says 0.5, but the last head in group 1: 0.5 and a bit; groups 0, 1, 2 and none."""
    means = np.full((4, len(FIGURES), LAYERS, HEADS), 0.5)
    means[1, :, 1, 2] = 0.6
    squares = means**2 + 0.01  # a variance of 0.01, so a standard error of 0.01 over 100 texts
    shares = np.arange(LAYERS * HEADS * 3, dtype=np.float32).reshape(LAYERS, HEADS, 3) / 100
    shares[1, 2] = 0.01, 0.03, 0.02
    lifts = shares[..., ::-1].copy()
    lifts[1, 2] = 4.0, 0.5, 2.5
    tokens, occurrences = ("the", "<b>", "bike"), np.array([90, 40, 12])
    return Survey(np.array(texts), means, squares, tokens, occurrences, shares, lifts, own_tokens=4_321, cut=cut)


def page_of(function, *args):
    return ran(AppTest.from_function(function, args=args, default_timeout=60).run())


def asked(result):
    import streamlit as st

    from interestlab.interests.selection import Selection
    from interestlab.ui.heads.survey import survey_question

    st.session_state["asked"] = survey_question(result, "minilm", Selection(labels=("chess",)))


def test_the_question_is_what_is_chosen(result, monkeypatch):
    monkeypatch.setattr(module, "_HOW_MANY", (100, 399, 400))
    test = page_of(asked, result)
    assert test.session_state["asked"] == HeadSurvey("minilm", 399, 128, Selection(labels=("chess",)))
    assert test.selectbox("heads_texts").options == ["100 at random", "399 at random", "all that are chosen"]  # of 400
    test.selectbox("heads_texts").select_index(2)
    ran(test.selectbox("heads_tokens").set_value(256).run())
    assert test.session_state["asked"] == HeadSurvey("minilm", None, 256, Selection(labels=("chess",)))


def test_of_few_texts_all_are_read(result, monkeypatch):
    monkeypatch.setattr(module, "_HOW_MANY", (500,))
    assert page_of(asked, result).session_state["asked"].texts is None


def facts(found):
    from interestlab.ui.heads.survey import survey_facts

    survey_facts(found)


def test_how_much_was_read_is_counted_and_cut_texts_only_where_there_are_any():
    words = said(page_of(facts, made()))
    assert "201 texts" in words
    assert "4,321 tokens" in words
    assert "cut" not in words
    assert "50 texts cut (25%)" in said(page_of(facts, made(cut=50)))


def compared(result, found):
    import streamlit as st

    from interestlab.ui.heads.survey import compare

    st.session_state["looked"] = compare(result, found)


def test_the_head_with_the_largest_figure_is_looked_into_until_one_is_picked(result, charts):
    test = page_of(compared, result, made())
    assert test.session_state["looked"] == (1, 2)
    test.session_state["heads_picked"] = (0, 1)
    assert ran(test.run()).session_state["looked"] == (0, 1)
    test.session_state["heads_picked"] = (LAYERS, 0)  # left by an encoder with more layers
    assert ran(test.run()).session_state["looked"] == (1, 2)


def test_interests_of_one_text_or_none_are_not_offered(result, charts):
    test = page_of(compared, result, made())
    names = [result.map.name(number) for number in (0, 1)]
    assert test.selectbox("heads_of").options == ["all texts", f"{names[0]} (100)", f"{names[1]} (100)"]
    assert test.selectbox("heads_against").disabled
    ran(test.selectbox("heads_of").set_value(1).run())
    assert test.selectbox("heads_against").options == ["nothing", f"{names[0]} (100)"]


def test_the_grid_is_of_the_figure_and_the_interest_that_are_chosen(result, charts):
    test = page_of(compared, result, made())
    ran(test.selectbox("heads_figure").set_value("entropy").run())
    assert "Spread (entropy): entropy of a row" in said(test)
    assert "Hover for the 95 % interval" in said(test)
    ran(test.selectbox("heads_of").set_value(1).run())
    ran(test.selectbox("heads_against").set_value(0).run())
    assert "Differences; 1 of 6 heads are told apart" in said(test)
    assert np.nanargmax(charts["head_grid"].data[0].marker.color) == 5


def test_the_figures_of_all_texts_are_the_mean_over_them():
    values = module._values(made(), "to_next", None, None)
    np.testing.assert_allclose(values.values[1, 2], (100 * 0.5 + 100 * 0.6 + 0.5) / 201)
    np.testing.assert_allclose(values.values[0], 0.5)
    assert values.title == "To the next"
    assert values.clear.all()


def test_a_difference_has_the_errors_of_both_and_is_told_beyond_the_limit_of_all_heads_together():
    """Each error is √(0.01 / 99); 100 texts and six heads at 5 % together: 2.692 errors of the difference, 1.984 for one."""
    error = np.sqrt(2 * 0.01 / 99)
    found = made()
    for beyond, told in ((2.65, False), (2.74, True), (-2.74, True)):
        means = np.full_like(found.means, 0.5)
        means[1, :, 1, 2] += beyond * error
        values = module._values(replace(found, means=means, squares=means**2 + 0.01), "to_same", 1, 0)
        np.testing.assert_allclose(values.values[1, 2], beyond * error)
        np.testing.assert_allclose(values.halves, student.ppf(0.975, 99) * error)
        assert values.clear.tolist() == [[False] * 3, [False, False, told]]


def picked(points):
    import streamlit as st

    from interestlab.ui.heads import survey

    st.session_state["head_grid"] = {"selection": {"points": points}}
    survey._pick()


def test_a_square_of_the_grid_is_the_head_in_its_column_and_the_layer_in_its_row():
    assert page_of(picked, [{"x": 3, "y": 2}]).session_state["heads_picked"] == (1, 2)
    assert "heads_picked" not in page_of(picked, [])


def tokens_of(found, layer, head):
    from interestlab.ui.heads.survey import attended_tokens

    attended_tokens(found, layer, head)


def test_the_tokens_of_a_head_go_by_their_share_and_by_their_lift():
    test = page_of(tokens_of, made(), 1, 2)
    by_share, by_lift = (table.value for table in test.dataframe)
    assert by_share["Token"].tolist() == ["<b>", "bike", "the"]
    np.testing.assert_allclose(by_share["Share"], [3, 2, 1])
    assert by_share["Occurs"].tolist() == [40, 12, 90]
    assert by_lift["Token"].tolist() == ["the", "bike", "<b>"]
    np.testing.assert_allclose(by_lift["Lift"], [4.0, 2.5, 0.5])
    assert "Layer 2, head 3" in said(test)
    assert "fewer than 10 times" in said(test)


def table_of(found):
    from interestlab.ui.heads.survey import all_heads

    all_heads(found.of([1]))


def test_all_heads_in_figures_have_their_errors():
    table = page_of(table_of, made()).dataframe[0].value
    assert table[["layer", "head"]].to_numpy().tolist() == [[1, 1], [1, 2], [1, 3], [2, 1], [2, 2], [2, 3]]
    assert list(table.columns[2:]) == [part for name in FIGURES for part in (name, f"{name} ±")]
    assert table["entropy"].tolist() == [0.5] * 5 + [0.6]
    np.testing.assert_allclose(table["entropy ±"], 0.0199, atol=1e-9)  # 1.984 · √(0.01 / 99), rounded


def test_the_download_is_the_table_unrounded(monkeypatch):
    kept = {}
    monkeypatch.setattr(module.say, "download_button", lambda label, data, name, *rest, **more: kept.update({name: data}))
    page_of(table_of, made())
    table = pd.read_csv(io.StringIO(kept["heads.csv"]))
    assert len(table) == 6
    np.testing.assert_allclose(table["to_first ±"], student.ppf(0.975, 99) * np.sqrt(0.01 / 99), rtol=1e-9)


def card(result, question):
    import streamlit as st

    from interestlab.ui.heads.survey import effects_card

    st.session_state["effects"] = effects_card(result, question)


def effects(*, of_the_map):
    grid = np.arange(6.0).reshape(2, 3) / 100
    rest = grid if of_the_map else np.full((2, 3), np.nan)
    return HeadEffects(50, grid, grid / 10, rest, rest, rest, rest)


@pytest.fixture
def studied(monkeypatch):
    """Answers instead of the study, and notes what was asked."""
    answers, notes = [None], []

    def study_card(result, study, *, start):
        notes.append((study, start))
        return answers[0]

    monkeypatch.setattr(module, "study_card", study_card)
    return answers, notes


def test_switching_off_asks_of_the_same_texts_as_the_survey(result, studied, charts):
    survey = HeadSurvey("minilm", 30, 64, Selection(labels=("chess",)), seed=3)
    test = page_of(card, result, survey)
    ((study, _),) = studied[1]
    assert (study.encoder, study.texts, study.most_tokens) == ("minilm", 50, 64)
    assert (study.selection, study.seed) == (survey.selection, 3)
    assert test.selectbox("off_texts").options == ["50 at random", "100 at random"]  # of 400 texts
    assert "once without each of the heads" in said(test)
    assert test.session_state["effects"] is None
    assert not charts


def test_effects_are_drawn_one_kind_at_a_time(result, studied, charts):
    studied[0][0] = effects(of_the_map=True)
    test = page_of(card, result, HeadSurvey("minilm", 30, 64))
    assert len(test.selectbox("off_effect").options) == 3
    ran(test.selectbox("off_effect").set_value("lost").run())
    assert "Neighbours lost: share of a text's 10 nearest" in said(test)
    assert "Mean over 50 texts" in said(test)
    assert "another encoder drew" not in said(test)
    assert list(charts) == ["off_grid"]


def test_of_another_encoder_only_the_shift_is_offered(result, studied, charts):
    studied[0][0] = effects(of_the_map=False)
    test = page_of(card, result, HeadSurvey("minilm", 30, 64))
    assert test.selectbox("off_effect").options == ["Shift of the vector"]
    assert "which another encoder drew" in said(test)
