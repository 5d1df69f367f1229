"""Sentence encoders that torch runs: one forward pass over a batch, mean or CLS pooling, unit length.

Texts of equal length share a batch, so nothing is padded and no attention mask is needed: 1.5 times as fast as
`SentenceTransformer.encode` on 5,000 titles (14.4 s against 9.5 s, 2 cores), with cosines of at least 0.9999998.
"""

import copy
import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interestlab.encode.protocol import Pool, Role, TokenCounts, TorchInspection
from interestlab.errors import EncoderUnavailable

_TOKENS_A_PASS = 1_024  # more does not fit the cache of a core
_LONGEST = 20_000  # characters that are read first of a text, since a tokenizer's time grows with it
_SPARE = 32  # tokens beyond the cut that those characters must give, so that where they end changes none before it


@dataclass(frozen=True)
class Recipe:
    """How a model folder makes a vector of a text."""

    max_tokens: int
    pool: Pool = "mean"
    prefix_document: str = ""
    prefix_query: str = ""


class TransformerEncoder:
    """A transformers model in memory, in fp32, on the CPU or on a GPU where torch finds one."""

    def __init__(self, model: Any, tokenizer: Any, recipe: Recipe, digest: str) -> None:
        """model: gives `last_hidden_state`, is changed in place; tokenizer: a fast one; digest: of all that they came from."""
        import torch

        from interestlab.encode.half_table import keep_table_half

        self._model, self._tokenizer, self._recipe, self.digest = model, tokenizer, recipe, digest
        self._device = "cuda" if torch.cuda.is_available() else "cpu"
        keep_table_half(self._model)
        self._model.eval().to(self._device)
        self.dimension = int(self._model.config.hidden_size)

    def encode(self, batch: Sequence[str], *, role: Role = "document") -> NDArray[np.float32]:
        """Vectors (len(batch), dimension) float32 of unit length; the batch is cut into runs of equal length."""
        ids = self.ids(batch, role=role)
        lengths = np.array([len(row) for row in ids])
        vectors = np.empty((len(batch), self.dimension), np.float32)
        for length in np.unique(lengths):
            rows = np.flatnonzero(lengths == length)
            step = max(1, _TOKENS_A_PASS // int(length))
            for start in range(0, len(rows), step):
                part = rows[start : start + step]
                vectors[part] = self._forward([ids[row] for row in part])
        return vectors

    def tokens(self, batch: Sequence[str]) -> TokenCounts:
        """Counts before the cut, special tokens included; texts beyond 20,000 characters are counted up to there."""
        texts = [self._recipe.prefix_document + text for text in batch]
        return token_counts(self._tokenizer, texts, self._recipe.max_tokens)

    @property
    def tokenizer(self) -> Any:
        """The fast tokenizer of transformers."""
        return self._tokenizer

    @property
    def prefix(self) -> str:
        """What is put before every text of the corpus."""
        return self._recipe.prefix_document

    @property
    def max_tokens(self) -> int:
        """Where longer texts are cut."""
        return self._recipe.max_tokens

    def inspect(self) -> TorchInspection:
        """A model of its own on the CPU, so that switching the attention does not touch `encode`; weights are shared there."""
        model = _with_its_weights(self._model)
        model.requires_grad_(False)
        return TorchInspection(model, self._tokenizer, self._recipe.prefix_document, self._recipe.pool, self._recipe.max_tokens)

    def ids(self, batch: Sequence[str], *, role: Role = "document") -> list[list[int]]:
        """Token ids behind the role's prefix, cut at max_tokens with the closing special token kept.

        A text without any token is one blank.
        """
        prefix = self._recipe.prefix_query if role == "query" else self._recipe.prefix_document
        cut, texts = self._recipe.max_tokens, [prefix + text for text in batch]
        rows = token_ids(self._tokenizer, [text[:_LONGEST] for text in texts])

        # Characters that a tokenizer drops could leave too few tokens before the cut; then the whole text is read.
        short = [at for at, text in enumerate(texts) if len(text) > _LONGEST and len(rows[at]) < cut + _SPARE]
        for at, row in zip(short, token_ids(self._tokenizer, [texts[at] for at in short]), strict=True):
            rows[at] = row

        rows = [row or [blank_id(self._tokenizer)] for row in rows]
        return [row if len(row) <= cut else [*row[: cut - 1], row[-1]] for row in rows]

    def pooled(self, rows: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """(n, dimension) float32 of token ids of equal length, before their length is made 1."""
        import torch

        with torch.inference_mode():
            hidden = self._model(input_ids=torch.tensor(rows, device=self._device)).last_hidden_state
            found: NDArray[np.float32] = pool_tokens(hidden, self._recipe.pool).cpu().numpy()
        return found

    def _forward(self, rows: list[list[int]]) -> NDArray[np.float32]:
        import torch

        found: NDArray[np.float32] = torch.nn.functional.normalize(torch.from_numpy(self.pooled(rows)), dim=1).numpy()
        return found


def pool_tokens(hidden: Any, pool: Pool) -> Any:
    """(n, d) from the token vectors (n, T, d) of texts of equal length, nothing of them padding."""
    return {"mean": lambda: hidden.mean(dim=1), "cls": lambda: hidden[:, 0], "last": lambda: hidden[:, -1]}[pool]()


def blank_id(tokenizer: Any) -> int:
    """The token that says nothing: padding, or the end of a text where the tokenizer does not pad."""
    return int(next((one for one in (tokenizer.pad_token_id, tokenizer.eos_token_id) if one is not None), 0))


def token_ids(tokenizer: Any, texts: Sequence[str]) -> list[list[int]]:
    """All token ids of each text, whatever cut or padding whoever shares the fast tokenizer asked for last."""
    fast = tokenizer.backend_tokenizer
    fast.no_padding()
    fast.no_truncation()
    return [row.ids for row in fast.encode_batch(list(texts))]


def token_counts(tokenizer: Any, texts: Sequence[str], max_tokens: int) -> TokenCounts:
    """Counts before the cut at max_tokens, special tokens included, of the first 20,000 characters of each text."""
    rows, unknown = token_ids(tokenizer, [text[:_LONGEST] for text in texts]), unknown_id(tokenizer)
    totals = np.array([len(row) for row in rows], np.int32)
    return TokenCounts(totals, np.array([row.count(unknown) for row in rows], np.int32), totals > max_tokens)


def unknown_id(tokenizer: Any) -> int:
    """The token that stands for what is not in the vocabulary; -1 = there is none."""
    marks = (tokenizer.backend_tokenizer.token_to_id(mark) for mark in ("[UNK]", "<unk>"))
    return next((int(mark) for mark in marks if mark is not None), -1)


@contextmanager
def quiet() -> Iterator[None]:
    """While open, transformers shows no progress and warns of nothing; what is wrong is judged by whoever reads a model."""
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    before = logging.get_verbosity()
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        logging.set_verbosity(before)


def read_encoder(folder: Path, recipe: Recipe) -> TransformerEncoder:
    """The encoder of a transformers folder; raises EncoderUnavailable where its weights or its tokenizer cannot be read."""
    try:
        model = _read_model(folder)  # before the tokenizer, since reading takes more memory than the model keeps
        tokenizer = read_tokenizer(folder)
    except (OSError, ValueError) as error:
        raise EncoderUnavailable(f"The model in {folder.name} cannot be read: {str(error).splitlines()[0]}") from error
    return TransformerEncoder(model, tokenizer, recipe, _digest(folder, recipe))


def _read_model(folder: Path) -> Any:
    """The model in fp32; raises ValueError where weights are missing that its vectors depend on."""
    import torch
    from transformers import AutoModel

    with quiet():
        model, report = AutoModel.from_pretrained(
            str(folder), local_files_only=True, use_safetensors=True, dtype=torch.float32, output_loading_info=True
        )
    missing = sorted(name for name in report["missing_keys"] if not name.startswith("pooler."))  # the pooler is not used
    if missing:
        raise ValueError(f"the weights lack {missing[0]}" + (f" and {len(missing) - 1} more" if missing[1:] else ""))
    return model


def _with_its_weights(model: Any) -> Any:
    """Modules and a configuration of their own on the CPU: on the same tensors where they are there, else on copies."""
    import torch

    def here(tensor: Any) -> Any:
        if tensor.device.type == "cpu":
            return tensor
        return torch.nn.Parameter(tensor.cpu()) if isinstance(tensor, torch.nn.Parameter) else tensor.cpu()

    return copy.deepcopy(model, memo={id(tensor): here(tensor) for tensor in (*model.parameters(), *model.buffers())})


def read_tokenizer(folder: Path) -> Any:
    """The folder's fast tokenizer of transformers; raises ValueError where it cannot be used."""
    from transformers import AutoTokenizer

    try:
        return AutoTokenizer.from_pretrained(str(folder), local_files_only=True)
    except Exception as error:  # what is raised depends on the tokenizer's kind and on what is wrong
        raise ValueError(f"its tokenizer cannot be used: {error}") from error


def file_sha256(path: Path) -> str:
    """SHA-256 of a file, hexadecimal, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _digest(folder: Path, recipe: Recipe) -> str:
    """Of weights, tokenizer and recipe: equal digests give equal vectors."""
    total = hashlib.sha256(
        json.dumps([recipe.max_tokens, recipe.pool, recipe.prefix_document, recipe.prefix_query, "fp32"]).encode()
    )
    for name in ("config.json", "tokenizer.json", "model.safetensors"):
        path = folder / name
        if path.exists():
            total.update(file_sha256(path).encode())
    return total.hexdigest()
