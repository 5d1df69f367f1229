"""A fitted recommender as one file, to be loaded again where the items are the same.

The file is a ZIP archive without compression: `recommender.json` (form, version, name, parameters, digest of the items),
`host.npz` with what the host keeps beside the model, and under `model/` what the model's own `save` wrote. Nothing in it is
pickled. It holds user ids and may hold vectors of texts, so it is as confidential as the data.
"""

import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interestlab.errors import InputError, NotApplicable, PluginFailed, UnreadableFile
from interestlab.recommend.backends.popularity import Popularity
from interestlab.recommend.histories import made_up_history
from interestlab.recommend.host import Fitted, guarded, score_all
from interestlab.recommend.protocol import Dataset, Recommender, Saves
from interestlab.recommend.settings import make_recommender
from interestlab.recommend.state import read_arrays

FORM = "interestlab recommender"
VERSION = 1  # raised by hand when older programs could not read the file
_ABOUT, _HOST, _MODEL = "recommender.json", "host.npz", "model"
_MOST_ABOUT = 1 << 20  # bytes of the description
MOST_MEMBERS = 1_000  # a hybrid has a few for each of its parts
DEEPEST = 32  # folders within folders


def can_be_saved(recommender: object) -> bool:
    """Whether it offers `save` and `load`."""
    return isinstance(recommender, Saves)


def save_fitted(fitted: Fitted, dataset: Dataset, to: Path, *, name: str | None = None) -> None:
    """Writes the file aside and moves it to its place; name: in the registry, where that is not the recommender's own.

    Raises NotApplicable where the recommender cannot be saved, InputError where the file cannot be written.
    """
    aside = to.with_name(f".{to.name}.{os.getpid()}")
    with TemporaryDirectory(prefix="interestlab-") as made:
        folder = Path(made)
        write_fitted(folder, fitted, name or fitted.name)
        about = {"form": FORM, "version": VERSION, "items": len(dataset.items), "digest": digest_of(dataset.items)}
        _write_json(folder / _ABOUT, {**about, **json.loads((folder / _ABOUT).read_text("utf-8"))})
        try:
            _pack(folder, aside)
            aside.replace(to)
        except OSError as error:
            raise InputError(f"“{to}” cannot be written: {error.strerror}.") from error
        finally:
            aside.unlink(missing_ok=True)


def load_fitted(dataset: Dataset, file: Path, *, called: str | None = None) -> tuple[str, Fitted]:
    """The registry name and the recommender in the file, ready for the items of this dataset.

    called: the name of the file in messages, where it is kept under another. Raises UnreadableFile where the file is damaged,
    of a newer form or something else, InputError where it was learned from other items, UnknownName where its recommender is
    not installed here.
    """
    name = called or file.name
    with _unpacked(file, name) as folder:
        about = _about(name, folder)
        if about["digest"] != digest_of(dataset.items):
            raise InputError(
                f"“{name}” was learned from {int(about['items']):,} items that are not the {len(dataset.items):,} of this "
                "data: fit it anew."
            )
        with _named(name):
            fitted = read_fitted(folder)
            if fitted.items != len(dataset.items):
                raise ValueError("the number of items differs")
            score_all(fitted, made_up_history(dataset, [0]))  # arrays of a wrong shape show here
    return about["name"], fitted


def write_fitted(folder: Path, fitted: Fitted, name: str) -> None:
    """The parts of a file in a folder: also how one recommender keeps others within its own `save`."""
    model = fitted.recommender
    if not isinstance(model, Saves):
        raise NotApplicable(f"{fitted.name} cannot be saved: it offers no `save` and `load`. Fit it anew where it is needed.")
    settings = getattr(model, "settings", None)
    parameters = asdict(settings) if settings is not None else {}
    about = {"name": name, "parameters": parameters, "note": fitted.note, "formula": model.info.version}
    _write_json(folder / _ABOUT, {**about, "seconds": fitted.seconds})
    kept = np.arange(fitted.items, dtype=np.intp) if fitted.kept is None else fitted.kept
    users = np.array(sorted(fitted.users), dtype=np.str_)
    np.savez(folder / _HOST, allow_pickle=False, popularity=fitted.popularity.users_of_item, kept=kept, users=users)
    own = folder / _MODEL
    own.mkdir()
    guarded(fitted.name, "saving", lambda: model.save(own))


def read_fitted(folder: Path) -> Fitted:
    """What `write_fitted` wrote; raises ValueError, KeyError and their like where it is not that."""
    about = json.loads((folder / _ABOUT).read_text("utf-8"))
    recommender = make_recommender(str(about["name"]), about["parameters"])
    if not isinstance(recommender, Saves):
        raise NotApplicable(f"The {about['name']} installed here offers no `save` and `load`: fit it anew.")
    made, here = int(about.get("formula", 1)), recommender.info.version
    if made != here:
        name = recommender.info.label or about["name"]
        raise NotApplicable(
            f"The {name} in the file was learned by version {made} of its formula, and here is version {here}: fit it anew."
        )
    host = read_arrays(folder / _HOST)
    users_of_item, kept, users = (host[part] for part in ("popularity", "kept", "users"))
    popularity = Popularity()
    popularity.users_of_item = users_of_item.astype(np.float32)
    items = len(users_of_item)
    if kept.dtype.kind not in "iu" or (np.diff(kept) <= 0).any() or (len(kept) and not 0 <= kept[0] <= kept[-1] < items):
        raise ValueError("the items that it knows are not sorted numbers of items")
    loaded = recommender.load(folder / _MODEL)
    if not isinstance(loaded, Recommender):
        raise PluginFailed(f"“{about['name']}” gave {type(loaded).__name__} back from `load`; it must return itself.")
    return Fitted(
        recommender=loaded,
        popularity=popularity,
        items=items,
        kept=None if len(kept) == items else kept.astype(np.intp),
        users=frozenset(users.tolist()),
        left_out=about["note"],
        seconds=float(about["seconds"]),
    )


def digest_of(ids: NDArray[np.str_]) -> str:
    """SHA-256 of the ids in their order."""
    return hashlib.sha256(json.dumps(ids.tolist()).encode()).hexdigest()


def _write_json(path: Path, value: dict[str, Any]) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), "utf-8")


def _pack(folder: Path, to: Path) -> None:
    with zipfile.ZipFile(to, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(folder).as_posix())


@contextmanager
def _unpacked(file: Path, name: str) -> Iterator[Path]:
    """The members of the archive in a folder of their own; only plain, uncompressed members that lie apart are taken."""
    with TemporaryDirectory(prefix="interestlab-") as made:
        folder = Path(made)
        try:
            with zipfile.ZipFile(file) as archive:
                _check_members(archive.infolist(), file.stat().st_size)
                for member in archive.infolist():
                    target = folder / PurePosixPath(member.filename)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    with archive.open(member) as source, target.open("wb") as copy:
                        shutil.copyfileobj(source, copy)
        except OSError as error:
            raise UnreadableFile(f"“{name}” cannot be read: {error.strerror or error}.") from error
        except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError, RuntimeError) as error:
            raise UnreadableFile(f"“{name}” is no saved recommender, or it is damaged: save it anew.") from error
        yield folder


def _check_members(members: list[zipfile.ZipInfo], size: int) -> None:
    """Raises BadZipFile for what `_pack` never writes, such as members that share bytes and unpack to more than the file."""
    places = [PurePosixPath(member.filename) for member in members]
    if (
        len(members) > MOST_MEMBERS
        or sum(member.file_size for member in members) > size
        or any(member.compress_type != zipfile.ZIP_STORED or member.is_dir() for member in members)
        or any(place.is_absolute() or ".." in place.parts or len(place.parts) > DEEPEST for place in places)
    ):
        raise zipfile.BadZipFile


def _about(name: str, folder: Path) -> dict[str, Any]:
    """The description, with its form and version checked."""
    try:
        path = folder / _ABOUT
        about = json.loads(path.read_text("utf-8")) if path.stat().st_size <= _MOST_ABOUT else None
    except (OSError, ValueError):
        about = None
    if not isinstance(about, dict) or about.get("form") != FORM or not isinstance(about.get("version"), int):
        raise UnreadableFile(f"“{name}” is no saved recommender: make one with `recommend --save`.")
    if about["version"] > VERSION:
        raise UnreadableFile(
            f"“{name}” has form {about['version']} and this InterestLab reads up to {VERSION}: update it, or fit anew."
        )
    if not {"name", "parameters", "items", "digest", "note", "seconds"} <= set(about):
        raise UnreadableFile(f"“{name}” is damaged: its description is not complete. Save it anew.")
    return about


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Whatever reading the parts of a damaged file raises becomes UnreadableFile."""
    try:
        yield
    except (InputError, NotApplicable):
        raise
    except Exception as error:  # a model's own `load`, which may be a stranger's, may raise anything on damaged parts
        raise UnreadableFile(f"“{name}” is damaged, or was saved by another version of its recommender: {error}") from error
