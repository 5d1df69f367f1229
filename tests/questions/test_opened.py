"""What a worker keeps open: each thing is opened once, a few at a time, and let go of when it is told to."""

import pickle

import numpy as np
import pytest

from interestlab.attention.methods import explain
from interestlab.attention.subject import subject_of
from interestlab.errors import InputError, NotApplicable, UnknownName
from interestlab.questions import opened
from interestlab.questions.backend import Backend, SavedFile
from interestlab.questions.opened import (
    NOWHERE,
    OpenRun,
    dataset_of,
    forget,
    fresh_inspection,
    need_inspection,
    opened_encoder,
    opened_inspection,
)
from interestlab.recommend.dataset import build_dataset, item_names
from interestlab.recommend.saved import save_fitted
from tests.model_folders import pooling


@pytest.fixture(autouse=True)
def afresh():
    forget()
    yield
    forget()


def test_a_run_travels_by_its_ids(run):
    again = pickle.loads(pickle.dumps(run))
    assert again == run
    assert again.result.run.id == run.run
    assert again.result is run.result


def test_an_older_run_of_a_workspace_can_be_opened(workspace):
    before = workspace.need_result()
    added = workspace.add_run(before.request)
    assert OpenRun.of(before).result.run.id == before.run.id
    assert OpenRun(str(workspace.home.folder), workspace.id, added.id).result.run.id == added.id
    with pytest.raises(UnknownName):
        OpenRun(str(workspace.home.folder), workspace.id, "none").result  # noqa: B018


@pytest.mark.parametrize("asked", [lambda run: run.result, lambda run: run.encoder, lambda run: run.dataset("item")])
def test_a_question_of_no_result_needs_a_map(asked):
    with pytest.raises(NotApplicable, match="needs a finished map; open a workspace that has one"):
        asked(NOWHERE)


def test_the_encoder_is_the_one_of_the_map(run, english_run):
    assert run.encoder is opened_encoder("hashing")
    assert run.inspection is None
    assert english_run.encoder is opened_encoder("minilm")
    assert english_run.inspection is opened_inspection("minilm")


def test_the_dataset_and_its_names_are_those_of_the_unit(run):
    result = run.result
    for unit in ("item", "content", "extra.thread"):
        direct = build_dataset(result.corpus, embedding=result.embedding, interest_map=result.map, unit=unit)
        assert np.array_equal(run.dataset(unit).items, direct.items)
        assert run.dataset(unit) is run.dataset(unit)
        assert run.names(unit) == item_names(result.corpus, direct, unit=unit)
    assert len({len(dataset_of(result, unit).items) for unit in ("item", "content", "extra.thread")}) > 1
    assert np.array_equal(dataset_of(result).items, run.dataset("item").items)


def test_evidence_holds_each_contents_item(run):
    evidence, corpus = run.evidence("item"), run.result.corpus
    owners = run.dataset("item").items[evidence.item_of_content]
    assert owners.tolist() == corpus.contents["item_id"].tolist()
    assert evidence.embedding is run.result.embedding


def test_a_backend_learns_once_for_its_parameters_and_seed(run):
    first = run.fitted("item", Backend("item-knn", {"neighbours": 5}), 0)
    assert run.fitted("item", Backend("item-knn", {"neighbours": 5}), 0) is first
    assert first.recommender.settings.neighbours == 5
    for backend, seed in ((Backend("item-knn", {"neighbours": 6}), 0), (Backend("item-knn", {"neighbours": 5}), 1)):
        assert run.fitted("item", backend, seed) is not first
    with pytest.raises(UnknownName, match="magic"):
        run.fitted("item", Backend("magic"), 0)


def test_a_backend_from_a_file_is_not_learned_anew(workspace, tmp_path):
    run = OpenRun.of(workspace.need_result())
    fitted = run.fitted("item", Backend("item-knn", {"neighbours": 5}), 0)
    save_fitted(fitted, run.dataset("item"), tmp_path / "knn")
    file = SavedFile("mine.zip", workspace.store.add_upload((tmp_path / "knn").read_bytes()))
    assert run.saved_file(file).read_bytes() == (tmp_path / "knn").read_bytes()
    loaded = run.fitted("item", Backend("item-knn", {"neighbours": 9}, file), 0)
    assert loaded.recommender.settings.neighbours == 5
    assert loaded.seconds == fitted.seconds
    with pytest.raises(InputError, match=r"“mine\.zip” was learned from"):
        run.fitted("content", Backend("item-knn", file=file), 0)


def test_learning_has_a_limit_on_memory(run, monkeypatch):
    import resource

    limits = []
    real = opened.fit_recommender
    monkeypatch.setattr(
        opened,
        "fit_recommender",
        lambda *given, **more: limits.append(resource.getrlimit(resource.RLIMIT_AS)[0]) or real(*given, **more),
    )
    before = resource.getrlimit(resource.RLIMIT_AS)[0]
    run.fitted("item", Backend("popularity"), 0)
    assert limits != [before]
    assert resource.getrlimit(resource.RLIMIT_AS)[0] == before


def test_forgetting_lets_go_of_the_run_and_keeps_the_encoder(run):
    encoder, result, dataset = run.encoder, run.result, run.dataset("item")
    fitted, names = run.fitted("item", Backend("popularity"), 0), run.names("item")
    forget()
    assert run.encoder is encoder
    assert run.result is not result
    assert run.dataset("item") is not dataset
    assert run.fitted("item", Backend("popularity"), 0) is not fitted
    assert run.names("item") is not names


def test_an_encoder_that_gives_vectors_only_cannot_be_looked_into():
    assert opened_inspection("hashing") is None
    with pytest.raises(NotApplicable, match="“hashing” has no attention that could be shown; MiniLM has"):
        need_inspection("hashing")
    with pytest.raises(NotApplicable, match="“hashing” gives vectors only, so its heads cannot be looked at"):
        fresh_inspection("hashing")
    for ask in (opened_encoder, need_inspection, fresh_inspection):
        with pytest.raises(UnknownName, match="nothing"):
            ask("nothing")


def test_a_folder_that_cannot_be_looked_into_says_why(model_folders):
    name = str(model_folders.folder("max", pooling("max")))
    why = "since its vectors are made by max pooling"
    assert opened_inspection(name) is None
    with pytest.raises(NotApplicable, match=f"has no attention that could be shown, {why}; MiniLM has"):
        need_inspection(name)
    with pytest.raises(NotApplicable, match=f"gives vectors only, {why}, so its heads cannot be looked at"):
        fresh_inspection(name)
    found = explain(subject_of(opened_encoder(name), None, "the old bike"), opened_encoder(name).encode(["a bike"])[0])
    assert found.instead == f"This encoder gives vectors only, {why}; each word was left out in turn."


def test_a_model_for_one_study_is_its_own():
    assert need_inspection("minilm") is opened_inspection("minilm")
    assert fresh_inspection("minilm").model is not need_inspection("minilm").model


def test_what_is_asked_elsewhere_is_not_kept_so_that_its_note_is_of_one_question(run):
    address = {"address": "http://127.0.0.1:9/"}
    first, second = (run.fitted("item", Backend("http", address), 0) for _ in range(2))
    assert first.recommender is not second.recommender
    assert run.fitted("item", Backend("popularity"), 0) is run.fitted("item", Backend("popularity"), 0)
