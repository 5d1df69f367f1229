"""What every encoder must do, built in or not: call `check_encoder(YourClass)` in a test of your own."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from interestlab.encode.protocol import Encoder, EncoderInfo, LoadedEncoder, Tokenizes
from interestlab.encode.run import encode_texts, fingerprint
from interestlab.errors import InterestLabError

Factory = Callable[[], Encoder[str]]
TOLERANCE = 1e-4  # a text's batch may change the order of float32 sums
TEXTS = (
    "Tomatoes need sun and water.",
    "The telescope showed the rings of Saturn.",
    "Which opening do you play against the Sicilian defence?",
    "!?",
    "short",
    "西红柿需要阳光和水。",
    "a longer text " * 400,
    "line one\nline two\twith a tab",
)
QUICK = tuple(text for text in TEXTS if len(text) < 1_000)  # where length does not matter


def check_encoder(factory: Factory) -> None:
    """Runs all checks on an encoder made by `factory()`, loaded once; raises AssertionError saying what is wrong."""
    check_info(factory)
    loaded = factory().load()
    for check in CHECKS:
        check(loaded)
    check_digest(factory, loaded)
    check_run(factory, loaded)


def check_info(factory: Factory) -> None:
    """`info` is there before loading, complete, and its name can be registered."""
    info = factory().info
    assert isinstance(info, EncoderInfo), "info must be an EncoderInfo"
    assert info.name, "info.name must not be empty"
    assert info.title, "info.title must not be empty"
    assert info.modality in ("text", "image"), f"info.modality is text or image; it is {info.modality!r}"
    assert all(2 <= len(code) <= 3 and code.islower() for code in info.languages), "info.languages holds ISO 639 codes"


def check_form(loaded: LoadedEncoder[str]) -> None:
    """One float32 row of unit length a text, without NaN, for any text."""
    for batch in (TEXTS, TEXTS[:1]):
        vectors = _vectors(loaded, batch)
        lengths = np.linalg.norm(vectors, axis=1)
        assert np.all(np.abs(lengths - 1) < 1e-3), f"vectors must have length 1; found {lengths.round(3)}"


def check_same_again(loaded: LoadedEncoder[str]) -> None:
    """The same batch gives the same vectors."""
    assert np.array_equal(_vectors(loaded, QUICK), _vectors(loaded, QUICK)), "the same batch must give the same vectors"


def check_order(loaded: LoadedEncoder[str]) -> None:
    """Rows come in the order of the texts."""
    forward, backward = _vectors(loaded, QUICK), _vectors(loaded, QUICK[::-1])
    assert _close(forward, backward[::-1]), "vectors must come in the order of the texts"


def check_batch(loaded: LoadedEncoder[str]) -> None:
    """A text's vector does not depend on who else is in the batch."""
    together = _vectors(loaded, TEXTS)
    for row, text in enumerate(TEXTS):
        alone = _vectors(loaded, [text])
        assert _close(alone[0], together[row]), f"text {row} must get the same vector alone and in a batch"


def check_tells_apart(loaded: LoadedEncoder[str]) -> None:
    """Different sentences get different vectors, and a text is nearest to itself."""
    vectors = _vectors(loaded, TEXTS[:3])
    similar = vectors @ vectors.T
    assert np.all(similar[~np.eye(3, dtype=bool)] < 0.999), "different sentences must get different vectors"


def check_roles(loaded: LoadedEncoder[str]) -> None:
    """Queries are encoded into the same space."""
    vectors = loaded.encode(list(TEXTS[:2]), role="query")
    assert vectors.shape == (2, loaded.dimension), f"a query's vector must have {loaded.dimension} dimensions"


def check_tokens(loaded: LoadedEncoder[str]) -> None:
    """`tokens`, where there is one, counts each text: at least one token, never more unknown than there are."""
    if not isinstance(loaded, Tokenizes):
        return
    counts = loaded.tokens(list(TEXTS))
    for name in ("totals", "unknown", "truncated"):
        assert len(getattr(counts, name)) == len(TEXTS), f"tokens().{name} must have one value a text"
    assert np.all(counts.totals >= 1), "tokens().totals must be at least 1 for a text"
    assert np.all((counts.unknown >= 0) & (counts.unknown <= counts.totals)), "unknown tokens are part of the total"


def check_digest(factory: Factory, loaded: LoadedEncoder[str]) -> None:
    """Another loading has the same digest; the fingerprint is told without loading."""
    assert loaded.digest, "digest must not be empty"
    assert factory().load().digest == loaded.digest, "two loadings of the same weights must have the same digest"
    own = factory()
    if hasattr(own, "fingerprint"):
        assert fingerprint(own.info.name, own) == fingerprint(own.info.name, factory()), "a fingerprint must not change"


def check_run(factory: Factory, loaded: LoadedEncoder[str]) -> None:
    """The host's own run accepts the encoder."""
    try:
        encoded = encode_texts([*TEXTS, TEXTS[0]], loaded, name=factory().info.name)
    except InterestLabError as error:
        raise AssertionError(f"the host refused the encoder: {error}") from error
    assert encoded.computed == len(TEXTS), "equal texts are encoded once"


CHECKS: tuple[Callable[[LoadedEncoder[str]], None], ...] = (
    check_form,
    check_same_again,
    check_order,
    check_batch,
    check_tells_apart,
    check_roles,
    check_tokens,
)


def _vectors(loaded: LoadedEncoder[str], texts: Sequence[str]) -> NDArray[np.float32]:
    """The vectors, asserted to have the right form."""
    vectors = loaded.encode(list(texts))
    shape = (len(texts), loaded.dimension)
    assert isinstance(vectors, np.ndarray), f"encode must return an array, not {type(vectors).__name__}"
    assert vectors.shape == shape, f"encode gave the shape {vectors.shape}; {shape} was asked"
    assert vectors.dtype == np.float32, f"encode must give float32; it gave {vectors.dtype}"
    assert np.isfinite(vectors).all(), "encode must not give NaN or infinity"
    return vectors


def _close(a: NDArray[np.float32], b: NDArray[np.float32]) -> bool:
    return bool(np.allclose(a, b, atol=TOLERANCE))
