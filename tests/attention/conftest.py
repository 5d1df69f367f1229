from dataclasses import dataclass

import numpy as np
import pytest

from interestlab.attention.tokens import Tokens, tokenize
from interestlab.encode.run import find_encoder, is_installed
from tests.rounding import doubled

TEXTS = {
    "en": (
        "The cyclist repaired her old bike before the long race on Sunday",
        "I love my bicycle and ride it every day",
        "Central banks raised interest rates again",
    ),
    "zh": ("这家餐厅的牛肉面很好吃，服务员也很热情", "我昨天去吃了一碗好吃的面", "手机电池用了一年就不行了"),
}


@pytest.fixture(scope="session")
def encoder():
    """The packaged MiniLM."""
    return find_encoder("minilm").load()


@pytest.fixture(scope="session")
def inspection(encoder):
    return encoder.inspect()


@pytest.fixture(scope="session")
def exact(inspection):
    """The packaged MiniLM in double precision."""
    return doubled(inspection)


@dataclass(frozen=True, eq=False)
class Case:
    """A text, another near to it, a third far away; the vectors of the last two."""

    encoder: object
    inspection: object
    text: str
    tokens: Tokens
    other: str
    targets: np.ndarray


@pytest.fixture(scope="session", params=["minilm", "multilingual-e5"])
def either(request):
    """(encoder, inspection) of each packaged or installable encoder that torch runs."""
    if not is_installed(request.param):
        pytest.skip(f"{request.param} is not installed; run {find_encoder(request.param).info.install}")
    loaded = find_encoder(request.param).load()
    return loaded, loaded.inspect()


@pytest.fixture(scope="module")
def exact_either(either):
    """The same in double precision; for a module only, since it takes twice the memory."""
    return doubled(either[1])


@pytest.fixture(scope="session", params=["en", "zh"])
def case(request, either):
    encoder, inspection = either
    text, other, third = TEXTS[request.param]
    return Case(encoder, inspection, text, tokenize(inspection, text), other, encoder.encode([other, third]))
