"""Is our own way of running a transformer the same as that of sentence-transformers? Tried on each model when it is read.

Our own is faster and can be looked into (`transformer.py`). It is used where probe texts get the vectors and the cut that
`SentenceTransformer` gives them; elsewhere sentence-transformers encodes (`sentence.py`).
"""

import copy
from typing import Any

import numpy as np

from interestlab.encode.folder_parts import FolderParts
from interestlab.encode.protocol import Role
from interestlab.encode.sentence import (
    NO_LIMIT,
    RoundedSentenceEncoder,
    SentenceEncoder,
    TokenSentenceEncoder,
    made,
    unit,
)
from interestlab.encode.transformer import Recipe, TransformerEncoder

_SAME = 0.999995  # cosine; fp32 gives 0.9999999, fp16 0.999998. Other texts than the probes may miss ten times as much
_ROUNDED = 0.999  # between half precision and full; MiniLM in bfloat16 gives 0.99988
_PROBES = (
    "A small probe of seven plain words.",
    "  white space around it \n",
    "Ünïcode, CAPITALS & numbers: 3,141 ☃ 数字和汉字",
    "The longer a text is, the more of its tokens count; this one has a second half, so that what comes last differs from "
    "what comes first, and a batch of it with shorter ones has to be padded.\nAnd a line break.",
)
_ROLES: tuple[Role, ...] = ("document", "query")


def fastest(model: Any, parts: FolderParts, digest: str) -> TransformerEncoder | SentenceEncoder:
    """The encoder of a SentenceTransformer: our own way where it is proved the same on the spot, else sentence-transformers.

    Raises EncoderUnavailable where the model gives no vectors of texts.
    """
    theirs = made(model, digest, parts.no_attention)
    if parts.pool is None:
        return theirs
    inside = model.transformers_model
    if inside is None or not isinstance(theirs, TokenSentenceEncoder):
        return made(model, digest, "its tokenizer does not say which characters a token stands for")

    recipe = Recipe(theirs.max_tokens, parts.pool, theirs.prompt("document"), theirs.prompt("query"))
    expected = {role: unit(theirs.raw(_PROBES, role)) for role in _ROLES}
    full = all(str(value.dtype) == "torch.float32" for value in inside.parameters())
    mine = TransformerEncoder(inside if full else copy.deepcopy(inside).float(), model.tokenizer, recipe, digest)
    try:
        cosine = min(float((mine.encode(_PROBES, role=role) * expected[role]).sum(axis=1).min()) for role in _ROLES)
        same_cut = _same_cut(mine, theirs, recipe)
    except (RuntimeError, TypeError, ValueError, KeyError, IndexError, AttributeError):  # it asks for more than token ids
        return made(model, digest, "its transformer cannot be run on token ids alone")

    if same_cut and cosine >= _SAME:
        return mine
    if same_cut and not full and cosine >= _ROUNDED:
        return RoundedSentenceEncoder(model, digest, parts.pool)
    return made(model, digest, "its vectors come out otherwise when its tokens are read one text at a time")


def _same_cut(mine: TransformerEncoder, theirs: TokenSentenceEncoder, recipe: Recipe) -> bool:
    """Whether a text that is too long is cut at the same token."""
    if recipe.max_tokens >= NO_LIMIT:
        return True
    long = "a word " * recipe.max_tokens
    return all(np.array_equal(mine.ids([long], role=role)[0], theirs.ids(long, role)) for role in _ROLES)
