"""Drafts of encoders: static copies, made here from the encoder itself, for a first map at once."""

import fcntl
import json
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from interestlab.encode.minilm import MiniLM
from interestlab.encode.multilingual_e5 import MultilingualE5
from interestlab.encode.packages import models_folder
from interestlab.encode.protocol import EncoderInfo, Role, TokenCounts
from interestlab.encode.transformer import TransformerEncoder, file_sha256, token_counts, token_ids
from interestlab.errors import EncoderUnavailable

if TYPE_CHECKING:
    from interestlab.encode.distil import TokenTable

Progress = Callable[[int, int], None]  # done, total; may raise Cancelled
_CHARACTERS_A_TOKEN = 16  # read of a text for each token before the cut
_LOOK_SECONDS = 0.2  # how often it is looked whether another process has made it
_TABLE, _MORE, _ABOUT = "draft.safetensors", "more.safetensors", "draft.json"


class Draft:
    """The draft of a transformer; made when it is first needed, and kept in the folder of installed models."""

    teacher: type[MiniLM] | type[MultilingualE5]
    info: EncoderInfo
    most: int | None = None  # tokens that are learned at once; None = all; others are learned when a text brings them
    rows: int | None = None  # random rows that it is fitted to; None = as `distil` has it

    @property
    def folder(self) -> Path:
        """Where it lies on this machine."""
        return models_folder() / self.info.name

    def installed(self) -> bool:
        """Whether it is there, or the encoder that it is made from."""
        teacher = self.teacher()
        return not isinstance(teacher, MultilingualE5) or teacher.installed()

    @property
    def made(self) -> bool:
        """Whether it has been made from the encoder as it is now."""
        try:
            return bool(self._about()["teacher"] == self._source())
        except (OSError, ValueError, KeyError, EncoderUnavailable):
            return False

    def prepare(self, progress: Progress = lambda done, total: None) -> None:
        """Makes it unless it is there; tells how many tokens are read, of how many. Two processes make it once.

        Raises EncoderUnavailable where it cannot be written.
        """
        if self.made:
            return
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with (self.folder / ".making").open("w") as lock:
                while not _locked(lock):
                    progress(0, 0)
                    time.sleep(_LOOK_SECONDS)
                if not self.made:
                    self._make(progress)
        except OSError as error:
            raise EncoderUnavailable(
                f"The {self.info.label} cannot be kept in {self.folder}: {error.strerror}; name another folder by "
                "INTERESTLAB_MODELS."
            ) from error

    def fingerprint(self) -> str:
        """The digest of what was made; made first where it is missing."""
        self.prepare()
        return self._about()["digest"]

    def load(self) -> "LoadedDraft":
        """The draft; its encoder is read only where a text brings tokens that are not learned yet."""
        from interestlab.encode.distil import TokenTable

        self.prepare()
        if file_sha256(self.folder / _TABLE) != self._about()["digest"]:  # damaged: made once more, by one process
            (self.folder / _ABOUT).unlink(missing_ok=True)
            self.prepare()
        return LoadedDraft(self, TokenTable(**_read(self.folder / _TABLE)), self._about()["digest"])

    def learned(self) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Tokens that texts have brought since, and their vectors."""
        try:
            kept = _read(self.folder / _MORE)
            return kept["ids"], kept["vectors"]
        except (OSError, ValueError, KeyError):
            return np.empty(0, np.int32), np.empty((0, self.info.dimension), np.float32)

    def keep_learned(self, ids: NDArray[np.int32], vectors: NDArray[np.float32]) -> None:
        """Keeps them for the next time; where they cannot be written they are learned again."""
        try:
            _write(self.folder / _MORE, {"ids": ids, "vectors": vectors})
        except OSError:
            return

    def _make(self, progress: Progress) -> None:
        from interestlab.encode.distil import ROWS, distil

        table = distil(self.teacher().load(), most=self.most, rows=self.rows or ROWS, progress=progress)
        self.folder.mkdir(parents=True, exist_ok=True)
        _write(self.folder / _TABLE, {part.name: getattr(table, part.name) for part in fields(table)})
        (self.folder / _MORE).unlink(missing_ok=True)
        about = {"teacher": self._source(), "digest": file_sha256(self.folder / _TABLE)}
        _aside(self.folder / _ABOUT, json.dumps(about).encode())

    def _about(self) -> dict[str, str]:
        values: dict[str, str] = json.loads((self.folder / _ABOUT).read_text("utf-8"))
        return values

    def _source(self) -> str:
        """What it is made from: the encoder's weights and the way of making it."""
        from interestlab.encode.distil import VERSION

        return f"{self.teacher().fingerprint()} {self.most} {self.rows} v{VERSION}"


class LoadedDraft:
    """Sums of token vectors; see `distil.text_vectors`."""

    def __init__(self, draft: Draft, table: "TokenTable", digest: str) -> None:
        # So quick that a cancel is heard at once all the same; less where a batch may bring tokens that have to be learned.
        self.batch_tokens = 200_000 if draft.most is None else 20_000
        self._draft, self._table, self.digest = draft, table, digest
        self.dimension = table.vectors.shape[1]
        self._tokenizer = draft.teacher().tokenizer()
        self._teacher: TransformerEncoder | None = None
        if draft.most is not None:
            self._add(*draft.learned())

    def encode(self, batch: Sequence[str], *, role: Role = "document") -> NDArray[np.float32]:
        """Vectors (len(batch), 256) float32 of unit length; of a text, as many tokens count as its encoder reads."""
        from interestlab.encode.distil import text_vectors

        cut = self._draft.info.max_tokens
        rows = token_ids(self._tokenizer, [text[: cut * _CHARACTERS_A_TOKEN] for text in batch])
        special = set(self._tokenizer.all_special_ids)
        rows = [[token for token in row[:cut] if token not in special] for row in rows]
        if self._draft.most is not None:
            self._learn(rows)
        return text_vectors(rows, self._table)

    def tokens(self, batch: Sequence[str]) -> TokenCounts:
        """As its encoder counts them, without its prefix."""
        return token_counts(self._tokenizer, list(batch), self._draft.info.max_tokens)

    def _learn(self, rows: Sequence[Sequence[int]]) -> None:
        """Sends tokens that are not in the table through the encoder, and keeps what it says of them."""
        from interestlab.encode.distil import single_tokens

        fresh = np.setdiff1d(np.unique(np.fromiter((t for row in rows for t in row), np.int32)), self._table.ids)
        if not len(fresh):
            return
        self._teacher = self._teacher or self._draft.teacher().load()
        alone = single_tokens(self._teacher, fresh.astype(np.intp))
        vectors = np.asarray((alone - self._table.centre) @ self._table.basis, np.float32)
        kept, before = self._draft.learned()
        new = ~np.isin(fresh, kept)
        self._draft.keep_learned(np.concatenate([kept, fresh[new]]), np.concatenate([before, vectors[new]]))
        self._add(fresh, vectors)

    def _add(self, ids: NDArray[np.int32], vectors: NDArray[np.float32]) -> None:
        from interestlab.encode.distil import TokenTable

        table = self._table
        new = ~np.isin(ids, table.ids)
        joined = np.concatenate([table.ids, ids[new]])
        order = np.argsort(joined)
        weights = np.concatenate([table.weights, np.repeat(table.rare, int(new.sum()))])
        vectors = np.concatenate([table.vectors, vectors[new]])
        self._table = TokenTable(joined[order], vectors[order], weights[order], table.centre, table.basis, table.rare)


def _locked(file: IO[str]) -> bool:
    """Whether this process now holds the lock on the file; it ends with the file, whatever ends the process."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _read(path: Path) -> dict[str, Any]:
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    try:
        return load_file(path)
    except SafetensorError as error:
        raise ValueError(str(error)) from error


def _write(path: Path, arrays: dict[str, NDArray[Any]]) -> None:
    from safetensors.numpy import save

    _aside(path, save({name: np.ascontiguousarray(array) for name, array in arrays.items()}))


def _aside(path: Path, content: bytes) -> None:
    """Written beside its place and renamed, so that nobody ever reads half of it."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        file.write(content)
    os.replace(file.name, path)


def _info(of: EncoderInfo, **own: Any) -> EncoderInfo:
    """What is known of the draft of an encoder: as of the encoder, but for what is its own."""
    return replace(
        of,
        name=f"{of.name}-draft",
        dimension=256,
        shows_attention=False,
        no_attention="a draft adds up the vectors of tokens and has no layers",
        draft_of=of.name,
        **own,
    )


class DraftOfMiniLM(Draft):
    """English at once."""

    teacher = MiniLM
    info = _info(
        MiniLM.info,
        title="Draft of MiniLM: English, a first map at once",
        label="draft of MiniLM",
        source="made here from MiniLM, a vector a token",
        size_mb=31,
        texts_per_second=10_000.0,
    )


class DraftOfMultilingualE5(Draft):
    """Some 90 languages at once."""

    teacher = MultilingualE5
    most = 8_000
    info = _info(
        MultilingualE5.info,
        title="Draft of Multilingual E5: some 90 languages with Chinese, a first map at once",
        label="draft of multilingual E5",
        source="made here from multilingual-e5, a vector a token",
        size_mb=9,
        texts_per_second=5_000.0,
    )
