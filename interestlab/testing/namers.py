"""What every namer must do, built in or not: call `check_namer(YourClass)` in a test of your own."""

from collections.abc import Callable

import numpy as np
from scipy.sparse import csr_matrix

from interestlab.errors import InterestLabError
from interestlab.interests.density import core_clustering
from interestlab.interests.model import Clustering, Names
from interestlab.interests.namer import LONGEST, Called, Encode, Namer, NamerInfo, no_vectors
from interestlab.interests.naming import name_interests
from interestlab.interests.words import count_words, stop_words

Factory = Callable[[], Namer]
EACH = 24  # posts of an interest in `posts`
TOPICS = (
    (
        "The telescope showed the rings of Saturn last night.",
        "Which refractor telescope is good for deep sky objects?",
        "Deep sky objects need a dark site and a wide telescope.",
        "@vera see https://example.org/sky for the comet; the eyepiece fogs.",
    ),
    (
        "My sourdough starter smells of fruit after two days.",
        "Rye flour makes the sourdough starter rise in half the time.",
        "The oven spring was poor, the crust of the bread pale.",
        "RT @otto: bread flour or rye flour for a country loaf? &amp; how wet?",
    ),
    (
        "这款手机的屏幕很清晰，电池也耐用。",
        "手机屏幕碎了，售后服务不错。",
        "电池不耐用，手机屏幕偏暗。",
        "客服说电池可以换，手机铃声太小。",
    ),
    ("1 2 3", "!?", "http://example.org/", "@ada @otto"),
)  # the last says nothing that could be a name


def posts() -> tuple[list[str], list[str]]:
    """Texts and languages of four interests in turn, 24 each: two English, one Chinese, one without a word."""
    texts, languages = [], []
    for number, topic in enumerate(TOPICS):
        texts += [topic[at % len(topic)] for at in range(EACH)]
        languages += ["zh" if number == 2 else "en"] * EACH
    return texts, languages


def named(namer: Namer, encode: Encode = no_vectors) -> Names:
    """The interests of `posts`, named through the host; vectors lie around one axis an interest."""
    texts, languages = posts()
    labels = np.repeat(np.arange(len(TOPICS)), EACH)
    vectors = np.eye(8)[labels] + 0.1 * np.random.default_rng(0).normal(size=(len(texts), 8))
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    clustering = core_clustering(labels, np.ones(len(texts)))
    for part in (vectors, clustering.interest, clustering.core):
        part.setflags(write=False)
    words = count_words(texts, languages)
    return name_interests(clustering, words, vectors, texts, languages=languages, namer=namer, encode=encode)


def check_namer(factory: Factory) -> None:
    """Runs all checks on namers made by `factory()`; raises AssertionError saying what is wrong."""
    for check in CHECKS:
        check(factory)


def check_info(factory: Factory) -> None:
    """`info` is there before naming, and complete."""
    info = factory().info
    assert isinstance(info, NamerInfo), "info must be a NamerInfo"
    assert info.name, "info.name must not be empty"
    assert info.title, "info.title must not be empty"
    assert info.version >= 1, "info.version counts from 1"


def check_answers(factory: Factory) -> None:
    """One answer an interest, of plain text on one line, with an encoder and without; what it was given stays as it was."""
    answers: list[Called] = []

    class Listening:
        info = factory().info

        def name(self, material):  # type: ignore[no-untyped-def]
            answers[:] = factory().name(material)
            return answers

    for encode in (no_vectors, _letters):
        _named(Listening(), encode)
        for one in answers:
            for text in (one.name, *one.also):
                assert isinstance(text, str), f"a name must be text; {text!r} is none"
                one_line = " ".join(text.split())
                assert text == one_line, f"a name stands on one line, without spaces around it: {text!r}"
                assert len(text) <= LONGEST, f"a name has at most {LONGEST} characters; “{text}” has {len(text)}"
        given = [one.name.casefold() for one in answers if one.name]
        assert len(set(given)) == len(given), f"names must differ in more than their case: {given}"


def check_words_of_the_posts(factory: Factory) -> None:
    """What is in a name is written in the interest's posts, and is no stop word, handle, address or markup."""
    texts, _ = posts()
    found = _named(factory(), _letters)
    for number, interest in enumerate(found.interests[:3]):
        own = " ".join(texts[number * EACH : (number + 1) * EACH]).casefold()
        for part in interest.name.split(" & "):
            assert part.casefold() in own, f"“{part}” does not occur in the posts of the interest that it names"
            assert part.casefold() not in stop_words("en") | stop_words("zh"), f"“{part}” is a stop word"
            assert not {"example", "amp", "otto", "vera", "rt"} & set(part.casefold().split()), (
                f"“{part}” is not what people write"
            )


def check_same_again(factory: Factory) -> None:
    """The same posts get the same names, from a new namer and from the same one."""
    one = factory()
    first, again, other = (_named(who, _letters) for who in (one, one, factory()))
    assert first == again == other, "the same posts must get the same names"


def check_no_interest(factory: Factory) -> None:
    """A map without an interest has no names."""
    none = np.zeros(30, np.float32)
    nobody = Clustering(np.full(30, -1, np.int32), none, none > 0, csr_matrix(np.zeros((30, 0), np.float32)))
    texts = ["nothing"] * 30
    vectors = np.eye(30, dtype=np.float32)
    found = name_interests(nobody, count_words(texts, ["en"] * 30), vectors, texts, namer=factory())
    assert len(found) == 0, "a map without interests must get no names"


CHECKS: tuple[Callable[[Factory], None], ...] = (
    check_info,
    check_answers,
    check_words_of_the_posts,
    check_same_again,
    check_no_interest,
)


def _letters(texts):  # type: ignore[no-untyped-def]
    """An encoder that knows letters only."""
    counts = np.array([[1 + sum(ord(letter) % 8 == bit for letter in text) for bit in range(8)] for text in texts], np.float32)
    return counts / np.linalg.norm(counts, axis=1, keepdims=True)


def _named(namer: Namer, encode: Encode) -> Names:
    try:
        return named(namer, encode)
    except InterestLabError as error:
        raise AssertionError(f"the host refused the namer: {error}") from error
