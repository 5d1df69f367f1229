"""Korean nouns carry particles; they are taken off where the corpus shows the noun without them, too.

“고양이” (cat) ends like a noun with the subject's particle 이. It is left whole, since 고양 stands nowhere else, while 고양이가
loses 가, since 고양이 does. A small rule in place of a morphological analyser: the known one is under the LGPL and 90 MB.
"""

from collections.abc import Collection

# Particles that stand after a syllable that ends in a consonant, after one that ends in a vowel, and after any.
_LIST_AFTER_CONSONANT = "으로부터 으로써 으로서 이라도 이라는 이나마 이랑 이나 으로 은 이 을 과"
_LIST_AFTER_VOWEL = "로부터 로써 로서 라도 라는 나마 랑 는 가 를 와 로"
_LIST_AFTER_ANY = (
    "에서부터 에게서 한테서 에서는 에서도 에서의 까지도 에서 에게 한테 까지 부터 처럼 보다 마다 조차 마저 "
    "밖에 만큼 에는 에도 에의 의 에 도 만"
)
_LIST_VERB_ENDINGS = (
    "니다 니까 세요 어요 아요 여요 워요 와요 려요 져요 에요 예요 해요 네요 지요 나요 군요 죠 어서 아서 "
    "해서 려고 지만 는데 면서 었다 았다 했다 였다 졌다 하다 한다 된다 되다 있다 없다 좋다 는다 하며 하면 "
    "해도 하게 했던 하는 되는 있는 없는 았던 었던 하지 않고 않는 않다"
)
_AFTER_CONSONANT, _AFTER_VOWEL, _AFTER_ANY, _VERB_ENDINGS = (
    tuple(words.split()) for words in (_LIST_AFTER_CONSONANT, _LIST_AFTER_VOWEL, _LIST_AFTER_ANY, _LIST_VERB_ENDINGS)
)
_PARTICLES = tuple(sorted((*_AFTER_CONSONANT, *_AFTER_VOWEL, *_AFTER_ANY), key=len, reverse=True))
_HANGUL_FIRST, _HANGUL_LAST = "가", "힣"
_RIEUL = 8  # number of the final consonant ㄹ, after which 로 stands as after a vowel


def is_korean_verb(word: str) -> bool:
    """Whether the word ends as verbs and adjectives do."""
    return word.endswith(_VERB_ENDINGS)


def korean_stems(words: Collection[str]) -> dict[str, str]:
    """The stem of every word that carries a particle, of at least two syllables.

    A particle is taken off only where it fits the syllable before it, and the stem stands in `words` alone or with another one.
    """
    known = words if isinstance(words, (set, frozenset, dict)) else set(words)
    stems = {}
    for word in known:
        for particle in _PARTICLES:
            stem = word.removesuffix(particle)
            if len(stem) >= 2 and stem != word and _fits(stem[-1], particle) and _stands(stem, particle, known):
                stems[word] = stem
                break
    return stems


def _stands(stem: str, particle: str, known: Collection[str]) -> bool:
    return stem in known or any(stem + other in known for other in _PARTICLES if other != particle and _fits(stem[-1], other))


def _fits(before: str, particle: str) -> bool:
    """Whether the particle may follow the syllable: some do after a consonant only, some after a vowel only."""
    if not _HANGUL_FIRST <= before <= _HANGUL_LAST:
        return False
    if particle in _AFTER_ANY:
        return True
    final = (ord(before) - ord(_HANGUL_FIRST)) % 28  # 0 = the syllable ends in a vowel
    if particle.startswith("로"):
        return final in (0, _RIEUL)
    return (final > 0) == (particle in _AFTER_CONSONANT)
