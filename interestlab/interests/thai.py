"""Thai is written without spaces: its words are found by a dictionary (PyThaiNLP's newmm)."""

import os
from collections.abc import Callable
from functools import cache


def thai_words(run: str) -> list[str]:
    """The words of a run of Thai letters, which together are the run."""
    return _tokenizer()(run, engine="newmm", keep_whitespace=False)


@cache
def _tokenizer() -> Callable[..., list[str]]:
    os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")  # else it makes a folder in the user's home
    from pythainlp.tokenize import word_tokenize

    tokenizer: Callable[..., list[str]] = word_tokenize
    return tokenizer
