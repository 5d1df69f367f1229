"""Encoders that sentence-transformers itself runs: whatever a folder asks for, its vectors are what that library gives."""

import copy
import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interestlab.encode.folder_parts import damage
from interestlab.encode.protocol import Pool, Role, TokenCounts, TorchInspection
from interestlab.encode.transformer import quiet, token_counts, token_ids
from interestlab.errors import EncoderUnavailable

NO_LIMIT = 1_000_000  # tokens, where a model sets none: no text is as long


class SentenceEncoder:
    """A SentenceTransformer in memory, in the precision of its weights: texts by its `encode`, queries by `encode_query`."""

    def __init__(self, model: Any, digest: str, no_attention: str = "") -> None:
        """Raises EncoderUnavailable where it makes no vectors of plain texts."""
        self._model, self.digest, self.no_attention = model, digest, no_attention
        self._bare = _fast(model) and not any(token_ids(model.tokenizer, [""]))  # it puts no token around a text
        try:
            self.dimension = int(self.raw(["A probe."]).shape[1])
        except Exception as error:  # modules of any kind are asked here for the first time
            raise EncoderUnavailable(f"This model gives no vectors of texts: {one_line(error)}.") from error
        if not self.dimension:
            raise EncoderUnavailable("This model gives vectors of no numbers; look at its truncate_dim.")

    def encode(self, batch: Sequence[str], *, role: Role = "document") -> NDArray[np.float32]:
        """Vectors (len(batch), dimension) float32 of unit length; a text in which the model sees nothing has a place, too."""
        vectors = np.zeros((len(batch), self.dimension), np.float32)
        seen = self._seen(batch, role)
        if len(seen):
            vectors[seen] = self.raw([batch[at] for at in seen], role)
        return unit(vectors)

    def raw(self, texts: Sequence[str], role: Role = "document") -> NDArray[np.float32]:
        """(len(texts), dimension) float32 of any length, of texts that have a token, just as the model gives them."""
        ask = self._model.encode_query if role == "query" else self._model.encode
        with _silent():
            return np.asarray(ask(list(texts), show_progress_bar=False), np.float32)

    def prompt(self, role: Role) -> str:
        """What the model puts before every text of the role."""
        prompts: dict[str, str] = self._model.prompts
        name = "query" if role == "query" and "query" in prompts else self._model.default_prompt_name
        return prompts.get(name) or ""

    def _seen(self, batch: Sequence[str], role: Role) -> NDArray[np.intp]:
        """The texts that have a token: a batch of none stops sentence-transformers."""
        if not self._bare:
            return np.arange(len(batch))
        rows = token_ids(self._model.tokenizer, [self.prompt(role) + text for text in batch])
        return np.flatnonzero([len(row) > 0 for row in rows])


class TokenSentenceEncoder(SentenceEncoder):
    """One whose tokens can be counted."""

    @property
    def max_tokens(self) -> int:
        """Longer texts are cut there."""
        return min(int(self._model.max_seq_length or NO_LIMIT), NO_LIMIT)

    def ids(self, text: str, role: Role) -> list[int]:
        """The token ids that the model is given of a text, cut at its limit."""
        with _silent():
            given: list[int] = self._model.preprocess([text], prompt=self.prompt(role) or None)["input_ids"][0].tolist()
        return given

    def tokens(self, batch: Sequence[str]) -> TokenCounts:
        """Counts before the cut, special tokens included; texts beyond 20,000 characters are counted up to there."""
        texts = [self.prompt("document") + text for text in batch]
        return token_counts(self._model.tokenizer, texts, self.max_tokens)


class RoundedSentenceEncoder(TokenSentenceEncoder):
    """One that computes in half precision, which rounds too much to repeat its vectors; it is inspected in full precision."""

    def __init__(self, model: Any, digest: str, pool: Pool) -> None:
        super().__init__(model, digest)
        self._pool = pool

    def inspect(self) -> TorchInspection:
        """A copy of the transformer in fp32 on the CPU."""
        inside = copy.deepcopy(self._model.transformers_model).cpu().float().eval()
        inside.requires_grad_(False)
        return TorchInspection(inside, self._model.tokenizer, self.prompt("document"), self._pool, self.max_tokens)


def read_model(folder: Path, called: str) -> Any:
    """The folder's SentenceTransformer; raises EncoderUnavailable in one sentence where it cannot be read or lacks weights."""
    import torch

    try:
        with _silent():
            from sentence_transformers import SentenceTransformer

            device = "cuda" if torch.cuda.is_available() else "cpu"
            model = SentenceTransformer(str(folder), device=device, local_files_only=True, trust_remote_code=False)
    except Exception as error:  # what is raised depends on the modules and on what is wrong
        raise EncoderUnavailable(f"The model in {called} cannot be read: {damage(folder) or one_line(error)}.") from error

    missing = _missing(model)
    if missing:
        more = f" and {len(missing) - 1} more" if missing[1:] else ""
        raise EncoderUnavailable(f"The model in {called} cannot be read: the weights lack {missing[0]}{more}.")
    tokenizer = model.tokenizer if _fast(model) else None
    if tokenizer is not None and len(tokenizer) <= len(tokenizer.all_special_ids):
        raise EncoderUnavailable(f"The model in {called} cannot be read: no file gives the words of its tokenizer.")
    if tokenizer is not None and tokenizer.pad_token is None and tokenizer.eos_token is not None:
        tokenizer.pad_token = tokenizer.eos_token  # models that were made to write have none; what is padded is not looked at
    return model


def made(model: Any, digest: str, no_attention: str) -> SentenceEncoder:
    """The model as an encoder of vectors only, which counts tokens where the model has any."""
    kind = TokenSentenceEncoder if _fast(model) and model.transformers_model is not None else SentenceEncoder
    return kind(model, digest, no_attention)


def unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """(n, d) of length 1; what has no direction points along the first axis."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    good = np.isfinite(lengths) & (lengths > 0)
    found: NDArray[np.float32] = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=good)
    found[~good[:, 0], 0] = 1.0
    return found


def one_line(error: Exception) -> str:
    """The first line of what went wrong, without a full stop."""
    if isinstance(error, KeyError):
        return f"its settings lack {error}"
    line = next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__).rstrip(".:")
    return f"its settings have another form ({line})" if isinstance(error, AttributeError | TypeError) else line


def _fast(model: Any) -> bool:
    """Whether it has a tokenizer of transformers that tells which characters a token stands for."""
    return bool(getattr(getattr(model, "tokenizer", None), "is_fast", False))


def _missing(model: Any) -> list[str]:
    """Weights of transformers that no file gave, so that chance did; the pooler is not used."""
    from transformers import PreTrainedModel

    inner = [module for module in model.modules() if isinstance(module, PreTrainedModel)]
    return sorted(
        name
        for module in inner
        for name, value in module.named_parameters()
        if not getattr(value, "_is_hf_initialized", False) and "pooler." not in name
    )


@contextmanager
def _silent() -> Iterator[None]:
    """While open, nothing is printed: what is wrong is raised, and commands print JSON alone."""
    logger = logging.getLogger("sentence_transformers")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with quiet(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(before)
