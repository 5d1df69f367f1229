"""A fitted recommender as a file: identical slates after a round trip, and one sentence for every file that is not one."""

import json
import zipfile
from copy import copy
from dataclasses import replace

import numpy as np
import pytest

from interestlab import registry
from interestlab.errors import InputError, NotApplicable, PluginFailed, UnreadableFile
from interestlab.recommend.backends.ease import EASE
from interestlab.recommend.backends.hybrid import Hybrid, HybridSettings
from interestlab.recommend.backends.ials import IALS
from interestlab.recommend.backends.popularity import Popularity
from interestlab.recommend.histories import histories_of, made_up_history
from interestlab.recommend.host import fit_recommender
from interestlab.recommend.options import SlateOptions
from interestlab.recommend.saved import can_be_saved, load_fitted, save_fitted
from interestlab.recommend.settings import make_recommender
from interestlab.recommend.slate import recommend

SAVED = [name for name in registry.BUILTINS["recommenders"] if name != "http"]
QUICK = {"sasrec": {"epochs": 3, "dimension": 8}, "bpr": {"iterations": 5}, "ials": {"factors": 4}, "content": {"dislike": 0.5}}


def slates(dataset, fitted):
    people = histories_of(dataset, np.arange(0, len(dataset.users), 7, dtype=np.intp))
    names = dataset.items.tolist()
    made_up = recommend(dataset, fitted, made_up_history(dataset, [1, 4]), SlateOptions(k=5), names=names)
    return [*recommend(dataset, fitted, people, SlateOptions(k=5, explore=0.3, seed=2), names=names), *made_up]


@pytest.fixture
def kept(taste, tmp_path):
    """The file of a fitted item-kNN."""
    save_fitted(fit_recommender(taste, make_recommender("item-knn")), taste, tmp_path / "knn")
    return tmp_path / "knn"


def changed(file, part, change):
    """The archive with the bytes of one member changed."""
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members[part] = change(members[part])
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file


def described(**other):
    return lambda data: json.dumps({**json.loads(data), **other}).encode()


@pytest.mark.parametrize("name", SAVED)
def test_a_round_trip_gives_identical_slates(taste, tmp_path, name):
    values = QUICK.get(name, {})
    fitted = fit_recommender(taste, make_recommender(name, values), seed=3)
    save_fitted(fitted, taste, tmp_path / "saved")
    found, loaded = load_fitted(taste, tmp_path / "saved")
    assert found == name
    assert {key: getattr(loaded.recommender.settings, key) for key in values} == values
    assert (loaded.users, loaded.seconds, loaded.note) == (fitted.users, fitted.seconds, fitted.note)
    assert slates(taste, loaded) == slates(taste, fitted)
    assert [path.name for path in tmp_path.iterdir()] == ["saved"]


def test_what_was_left_out_of_the_learning_comes_back(taste, tmp_path):
    model = make_recommender("item-knn")
    model.info = replace(model.info, max_items=20)
    fitted = fit_recommender(taste, model)
    save_fitted(fitted, taste, tmp_path / "saved")
    _, loaded = load_fitted(taste, tmp_path / "saved")
    assert "at most 20" in loaded.note
    assert np.array_equal(loaded.kept, fitted.kept)
    assert slates(taste, loaded) == slates(taste, fitted)


def test_new_users_do_not_make_a_file_foreign(taste, tmp_path, kept):
    fewer = replace(taste, users=taste.users[:-1], matrix=taste.matrix[:-1])
    assert load_fitted(fewer, kept)[1].users == frozenset(taste.users.tolist())


def test_other_items_are_foreign(taste, kept):
    other = replace(taste, items=taste.items[::-1])
    with pytest.raises(InputError, match="learned from 36 items that are not the 36 of this data"):
        load_fitted(other, kept)


@pytest.mark.parametrize("older", [1, 2])
@pytest.mark.parametrize("backend", [IALS, Hybrid])
def test_what_an_older_formula_learned_is_refused(taste, tmp_path, monkeypatch, backend, older):
    file = tmp_path / "old.recommender"
    with monkeypatch.context() as before:
        before.setattr(IALS, "info", replace(IALS.info, version=older))
        save_fitted(fit_recommender(taste, backend()), taste, file)
    with pytest.raises(
        NotApplicable, match=f"The iALS in the file was learned by version {older} of its formula, and here is version 3"
    ):
        load_fitted(taste, file)


def test_a_newer_form_is_refused(taste, kept):
    with pytest.raises(UnreadableFile, match="has form 9 and this InterestLab reads up to 1"):
        load_fitted(taste, changed(kept, "recommender.json", described(version=9)))


HALF = b'{"form": "interestlab recommender", "version": 1}'
DAMAGE = {
    "nothing": lambda file: file.write_bytes(b""),
    "text": lambda file: file.write_bytes(b"user,item\nada,1\n"),
    "a cut file": lambda file: file.write_bytes(file.read_bytes()[:-200]),
    "a flipped byte": lambda file: file.write_bytes(file.read_bytes().replace(b"NUMPY", b"NUMPX", 1)),
    "another archive": lambda file: zipfile.ZipFile(file, "w").writestr("a.txt", "a"),
    "another description": lambda file: changed(file, "recommender.json", lambda data: b"[1]"),
    "half a description": lambda file: changed(file, "recommender.json", lambda data: HALF),
    "no arrays": lambda file: changed(file, "model/state.npz", lambda data: b"not an archive"),
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_one_sentence(taste, kept, damage):
    DAMAGE[damage](kept)
    with pytest.raises(UnreadableFile, match=r"“knn” (is no saved recommender|is damaged)"):
        load_fitted(taste, kept)


def test_nothing_is_written_outside_its_folder(taste, kept):
    with zipfile.ZipFile(kept, "a") as archive:
        archive.writestr("../outside", "x")
    with pytest.raises(UnreadableFile, match="no saved recommender"):
        load_fitted(taste, kept)


def test_arrays_that_unpack_to_more_than_the_file_are_refused(taste, kept, tmp_path):
    np.savez_compressed(tmp_path / "state.npz", neighbours=np.zeros(1 << 20))
    with pytest.raises(UnreadableFile, match=r"is damaged.*compressed"):
        load_fitted(taste, changed(kept, "model/state.npz", lambda data: (tmp_path / "state.npz").read_bytes()))


def test_members_that_share_bytes_are_refused(taste, kept):
    """Twenty entries of the directory that point to the same bytes would unpack to twenty times the file."""
    with zipfile.ZipFile(kept, "a") as archive:
        archive.writestr("model/padding", bytes(1 << 20))
        entry = archive.getinfo("model/padding")
        for at in range(20):
            twin = copy(entry)
            twin.filename = f"model/padding{at}"
            archive.filelist.append(twin)
        archive._didModify = True
    with pytest.raises(UnreadableFile, match="no saved recommender"):
        load_fitted(taste, kept)


@pytest.mark.parametrize("name", ["/absolute", "a/" * 40 + "deep", "folder/"])
def test_places_that_are_never_written_are_refused(taste, kept, name):
    with zipfile.ZipFile(kept, "a") as archive:
        archive.writestr(name, b"")
    with pytest.raises(UnreadableFile, match="no saved recommender"):
        load_fitted(taste, kept)


def test_thousands_of_members_are_refused(taste, kept):
    with zipfile.ZipFile(kept, "a") as archive:
        for at in range(1_001):
            archive.writestr(f"model/{at}", b"")
    with pytest.raises(UnreadableFile, match="no saved recommender"):
        load_fitted(taste, kept)


def test_the_name_in_messages_may_be_another(taste, kept):
    kept.write_bytes(b"")
    with pytest.raises(UnreadableFile, match=r"“mine\.zip” is no saved recommender"):
        load_fitted(taste, kept, called="mine.zip")


def test_pickled_arrays_are_refused(taste, kept, tmp_path):
    np.savez(tmp_path / "state.npz", neighbours=np.array([{}], dtype=object))
    with pytest.raises(UnreadableFile, match="is damaged"):
        load_fitted(taste, changed(kept, "model/state.npz", lambda data: (tmp_path / "state.npz").read_bytes()))


OUTSIDE = {"data": np.ones(1, np.float32), "indices": np.array([99]), "indptr": np.repeat([0, 1], [1, 36]), "shape": [36, 36]}
OTHER_STATE = {
    "ials": {"item_factors": np.ones((36, 5)), "gram": np.eye(5), "penalty": 1.0},
    "ease": {"weights": np.ones((4, 4))},
    "sasrec": {"embed.weight": np.ones((37, 48), np.float32)},
    "item-knn": {f"neighbours/{part}": value for part, value in OUTSIDE.items()},
}


@pytest.mark.parametrize("name", OTHER_STATE)
def test_arrays_that_do_not_fit_are_refused(taste, tmp_path, name):
    fitted = fit_recommender(taste, make_recommender(name, QUICK.get(name) if name == "sasrec" else None))
    save_fitted(fitted, taste, tmp_path / "saved")
    np.savez(tmp_path / "state.npz", **OTHER_STATE[name])
    file = changed(tmp_path / "saved", "model/state.npz", lambda data: (tmp_path / "state.npz").read_bytes())
    with pytest.raises(UnreadableFile, match="is damaged"):
        load_fitted(taste, file)


def test_a_file_that_is_not_there(taste, tmp_path):
    with pytest.raises(UnreadableFile, match="cannot be read: No such file"):
        load_fitted(taste, tmp_path / "absent")


def test_a_recommender_that_cannot_be_saved_says_so(taste, tmp_path):
    http = fit_recommender(taste, make_recommender("http", {"address": "http://localhost:9"}))
    assert not can_be_saved(http.recommender)
    for fitted in (http, replace(http, recommender=Hybrid(HybridSettings(parts="ease")))):
        if isinstance(fitted.recommender, Hybrid):
            fitted.recommender.parts, fitted.recommender.deviations = ((1.0, http),), (1.0,)
        with pytest.raises(NotApplicable, match="http cannot be saved"):
            save_fitted(fitted, taste, tmp_path / "saved")
    assert list(tmp_path.iterdir()) == []


class Remembers(Popularity):
    """A stranger with a file of its own."""

    def save(self, folder):
        (folder / "mine.txt").write_text(" ".join(map(str, self.users_of_item)))

    def load(self, folder):
        self.users_of_item = np.array((folder / "mine.txt").read_text().split(), dtype=np.float32)
        return self


class Fails(Popularity):
    def save(self, folder):
        raise ZeroDivisionError("no room")


def test_a_plug_in_keeps_its_own_files_and_is_named_where_it_fails(taste, tmp_path, monkeypatch):
    monkeypatch.setattr("interestlab.recommend.saved.make_recommender", lambda name, values: Remembers())
    fitted = fit_recommender(taste, Remembers())
    save_fitted(fitted, taste, tmp_path / "saved", name="remembers")
    name, loaded = load_fitted(taste, tmp_path / "saved")
    assert (name, type(loaded.recommender)) == ("remembers", Remembers)
    assert slates(taste, loaded) == slates(taste, fitted)
    with pytest.raises(PluginFailed, match="“popularity” failed while saving: ZeroDivisionError"):
        save_fitted(fit_recommender(taste, Fails()), taste, tmp_path / "other")


def test_a_folder_that_cannot_be_written_is_named(taste, tmp_path):
    with pytest.raises(InputError, match="cannot be written"):
        save_fitted(fit_recommender(taste, Popularity()), taste, tmp_path / "absent" / "file")


def test_a_load_that_gives_nothing_back_is_named(taste, tmp_path, monkeypatch):
    save_fitted(fit_recommender(taste, EASE()), taste, tmp_path / "kept")
    monkeypatch.setattr(EASE, "load", lambda self, folder: None)
    with pytest.raises(UnreadableFile, match="“ease” gave NoneType back from `load`; it must return itself"):
        load_fitted(taste, tmp_path / "kept")
