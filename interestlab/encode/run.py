"""All contents to one Embedding: batches of equal length under a token budget, a cache per content, progress, cancel."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version

import numpy as np
from numpy.typing import NDArray

from interestlab import registry
from interestlab.encode.folder import FolderEncoder
from interestlab.encode.protocol import (
    Embedding,
    Encoder,
    Installable,
    LoadedEncoder,
    Quick,
    TokenCounts,
    Tokenizes,
    VectorCache,
)
from interestlab.errors import PluginFailed, UnknownName

BATCH_TOKENS = 6_000  # of one call of the encoder, about 1.5 s: how long a cancel waits
MOST_TEXTS = 256  # of one call: a batch of many short texts would make the time left hard to tell
_MEASURED = 2_000  # characters of a text that tell its length; most encoders read no further
_CHARACTERS_A_TOKEN = 4  # where the encoder does not count
_LONGEST = 1_000  # tokens that a text counts at most: beyond, it is cut
_PROPOSED = ("minilm", "multilingual", "multilingual-e5")  # the lightest first
_COVERED = 0.95  # of the texts whose language an encoder must know
_UNTOLD = "und"
_GOLDEN = (5**0.5 - 1) / 2
Batch = list[tuple[str, str]]  # key and text
Progress = Callable[[int, int], None]  # done, total; may raise Cancelled


@dataclass(frozen=True, eq=False)
class Encoded:
    """The embedding, with what it took."""

    embedding: Embedding
    computed: int  # vectors that the model made; the rest came from the cache or from an equal text


def find_encoder(name: str) -> Encoder[str]:
    """A built-in or installed encoder by name, else a folder or hub id; nothing is loaded."""
    if name in registry.names("encoders"):
        encoder: Encoder[str] = registry.load("encoders", name)()
        return encoder
    if "/" in name or "\\" in name or name.startswith("."):
        return FolderEncoder(name)
    raise UnknownName(f"There is no encoder “{name}”; there are {', '.join(registry.names('encoders'))}, a folder or a hub id.")


def is_installed(name: str) -> bool:
    """Whether the encoder's weights are on this machine, as far as can be told without reading them."""
    encoder = find_encoder(name)
    return not isinstance(encoder, Installable) or encoder.installed()


def draft_of(name: str) -> str | None:
    """The encoder that is a draft of the named one and can be made here; None where there is none."""
    drafts = (draft for draft in registry.usable("encoders") if find_encoder(draft).info.draft_of == name)
    return next((draft for draft in drafts if is_installed(draft)), None)


def fingerprint(name: str, encoder: Encoder[str]) -> str:
    """What an encoder's vectors depend on, told without loading its weights, so that a finished step is found at once.

    The encoder's own `fingerprint()` where it has one, else the version of the package that brings it.
    """
    own = getattr(encoder, "fingerprint", None)
    if own is not None:
        return str(own())
    entry = registry.entries("encoders")[name]
    return f"{entry.target} {version(entry.package) if entry.package else 'built in'}"


def unknown_languages(languages: Mapping[str, float], known: Sequence[str]) -> list[str]:
    """Codes of the languages, most texts first, that an encoder does not know; `known`: its `info.languages`, () = any.

    languages: number or share of the texts by ISO 639-1 code. "und" is among them where a twentieth of the texts or more are.
    """
    if not known:
        return []
    floor = (1 - _COVERED) * sum(languages.values())
    ordered = sorted(languages, key=lambda code: (-languages[code], code))
    return [
        code for code in ordered if code not in known and languages[code] > 0 and (code != _UNTOLD or languages[code] >= floor)
    ]


def propose_encoder(languages: Mapping[str, float], *, installed_only: bool = False) -> str:
    """The first of MiniLM, multilingual and multilingual-e5 that knows the languages of at least 95 % of the texts.

    Texts whose language is not told ("und": no letters, or a language that is rare online) only count where they are more than
    half: then it is multilingual-e5, which was trained on more languages than are told apart here. `installed_only`: never one
    whose weights are not on this machine; the packaged one that knows most is taken instead.
    """
    total = sum(languages.values())
    untold = languages.get(_UNTOLD, 0)
    told = {code: n for code, n in languages.items() if code != _UNTOLD}
    if not total:
        return _PROPOSED[0]
    coverage = {name: _covered(told, find_encoder(name).info.languages) for name in _PROPOSED}
    fits = [name for name in _PROPOSED if coverage[name] >= _COVERED]
    best = _PROPOSED[-1] if untold > total / 2 or not fits else fits[0]
    if installed_only and not is_installed(best):
        packaged = [name for name in _PROPOSED if is_installed(name)]
        return packaged[-1] if untold > total / 2 else max(reversed(packaged), key=lambda name: coverage[name])
    return best


def _covered(told: Mapping[str, float], known: Sequence[str]) -> float:
    """Share of the texts whose language is told that are in a known one, 0..1."""
    return sum(n for code, n in told.items() if code in known) / max(sum(told.values()), 1e-9)


def content_key(text: str, encoder_digest: str) -> str:
    """Key of one vector: SHA-256 of the text and of the encoder that made it."""
    return hashlib.sha256(f"{encoder_digest}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()


def encode_texts(texts: Sequence[str], encoder: LoadedEncoder[str], *, name: str, cache: VectorCache | None = None,
                 progress: Progress = lambda done, total: None) -> Encoded:  # fmt: skip
    """Vectors of all texts; equal texts are encoded once, and what the cache knows not at all.

    What was finished before `progress` raised Cancelled is in the cache.
    """
    keys = [content_key(text, encoder.digest) for text in texts]
    known = dict(cache.get_many(list(dict.fromkeys(keys)))) if cache is not None else {}
    todo = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    total = len(set(keys))
    progress(total - len(todo), total)
    done = total - len(todo)
    most = encoder.batch_tokens if isinstance(encoder, Quick) else BATCH_TOKENS
    for batch in mixed(list(batches(list(todo.items()), measure(list(todo.values()), encoder), most))):
        vectors = _checked(encoder, [text for _, text in batch], name)
        fresh = {key: vector for (key, _), vector in zip(batch, vectors, strict=True)}
        known.update(fresh)
        if cache is not None:
            cache.put_many(fresh)
        done += len(batch)
        progress(done, total)
    matrix = np.stack([known[key] for key in keys]) if keys else np.empty((0, encoder.dimension), np.float32)
    matrix.setflags(write=False)
    return Encoded(Embedding(matrix, name, encoder.digest), len(todo))


def count_tokens(texts: Sequence[str], encoder: LoadedEncoder[str]) -> TokenCounts | None:
    """Token counts of all texts, or None where the encoder does not count."""
    if not isinstance(encoder, Tokenizes) or not texts:
        return None
    parts = [encoder.tokens(texts[i : i + 2_000]) for i in range(0, len(texts), 2_000)]
    return TokenCounts(*(np.concatenate([getattr(p, field) for p in parts]) for field in ("totals", "unknown", "truncated")))


def measure(texts: Sequence[str], encoder: LoadedEncoder[str]) -> list[int]:
    """Length of each text in tokens, 1 to 1,000, from its first 2,000 characters; estimated where the encoder does not count,
    or where counting takes as long as encoding.

    Sorted by characters, titles of equal length in tokens lie in different batches, which costs a tenth of the speed.
    """
    heads = [text[:_MEASURED] for text in texts]
    counts = None if isinstance(encoder, Quick) else count_tokens(heads, encoder)
    lengths = counts.totals.tolist() if counts is not None else [len(head) // _CHARACTERS_A_TOKEN for head in heads]
    return [min(max(int(length), 1), _LONGEST) for length in lengths]


def batches(todo: Sequence[tuple[str, str]], lengths: Sequence[int], most: int = BATCH_TOKENS) -> Iterator[Batch]:
    """Pairs (key, text) in batches of similar length in tokens, shortest first, each within `most` tokens
    and 256 texts, more in proportion."""
    ordered = sorted(zip(lengths, todo, strict=True), key=lambda one: (one[0], len(one[1][1]), one[1][0]))
    batch: Batch = []
    size = 0
    for length, pair in ordered:
        if batch and (size + length > most or len(batch) >= MOST_TEXTS * most // BATCH_TOKENS):
            yield batch
            batch, size = [], 0
        batch.append(pair)
        size += length
    if batch:
        yield batch


def mixed(sorted_batches: Sequence[Batch]) -> list[Batch]:
    """The batches in an order whose every beginning is like the whole, so that the time left can be told from it.

    By multiples of the golden ratio, whose fractions lie evenly (Weyl 1916). Of 19,997 long posts in the order of their length,
    after a tenth of the work .37 of the true time left was told; in this order it stays within a tenth of the whole.
    """
    places = (0.5 + np.arange(len(sorted_batches)) * _GOLDEN) % 1  # from the middle: the ends are least like the whole
    return [sorted_batches[place] for place in np.argsort(np.argsort(places))]


def _checked(encoder: LoadedEncoder[str], texts: list[str], name: str) -> NDArray[np.float32]:
    """The encoder's answer, refused where its shape or its numbers are wrong."""
    vectors = np.asarray(encoder.encode(texts), np.float32)
    if vectors.shape != (len(texts), encoder.dimension):
        raise PluginFailed(
            f"The encoder “{name}” answered with shape {vectors.shape}, not ({len(texts)}, {encoder.dimension})."
        )
    lengths = np.linalg.norm(vectors, axis=1)
    if not np.all(np.abs(lengths - 1) < 1e-3):
        raise PluginFailed(
            f"The encoder “{name}” gave a vector of length {lengths[np.argmax(np.abs(lengths - 1))]:.3g}, not 1."
        )
    return vectors
