"""A draft says how far it agrees with its encoder, counted in people, and only a draft does."""

import numpy as np
import pytest

from interestlab.errors import NotApplicable
from interestlab.home import AnalysisRequest, Upload, analyze
from interestlab.home.steps import Silent
from interestlab.intervals import Estimate
from interestlab.questions.kept import answer_and_keep, kept_answer
from interestlab.studies.draft import DraftCheck, DraftFit, interests_agree, neighbours_kept, sampled
from tests.conftest import sample_rows
from tests.encode.test_draft import SmallDraft


@pytest.fixture
def drafted(home, tmp_path, monkeypatch):
    """A result that a small draft of MiniLM drew."""
    monkeypatch.setenv("INTERESTLAB_MODELS", str(tmp_path / "models"))
    monkeypatch.setattr("interestlab.home.steps.find_encoder", lambda name: SmallDraft())
    workspace = home.create("drafted")
    upload = Upload("sample.csv", workspace.store.add_upload(sample_rows(120)))
    analyze(workspace, workspace.add_run(AnalysisRequest(upload, encoder="minilm-draft")))
    return workspace.need_result()


def test_a_draft_is_compared_with_its_encoder_and_the_answer_is_kept(drafted):
    assert drafted.draft_of == "minilm"
    fit = answer_and_keep(drafted, DraftCheck(sample=60), Silent())
    assert (fit.of, fit.sample) == ("minilm", 60)
    assert 0 < fit.neighbours_kept.low < fit.neighbours_kept.value < fit.neighbours_kept.high <= 1
    assert kept_answer(drafted, DraftCheck(sample=60)) == fit
    assert kept_answer(drafted, DraftCheck()) is None
    assert (drafted.workspace.store.folder / "vectors.sqlite").exists()  # the exact map need not make these anew


def test_an_exact_map_is_no_draft(workspace):
    result = workspace.need_result()
    assert result.draft_of is None
    with pytest.raises(NotApplicable, match="no draft"):
        answer_and_keep(result, DraftCheck(), Silent())


def test_neighbours_kept_by_hand():
    angles = np.deg2rad([0, 1, 90, 91])
    exact = np.column_stack([np.cos(angles), np.sin(angles)]).astype(np.float32)
    assert neighbours_kept(exact, exact, np.arange(4)).value == 1
    rng = np.random.default_rng(0)
    many, other = (rng.normal(size=(200, 8)) for _ in range(2))
    many, other = (v / np.linalg.norm(v, axis=1, keepdims=True) for v in (many, other))
    chance = neighbours_kept(many, other, np.arange(200))
    assert chance.value == pytest.approx(10 / 199, abs=0.02)
    assert chance.bounded
    one_person = neighbours_kept(many, other, np.zeros(200, int))
    assert not one_person.bounded


def test_interests_agree_by_hand():
    vectors = np.array([[1, 0], [1, 0.1], [-1, 0], [-1, 0.1], [1, 0.05], [0, 1]], np.float32)
    interest = np.array([0, 0, 1, 1, 1, 2], np.int32)  # the fifth lies by the others of interest 0, the last is alone
    found = interests_agree(vectors, interest, np.arange(6))
    assert found.value == pytest.approx(4 / 5)
    assert found.n == 5
    assert np.isnan(interests_agree(vectors, np.full(6, -1, np.int32), np.arange(6)).value)


def test_the_sample_is_drawn_without_repeats():
    found = sampled(50, 20, 1)
    assert len(set(found.tolist())) == 20
    assert sampled(5, 20, 0).tolist() == [0, 1, 2, 3, 4]


def test_sentences():
    fit = DraftFit("minilm", 500, Estimate(0.34, 0.32, 0.36, 400), Estimate(0.5, 0.45, 0.55, 400))
    assert fit.sentence == (
        "This is a draft of the map that minilm draws. In a sample of 500 posts it keeps 34% (32% to 36%) of the 10 nearest "
        "posts of each, and 50% (45% to 55%) of them lie nearest to their own interest by minilm, too."
    )
    poor = DraftFit("minilm", 3, Estimate(0.1, np.nan, np.nan, 1), Estimate(np.nan, np.nan, np.nan, 0))
    assert poor.sentence.endswith(
        "it keeps 10% of the 10 nearest posts of each, and an unknown share of them lie nearest to their own interest by "
        "minilm, too. That is little: wait for the exact map before you conclude anything."
    )
    assert poor.summary()["interests_agree"] == {"value": None, "low": None, "high": None}
