"""A recommender made ready: fitted or from a file, and its slates as plain values."""

import json

import numpy as np
import pytest

from interestlab.errors import InputError, InvalidSetting, UnknownName, UnreadableFile
from interestlab.questions.recommenders import ready_recommender, recommend_to_user, slate_values
from interestlab.recommend.options import SlateOptions
from interestlab.recommend.protocol import Slate


@pytest.fixture(scope="module")
def result(analysed_home):
    return analysed_home.open("sample").need_result()


@pytest.fixture(scope="module")
def popular(result):
    return ready_recommender(result, "popularity")


def test_it_is_fitted_with_the_parameters_that_are_given(result):
    ready = ready_recommender(result, "item-knn", parameters={"neighbours": 7}, unit="extra.thread")
    assert ready.fitted.recommender.settings.neighbours == 7
    assert set(ready.dataset.items) == set(result.corpus.contents["extra.thread"].dropna().astype(str)) - {""}
    assert len(ready.names) == len(ready.dataset.items)
    with pytest.raises(InvalidSetting):
        ready_recommender(result, "item-knn", parameters={"neighbours": 0})
    with pytest.raises(UnknownName, match="magic"):
        ready_recommender(result, "magic")


def test_what_was_saved_is_loaded_and_not_fitted(result, tmp_path):
    fitted = ready_recommender(result, "item-knn", parameters={"neighbours": 7}, save=tmp_path / "knn").fitted
    for named in ("item-knn", None):
        ready = ready_recommender(result, named, load=tmp_path / "knn")
        assert (ready.fitted.seconds, ready.fitted.recommender.settings.neighbours) == (fitted.seconds, 7)
    ready_recommender(result, None, load=tmp_path / "knn", save=tmp_path / "again")
    assert ready_recommender(result, None, load=tmp_path / "again").fitted.seconds == fitted.seconds


def test_another_recommender_than_the_one_named_is_refused(result, tmp_path):
    ready_recommender(result, "popularity", save=tmp_path / "kept")
    with pytest.raises(InputError, match="“kept” holds popularity, not ease: name that one, or none"):
        ready_recommender(result, "ease", load=tmp_path / "kept")
    with pytest.raises(InputError, match=r"“mine\.zip” holds popularity"):
        ready_recommender(result, "ease", load=tmp_path / "kept", called="mine.zip")
    with pytest.raises(InputError, match="Name a recommender to fit, or a file"):
        ready_recommender(result, None)


def test_a_file_that_cannot_be_read_is_called_as_it_is_known(result, tmp_path):
    (tmp_path / "kept").write_bytes(b"user,item")
    with pytest.raises(UnreadableFile, match=r"“mine\.zip” is no saved recommender"):
        ready_recommender(result, None, load=tmp_path / "kept", called="mine.zip")


def test_the_most_popular_unseen_items_are_recommended(popular, result):
    user = result.corpus.users[3]
    found = recommend_to_user(popular, user, SlateOptions(k=5))
    likes = popular.dataset.matrix > 0
    users = np.asarray(likes.sum(axis=0)).ravel()
    row = popular.dataset.users.tolist().index(user)
    users[popular.dataset.matrix[row].indices] = -1
    counts = [users[popular.dataset.items.tolist().index(item["item_id"])] for item in found["items"]]
    assert counts == sorted(users.tolist(), reverse=True)[:5]
    assert found["user"] == user
    named = dict(zip(popular.dataset.items.tolist(), popular.names, strict=True))
    assert all(item["name"] == named[item["item_id"]] for item in found["items"])


def test_somebody_who_is_not_there_is_named(popular):
    with pytest.raises(UnknownName, match="no user “nobody” among the 60 users"):
        recommend_to_user(popular, "nobody", SlateOptions())


def test_a_slate_is_plain_json(result):
    ready = ready_recommender(result, "item-knn")
    found = recommend_to_user(ready, result.corpus.users[0], SlateOptions(k=3))
    assert json.loads(json.dumps(found)) == found
    assert type(found["items"][0]["because"]) is list
    assert slate_values(Slate("ada", "made", 0.0, None, ()))["items"] == []
